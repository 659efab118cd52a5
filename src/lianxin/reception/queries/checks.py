"""Which checks somebody may know of, what hangs on them, and which wait (实地查看)."""

from datetime import date

from django.db.models import Q, QuerySet

from lianxin.appeals.queries import accusing, conflicting, whole_gate
from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.attachments import attached_to
from lianxin.kernel.models.attachment import Attachment
from lianxin.matters.models import Matter, Stateful
from lianxin.matters.queries import visible
from lianxin.people.queries import units_taking_work
from lianxin.reception.models import FieldCheck, Visit
from lianxin.reception.queries.numbers import put_back
from lianxin.reception.rules.checks import CheckState

CHECK = "fieldcheck"
ASKERS = (Role.CLERK, Role.TRIAGE, Role.HANDLER, Role.REVIEWER, Role.LEADER)
GOERS = (Role.HANDLER, Role.CLERK)


def gate(by: Actor) -> Q:
    """Who knows the matter whole, or the visit; the unit that is asked to look, but for what it must not know of."""
    if Role.SYSTEM in by.roles:
        return Q()
    if by.account is None:
        return Q(pk__in=[])
    seen = Q(matter__in=Matter.objects.filter(whole_gate(by)).order_by().values("pk"))
    seen |= Q(visit__in=visible(by, Visit).order_by().values("pk"))
    hidden = Matter.objects.filter(conflicting(by) | accusing()).order_by().values("pk")
    asked = Q(holder__in=by.every_unit) & (Q(matter=None) | ~Q(matter__in=hidden))
    return seen | asked


def asks(by: Actor, row: Stateful | None) -> bool:
    """Whoever handles matters."""
    return by.account is not None and by.holds(*ASKERS)


def goes(by: Actor, row: FieldCheck | None) -> bool:
    """Whoever works at the unit that was asked."""
    return row is not None and row.holder_id in by.units and by.holds(*GOERS)


def asked_it(by: Actor, row: FieldCheck | None) -> bool:
    """Whoever may ask, and knows what it is about, whole."""
    if row is None or not asks(by, row):
        return False
    return row.matter_id is None or Matter.objects.filter(whole_gate(by), pk=row.matter_id).exists()


def check_of(key: int, *, by: Actor) -> FieldCheck | None:
    """One check."""
    found = visible(by, FieldCheck).select_related("holder", "matter", "visit").filter(pk=key)
    return found.prefetch_related("quantities").first()


def checks_on(matter: Matter, *, by: Actor) -> QuerySet[FieldCheck]:
    """The checks of a matter, the latest first."""
    found = visible(by, FieldCheck).filter(matter=matter).select_related("holder")
    return found.prefetch_related("quantities").order_by("-asked_at", "-pk")


def read(check: FieldCheck) -> FieldCheck:
    """The same to be read: the numbers in what was found masked."""
    put_back(check, [check])
    return check


def photos_of(check: FieldCheck) -> list[Attachment]:
    """Its photographs."""
    return list(attached_to(CHECK, [check.pk]))


def units_to_go() -> list[tuple[int, str]]:
    """The units that may be asked; a guard keeps out whom it is said against."""
    return [(unit.pk, unit.name) for unit in units_taking_work()]


def waiting_at(by: Actor, today: date) -> QuerySet[FieldCheck]:
    """What the actor's units were asked to look at, what is due first on top."""
    found = visible(by, FieldCheck).filter(state=CheckState.ASKED, holder__in=by.every_unit)
    return found.order_by("due_on", "pk")


def may_open(check: FieldCheck, *, by: Actor) -> bool:
    """Whether who reads the check may open its matter, too; the unit that looks often may not."""
    return check.matter_id is not None and visible(by, Matter).filter(pk=check.matter_id).exists()


def visit_to_check(key: int, *, by: Actor) -> Visit | None:
    """The visit a check is asked about."""
    return visible(by, Visit).select_related("slot").filter(pk=key).first()
