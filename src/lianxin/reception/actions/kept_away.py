"""What a look at the spot and a same-day dispute are not for: accusations (举报), and who only assists (协办)."""

from django.utils.translation import gettext_lazy as _

from lianxin.appeals.queries import only_helped
from lianxin.appeals.rules import AppealType
from lianxin.matters.workflow import Acting, Sentence


def no_accusation(acting: Acting) -> Sentence:
    """Who is accused hears of it neither by somebody who comes to look nor by being called to a table."""
    matter = acting.data.get("matter")
    if matter is None or matter.appeal.type != AppealType.REPORT:
        return None
    return _("举报由纪检监察办理，不在这里请人去看，也不召集双方。")


def not_by_who_assists(acting: Acting) -> Sentence:
    """Who only assists isn't told who speaks: going there and calling both sides is the lead's (J13)."""
    matter = acting.data.get("matter")
    if matter is None or not only_helped([matter.pk], by=acting.by):
        return None
    return _("这件事您单位只是协办。要请人去看、要召集双方，请告诉主办单位，由它来办。")
