"""What is asked of units from above and for from below, and what still waits for an answer (督办)."""

from datetime import datetime

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from lianxin.appeals.models import Supervision, UpwardRequest
from lianxin.appeals.queries.shielding import as_handled, hide_in
from lianxin.kernel import clock
from lianxin.matters.ledger import history
from lianxin.matters.models import Matter


def waiting_notice(matter: Matter) -> Supervision | None:
    """The notice the unit has not answered."""
    return next((one for one in matter.supervisions.all() if one.answered_at is None), None)


def waiting_request(matter: Matter) -> UpwardRequest | None:
    """The request for the level above nobody has replied to."""
    return next((one for one in matter.upward_requests.all() if one.replied_at is None), None)


def notice_numbered(matter: Matter, key: int) -> Supervision | None:
    """One notice of a matter, for its paper: nothing in it tells who speaks where the unit isn't told."""
    notice = Supervision.objects.select_related("unit").filter(matter=matter, pk=key).first()
    hide_in([notice] if notice else [], as_handled(matter))
    return notice


def urged_on(matter: Matter, now: datetime, *, move: str = "urge") -> bool:
    """Whether somebody was urged by this move on that day already: twice a day is noise."""
    last = history(matter).filter(move=move).order_by("-seq").values_list("at", flat=True).first()
    return last is not None and timezone.localdate(last) == timezone.localdate(now)


def owing_an_answer() -> Q:
    """Matters with a notice that waits for its unit (督办单等答复)."""
    return Q(pk__in=Supervision.objects.filter(answered_at=None).values("matter_id"))


def to_answer_by() -> Subquery:
    """The day by which it is to answer; one waits at a time."""
    waiting = Supervision.objects.filter(matter=OuterRef("pk"), answered_at=None)
    return Subquery(waiting.order_by().values("until")[:1])


def answers_overdue() -> Q:
    """Those whose day is past."""
    today = timezone.localdate(clock.now())
    late = Supervision.objects.filter(answered_at=None, until__lt=today)
    return Q(pk__in=late.values("matter_id"))


def asked_upward() -> Q:
    """Matters for which the level above was asked to step in, and has not replied."""
    return Q(pk__in=UpwardRequest.objects.filter(replied_at=None).values("matter_id"))
