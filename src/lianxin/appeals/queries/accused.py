"""Whom a matter is said against (被反映对象), who is barred from it for that, and who is left to deal with it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from lianxin.appeals.models import Accusation, Accused
from lianxin.appeals.queries.walls import said_against
from lianxin.kernel.actor import Actor, Role
from lianxin.matters.models import Matter
from lianxin.people.models import Appointment
from lianxin.people.queries import in_force, units_taking_work
from lianxin.people.queries.lines import desk_outside, line_of, staffed

MOST = 50


@dataclass(frozen=True)
class Named:
    """One of them in words, and whether it is kept from them."""

    words: str
    walled: bool


def named_in(matter: Matter) -> list[Named]:
    """Whom a matter is said against, in the order in which they were named."""
    rows = Accused.objects.filter(matter=matter).select_related("unit", "person").order_by("pk")
    return [Named(in_words(one), one.walled) for one in rows]


def in_words(one: Accused) -> str:
    """A unit or a person by name."""
    if one.unit is not None:
        return one.unit.name
    return one.person.name if one.person is not None else one.name


def units_named(matter: Matter, *, walled: bool | None = None) -> set[int]:
    """The units a matter is said against."""
    return keys_named(matter, "unit", walled)


def persons_named(matter: Matter, *, walled: bool | None = None) -> set[int]:
    """The people of ours a matter is said against."""
    return keys_named(matter, "person", walled)


def keys_named(matter: Matter, whom: str, walled: bool | None) -> set[int]:
    """The units or the people; nobody yet against whom a matter is said that is only being opened."""
    if matter.pk is None:
        return set()
    rows = Accused.objects.filter(matter=matter, **{f"{whom}__isnull": False})
    if walled is not None:
        rows = rows.filter(walled=walled)
    return set(rows.values_list(whom, flat=True))


def barred_units(matter: Matter) -> set[int]:
    """The units a matter isn't dispatched to: those it is said against, with their line (A7)."""
    return line_of(units_named(matter))


def units_to_ask(matter: Matter, but: Collection[int | None] = ()) -> list[tuple[int, str]]:
    """The units that take work, as choices: none it is said against nor their line, and none of these."""
    shut = {*barred_units(matter), *but}
    return [(unit.pk, unit.name) for unit in units_taking_work() if unit.pk not in shut]


def staff_called(names: Iterable[str]) -> dict[str, list[Appointment]]:
    """Who of the staff is called so, with the posts they hold now; several of one name are all meant."""
    wanted = set(names)
    held = in_force(timezone.now()).filter(person__name__in=wanted, substitute_for=None)
    found: dict[str, list[Appointment]] = {name: [] for name in wanted}
    for one in held.select_related("post", "person"):
        found[one.person.name].append(one)
    return found


def lies_with_discipline(matter: Matter) -> bool:
    """Whether an accusation was handed over."""
    return Accusation.objects.filter(pk=matter.pk).exists()


def discipline_desk() -> bool:
    """Whether anybody holds the post that takes accusations (纪检岗)."""
    return staffed(Role.DISCIPLINE, at=timezone.now())


def left(role: str, area: str, units: Collection[int], persons: Collection[int]) -> bool:
    """Whether somebody of this role serves this area and is none of these."""
    return desk_outside(role, units, persons, area=area, at=timezone.now())


@dataclass(frozen=True)
class HandedOver:
    """An accusation as the one who took it down sees it afterwards: its number, its kind, its day (D.7)."""

    number: str
    handed_at: datetime


def handed_over_by(by: Actor) -> Sequence[HandedOver]:
    """What this actor handed to the discipline desk, the latest first; nothing of what is said against them."""
    rows = Accusation.objects.filter(handed_by=by.account or 0).exclude(
        matter__in=Matter.objects.filter(said_against(by)).values("pk")
    )
    pairs = rows.order_by("-handed_at", "-pk").values_list("matter__number", "handed_at")[:MOST]
    return [HandedOver(number, at) for number, at in pairs]
