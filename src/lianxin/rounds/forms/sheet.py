"""A whole paper sheet typed in the evening: thirty doors on one page (晚上补录)."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.doors.forms.fields import LONGEST_TEXT
from lianxin.kernel import clock
from lianxin.kernel.ids import uuid7
from lianxin.people.forms import clean_phone
from lianxin.rounds.forms.cards import CardForm
from lianxin.rounds.forms.rounds import day_input
from lianxin.rounds.models import Door
from lianxin.rounds.rules.doors import MOST_MINUTES, MOST_VISITORS, Result
from lianxin.web.forms import PhoneInput

RESULTS = [("", ""), *((one.value, f"{number} {one.label}") for number, one in enumerate(Result, start=1))]


class SheetForm(forms.Form):
    """What holds for the whole sheet: the day on the paper, and its number."""

    on = forms.DateField(label=_("纸上的日期"), widget=day_input())
    paper = forms.RegexField(
        label=_("纸表编号"),
        regex=r"^[0-9]{4}-[0-9]{5}$|^$",
        required=False,
        help_text=_("空白表右上角的，例如 2026-00017；没有就空着。"),
        error_messages={"invalid": _("纸表编号像 2026-00017 这样，请照纸上的填。")},
    )

    def clean_on(self) -> Any:
        day = self.cleaned_data["on"]
        if day > clock.today():
            raise forms.ValidationError(_("纸上的日期不能晚于今天。"))
        return day


class RowForm(CardForm):
    """One line of the sheet; a line without a result, a need or a card is left as it is."""

    result = forms.ChoiceField(label=_("结果"), required=False)
    minutes = forms.IntegerField(label=_("分钟"), min_value=0, max_value=MOST_MINUTES, required=False)
    visitors = forms.IntegerField(label=_("人数"), min_value=1, max_value=MOST_VISITORS, required=False)
    mend = forms.CharField(label=_("地址哪里不对"), max_length=200, required=False)
    text = forms.CharField(label=_("需求"), max_length=LONGEST_TEXT, required=False)
    name = forms.CharField(label=_("称呼"), max_length=64, required=False)
    phone = forms.CharField(label=_("电话"), max_length=32, required=False, widget=PhoneInput)
    client_id = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, door: Door, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"client_id": uuid7(), "version": door.version})
        super().__init__(*args, team=door.round.team_id, prefix=f"d{door.pk}", **kwargs)
        self.door = door
        self.fields["result"].choices = RESULTS  # type: ignore[attr-defined]  # digits choose by the keyboard

    field_order = (
        *("result", "minutes", "visitors", "mend", "text", "name", "phone"),
        *("number", "promised", "by_when"),
    )

    def clean_phone(self) -> str:
        return clean_phone(str(self.cleaned_data["phone"]))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("phone") and not data.get("name") and data.get("text"):
            self.add_error("name", _("留了电话的，请填怎么称呼。"))
        if not data.get("text") and (data.get("name") or data.get("phone")):
            self.add_error("text", _("写了称呼、电话，没有写需求。"))
        return data

    @property
    def touched(self) -> bool:
        """Whether anything was written in this line."""
        return any(self.cleaned_data.get(name) for name in ("result", "text", "number"))


def rows_of(doors: Sequence[Door], typed: Mapping[str, Any] | None = None) -> list[RowForm]:
    """A line for each door, with what was typed."""
    return [RowForm(typed, door=door) if typed is not None else RowForm(door=door) for door in doors]
