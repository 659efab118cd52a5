"""What one column of a sheet holds; the same declaration serves the template, the import and the export.

So a sheet that went out comes in again with the same columns (XC-04, INV-15).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise

from lianxin.kernel.levels import Level

Text = str | Promise


class Kind(StrEnum):
    """What the cells of a column hold, as a spreadsheet must keep them."""

    TEXT = "text"
    CODE = "code"
    """Digits that are no number (编号、区划代码): a spreadsheet that takes them for one destroys them."""
    PHONE = "phone"
    ID_NUMBER = "id_number"
    DATE = "date"
    MOMENT = "moment"
    WHOLE = "whole"
    MONEY = "money"
    CHOICE = "choice"
    YES_NO = "yes_no"


@dataclass(frozen=True)
class Column:
    """One column: its code in our words, its heading, what it holds, who may see it.

    `choices` are pairs of code and words, for a drop-down; `aliases` are other headings offices use for it.
    """

    code: str
    heading: Text
    kind: Kind = Kind.TEXT
    required: bool = False
    level: Level = Level.INTERNAL
    choices: Sequence[tuple[str, Text]] = ()
    aliases: Sequence[str] = ()
    note: Text = ""
    width: int = 16

    @property
    def as_text(self) -> bool:
        """Whether the cells are typed as text, so that no program makes a number of them."""
        return self.kind not in {Kind.WHOLE, Kind.MONEY, Kind.DATE, Kind.MOMENT}
