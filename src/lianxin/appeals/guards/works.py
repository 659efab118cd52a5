"""The condition of closing what was settled by building: cost, labour, photographs, land (J16)."""

from django.utils.translation import gettext as _

from lianxin.appeals.queries.works import missing_of
from lianxin.matters.workflow import Acting, Sentence


def works_recorded(acting: Acting) -> Sentence:
    """Where something was built, the record of it is complete; an earlier table knew no such record."""
    if acting.flow.move("record_works") is None:
        return None
    lacks = missing_of(acting.row)
    if not lacks:
        return None
    sentence = _("这件事动了工，申请办结前还要登记：%(lacks)s。请点“登记工程情况”补上。")
    return sentence % {"lacks": _("、").join(map(str, lacks))}
