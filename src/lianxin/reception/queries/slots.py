"""Who may know of a slot, and the slots a page shows (场次)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Prefetch, Q, QuerySet

from lianxin.kernel.actor import Actor, Role
from lianxin.places.rules import within
from lianxin.reception.models import Kind, Slot, SlotChange, SlotPerson
from lianxin.reception.queries.persons import called
from lianxin.reception.rules.slots import STANDING, Part, SlotState
from lianxin.web.dates import day as in_words


def gate(by: Actor) -> Q:
    """What was posted is everybody's; before that, those of the area, of the unit, and who is in it."""
    if Role.SYSTEM in by.roles:
        return Q()
    seen = Q(published_at__isnull=False)
    if by.account is None:
        return seen
    for hand in by.hands():
        seen |= within(hand.scopes, "area__code")
    own = SlotPerson.objects.filter(appointment__account=by.account)
    return seen | Q(holder_id__in=by.units) | Q(pk__in=own.values("slot_id"))


@dataclass(frozen=True)
class Shown:
    """A slot as lists show it: its persons in words by part, and what was altered since it was posted."""

    slot: Slot
    persons: dict[str, list[str]] = field(default_factory=dict)
    changes: Sequence[SlotChange] = ()

    @property
    def leader(self) -> str:
        """Who leads it."""
        return "、".join(self.persons.get(Part.LEADER, ()))

    @property
    def substitute(self) -> str:
        """Who stands in."""
        return "、".join(self.persons.get(Part.SUBSTITUTE, ()))

    @property
    def others(self) -> list[tuple[str, str]]:
        """Everybody else in it, as (part, name)."""
        besides = (Part.DEPUTY, Part.RECORDER, Part.EXTRA)
        return [(str(part.label), name) for part in besides for name in self.persons.get(part, ())]

    @property
    def state(self) -> str:
        """How far it is, in words."""
        return str(SlotState(self.slot.state).label)

    @property
    def planned(self) -> bool:
        """Whether it has still to be posted."""
        return self.slot.state == SlotState.PLANNED

    @property
    def cancelled(self) -> bool:
        """Whether it was called off."""
        return self.slot.state == SlotState.CANCELLED


def shown(slots: "QuerySet[Slot]") -> list[Shown]:
    """These slots for a list: as many queries for one as for a hundred."""
    people = SlotPerson.objects.select_related("appointment__person", "appointment__post__unit").order_by(
        "pk"
    )
    rows = slots.select_related("kind", "invited", "moved_to").prefetch_related(
        Prefetch("persons", people), Prefetch("alterations", SlotChange.objects.order_by("at", "pk"))
    )
    return [shown_one(row) for row in rows.order_by("starts_at", "kind__code", "pk")]


def shown_one(row: Slot) -> Shown:
    """One slot, its persons and alterations fetched."""
    persons: dict[str, list[str]] = {}
    for one in row.persons.all():
        persons.setdefault(one.part, []).append(called(one.appointment))
    return Shown(row, persons, [change for change in row.alterations.all() if change.posted])


def between(slots: "QuerySet[Slot]", first: date, last: date, kind: Kind | None = None) -> "QuerySet[Slot]":
    """Those of a period, and of one kind."""
    found = slots.filter(day__gte=first, day__lte=last)
    return found if kind is None else found.filter(kind=kind)


def posted(first: date, weeks: int, kind: Kind | None = None) -> list[Shown]:
    """What everybody may read: the posted slots from a day on, those called off among them."""
    last = first + timedelta(weeks=weeks)
    return shown(between(Slot.objects.filter(published_at__isnull=False), first, last, kind))


def persons_of(slot: Slot) -> list[SlotPerson]:
    """The persons of a slot in the order of their parts."""
    rows = SlotPerson.objects.filter(slot=slot).select_related(
        "appointment__person", "appointment__post__unit"
    )
    return sorted(rows, key=lambda one: (list(Part).index(Part(one.part)), one.pk))


