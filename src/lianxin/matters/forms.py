"""The form of a move: it knows who fills it in, and on which row."""

from typing import Any

from django import forms

from lianxin.kernel.actor import Actor
from lianxin.matters.models import Stateful
from lianxin.places.forms.picker import Picking
from lianxin.web.forms import name_what_is_missing


class MoveForm(Picking):
    """What people type at a move; choices and first values depend on the actor and the row.

    `page` names the route (with the matter's number) of a page made for this move; empty: the plain one.
    """

    page = ""

    def __init__(self, *args: Any, by: Actor, row: Stateful, **kwargs: Any) -> None:
        kwargs.setdefault("initial", self.first_values(row))
        super().__init__(*args, **kwargs)
        self.by, self.row = by, row
        self.offer()
        name_what_is_missing(self.fields.values())

    def first_values(self, row: Any) -> dict[str, Any]:
        """What stands in the fields before anybody types."""
        return {}

    def offer(self) -> None:
        """Fill in the choices this actor has."""

    def choose(self, name: str, choices: list[Any], *, empty: Any) -> None:
        """Give a field its choices, an empty one first."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", empty), *choices]

    def choose_from(self, name: str, choices: list[Any]) -> None:
        """Give a field just these choices."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    @property
    def looking(self) -> bool:
        """Whether a button of the form's own was pressed, to see more before the move is made."""
        return False

    def again(self) -> "MoveForm":
        """The same form with what was typed as its first values, nothing judged yet."""
        typed = {name: self.data.get(name) for name in self.fields if name in self.data}
        return type(self)(by=self.by, row=self.row, initial=typed)
