"""Joint handling in the model: which units assist, and how far each has got (D.3, 18 and 19; D.5).

Plain Python, as in `office_model`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lianxin.kernel.actor import Actor

MOVES = ("add_helper", "sign_helper", "answer_helper", "recall_helper")
SOURCES = {move: {"joint"} for move in MOVES} | {"add_helper": {"working", "joint"}}
AFTER = {"sign_helper": "working", "answer_helper": "done"}
BEFORE = {"sign_helper": "to_sign", "answer_helper": "working"}


@dataclass
class Helpers:
    """The units that assist, each with how far it is: to_sign, working, done; one that was taken back is none."""

    stages: dict[int, str] = field(default_factory=dict)

    def awaited(self) -> list[int]:
        """The units whose answer is waited for."""
        return [unit for unit, stage in self.stages.items() if stage != "done"]

    def allows(self, move: str, by: Actor, *, holding: bool) -> bool:
        """Whether this is the actor's to do."""
        if move in BEFORE:
            return "handler" in by.roles and self.of(by, BEFORE[move]) is not None
        return holding or "triage" in by.roles

    def of(self, by: Actor, stage: str) -> int | None:
        """The unit of this actor that is so far."""
        return next((one for one, got in self.stages.items() if one in by.units and got == stage), None)

    def stopped(self, move: str, data: Mapping[str, Any], *, holder: int | None, kind: str) -> bool:
        """Whether a condition holds the move back."""
        if move == "recall_helper":
            return data["unit"] not in self.awaited()
        taken = data["unit"] in {holder, *self.stages}
        return move == "add_helper" and (kind == "report" or taken or not data["room"])

    def note(self, move: str, data: Mapping[str, Any], by: Actor) -> None:
        """What a move changes."""
        if move == "add_helper":
            self.stages[data["unit"]] = "to_sign"
        elif move == "recall_helper":
            del self.stages[data["unit"]]
        elif move in BEFORE:
            unit = self.of(by, BEFORE[move])
            assert unit is not None
            self.stages[unit] = AFTER[move]

    def target(self) -> str:
        """Where a matter is whose helpers changed."""
        return "joint" if self.awaited() else "working"
