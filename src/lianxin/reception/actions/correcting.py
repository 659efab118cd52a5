"""Guards and effect of an outcome that is put right (更正结果): kept with what it was, never where an appeal stands."""

from collections.abc import Mapping

from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy

from lianxin.kernel.pieces import unnumbered
from lianxin.matters.workflow import Acting, Guard, Sentence
from lianxin.reception.actions import talks
from lianxin.reception.models import OutcomeChange, Talk, Visit
from lianxin.reception.rules.visits import VisitState

NEEDS: Mapping[str, Guard] = {
    VisitState.SETTLED: talks.has_answer,
    VisitState.OPENED: talks.has_matter,
    VisitState.JOINED: talks.has_matter,
    VisitState.PASSED_ON: talks.has_body,
    VisitState.TOLD: talks.has_answer,
    VisitState.BOOKED: talks.has_day,
}
STANDS = gettext_lazy(
    "这一号已经立项或并入，结果不在这里改。那件事登错了的，请到它的页面点“更正”或“申请作废”；"
    "并错了的，请在那件事里点“拆分”，或者另“登记一件”。"
)


def no_appeal_stands(acting: Acting) -> Sentence:
    """What became an appeal is put right there, where its speakers are told."""
    return None if acting.row.matter_id is None else str(STANDS)


def another_outcome(acting: Acting) -> Sentence:
    """… than it has."""
    if acting.data["outcome"] != acting.row.state:
        return None
    return _("现在的结果就是“%(state)s”，请选应当是哪一种。") % {"state": VisitState(acting.row.state).label}


def is_whole(acting: Acting) -> Sentence:
    """The right outcome has what that outcome has to have."""
    return NEEDS[acting.data["outcome"]](acting)


def put_right(acting: Acting) -> str:
    """更正结果: the outcome it should have had; an answer that was not written down may be, one that was stays."""
    row, data = acting.row, acting.data
    became = str(data["outcome"])
    acting.add(kept(acting, became))
    row.body = data["body"] if became == VisitState.PASSED_ON else ""
    booked = became == VisitState.BOOKED
    row.again_in_id, row.again_on = (data["again_in"], data["again_on"]) if booked else (None, None)
    if data.get("matter") is not None:
        talks.link(acting)
    talk = Talk.objects.filter(visit=row).first()
    if talk is not None and not talk.told and data.get("told"):
        acting.change(talk, told=data["told"])
    return became


def heard_in_time(acting: Acting) -> Sentence:
    """Nobody was heard before the minute they took a number in, or will have been."""
    taken = acting.row.taken_at.replace(second=0, microsecond=0)
    if taken <= acting.data["talked_at"] <= acting.now:
        return None
    return _("接谈的时间要在取号（%(at)s）以后、现在以前，请核对。") % {
        "at": f"{timezone.localtime(acting.row.taken_at):%H:%M}"
    }


def heard(acting: Acting) -> None:
    """其实谈过，补记: who stands as gone was heard; what was said is written down next."""
    acting.add(kept(acting, VisitState.TALKING))
    acting.row.talked_at, acting.row.settled_at = acting.data["talked_at"], None


def kept(acting: Acting, became: str) -> OutcomeChange:
    """What it was before."""
    row: Visit = acting.row
    return OutcomeChange(
        visit=row,
        at=acting.now,
        changed_by=acting.by.account,
        was=row.state,
        became=became,
        reason=unnumbered(acting.data["reason"]),
        body=row.body,
        again_in_id=row.again_in_id,
        again_on=row.again_on,
    )
