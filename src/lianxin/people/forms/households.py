"""What is typed about a household, its members and mourning (户)."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.actor import Actor
from lianxin.people.forms.residents import PLACES, DayInput, ReasonForm
from lianxin.people.models import Person
from lianxin.people.queries.residents import pick_resident
from lianxin.people.rules.residents import Kin
from lianxin.places.forms.picker import Picking, area_field
from lianxin.web.forms import name_what_is_missing

WRONG_DAY = {"invalid": _("日期不对，请按“年-月-日”填写。")}


class WhoForm(forms.Form):
    """One resident, named by what is at hand."""

    who = forms.CharField(
        label=_("居民"),
        max_length=64,
        help_text=_("填姓名、电话、身份证号或档案编号。"),
    )

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        name_what_is_missing(self.fields.values())

    def clean_who(self) -> Person:
        person, count = pick_resident(self.cleaned_data["who"], by=self.by)
        if person is not None:
            return person
        if count:
            raise forms.ValidationError(
                _("这样填有 %(count)d 位居民，请改填电话、身份证号或档案编号。"), params={"count": count}
            )
        raise forms.ValidationError(_("没有找到这位居民。请核对，或先到“居民”里添加。"))


class MoveInForm(WhoForm):
    """Somebody comes to live here."""

    kin = forms.ChoiceField(label=_("与户主的关系"), choices=Kin.choices, initial=Kin.SPOUSE)
    since = forms.DateField(
        label=_("从哪天起"), widget=DayInput, initial=timezone.localdate, error_messages=WRONG_DAY
    )
    leaving = forms.BooleanField(
        label=_("从原来那一户迁出"), required=False, help_text=_("原来那一户到这一天为止。")
    )


class HouseholdForm(WhoForm, Picking):
    """A new household with its head."""

    area = forms.Field(label=_("所在村（社区）、组"))
    address = forms.CharField(label=_("住址"), max_length=200, required=False)
    since = forms.DateField(
        label=_("从哪天起"), widget=DayInput, initial=timezone.localdate, error_messages=WRONG_DAY
    )

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        self.fields["who"].label = _("户主")
        self.fields["area"] = area_field(
            by.scopes,
            label=self.fields["area"].label,
            kinds=PLACES,
            required=True,
            empty=_("请选择"),
            required_message=_("请选所在的村（社区）。"),
        )


class MoveOutForm(forms.Form):
    """The day somebody left."""

    until = forms.DateField(
        label=_("迁出日期"), widget=DayInput, initial=timezone.localdate, error_messages=WRONG_DAY
    )


class HeadForm(forms.Form):
    """How the former head stands to the new one."""

    former = forms.ChoiceField(
        label=_("原户主是新户主的"), choices=[pair for pair in Kin.choices if pair[0] != Kin.HEAD]
    )


class MourningForm(ReasonForm):
    """The day of a death; empty takes the mark away."""

    day = forms.DateField(
        label=_("去世日期"),
        required=False,
        widget=DayInput,
        help_text=_("这几天不给这一户自动发短信，天数在设置里定。留空就取消标记。"),
        error_messages=WRONG_DAY,
    )
    field_order = ("day", "reason")

    def clean_day(self) -> Any:
        day = self.cleaned_data["day"]
        if day is not None and day > timezone.localdate():
            raise forms.ValidationError(_("不能晚于今天，请核对日期。"))
        return day
