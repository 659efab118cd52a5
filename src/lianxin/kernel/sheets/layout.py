"""How one worksheet is laid out, read from its part piece by piece: its extent, what is hidden, merged, or wrong.

The reader of values lays out the whole rectangle in memory and says nothing of hidden columns or of cells that
hold an error, so this comes first.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat

from django.utils.translation import gettext as _

from lianxin.kernel.sheets.limits import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, BadSheet
from lianxin.kernel.sheets.package import Package, damaged, strange

PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
TITLE_ROWS = 20
MOST_MERGED = 20_000
MOST_FAULTY = 20_000
NO_VALUE = "#公式没有算出值"
"""What stands for a formula that no program has computed yet."""

Place = tuple[int, int]
Box = tuple[int, int, int, int]


@dataclass
class Layout:
    """Rows and columns counted from 0; `faulty` holds what stands in cells that have no value of their own."""

    rows: int = 0
    columns: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[Box] = field(default_factory=list)
    faulty: dict[Place, str] = field(default_factory=dict)


def place_of(text: str) -> Place | None:
    """(row, column) from 0 of a cell's name: "B3" is (2, 1)."""
    found = PLACE.fullmatch(text)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1


class Scan:
    """The hands of the parser: where it is, and what it has seen. Raises BadSheet as soon as a limit is passed.

    Called for every element of a sheet, of which there are millions: it looks at beginnings only.
    """

    def __init__(self, name: str, parser: expat.XMLParserType) -> None:
        self.name, self.layout, self.parser = name, Layout(), parser
        self.row, self.column = -1, -1
        self.kind = ""
        self.formula = self.valued = False
        self.words: list[str] = []
        self.opens: dict[str, Callable[[dict[str, str]], None]] = {
            "c": self.begin_cell,
            "v": self.begin_value,
            "is": self.begin_value,
            "f": self.begin_formula,
            "row": self.begin_row,
            "col": self.begin_column,
            "mergeCell": self.begin_merged,
        }

    def start(self, tag: str, given: dict[str, str]) -> None:
        """An element begins; programs may write its name with a prefix."""
        begin = self.opens.get(tag if ":" not in tag else tag.rpartition(":")[2])
        if begin is not None:
            begin(given)

    def begin_row(self, given: dict[str, str]) -> None:
        self.leave_cell()
        at = given.get("r", "")
        self.row = int(at) - 1 if at.isascii() and at.isdigit() and len(at) < 9 else self.row + 1
        self.column = -1
        if given.get("hidden") in {"1", "true"}:
            self.layout.hidden_rows.add(self.row)

    def begin_cell(self, given: dict[str, str]) -> None:
        if self.formula or self.kind == "e":
            self.leave_cell()
        at = given.get("r")
        if at is None:
            self.column += 1
        else:
            self.row, self.column = place_of(at) or (self.row, self.column + 1)
        self.kind, self.formula, self.valued = given.get("t", ""), False, False

    def begin_column(self, given: dict[str, str]) -> None:
        if given.get("hidden") in {"1", "true"} or given.get("width") == "0":
            first, last = (int(given.get(name, "0") or 0) for name in ("min", "max"))
            self.layout.hidden_columns |= set(range(max(first - 1, 0), min(last, MOST_COLUMNS)))

    def begin_merged(self, given: dict[str, str]) -> None:
        self.leave_cell()
        ends = [place_of(end) for end in given.get("ref", "").split(":")]
        if len(ends) == 2 and ends[0] and ends[1]:
            self.layout.merged.append((*ends[0], *ends[1]))
        if len(self.layout.merged) > MOST_MERGED:
            raise strange(self.name)

    def begin_formula(self, given: dict[str, str]) -> None:
        self.formula = True

    def begin_value(self, given: dict[str, str]) -> None:
        """A value: it counts for the extent, and is kept when it is an error."""
        self.valued = True
        if self.row >= self.layout.rows or self.column >= self.layout.columns:
            self.layout.rows = max(self.layout.rows, self.row + 1)
            self.layout.columns = max(self.layout.columns, self.column + 1)
            self.check_extent()
        if self.kind == "e":
            self.words = []
            self.parser.CharacterDataHandler = self.text

    def text(self, words: str) -> None:
        """Signs of a faulty cell."""
        self.words.append(words[:40])

    def leave_cell(self) -> None:
        """The cell before this element is at its end: keep what it says instead of a value."""
        if self.kind == "e":
            self.parser.CharacterDataHandler = None
            self.note("".join(self.words).split("\n", maxsplit=1)[0].strip() or NO_VALUE)
        elif self.formula and not self.valued:
            self.note(NO_VALUE)
        self.kind, self.formula = "", False

    def note(self, words: str) -> None:
        """Remember what stands in a cell without a value of its own."""
        if len(self.layout.faulty) < MOST_FAULTY:
            self.layout.faulty[self.row, self.column] = words

    def check_extent(self) -> None:
        """Raises BadSheet."""
        layout = self.layout
        if layout.rows > MOST_ROWS + TITLE_ROWS:
            raise too_long(self.name)
        if layout.columns > MOST_COLUMNS or layout.rows * layout.columns > MOST_CELLS:
            raise too_wide(self.name)


def too_long(name: str) -> BadSheet:
    """The refusal of too many rows."""
    return BadSheet(_("%(file)s 超过 %(most)d 行。请分成几个文件。") % {"file": name, "most": MOST_ROWS})


def too_wide(name: str) -> BadSheet:
    """The refusal of too many columns, or of a value far away from all others."""
    return BadSheet(
        _("%(file)s 太宽了（最多 %(most)d 列），或者有内容远远落在表格外面。请删去不用的行和列再传。")
        % {"file": name, "most": MOST_COLUMNS}
    )


def layout_of(package: Package, part: str) -> Layout:
    """The layout of one worksheet. Raises BadSheet."""
    parser = expat.ParserCreate()
    scan = Scan(package.name, parser)
    parser.StartElementHandler = scan.start
    try:
        for piece in package.pieces(part):
            parser.Parse(piece, False)  # noqa: FBT003  # expat takes no keyword
        parser.Parse(b"", True)  # noqa: FBT003
    except (expat.ExpatError, ValueError) as error:
        raise damaged(package.name) from error
    scan.leave_cell()
    return scan.layout
