"""The staff as lists show them: an account, whose it is, what it may do (人员名单)."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from lianxin.kernel.masking import mask_phone
from lianxin.people.models import (
    Account,
    Appointment,
    Person,
    Unit,
)
from lianxin.people.queries.rights import in_force
from lianxin.people.queries.units import units_in_use
from lianxin.people.rules import ROLE_CARDS, role_names
from lianxin.web.parts import Tone


@dataclass(frozen=True)
class Member:
    """A line of the staff list: an account, whose it is, and the posts it holds now."""

    account: Account
    person: Person
    appointments: list[Appointment]

    @property
    def does(self) -> str:
        """What this member may do, in plain words."""
        return role_names(self.roles)

    @property
    def may(self) -> str:
        """The same in whole sentences, for somebody who is new here."""
        return "".join(str(card.may) for card in ROLE_CARDS if card.role in self.roles)

    @property
    def roles(self) -> set[str]:
        """The roles of the posts held."""
        return {role for appointment in self.appointments for role in appointment.post.roles}

    @property
    def state(self) -> str:
        """Whether the account is in use: waiting for its first sign-in, in use, or closed."""
        if not self.account.active:
            return _("已停用")
        return _("待首次登录") if self.account.must_set else _("在用")

    @property
    def tone(self) -> str:
        """How that state looks on a page."""
        if not self.account.active:
            return Tone.ENDED
        return Tone.WAIT if self.account.must_set else Tone.DONE

    @property
    def phone(self) -> str:
        """The telephone as lists show it."""
        return mask_phone(self.person.phone)


@dataclass(frozen=True)
class Office:
    """A unit with its members, as listed on a page."""

    unit: Unit
    members: list[Member]


def offices(at: datetime) -> list[Office]:
    """Every unit in use with who holds a post in it now; somebody on two posts of one unit comes once."""
    held = in_force(at).select_related("post__unit", "person", "account").order_by("post_id", "pk")
    by_unit: dict[int, dict[int, Member]] = {}
    for appointment in held:
        members = by_unit.setdefault(appointment.post.unit_id, {})
        member = members.setdefault(
            appointment.account_id, Member(appointment.account, appointment.person, [])
        )
        member.appointments.append(appointment)
    return [Office(unit, list(by_unit.get(unit.pk, {}).values())) for unit in units_in_use()]


def member(account: int) -> Member | None:
    """One account with every appointment it ever had, those in force first."""
    rows = Appointment.objects.filter(account_id=account).select_related("post__unit", "person", "account")
    held = list(rows.order_by("until", "-since"))
    held.sort(key=lambda one: one.until is not None)
    return Member(held[0].account, held[0].person, held) if held else None