def named_in(slot: Slot, key: int | None) -> SlotPerson | None:
    """Whoever of the persons of a slot a form names; None where they are not in it."""
    return next((one for one in persons_of(slot) if one.pk == key), None)


def person_in(pk: int) -> SlotPerson | None:
    """One person of a slot."""
    related = ("slot__kind", "appointment__person", "appointment__post__unit")
    return SlotPerson.objects.filter(pk=pk).select_related(*related).first()


def persons_held(keys: Iterable[int]) -> dict[int, SlotPerson]:
    """These persons of slots as they are now, held until the end of the transaction, in ascending order."""
    rows = SlotPerson.objects.select_for_update().filter(pk__in=set(keys)).order_by("pk")
    return {row.pk: row for row in rows}


def leading(accounts: Iterable[int | None], day: date) -> list[SlotPerson]:
    """The slots that these lead from a day on and that have not begun."""
    rows = SlotPerson.objects.filter(
        appointment__account__in=set(accounts),
        part=Part.LEADER,
        slot__day__gte=day,
        slot__state__in=(SlotState.PLANNED, SlotState.PUBLISHED),
    )
    return list(rows.select_related("slot__kind", "appointment__person", "appointment__post__unit"))


def to_swap_with(one: SlotPerson, day: date) -> list[SlotPerson]:
    """The slots of the same kind that others lead from a day on."""
    rows = SlotPerson.objects.filter(
        part=Part.LEADER,
        slot__kind=one.slot.kind_id,
        slot__day__gte=day,
        slot__state__in=(SlotState.PLANNED, SlotState.PUBLISHED),
    ).exclude(appointment__person=one.appointment.person_id)
    related = ("slot", "appointment__person", "appointment__post__unit")
    return list(rows.select_related(*related).order_by("slot__starts_at"))


def slot_at(kind: Kind, starts: datetime) -> bool:
    """Whether a kind has a slot that begins at this moment and was not called off."""
    return Slot.objects.filter(kind=kind, starts_at=starts).exclude(state=SlotState.CANCELLED).exists()


def own_slots(by: Actor, first: date, last: date) -> list[SlotPerson]:
    """The slots an actor is in, in a period, that are still to come or go on."""
    rows = SlotPerson.objects.filter(
        appointment__account=by.account, slot__day__gte=first, slot__day__lte=last, slot__state__in=STANDING
    )
    return list(rows.select_related("slot__kind").order_by("slot__starts_at", "slot_id", "pk"))


def to_post(kinds: "QuerySet[Kind]", first: date, last: date) -> list[Slot]:
    """The slots of these kinds in a period that are planned and not posted."""
    rows = Slot.objects.filter(state=SlotState.PLANNED, day__gte=first, day__lte=last)
    return list(rows.filter(kind__in=kinds.values("pk")).select_related("kind__area").order_by("starts_at"))


def to_publish(keys: Iterable[int], *, by: Actor) -> list[Slot]:
    """The slots among these that an actor may know of; what they allow, the writer says."""
    return list(Slot.objects.filter(gate(by), pk__in=set(keys)).order_by("pk"))


def slot_of(pk: int, *, by: Actor) -> Slot | None:
    """One slot an actor may know of."""
    related = ("kind__area", "area", "holder", "invited", "moved_to")
    return Slot.objects.filter(gate(by), pk=pk).select_related(*related).first()


def title_of(slot: Slot) -> str:
    """赶集日群众接待 2022年2月9日."""
    return f"{slot.kind.name} {in_words(slot.day)}"


def altered_in(slot: Slot) -> list[SlotChange]:
    """What was altered in a slot, before it was posted too, the latest last."""
    return list(slot.alterations.order_by("at", "pk"))


def in_period(by: Actor, first: date, last: date) -> list[Shown]:
    """The slots of a period an actor may know of."""
    return shown(between(Slot.objects.filter(gate(by)), first, last))


def posted_between(kind: Kind, first: date, last: date) -> list[Shown]:
    """What is posted of a kind in a period."""
    return shown(between(Slot.objects.filter(published_at__isnull=False), first, last, kind))
