"""The rota as it is decided on: what was proposed stands in the boxes, and may be changed (排班)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _now, gettext_lazy as _

from lianxin.reception.forms.fields import staff_field
from lianxin.reception.rules.rota import Decided, Line
from lianxin.reception.rules.slots import Part
from lianxin.web.dates import day as in_words


class RotaForm(forms.Form):
    """For each day a leader, a substitute, a recorder, and the persons a busy day needs besides."""

    def __init__(
        self,
        *args: Any,
        lines: Sequence[Line],
        recorders: Mapping[date, int],
        staff: Sequence[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        offered = [("", _("不排这一天")), *staff]
        nobody = [("", _("没有")), *staff]
        for line in lines:
            day = line.wanted.day
            self.box(day, Part.LEADER, line.leader, offered)
            self.box(day, Part.SUBSTITUTE, line.substitute, nobody)
            self.box(day, Part.RECORDER, recorders.get(day), nobody)
            for place in range(line.wanted.extra):
                chosen = line.extras[place] if place < len(line.extras) else None
                self.box(day, f"{Part.EXTRA}{place}", chosen, nobody)

    def box(self, day: date, part: str, chosen: int | None, offered: Sequence[Any]) -> None:
        """One box, named after its day and part."""
        words = Part.EXTRA.label if part.startswith(Part.EXTRA) else Part(part).label
        label = _now("%(day)s %(part)s") % {"day": in_words(day), "part": words}
        field = staff_field(label, required=False, initial=chosen or "", choices=offered)
        self.fields[f"{part}-{day.isoformat()}"] = field

    def rows(self) -> list[dict[str, Any]]:
        """Each line with its boxes, for the table."""
        return [{"line": line, "boxes": self.boxes(line)} for line in self.lines]

    def boxes(self, line: Line) -> dict[str, Any]:
        """The boxes of one day: leader, substitute, recorder, extras."""
        day = line.wanted.day.isoformat()
        boxes: dict[str, Any] = {part: self[f"{part}-{day}"] for part in self.parts()}
        boxes["extras"] = [self[f"{Part.EXTRA}{place}-{day}"] for place in range(line.wanted.extra)]
        return boxes

    @staticmethod
    def parts() -> tuple[str, ...]:
        """The parts every day has."""
        return (Part.LEADER.value, Part.SUBSTITUTE.value, Part.RECORDER.value)

    def days(self) -> list[Decided]:
        """What was decided, without the days nobody leads."""
        found = []
        for line in self.lines:
            day = line.wanted.day
            persons = [
                (part, key)
                for part in (*self.parts(), *(f"{Part.EXTRA}{place}" for place in range(line.wanted.extra)))
                if (key := self.cleaned_data.get(f"{part}-{day.isoformat()}"))
            ]
            if any(part == Part.LEADER for part, _key in persons):
                found.append(Decided(day, tuple((part.rstrip("0123456789"), key) for part, key in persons)))
        return found


def days_in(typed: Mapping[str, Any]) -> list[date]:
    """The days a rota that was sent is about, whatever happened to them meanwhile."""
    begins = f"{Part.LEADER}-"
    named = (name.removeprefix(begins) for name in typed if name.startswith(begins))
    return [day for day in map(as_day, named) if day is not None]


def as_day(typed: str) -> date | None:
    """A day, if it is one."""
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None
