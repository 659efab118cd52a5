"""The list of who works here as a sheet: one row for each post held, as the import of staff takes it."""

from collections.abc import Iterator, Sequence

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.exports import Ask, Asked, ExportLine, ExportList, offer, slices
from lianxin.kernel.policy import holds
from lianxin.kernel.sheets.columns import Text
from lianxin.kernel.sheets.writing import Cell
from lianxin.people.columns import STAFF
from lianxin.people.models import Appointment
from lianxin.people.queries import Member, unit as unit_of
from lianxin.people.queries.staff_list import STATES, AskedStaff, accounts_by_login, members_of, staff_keys

ACCOUNT = "account"


def read(asked: Asked) -> AskedStaff:
    """The filters of the list as its address has them."""
    state, unit = asked.get("state", ""), asked.get("unit", "")
    return AskedStaff(
        words=asked.get("q", "").strip(),
        unit=int(unit) if unit.isascii() and unit.isdigit() and len(unit) < 19 else None,
        state=state if state in dict(STATES) else "",
    )


def count(by: Actor, ask: Ask) -> int:
    """How many rows the sheet has: one for each post held."""
    return sum(1 for _line in lines(by, ask))


def lines(by: Actor, ask: Ask) -> Iterator[ExportLine]:
    """The people of the list, in its order; who holds no post has one row without one."""
    now = timezone.now()
    for keys in slices(staff_keys(read(ask.asked), at=now)):
        for member in members_of(keys, at=now):
            held: list[Appointment | None] = [*member.appointments] or [None]
            for one in held:
                yield line(member, one, ask.columns)


def by_keys(by: Actor, keys: Sequence[str]) -> Iterator[ExportLine]:
    """The people a sheet names by their logins, on each post."""
    logins = {key.partition(" ")[0] for key in keys}
    accounts = accounts_by_login(logins)
    now, asked = timezone.now(), set(keys)
    for member in members_of(accounts, at=now):
        held: list[Appointment | None] = [*member.appointments] or [None]
        for one in held:
            found = line(member, one, frozenset())
            if found.key in asked:
                yield found


def line(member: Member, held: Appointment | None, chosen: frozenset[str]) -> ExportLine:
    """Somebody on one post."""
    cells: dict[str, Cell] = {
        "name": member.person.name,
        "login": member.account.login,
        "unit": held.post.unit.name if held else "",
        "post": held.post.name if held else "",
        "does": held.post.does if held else "",
        "state": str(member.state),
        "phone_masked": "" if "phone" in chosen else member.phone,
    }
    if "phone" in chosen:
        cells["phone"] = member.person.phone
    key = f"{member.account.login} {held.post_id if held else 0}"
    return ExportLine(member.account.pk, key, cells)


def words(by: Actor, asked: Asked) -> Sequence[tuple[Text, Text]]:
    """The filters in words."""
    said = read(asked)
    found: list[tuple[Text, Text]] = [(_("查找"), said.words)] if said.words else []
    if said.unit is not None:
        row = unit_of(said.unit)
        found.append((_("单位"), row.name if row else ""))
    return [*found, (_("状态"), dict(STATES)[said.state])]


offer(
    ExportList(
        "staff",
        _("人员和账号"),
        lambda by: STAFF,
        see=holds(Role.ADMINISTRATOR),
        count=count,
        lines=lines,
        usual=frozenset({"name", "login", "unit", "post", "does", "state", "phone_masked"}),
        off_paper=frozenset({"area"}),
        back="people",
        row_kind=ACCOUNT,
        words=words,
        comes_in="staff",
        by_keys=by_keys,
        masks={"phone_masked": "phone"},
    )
)
