"""The form of a move: it knows who fills it in, and on which row; what no form takes; what kept filters are called."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _now, gettext_lazy as _

from lianxin.kernel.actor import Actor
from lianxin.kernel.pieces import unnumbered
from lianxin.matters.models import Stateful
from lianxin.places.forms.picker import Picking
from lianxin.web.forms import name_what_is_missing


def without_numbers(text: str) -> None:
    """Raises ValidationError where a telephone or identity number of a person stands in a text."""
    if unnumbered(text) != text:
        raise forms.ValidationError(_now("这里不写个人的电话和证件号码，请去掉再提交。"), code="number")


class RenameForm(forms.Form):
    """What kept filters are called."""

    name = forms.CharField(
        label=_("名称"),
        max_length=30,
        help_text=_("例如：本村超期未办。"),
        error_messages={"required": _("请起个名称。"), "max_length": _("名称最多 30 个字。")},
    )


class SeenForm(forms.Form):
    """Whose looks at a matter, and of which days."""

    who = forms.CharField(label=_("谁（姓名或登录名）"), required=False, max_length=64)
    since = forms.DateField(
        label=_("从"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label=_("到"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )


class ViewForm(RenameForm):
    """Filters to keep: their name, and for whom."""

    circle = forms.ChoiceField(
        label=_("谁用"),
        widget=forms.RadioSelect,
        error_messages={"required": _("请选给谁用。"), "invalid_choice": _("没有这一项，请重选。")},
    )
    client_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, circles: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["circle"]).choices = list(circles)


class MoveForm(Picking):
    """What people type at a move; choices and first values depend on the actor and the row.

    `page` names the route (with the matter's number) of a page made for this move; empty: the plain one.
    """

    page = ""

    def __init__(self, *args: Any, by: Actor, row: Stateful | None, **kwargs: Any) -> None:
        kwargs.setdefault("initial", self.first_values(row))
        super().__init__(*args, **kwargs)
        self.by = by
        self.row: Any = row
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
