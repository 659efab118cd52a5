"""The sheet that came from the city's 12345 goes back with its result columns filled, all else untouched (回填).

The rows are matched by the other platform's number. What is written goes through the same gate as every list;
rows that are not ours, or not the actor's to know of, stay as they are, and nobody learns which of the two it was.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _now, gettext_lazy as _

from lianxin.appeals.queries.write_back import Result, results_by_number
from lianxin.kernel import attachments, clock
from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.attachments import Damaged
from lianxin.kernel.exports import Ask, Asked, Made, Unmade
from lianxin.kernel.imports import files, runs
from lianxin.kernel.models.attachment import Attachment
from lianxin.kernel.models.imports import RunStatus
from lianxin.kernel.policy import holds
from lianxin.kernel.sheets.columns import Column, Text
from lianxin.kernel.sheets.parts import Place, Unpatchable
from lianxin.kernel.sheets.written_into import (
    Headed,
    Original,
    Rewritten,
    cell_at,
    headed,
    originals,
    rewritten,
)
from lianxin.people.rules.exports import export_terms

exchange_desk = holds(Role.CLERK, Role.TRIAGE)
"""Who exchanges sheets with the platforms above."""
KIND = "write_back"
FILE, SHEET, KEY, OVER = "file", "sheet", "key", "over"
MOST_RUNS = 10
NUMBERS = (
    "工单编号",
    "工单号",
    "受理编号",
    "诉求编号",
    "来件编号",
    "信件编号",
    "办件编号",
    "对方编号",
    "单号",
    "编号",
)
FIELDS = (
    Column("state", _("办理状态"), aliases=("工单状态", "办件状态", "处理状态", "状态")),
    Column(
        "result",
        _("办理结果（答复）"),
        aliases=("办理结果", "答复", "答复内容", "办理情况", "处理结果", "回复内容", "回复", "办结意见"),
    ),
    Column("closed_at", _("办结时间"), aliases=("办结日期", "完成时间", "办理完成时间", "答复时间")),
    Column("unit", _("办理单位"), aliases=("承办单位", "责任单位", "处理单位", "主办单位")),
    Column(
        "satisfaction",
        _("满意度"),
        aliases=("满意度评价", "群众评价", "回访满意度", "满意情况", "评价"),
    ),
)


@dataclass(frozen=True)
class Filled:
    """One row of ours: its line, the number it was found by, and cell by cell what stood there and what comes."""

    line: int
    number: str
    result: Result
    cells: Sequence[tuple[Text, str, str]]


@dataclass(frozen=True)
class Plan:
    """What would be written where; `kept` counts cells with something else in them that are left alone."""

    original: Original
    wanted: Mapping[Place, str]
    rows: Sequence[Filled]
    foreign: int
    doubled: Sequence[str]
    kept: int

    @property
    def cells(self) -> int:
        """How many cells are filled."""
        return len(self.wanted)

    @property
    def filled(self) -> list[Filled]:
        """The rows that get something."""
        return [row for row in self.rows if row.cells]


def known_headings() -> list[str]:
    """Every heading by which the line of the headings is found."""
    return [*NUMBERS, *(name for one in FIELDS for name in names_of(one))]


def names_of(column: Column) -> tuple[str, ...]:
    """The headings that mean a result column."""
    return (str(column.heading), *column.aliases)


def sheets_in(data: bytes) -> list[tuple[Original, Headed]]:
    """The sheets with a line of headings. Raises Unpatchable when there is none."""
    known = known_headings()
    found = [(one, head) for one in originals(data) if (head := headed(one, known)) is not None]
    if not found:
        sentence = _now("表里前十行没有找到表头。表头里要有编号一列，例如：%(names)s。")
        raise Unpatchable(sentence % {"names": _now("、").join(NUMBERS[:4])})
    return found


def guessed(head: Headed) -> dict[str, str]:
    """Which heading means what, as far as its words say."""
    told = {one.code: first(names_of(one), head) for one in FIELDS}
    return {KEY: first(NUMBERS, head), **told}


def first(names: Sequence[str], head: Headed) -> str:
    """The first of these headings the sheet has."""
    return next((name for name in names if name in head.columns), "")


def plan(original: Original, head: Headed, mapping: Mapping[str, str], *, by: Actor) -> Plan:
    """What these columns would be filled with. Raises Unpatchable when the column of numbers isn't there."""
    key = head.columns.get(str(mapping.get(KEY, "")))
    if key is None:
        raise Unpatchable(_now("请选哪一列是编号。"))
    rows = range(head.row + 1, len(original.lines) + 1)
    numbers = {row: number for row in rows if (number := cell_at(original, (row, key)))}
    known = results_by_number(set(numbers.values()), by=by)
    chosen = [
        (one, head.columns[name])
        for one in FIELDS
        if (name := str(mapping.get(one.code, ""))) in head.columns
    ]
    draft = Draft(original, chosen, over=bool(mapping.get(OVER)))
    for row, number in numbers.items():
        draft.take(row, number, known.get(number, []))
    return draft.plan()


