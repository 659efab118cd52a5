"""What is typed about a box: where it hangs, who holds the keys, on which days it is opened; what is wrong with it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.boxes.rules import Fault
from lianxin.calendars.days import read_days
from lianxin.kernel import clock
from lianxin.matters.forms import MoveForm
from lianxin.people.queries import units_in_use
from lianxin.places.forms.picker import area_field
from lianxin.places.rules import TOWNSHIPS, VILLAGES

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
PLAIN = ("code", "place", "first_key", "second_key", "second_body", "days", "languages", "notice", "hung_on")
"""What stands on the box as it was typed."""


def unit_choices() -> list[tuple[Any, Any]]:
    """The units there are."""
    return [(unit.pk, unit.name) for unit in units_in_use()]


def unit_field(label: Any, **options: Any) -> forms.TypedChoiceField:
    """One of our units."""
    return forms.TypedChoiceField(label=label, coerce=int, empty_value=None, **options)


class BoxForm(MoveForm):
    """设箱、改: everything that stands on a box and in its book."""

    code = forms.CharField(label=_("箱号"), max_length=16, help_text=_("写在箱子上的号，例如 03。"))
    area = forms.TypedChoiceField(label=_("挂在哪个村（社区）"), coerce=int, empty_value=None)
    place = forms.CharField(
        label=_("具体位置"), max_length=120, help_text=_("例如：村委会门口左边。不要挂在摄像头下面。")
    )
    unit = unit_field(_("归哪个单位管"))
    first_key = forms.CharField(label=_("第一把钥匙谁拿"), max_length=64)
    first_unit = unit_field(_("他的单位"))
    second_key = forms.CharField(label=_("另一把钥匙谁拿"), max_length=64)
    second_body = forms.CharField(
        label=_("另一把在哪个单位"),
        max_length=60,
        help_text=_("不能是同一个单位，例如：村监委会、村民代表。"),
    )
    days = forms.CharField(
        label=_("固定开箱的日子"),
        max_length=80,
        help_text=_("例如：每周三；农历逢三、六、九；每5天，从2026-12-01起。"),
    )
    languages = forms.CharField(
        label=_("告示用几种语言"), max_length=60, required=False, help_text=_("例如：汉语、彝语。")
    )
    notice = forms.CharField(
        label=_("箱上的告示"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("什么时候开、谁来开、怎么查答复；举报干部可以打 12388。"),
    )
    hung_on = forms.DateField(label=_("哪天挂的"), widget=DAY)
    field_order = ("code", "area", "place", "unit")

    def first_values(self, row: Any) -> dict[str, Any]:
        """As the box is now."""
        if row is None:
            return {"hung_on": clock.today()}
        kept = {name: getattr(row, name) for name in PLAIN}
        return kept | {"area": row.area_id, "unit": row.holder_id, "first_unit": row.first_unit_id}

    def offer(self) -> None:
        """The places in this actor's areas, and the units."""
        besides = getattr(self.row, "area", None)  # of a new box there is no row yet
        self.fields["area"] = area_field(
            self.by.scopes,
            label=self.fields["area"].label,
            required=True,
            kinds=(*TOWNSHIPS, *VILLAGES),
            besides=besides,
            empty=_("请选"),
            required_message=_("请选挂在哪里。"),
        )
        for name in ("unit", "first_unit"):
            self.choose(name, unit_choices(), empty=_("请选"))

    def clean_days(self) -> str:
        """The words of a rule of days."""
        try:
            return read_days(self.cleaned_data["days"]).words
        except ValueError as fault:
            raise forms.ValidationError(str(fault)) from fault

    def clean_hung_on(self) -> Any:
        """It hangs there already."""
        day = self.cleaned_data["hung_on"]
        if day > clock.today():
            raise forms.ValidationError(_("这一天还没有到。箱子挂上以后再登记。"))
        return day


class FaultForm(MoveForm):
    """报箱体问题."""

    kind = forms.ChoiceField(label=_("什么问题"), choices=Fault.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("说明"), max_length=200, required=False, help_text=_("例如：锁坏了；投不进去了。不写人名。")
    )


class MendForm(MoveForm):
    """已处理: what was done."""

    mended = forms.CharField(label=_("怎么处理的"), max_length=200, help_text=_("例如：换了锁；已开箱清空。"))
