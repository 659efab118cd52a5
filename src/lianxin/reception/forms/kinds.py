"""What is typed about a kind of reception, its list, leave, and the period of a rota (种类、名单、请假、排班)."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.doors.forms.fields import choose
from lianxin.kernel.actor import Actor, Role
from lianxin.people.queries import units_in_use
from lianxin.places.rules import inside
from lianxin.reception.forms.fields import (
    day_field,
    ends_after_it_starts,
    offer_staff,
    staff_field,
    time_field,
)
from lianxin.reception.forms.slots import MOST_NUMBERS, MOST_WINDOWS
from lianxin.reception.models import Kind
from lianxin.reception.rules.days import rule_of
from lianxin.reception.rules.slots import Part
from lianxin.web.forms import PhoneInput, name_what_is_missing

LONGEST = timedelta(days=92)
IN_TURN = (Part.LEADER, Part.SUBSTITUTE, Part.RECORDER)


class KindForm(forms.Form):
    """接待种类."""

    name = forms.CharField(
        label=_("名称"), max_length=40, help_text=_("例如：赶集日群众接待、今晨七点有约。")
    )
    code = forms.RegexField(
        r"^[a-z0-9-]+$",
        label=_("代码"),
        max_length=16,
        help_text=_("小写字母、数字和短横，网址里用，例如 market。"),
        error_messages={"invalid": _("代码只能用小写字母、数字和短横，请改。")},
    )
    unit = staff_field(_("哪个单位办"))
    place = forms.CharField(label=_("地点"), max_length=100)
    phone = forms.CharField(label=_("咨询电话"), max_length=32, required=False, widget=PhoneInput())
    days = forms.CharField(
        label=_("哪些日子"),
        max_length=100,
        required=False,
        help_text=_("不填就是每天。可以写：每周三、每5天，从2026-12-01起、农历逢三、六、九。"),
    )
    on_rest_days = forms.BooleanField(
        label=_("周末和节假日也办"),
        required=False,
        help_text=_("不勾：只在工作日办，调休上班的周末也办。"),
    )
    starts = time_field(_("几点开始"))
    ends = time_field(_("几点结束"))
    numbers = forms.IntegerField(label=_("每场放几个号"), min_value=1, max_value=MOST_NUMBERS, initial=30)
    windows = forms.IntegerField(label=_("几个窗口"), min_value=1, max_value=MOST_WINDOWS, initial=1)
    extra = forms.IntegerField(label=_("节后第一个工作日多派几个人"), min_value=0, max_value=9, initial=2)
    since = day_field(_("从哪天起"), required=False, help_text=_("临时接待点（例如改造现场）才填起止日期。"))
    until = day_field(_("到哪天止"), required=False)
    active = forms.BooleanField(label=_("在用"), required=False, initial=True)

    def __init__(self, *args: Any, by: Actor, besides: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.besides = besides
        self.units = {unit.pk: unit for unit in units_of(by)}
        units = ((key, unit.name) for key, unit in self.units.items())
        choose(self.fields["unit"], [("", _("请选")), *units])
        name_what_is_missing(self.fields.values())

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        others = Kind.objects.filter(code=code)
        if self.besides is not None:
            others = others.exclude(pk=self.besides)
        if others.exists():
            raise forms.ValidationError(_("代码已经有别的接待用了，请换一个。"))
        return code

    def clean_days(self) -> str:
        words = str(self.cleaned_data["days"]).strip()
        try:
            rule_of(words)
        except ValueError as fault:
            raise forms.ValidationError(str(fault)) from fault
        return words

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        ends_after_it_starts(self)
        since, until = said.get("since"), said.get("until")
        if since and until and until < since:
            self.add_error("until", _("止的日期不能早于起的日期，请改。"))
        unit = self.units.get(said.get("unit") or 0)
        return {**said, "unit": unit, "area": unit.area if unit is not None else None}

    @staticmethod
    def first_values(kind: Kind) -> dict[str, Any]:
        """A kind as it is."""
        names = [name for name in KindForm.base_fields if name != "unit"]
        return {"unit": kind.unit_id, **{name: getattr(kind, name) for name in names}}


def units_of(by: Actor) -> list[Any]:
    """The units an actor may set up a reception for: those of its area for the desk, its own for a clerk."""
    return [
        unit
        for unit in units_in_use()
        if unit.pk in by.units or (by.holds(Role.TRIAGE) and inside(unit.area.code, by.scopes))
    ]


class TurnForm(forms.Form):
    """Somebody for the list of turns (轮值名单)."""

    appointment = staff_field(_("谁"))
    part = forms.ChoiceField(label=_("轮什么"), choices=[(part.value, part.label) for part in IN_TURN])
    willing = forms.BooleanField(label=_("自愿连着值班"), required=False)

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_staff(self, by, "appointment")
        name_what_is_missing(self.fields.values())


class LeaveForm(forms.Form):
    """When somebody is away (请假)."""

    appointment = staff_field(_("谁"))
    first = day_field(_("从哪天"))
    last = day_field(_("到哪天"))

    def __init__(self, *args: Any, staff: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self.fields["appointment"], list(staff))
        name_what_is_missing(self.fields.values())

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        first, last = said.get("first"), said.get("last")
        if first and last and last < first:
            self.add_error("last", _("结束的日期不能早于开始的日期，请改。"))
        return said


class PeriodForm(forms.Form):
    """The days a rota is made for, or a list is of (起止)."""

    since = day_field(_("从哪天起"))
    until = day_field(_("到哪天止"))

    def __init__(self, *args: Any, longest: timedelta = LONGEST, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.longest = longest
        name_what_is_missing(self.fields.values())

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        since, until = said.get("since"), said.get("until")
        if since and until and until < since:
            self.add_error("until", _("止的日期不能早于起的日期，请改。"))
        elif since and until and until - since > self.longest:
            self.add_error("until", _("一次最多三个月，请分几次。"))
        return said

    def span(self, usual: tuple[date, date]) -> tuple[date, date]:
        """The days typed, or the usual ones while they are no period."""
        if self.is_bound and self.is_valid():
            return self.cleaned_data["since"], self.cleaned_data["until"]
        return usual