@dataclass
class Draft:
    """A plan while its rows are gone through."""

    original: Original
    chosen: Sequence[tuple[Column, int]]
    over: bool
    wanted: dict[Place, str] = field(default_factory=dict)
    rows: list[Filled] = field(default_factory=list)
    doubled: set[str] = field(default_factory=set)
    foreign: int = 0
    kept: int = 0

    def take(self, row: int, number: str, results: Sequence[Result]) -> None:
        """One row: ours, not ours, or one whose number means several matters."""
        if len(results) == 1:
            cells = [
                one for column, place in self.chosen if (one := self.fill(row, column, place, results[0]))
            ]
            self.rows.append(Filled(row, number, results[0], cells))
        elif results:
            self.doubled.add(number)
        else:
            self.foreign += 1

    def fill(self, row: int, column: Column, place: int, result: Result) -> tuple[Text, str, str] | None:
        """One cell: what stood there and what comes; None when it stays."""
        before, after = cell_at(self.original, (row, place)), result.said[column.code]
        if not after or before == after:
            return None
        if before and not self.over:
            self.kept += 1
            return None
        self.wanted[row, place] = after
        return column.heading, before, after

    def plan(self) -> Plan:
        """What came of it."""
        return Plan(self.original, self.wanted, self.rows, self.foreign, sorted(self.doubled), self.kept)


def keep(data: bytes, name: str, *, by: Actor) -> UUID:
    """Keep an uploaded file, sealed, for who uploaded it; the same file again is the same. Raises Unpatchable."""
    found = sheets_in(data)
    received = attachments.keep_sealed(data, name=name, kind=found[0][0].kind)
    return attachments.attach(received, row_kind=KIND, row_id=by.account or 0).client_id


def imported(*, by: Actor) -> list[tuple[int, str]]:
    """The sheets this actor, or their post, brought in as appeals, the latest first: run and words."""
    done = runs.mine(by).filter(kind="appeals", status=RunStatus.DONE).order_by("-pk")[:MOST_RUNS]
    found = []
    for run in done:
        file = files.file_of(run.pk, files.ORIGINAL)
        if file is not None:
            found.append((run.pk, f"{timezone.localtime(run.made_at):%Y-%m-%d} {file.name}"))
    return found


def keep_imported(run: int, *, by: Actor) -> UUID:
    """Take the original of an import of this actor's. Raises Unpatchable when it is gone."""
    held = runs.mine(by).filter(pk=run, kind="appeals").first()
    file = files.file_of(held.pk, files.ORIGINAL) if held else None
    try:
        data = files.data_of(file) if file is not None else b""
    except Damaged:
        file = None
    if file is None:
        raise Unpatchable(_now("原来的文件不在了，请重新上传。"))
    return keep(data, file.name, by=by)


def kept_file(client_id: UUID, *, by: Actor) -> Attachment | None:
    """A file this actor uploaded."""
    return Attachment.objects.filter(client_id=client_id, row_kind=KIND, row_id=by.account or 0).first()


def forget_originals() -> int:
    """Delete uploaded files once no request that waits can need them any more; how many."""
    over = clock.now() - export_terms().kept - timedelta(days=1)
    return attachments.discard(Attachment.objects.filter(row_kind=KIND, at__lt=over))


def opened(asked: Asked, *, by: Actor) -> tuple[Attachment, Original, Headed]:
    """The file, the sheet and its headings that a request means. Raises Unpatchable."""
    try:
        file = kept_file(UUID(asked.get(FILE, "")), by=by)
        data = attachments.read_original(file) if file is not None else b""
    except (ValueError, Damaged):
        file = None
    if file is None:
        raise Unpatchable(_now("原来的文件不在了，请重新上传。"))
    found = sheets_in(data)
    named = [pair for pair in found if pair[0].sheet == asked.get(SHEET, "")]
    return file, *(named or found)[0]


def planned(asked: Asked, *, by: Actor) -> tuple[Attachment, Plan]:
    """The plan of a request. Raises Unpatchable."""
    file, original, head = opened(asked, by=by)
    return file, plan(original, head, asked, by=by)


def count(by: Actor, ask: Ask) -> int:
    """How many rows get something."""
    try:
        _file, found = planned(ask.asked, by=by)
    except Unpatchable:
        return 0
    return len(found.filled)


def make(by: Actor, ask: Ask) -> Made:
    """The file to send back, under its own name. Raises Unmade."""
    try:
        file, found = planned(ask.asked, by=by)
        done: Rewritten = rewritten(found.original, found.wanted)
    except Unpatchable as fault:
        raise Unmade(str(fault)) from fault
    rows = [row.result.matter for row in found.filled]
    return Made(done.data, file.name, found.original.kind, rows)


def words(by: Actor, asked: Asked) -> Sequence[tuple[Text, Text]]:
    """What is filled in which file, for the second person."""
    chosen = [f"{one.heading} → {asked[one.code]}" for one in FIELDS if asked.get(one.code)]
    try:
        file = kept_file(UUID(asked.get(FILE, "")), by=by)
    except ValueError:
        file = None
    named: list[tuple[Text, Text]] = [(_("文件"), file.name)] if file else []
    return [*named, (_("回填的列"), _now("；").join(chosen))]
