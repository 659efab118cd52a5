"""What reception doesn't do about an accusation (举报)."""

from django.utils.translation import gettext_lazy as _

from lianxin.appeals.rules import AppealType
from lianxin.matters.workflow import Acting, Sentence


def no_accusation(acting: Acting) -> Sentence:
    """Who is accused hears of it neither by somebody who comes to look nor by being called to a table."""
    matter = acting.data.get("matter")
    if matter is None or matter.appeal.type != AppealType.REPORT:
        return None
    return _("举报由纪检监察办理，不在这里请人去看，也不召集双方。")
