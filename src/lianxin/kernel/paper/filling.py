"""A form with its values (填表): plain texts block by block, which every way of drawing it takes as they are."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import override

from lianxin.kernel.paper import marks, wording
from lianxin.kernel.paper.days import moment_words
from lianxin.kernel.paper.layout import (
    NAMED,
    Block,
    Boxes,
    Closing,
    Field,
    Fields,
    Form,
    Lines,
    Signatures,
    Size,
    Table,
)

Data = Mapping[str, Any]
ROOM = "＿＿＿＿＿＿"
LINE = "＿" * 26
NOTHING = "—"
CHINESE = "zh-hans"


@dataclass(frozen=True)
class Print:
    """What a print says about itself: whose office, which number, when, which copy, by whom if watermarked.

    `said_at` is when the paper was first given out: its wording is that of then, for it says the same for ever.
    """

    office: str
    at: datetime
    number: str = ""
    copy: int = 1
    size: Size = Size.NORMAL
    watermark: str = ""
    said_at: datetime | None = None
    edition: str = ""


@dataclass(frozen=True)
class Part:
    """One block as it will be drawn; which of the values are filled depends on its kind."""

    kind: str
    lines: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    head: list[str] = field(default_factory=list)
    widths: list[int] = field(default_factory=list)
    ticked: list[bool] = field(default_factory=list)
    rooms: list[int] = field(default_factory=list)
    indent: bool = False
    align: str = "left"
    fingerprint: bool = False


@dataclass(frozen=True)
class Sheet:
    """Everything that stands on a paper, in order, as plain text."""

    page: str
    size: str
    office: str
    title: str
    number: str
    copy: str
    parts: list[Part]
    foot: list[str]
    mark: str
    watermark: str

    def plain(self) -> dict[str, Any]:
        """As the values of a JSON object."""
        return asdict(self)

    def texts(self) -> list[str]:
        """Every text that is drawn, in the order of the paper."""
        head = [self.office, self.title, self.number, self.copy]
        return [*head, *(text for part in self.parts for text in texts_of(part)), *self.foot, self.watermark]


def texts_of(part: Part) -> list[str]:
    """The texts of one block in order."""
    return [*part.lines, *part.head, *(cell for row in part.rows for cell in row)]


def fill(form: Form, data: Data | None, on: Print) -> Sheet:
    """The form with these values; None gives the blank form (FRM-04)."""
    with override(CHINESE):  # papers are the office's, whatever language a page is read in
        pen = Pen(form, data, on)
        return Sheet(
            page=form.page.value,
            size=on.size.value,
            office=on.office,
            title=pen.say(form.heading) if form.heading and data is not None else str(form.title),
            number=f"{number_words(data)}：{on.number or ROOM}",
            copy="副本" if on.copy > 1 else "",
            parts=[part for block in form.blocks for part in pen.write(block)],
            foot=foot(form, data, on),
            mark=marks.mark(form.code, on.number) if on.number else "",
            watermark=on.watermark,
        )


def number_words(data: Data | None) -> str:
    """What the number at the head is: of the row, or only of the sheet (纸表编号)."""
    return "编号" if data is not None else "纸表编号"


def foot(form: Form, data: Data | None, on: Print) -> list[str]:
    """What stands at the foot of each page, beside the page number (FRM-01)."""
    edition = on.edition or wording.edition_of_form(form, at=on.said_at)
    copy = f"第 {on.copy} 份（副本）" if on.copy > 1 else ""
    code = marks.shown(marks.check_code(form.code, on.number)) if on.number else ""
    first = [form.code, f"版本 {edition}", f"{number_words(data)} {on.number}" if on.number else "", copy]
    second = [f"打印时间 {moment_words(on.at)}", f"查验码 {code}" if code else ""]
    return [" · ".join(word for word in words if word) for words in (first, second)]


@dataclass(frozen=True)
class Pen:
    """Writes the blocks of one form with one set of values."""

    form: Form
    data: Data | None
    on: Print

    def value(self, code: str) -> str:
        """One value as text; of a list, one line each; on a blank form room to write in."""
        if self.data is None:
            given = {one.code: "\n".join(map(str, one.blank)) for one in self.form.variables if one.blank}
            return {"office": self.on.office, **given}.get(code, ROOM)
        given = self.data.get(code, {"office": self.on.office, "number": self.on.number}.get(code, ""))
        return "\n".join(map(str, given)) if isinstance(given, list | tuple) else str(given)

    def say(self, text: str) -> str:
        """A text with its values put in."""
        return NAMED.sub(lambda found: self.value(found[1]), text)

    def empty(self, text: str) -> bool:
        """Whether a text names values and has none of them."""
        names = NAMED.findall(text)
        return self.data is not None and bool(names) and not any(self.value(name) for name in names)

    def write(self, block: Block) -> list[Part]:
        """A block as the parts to draw: none where nothing is to be said."""
        match block:
            case Lines():
                return self.running(block)
            case Fields():
                return self.framed(block)
            case Table():
                return [self.table(block)]
            case Boxes():
                return [self.boxes(block)]
            case Signatures():
                return self.signatures(block)
            case Closing():
                return [Part("lines", lines=[self.say(block.office), self.say(block.day)], align="right")]

    def running(self, block: Lines) -> list[Part]:
        """Running text, a paragraph for each line."""
        text = wording.text_of(self.form, block.wording, at=self.on.said_at) if block.wording else block.text
        if self.data is None and NAMED.fullmatch(text) and self.say(text) == ROOM:
            return [Part("lines", lines=[LINE] * block.room)] if block.room else []
        wanted = [line for line in text.splitlines() if line.strip() and not self.empty(line)]
        lines = [line for text in wanted for line in self.say(text).splitlines() if line.strip()]
        return [Part("lines", lines=lines, indent=block.indent, align=block.align)] if lines else []

    def framed(self, block: Fields) -> list[Part]:
        """The rows of a form; what is optional and empty is left out."""
        shown = [row for row in block.rows if not (row.optional and self.empty(row.text))]
        if not shown:
            return []
        rooms = [row.room if self.data is None or row.by_hand else 1 for row in shown]
        return [Part("fields", rows=[[str(row.label), self.beside(row)] for row in shown], rooms=rooms)]

    def beside(self, row: Field) -> str:
        """What stands beside a row's words."""
        if self.data is None:  # a value that stands alone is left to the pen
            said = self.say(row.text)
            return "" if said == ROOM else said
        if self.empty(row.text):
            return "" if row.by_hand else NOTHING
        return self.say(row.text)

    def table(self, block: Table) -> Part:
        """A ledger's lines; as many empty ones as the form wants when it is blank."""
        count = len(block.columns)
        rows = self.data.get(block.rows, ()) if self.data is not None else [[""] * count] * block.blank
        return Part(
            "table",
            head=[str(words) for words, _ in block.columns],
            widths=[width for _, width in block.columns],
            rows=[[str(cell) for cell in row] for row in rows],
        )

    def boxes(self, block: Boxes) -> Part:
        """Boxes, the chosen ones ticked."""
        chosen: Sequence[str] = () if self.data is None else self.data.get(block.ticked, ())
        return Part(
            "boxes",
            lines=[str(block.label)],
            rows=[[str(words)] for _, words in block.choices],
            ticked=[value in chosen for value, _ in block.choices],
        )

    def signatures(self, block: Signatures) -> list[Part]:
        """Lines to sign on, and the sentence for who can't write (FRM-05)."""
        parts = [
            Part("signatures", rows=[[f"{party}"] for party in block.parties], fingerprint=block.fingerprint)
        ]
        if block.reader or block.witness:
            names = [self.value(code) or ROOM for code in (block.reader, block.witness)]
            parts.append(Part("lines", lines=[f"本人不识字，由{names[0]}代读，见证人{names[1]}。"]))
        return parts
