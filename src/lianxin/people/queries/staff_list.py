"""The list of everybody who works here, paged and searched: as many queries for a thousand as for ten (A4).

One narrow query reads who holds what; names are matched and sorted here, because pinyin initials are no column;
the rows of one page are fetched whole.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.context import current_county
from lianxin.people.models import Account, Appointment, Unit
from lianxin.people.queries import Member, in_force, rank
from lianxin.people.rules.names import keys_of

PAGE = 50
STATES: tuple[tuple[str, str | Promise], ...] = (
    ("", _("在岗")),
    ("new", _("待首次登录")),
    ("left", _("已离岗")),
    ("all", _("全部")),
)


@dataclass(frozen=True)
class AskedStaff:
    """What the list was asked for; each part is kept in the address."""

    words: str = ""
    unit: int | None = None
    state: str = ""
    page: int = 1


@dataclass(frozen=True)
class StaffPage:
    """One page of the list, and how many there are in all."""

    members: Sequence[Member]
    total: int
    page: int

    @property
    def more(self) -> bool:
        """Whether another page follows."""
        return self.page * PAGE < self.total


@dataclass(frozen=True)
class Brief:
    """As much of one appointment as matching and sorting need."""

    account: int
    login: str
    name: str
    unit: int
    must_set: bool
    held: bool


@lru_cache(maxsize=65536)
def initials(name: str) -> str:
    """Pinyin initials, by which names are found from a plain keyboard: 林小满 → lxm."""
    return keys_of(name).initials


def matches(words: str, *names: str) -> bool:
    """Whether a name holds the words, or its initials begin with them."""
    plain = words.strip().lower()
    return any(plain in name.lower() or initials(name).startswith(plain) for name in names)


def staff_page(asked: AskedStaff, *, at: datetime) -> StaffPage:
    """One page of accounts, by unit as offices list them, then by name."""
    keys = staff_keys(asked, at=at)
    page = min(max(1, asked.page), max(1, -(-len(keys) // PAGE)))
    return StaffPage(members_of(keys[(page - 1) * PAGE : page * PAGE], at=at), len(keys), page)


def accounts_by_login(logins: Collection[str]) -> list[int]:
    """The accounts of this county with these logins."""
    rows = Account.objects.filter(login__in=logins, county_id=current_county()).order_by("pk")
    return list(rows.values_list("pk", flat=True))


def staff_keys(asked: AskedStaff, *, at: datetime) -> list[int]:
    """The accounts that are among what was asked for, in the order of the list."""
    order = {unit.pk: place for place, unit in enumerate(sorted(Unit.objects.all(), key=rank))}
    chosen: dict[int, tuple[int, str]] = {}
    for one in briefs(at):
        if fits(one, asked):
            place = (order.get(one.unit, len(order)), initials(one.name))
            chosen[one.account] = min(place, chosen.get(one.account, place))
    return sorted(chosen, key=lambda account: (*chosen[account], account))


def briefs(at: datetime) -> list[Brief]:
    """Every appointment there ever was, marked where it holds now; of who holds none, the last one."""
    held = set(in_force(at).values_list("pk", flat=True))
    rows = Appointment.objects.order_by("pk").values_list(
        "pk", "account_id", "account__login", "person__name", "post__unit_id", "account__must_set"
    )
    found = [
        (account, Brief(account, login, name, unit, must_set, pk in held))
        for pk, account, login, name, unit, must_set in rows
    ]
    here = {account for account, brief in found if brief.held}
    last = dict(found)
    return [
        brief for account, brief in found if brief.held or (account not in here and last[account] is brief)
    ]


def fits(one: Brief, asked: AskedStaff) -> bool:
    """Whether an appointment is among what was asked for."""
    if asked.state in {"", "new"} and not one.held:
        return False
    if asked.state == "new" and not one.must_set:
        return False
    if asked.state == "left" and one.held:
        return False
    if asked.unit is not None and one.unit != asked.unit:
        return False
    return not asked.words or matches(asked.words, one.name, one.login)


def members_of(accounts: Sequence[int], *, at: datetime) -> list[Member]:
    """These accounts with the posts they hold now, in this order; what is nobody's account is left out."""
    rows = Appointment.objects.filter(account_id__in=accounts).select_related(
        "person", "account", "post__unit"
    )
    held = set(in_force(at).filter(account_id__in=accounts).values_list("pk", flat=True))
    found: dict[int, Member] = {}
    for row in rows.order_by("pk"):
        member = found.setdefault(row.account_id, Member(row.account, row.person, []))
        if row.pk in held:
            member.appointments.append(row)
    return [found[account] for account in accounts if account in found]


@dataclass(frozen=True)
class UnitsPage:
    """One page of units."""

    units: Sequence[Unit]
    total: int
    page: int

    @property
    def more(self) -> bool:
        """Whether another page follows."""
        return self.page * PAGE < self.total


def units_page(words: str, page: int) -> UnitsPage:
    """One page of units by kind and code, those out of use last, found by name, initials or code."""
    found = units_found(words)
    page = min(max(1, page), max(1, -(-len(found) // PAGE)))
    return UnitsPage(found[(page - 1) * PAGE : page * PAGE], len(found), page)


def units_found(words: str) -> list[Unit]:
    """All units these words find, in the order of the list."""
    rows = Unit.objects.select_related("area")
    found = [unit for unit in rows if not words or matches(words, unit.name, unit.code)]
    return sorted(found, key=lambda unit: (not unit.active, *rank(unit)))


def choices_of(units: Sequence[Unit]) -> list[tuple[int, str]]:
    """Units for a plain <select>."""
    return [(unit.pk, unit.name) for unit in units]


def empty_units(units: Sequence[Unit], at: datetime) -> list[Unit]:
    """Those of these units where nobody holds a post now: what is sent there lies there."""
    manned = set(in_force(at).values_list("post__unit_id", flat=True))
    return [unit for unit in units if unit.pk not in manned]
