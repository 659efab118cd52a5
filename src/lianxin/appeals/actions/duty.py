"""Changing the duty catalogue: an edition is drafted line by line, published from a day on, taken back (派单目录)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.appeals.models import DutyEdition, DutyLine, DutyProposal
from lianxin.appeals.queries import classes, duty
from lianxin.kernel import clock, events
from lianxin.kernel.actor import Actor
from lianxin.people.models import Unit
from lianxin.people.rules import Refused, UnitKind

MOST = 2000


@dataclass(frozen=True)
class LineFacts:
    """A line as typed or imported; empty conditions hold for everything."""

    unit: int
    basis: str
    class_code: str = ""
    area: str = ""
    words: str = ""
    backstop: bool = False
    departments: bool = False


@transaction.atomic
def begin_draft(*, by: Actor, client_id: UUID) -> DutyEdition:
    """The edition being drafted; a new one copies the lines of the one in force."""
    known = duty.draft() or DutyEdition.objects.filter(client_id=client_id).first()
    if known is not None:
        return known
    latest = DutyEdition.objects.order_by("-number").values_list("number", flat=True).first() or 0
    row = DutyEdition.objects.create(
        client_id=client_id, number=latest + 1, made_at=clock.now(), made_by=by.account
    )
    model = duty.in_force()
    lines = DutyLine.objects.filter(edition=model) if model is not None else []
    DutyLine.objects.bulk_create([copy_of(line, row) for line in lines])
    return row


def copy_of(line: DutyLine, row: DutyEdition) -> DutyLine:
    """The same line in another edition."""
    return DutyLine(
        edition=row,
        place=line.place,
        class_code=line.class_code,
        area=line.area,
        words=line.words,
        unit_id=line.unit_id,
        basis=line.basis,
        backstop=line.backstop,
        departments=line.departments,
    )


@transaction.atomic
def add_line(row: DutyEdition, facts: LineFacts) -> DutyLine:
    """A new line at the end. Raises Refused, with its field, as `check_line` does."""
    refuse_published(row)
    check_line(facts, unit_of(facts))
    last = (
        DutyLine.objects.filter(edition=row).order_by("-place").values_list("place", flat=True).first() or 0
    )
    if duty.line_count(row) >= MOST:
        raise Refused(_("目录最多 %(most)d 行，请合并一些。") % {"most": MOST})
    line = DutyLine(edition=row, place=last + 1)
    fill(line, facts)
    line.save()
    return line


@transaction.atomic
def change_line(line: DutyLine, facts: LineFacts) -> None:
    """Write a line anew. Raises Refused, with its field, as `check_line` does."""
    refuse_published(line.edition)
    check_line(facts, unit_of(facts))
    fill(line, facts)
    line.save()


@transaction.atomic
def delete_line(line: DutyLine) -> None:
    """Take a line out of the draft."""
    refuse_published(line.edition)
    line.delete()


@transaction.atomic
def move_line(line: DutyLine, by_places: int) -> None:
    """Move a line up (-1) or down (+1); the first and the last stay where they are."""
    refuse_published(line.edition)
    rows = list(DutyLine.objects.filter(edition=line.edition))
    here = next(place for place, row in enumerate(rows) if row.pk == line.pk)
    there = min(max(here + by_places, 0), len(rows) - 1)
    rows.insert(there, rows.pop(here))
    changed = [row for place, row in enumerate(rows, start=1) if row.place != place]
    for place, row in enumerate(rows, start=1):
        row.place = place
    DutyLine.objects.bulk_update(changed, ["place"])


@transaction.atomic
def replace_lines(row: DutyEdition, lines: Sequence[LineFacts]) -> int:
    """Put these lines in place of the draft's, whole or not at all; gives how many."""
    refuse_published(row)
    DutyLine.objects.filter(edition=row).delete()
    return write_lines(row, lines)


def write_lines(row: DutyEdition, lines: Iterable[LineFacts]) -> int:
    """The lines of an edition, in order."""
    rows = []
    for place, facts in enumerate(lines, start=1):
        line = DutyLine(edition=row, place=place)
        fill(line, facts)
        rows.append(line)
    DutyLine.objects.bulk_create(rows)
    return len(rows)


def fill(line: DutyLine, facts: LineFacts) -> None:
    """Write what was typed into a line."""
    for name, value in vars(facts).items():
        setattr(line, "unit_id" if name == "unit" else name, value)


def unit_of(facts: LineFacts) -> Unit | None:
    """The unit a line names."""
    return Unit.objects.filter(pk=facts.unit).first()


def check_line(facts: LineFacts, unit: Unit | None) -> None:
    """Raises Refused for a unit out of use, and where a village would lead what the departments must (J9)."""
    if unit is None or not unit.active:
        raise Refused(_("这个单位已停用，请选在用的单位。"), field="unit")
    if unit.kind != UnitKind.VILLAGE:
        return
    if facts.departments:
        sentence = _("这一行标了“部门清单”，%(unit)s不能主办，请选部门或站所；村（社区）可以协办。")
        raise Refused(sentence % {"unit": unit.name}, field="unit")
    listed = duty.on_list_within(facts.class_code)
    if listed:
        sentence = _(
            "“%(names)s”在部门清单上，%(unit)s不能主办，不得往下推。请选部门或站所，或者把类别写得更细、避开它们。"
        )
        words = {"names": _("、").join(listed[:5]), "unit": unit.name}
        raise Refused(sentence % words, field="unit")


