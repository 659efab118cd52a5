"""Appeals on the handover list (移交清单): what waits for each duty, and what somebody took down in person."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.models import Reply, SubOrder
from lianxin.kernel.actor import Actor, Role
from lianxin.matters.handover import pile
from lianxin.matters.models import Contact, Matter
from lianxin.matters.queries import open_states, visible
from lianxin.people import handover

BEFORE_UNIT = ("registered", "need_info", "to_dispatch", "return_asked")


def waiting(leaver: Actor, role: str, *states: str) -> "QuerySet[Matter]":
    """The appeals this leaver sees in these states, if the post has the duty for them."""
    if not leaver.holds(role):
        return Matter.objects.none()
    return visible(leaver, Matter).filter(kind="appeal", state__in=states)


def to_triage(leaver: Actor) -> "QuerySet[Matter]":
    """Not yet with a unit."""
    return waiting(leaver, Role.TRIAGE, *BEFORE_UNIT)


def to_sign(leaver: Actor) -> "QuerySet[Matter]":
    """Sent to the unit, not signed for."""
    return waiting(leaver, Role.HANDLER, "to_sign").filter(holder_id__in=leaver.units)


def in_hand(leaver: Actor) -> "QuerySet[Matter]":
    """Signed for by the unit, not closed: also what waits for review or callback meanwhile."""
    states = [state for state in open_states() if state not in {*BEFORE_UNIT, "to_sign", "adjudicating"}]
    return waiting(leaver, Role.HANDLER, *states).filter(holder_id__in=leaver.units)


def to_help(leaver: Actor) -> "QuerySet[Matter]":
    """The unit was asked to assist, and has not answered."""
    asked = SubOrder.objects.filter(unit__in=leaver.units, answered_at=None, recalled_at=None)
    return waiting(leaver, Role.HANDLER, "joint").filter(pk__in=asked.values("matter_id"))


def to_review(leaver: Actor) -> "QuerySet[Matter]":
    """Closing was asked for."""
    return waiting(leaver, Role.REVIEWER, "closing")


def to_decide(leaver: Actor) -> "QuerySet[Matter]":
    """It is disputed whose duty it is."""
    return waiting(leaver, Role.LEADER, "adjudicating")


def to_call(leaver: Actor) -> "QuerySet[Matter]":
    """Answered; somebody has to ask whether it helped."""
    return waiting(leaver, Role.CALLBACK, "callback")


def drafts(leaver: Actor) -> "QuerySet[Matter]":
    """A reply was written and not sent."""
    unsent = Reply.objects.filter(sent_at=None).values("matter_id")
    return in_hand(leaver).filter(pk__in=unsent)


def taken_down(leaver: Actor) -> "QuerySet[Matter]":
    """Open appeals the leaver took down, which hang on the person: whoever takes over goes on seeing them."""
    mine = Contact.objects.filter(taker_id__in=[leaver.account, *leaver.inherits]).values("matter_id")
    found = visible(leaver, Matter).filter(kind="appeal", state__in=open_states(), pk__in=mine)
    return found if leaver.holds(Role.CLERK) else Matter.objects.none()


handover.register(
    pile("appeals.triage", _("待受理、待派单的"), to_triage),
    pile("appeals.sign", _("待签收的工单"), to_sign),
    pile("appeals.hand", _("已签收、还没办结的"), in_hand),
    pile("appeals.help", _("请本单位协办、还没回复的"), to_help),
    pile("appeals.draft", _("答复写好还没发的"), drafts),
    pile("appeals.review", _("待审核的"), to_review),
    pile("appeals.decide", _("待裁定的"), to_decide),
    pile("appeals.call", _("待回访的"), to_call),
    pile("appeals.taken", _("本人登记、还没办结的"), taken_down),
)
