"""What a printed form is made of (版式): blocks in order, the variables they name, the wording an office may change.

    Form("F-99", _("不予受理/转送告知书"), "2026-12", blocks=(Fields(Field(_("理由"), "reason")), …), variables=(…))

A form is declared once, in the `prints` room of the app it belongs to. `filling.fill` gives it its values, and
what comes out is drawn by `pdf` and by `word` alike, so that the two can't say different things.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise

Text = str | Promise
NAMED = re.compile(r"\{([^{}]*)\}")


class Page(StrEnum):
    """The kinds of page: A4 upright, A4 across for ledgers, and the page of official documents (GB/T 9704)."""

    UPRIGHT = "upright"
    ACROSS = "across"
    OFFICIAL = "official"


class Size(StrEnum):
    """How large the letters are: 小四 (12 pt), or 三号 (16 pt) for old eyes."""

    NORMAL = "normal"
    LARGE = "large"


@dataclass(frozen=True)
class Variable:
    """One thing that stands on a form: the code its values come by, and its words.

    In wording it is written by its words: `{编号}`. `sample` is an invented value to look at; `blank` are lines that
    a blank form has in its place, where it is not left to the pen.
    """

    code: str
    label: Text
    sample: str = ""
    blank: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Wording:
    """A piece of text an office may word anew; ours stands until it does. A line is a paragraph."""

    code: str
    label: Text
    text: str


@dataclass(frozen=True)
class Lines:
    """Running text: each line a paragraph, with `{variables}` in it; `indent` by two characters as usual.

    `align` is left or right; a line whose variables are all empty is left out of a filled form. Where it is nothing
    but a variable, a blank form has `room` lines to write on.
    """

    text: str = ""
    wording: str = ""
    indent: bool = False
    align: str = "left"
    room: int = 0


@dataclass(frozen=True)
class Field:
    """One row of a form: its words, and the text with `{variables}` that stands beside them.

    Without a value it shows `—`, or is left out when `optional`; what is written `by_hand` leaves room for that,
    `room` lines high as on a blank form.
    """

    label: Text
    text: str
    room: int = 1
    optional: bool = False
    by_hand: bool = False


@dataclass(frozen=True)
class Fields:
    """Rows of a form, one below the other, in a frame."""

    rows: tuple[Field, ...]


@dataclass(frozen=True)
class Table:
    """Lines of a ledger: headings with their widths beside each other, and the variable that holds the rows.

    The headings are repeated on every page; a blank form has `blank` empty rows.
    """

    columns: tuple[tuple[Text, int], ...]
    rows: str
    blank: int = 12


@dataclass(frozen=True)
class Boxes:
    """Boxes to tick: what is asked, (value, words) of each, the variable that holds the values ticked."""

    label: Text
    choices: tuple[tuple[str, Text], ...]
    ticked: str


@dataclass(frozen=True)
class Signatures:
    """Who signs (签名): a line for each, room for a fingerprint, and the sentence for who can't write.

    `reader` and `witness` are the variables that hold who read the paper out and who saw it; on a blank form,
    and where neither is known, the sentence stands there with room to fill in.
    """

    parties: tuple[Text, ...]
    fingerprint: bool = True
    reader: str = ""
    witness: str = ""


@dataclass(frozen=True)
class Closing:
    """The office and the day at the end (落款), on the right."""

    office: str = "{office}"
    day: str = "{day}"


Block = Lines | Fields | Table | Boxes | Signatures | Closing


@dataclass(frozen=True)
class Form:
    """One printed form. `restricted` ones carry a watermark of who prints them (FRM-08).

    `title` names it in lists; `heading` is what stands on the paper, with `{variables}`, where it differs.
    """

    code: str
    title: Text
    edition: str
    blocks: tuple[Block, ...]
    variables: tuple[Variable, ...] = ()
    wordings: tuple[Wording, ...] = ()
    heading: str = ""
    page: Page = Page.UPRIGHT
    restricted: bool = False

    def __post_init__(self) -> None:
        """Raises ValueError for a block that names a variable or a wording the form has not."""
        known = {variable.code for variable in self.variables}
        strange = sorted(set(named_in(self)) - known - {"office", "day", "number"})
        words = {block.wording for block in self.blocks if isinstance(block, Lines) and block.wording}
        missing = sorted(words - {wording.code for wording in self.wordings})
        if strange or missing:
            raise ValueError(f"{self.code} names what it has not: {strange + missing}")


def named_in(form: Form) -> Iterator[str]:
    """The codes of the variables that a form's blocks name."""
    yield from NAMED.findall(form.heading)
    for block in form.blocks:
        yield from names_of(block)


def names_of(block: Block) -> list[str]:
    """The codes that one block names."""
    match block:
        case Lines():
            return NAMED.findall(block.text)
        case Fields():
            return [name for row in block.rows for name in NAMED.findall(row.text)]
        case Table():
            return [block.rows]
        case Boxes():
            return [block.ticked]
        case Signatures():
            return [name for name in (block.reader, block.witness) if name]
        case Closing():
            return NAMED.findall(block.office + block.day)
