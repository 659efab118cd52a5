"""What the words of appeals that wait say by themselves: urgent signs, and the type they speak for (词语提示)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from lianxin.appeals.rules import AppealType
from lianxin.matters.models import Matter, Urgency
from lianxin.wording.rules.types import propose
from lianxin.wording.rules.urgency import Heard
from lianxin.wording.signs import signs_in


@dataclass(frozen=True)
class Hints:
    """What words say: the signs that can't wait, and a type, which nobody has to follow."""

    signs: tuple[Heard, ...] = ()
    type: str = ""
    type_label: str | Promise = ""
    type_words: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        """Whether there is something to say."""
        return bool(self.signs or self.type)

    def told(self, type_set: str, urgency: str) -> "Hints":
        """What is still news beside the type and the urgency that are set already."""
        return Hints(
            () if urgency == Urgency.EMERGENCY else self.signs,
            *(("", "", ()) if self.type == type_set else (self.type, self.type_label, self.type_words)),
        )


def hints_in(title: str, text: str) -> Hints:
    """What the words of a message say, by its title where it has one."""
    proposed = propose(title, text)
    if proposed is None:
        return Hints(signs_in(text))
    return Hints(signs_in(text), proposed.type, AppealType(proposed.type).label, proposed.words)


def hints_of(matter: Any) -> Hints:
    """What the words of a registered appeal say beyond what is set already."""
    title = matter.title if not matter.appeal.text.startswith(matter.title) else ""
    return hints_in(title, matter.appeal.text).told(matter.appeal.type, matter.urgency)


def mark_signs(rows: Iterable[Matter]) -> None:
    """Give each row `signs`, for a list: those of the matters that stand above 一般, which a person may lower.

    The rows come with their appeals.
    """
    for row in rows:
        row.signs = signs_in(row.appeal.text) if row.urgency != Urgency.ORDINARY else ()  # type: ignore[attr-defined]