def refuse_published(row: DutyEdition) -> None:
    """Raises Refused for an edition that was published: orders stand on its lines."""
    if not row.draft:
        raise Refused(_("第 %(number)d 版已经发布，不能再改。请起草新的一版。") % {"number": row.number})


@transaction.atomic
def publish(row: DutyEdition, *, effective: date, note: str, by: Actor) -> None:
    """Let a draft hold from a day on. Raises Refused for one without lines, or with lines that may not stand."""
    refuse_published(row)
    if effective < classes.today():
        raise Refused(_("生效日期不能早于今天。"), field="effective")
    found = duty.findings(row)
    if not duty.line_count(row):
        raise Refused(_("目录里一行也没有，请先添加或导入。"))
    for line in found.closed:
        words = {"number": line.number, "unit": line.unit_name}
        raise Refused(_("第 %(number)d 行的单位“%(unit)s”已停用，请先改掉。") % words)
    for line in found.pushed:
        words = {"number": line.number, "unit": line.unit_name}
        raise Refused(
            _("第 %(number)d 行让“%(unit)s”主办部门清单上的事，村（社区）不能主办，请先改掉。") % words
        )
    let_hold(row, effective, note, by)


def let_hold(row: DutyEdition, effective: date, note: str, by: Actor) -> None:
    """Publish, and put it on record."""
    row.effective, row.published_at, row.note = effective, clock.now(), note
    row.save()
    duty.forget()
    record(row, "duties.published", by=by, effective=effective.isoformat())


@transaction.atomic
def withdraw(row: DutyEdition, *, by: Actor) -> None:
    """Take an edition back (撤回): a draft is thrown away, a published one gives way to the one before it."""
    if row.draft:
        row.delete()
        return
    if row.withdrawn_at is not None:
        return
    row.withdrawn_at = clock.now()
    row.save(update_fields=["withdrawn_at"])
    duty.forget()
    record(row, "duties.withdrawn", by=by)


@transaction.atomic
def seed_catalogue(lines: Sequence[LineFacts], *, effective: date, by: Actor, client_id: UUID) -> None:
    """Give a county its first catalogue; one that has any is left alone."""
    if DutyEdition.objects.exists():
        return
    row = DutyEdition.objects.create(client_id=client_id, number=1, made_at=clock.now(), made_by=by.account)
    write_lines(row, lines)
    let_hold(row, effective, "", by)


@transaction.atomic
def take_over(proposal: DutyProposal, *, by: Actor) -> DutyLine:
    """Write what an adjudication proposes into the draft, before the line that says otherwise (目录建议).

    A draft is begun where there is none; nothing holds before it is published. Raises Refused as `check_line` does,
    and for a proposal that was settled meanwhile.
    """
    held = settle(proposal, taken=True, by=by)
    facts = LineFacts(held.unit_id, held.basis, held.class_code, held.area, held.words)
    row = begin_draft(by=by, client_id=held.client_id)
    place = place_before(row, held)
    line = add_line(row, facts)
    if place is not None:
        move_line(line, place - duty.line_count(row))
        line.refresh_from_db()
    record(row, "duties.proposal_taken", by=by, proposal=held.pk)
    return line


def place_before(row: DutyEdition, proposal: DutyProposal) -> int | None:
    """The place of the first line that would be asked before the proposal and has its answer; None at the end."""
    known = classes.tree().by_code.get(proposal.class_code)
    codes = known.codes if known is not None else (proposal.class_code,)
    for place, line in enumerate(DutyLine.objects.filter(edition=row), start=1):
        fits = line.class_code in ("", *codes) and proposal.area.startswith(line.area)
        if fits and not line.backstop:
            return place
    return None


@transaction.atomic
def leave_out(proposal: DutyProposal, *, by: Actor) -> None:
    """The catalogue stays as it is. Raises Refused for a proposal that was settled meanwhile."""
    settle(proposal, taken=False, by=by)


def settle(proposal: DutyProposal, *, taken: bool, by: Actor) -> DutyProposal:
    """Write down what its keeper did with a proposal, once. Raises Refused."""
    held = DutyProposal.objects.select_for_update().filter(pk=proposal.pk, taken=None).first()
    if held is None:
        raise Refused(_("这条建议刚才有人处理过了。"))
    held.taken, held.settled_at, held.settled_by = taken, clock.now(), by.account
    held.save(update_fields=["taken", "settled_at", "settled_by"])
    return held


def record(row: DutyEdition, move: str, *, by: Actor, **facts: object) -> None:
    """Put a change of the catalogue on record; the last thing it does."""
    facts = {"number": row.number, **facts}
    events.append([events.EventDraft("dutyedition", row.pk, move, by=by, at=clock.now(), facts=facts)])
