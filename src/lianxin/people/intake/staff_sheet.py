"""Staff by the import wizard: the checks of `./run account import`, whole or not at all (人员导入)."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.kernel import clock
from lianxin.kernel.context import all_counties
from lianxin.kernel.imports.registry import Batch, Outcome, Undone
from lianxin.kernel.imports.rows import BadRow, GoneOn, Made, note, undo_each, values_of
from lianxin.kernel.sheets.limits import BadSheet
from lianxin.kernel.sheets.table import Table
from lianxin.people.actions.record import record, require_administrator
from lianxin.people.actions.staff import take_on
from lianxin.people.intake.columns import STAFF
from lianxin.people.intake.staff import COLUMNS, LARGEST, Row, check
from lianxin.people.models import Account, Appointment, OneTimeLink, Person, Proposal, SignIn
from lianxin.people.rules import Refused

ACCOUNT = "account"


def take(table: Table, batch: Batch) -> Outcome:
    """Take everybody on, or with one faulty row nobody. Raises BadSheet when there are too many."""
    if len(table.rows) > LARGEST:
        raise BadSheet(_("一次最多 %(most)d 人，请分几张表。") % {"most": LARGEST})
    require_administrator(batch.by)
    outcome = Outcome()
    rows = rows_of(table, batch, outcome)
    check(rows)
    there = standing(rows)
    outcome.known = sum(row.number in there for row in rows)
    new = [row for row in rows if row.number not in there]
    outcome.faults += [(row.number, "".join(row.faults)) for row in new if row.faults]
    outcome.faults.sort()
    good = [row for row in new if not row.faults]
    outcome.created = len(good)
    if not batch.dry_run and not outcome.faults:
        write(good, batch)
    elif not batch.dry_run:
        outcome.created = 0
    return outcome


def rows_of(table: Table, batch: Batch, outcome: Outcome) -> list[Row]:
    """The rows as the command reads them; what can't be read goes to the faults."""
    found = []
    for row in table.rows:
        try:
            told = values_of(row, batch, STAFF)
        except BadRow as fault:
            outcome.faults.append((row.line, str(fault)))
        else:
            found.append(Row(row.line, {name: str(told[name] or "") for name in COLUMNS}))
    return found


def standing(rows: Sequence[Row]) -> set[int]:
    """The lines of those who are here already, with this login, under this name, on this post."""
    accounts = {row.login: row for row in rows}
    held = Appointment.objects.filter(account__login__in=accounts, until=None)
    triples: Mapping[tuple[str, str, int], None] = dict.fromkeys(
        held.values_list("account__login", "person__name", "post_id")
    )
    return {row.number for row in rows if row.post and (row.login, row.name, row.post.pk) in triples}


@transaction.atomic
def write(rows: Sequence[Row], batch: Batch) -> None:
    """Everybody in one transaction; links are printed afterwards. Raises BadSheet when somebody was first."""
    at = clock.now()
    made: list[tuple[int, Made]] = []
    for row in rows:
        if row.post is None:
            raise LookupError(f"row {row.number} was not checked")
        try:
            phone = row.cells["电话"]
            one = take_on(name=row.name, phone=phone, login=row.login, post=row.post, by=batch.by, at=at)
        except Refused as refusal:
            words = _("第 %(number)d 行：%(why)s没有导入。")
            raise BadSheet(words % {"number": row.number, "why": refusal.message}) from refusal
        made.append((row.number, (ACCOUNT, one.account_id)))
    record(ACCOUNT, batch.by.account or 0, "imported", by=batch.by, at=at, people=len(rows))
    note(batch, made)


def remove(kind: str, key: int) -> None:
    """Remove somebody an import took on. Raises GoneOn when a link was given out, or anything else came of it."""
    for table in (OneTimeLink, SignIn):
        if table.objects.filter(account_id=key).exists():
            raise GoneOn
    held = list(Appointment.objects.filter(account_id=key))
    if len(held) != 1:
        raise GoneOn
    Proposal.objects.filter(appointment=held[0], decided_at=None).delete()
    person = held[0].person_id
    held[0].delete()
    with all_counties("an account is known to all counties, and nothing of any may name it"):
        Account.objects.filter(pk=key).delete()
    Person.objects.filter(pk=person, resident=False).delete()


def undo(batch: Batch) -> Undone:
    """Let go of those who have not begun yet."""
    require_administrator(batch.by)
    return undo_each(batch, remove)
