"""What is typed about tags, avoidances, the access log, alarms and consents (保密)."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.people.forms import clean_phone
from lianxin.people.forms.residents import DayInput, ReasonForm
from lianxin.people.rules.confidentiality import LOOKS, Tie
from lianxin.people.rules.consents import Consented, Way
from lianxin.people.rules.residents import TagKind
from lianxin.web.forms import PhoneInput, name_what_is_missing


class TagForm(ReasonForm):
    """A tag to put on; only the kinds of this actor's circle."""

    kind = forms.ChoiceField(label=_("标签"), error_messages={"invalid_choice": _("没有这种标签，请重选。")})
    level = forms.ChoiceField(label=_("程度"))
    basis = forms.CharField(label=_("依据"), max_length=200, help_text=_("例如：民政局 2026 年 3 月批复。"))
    until = forms.DateField(
        label=_("有效到"), required=False, widget=DayInput, help_text=_("到期自动失效；留空就是长期。")
    )
    field_order = ("kind", "level", "basis", "until", "reason")

    def __init__(self, *args: Any, kinds: tuple[TagKind, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = dict(level for kind in kinds for level in kind.levels)
        cast(forms.ChoiceField, self.fields["kind"]).choices = [(one.code, one.label) for one in kinds]
        cast(forms.ChoiceField, self.fields["level"]).choices = list(levels.items())
        name_what_is_missing(self.fields.values())


class AvoidanceForm(forms.Form):
    """What one keeps away from: a telephone or a unit; a resident comes with the address of the page."""

    tie = forms.ChoiceField(label=_("因为"), choices=Tie.choices, initial=Tie.KIN)
    phone = forms.CharField(
        label=_("对方的电话"),
        required=False,
        max_length=32,
        widget=PhoneInput,
        help_text=_("用这个电话反映的事，您一件也看不到。"),
    )
    unit = forms.TypedChoiceField(
        label=_("或者，对方单位"),
        coerce=int,
        required=False,
        empty_value=None,
        help_text=_("派给这个单位的事，您一件也看不到。"),
        error_messages={"invalid_choice": _("没有这个单位，请重选。")},
    )
    note = forms.CharField(label=_("说明"), max_length=200, required=False)

    def __init__(self, *args: Any, units: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.TypedChoiceField, self.fields["unit"]).choices = [("", _("不选")), *units]

    def clean_phone(self) -> str:
        return clean_phone(self.cleaned_data["phone"])


class LooksForm(forms.Form):
    """The filters of the access log."""

    who = forms.CharField(label=_("谁（姓名或登录名）"), required=False, max_length=64)
    what = forms.ChoiceField(
        label=_("看什么"),
        required=False,
        choices=lambda: [("", _("不限")), *LOOKS.items()],
    )
    row = forms.CharField(label=_("事项编号"), required=False, max_length=40)
    since = forms.DateField(label=_("从"), required=False, widget=DayInput)
    until = forms.DateField(label=_("到"), required=False, widget=DayInput)


class AlarmForm(forms.Form):
    """What came out when somebody looked into an alarm."""

    note = forms.CharField(
        label=_("处理结果"),
        min_length=4,
        max_length=200,
        error_messages=dict.fromkeys(("required", "min_length"), _("请写清核实的结果，至少四个字。")),
    )


class ConsentForm(forms.Form):
    """One consent as it was given."""

    purpose = forms.ChoiceField(label=_("同意什么"), choices=Consented.choices)
    way = forms.ChoiceField(
        label=_("怎么同意的"), choices=[pair for pair in Way.choices if pair[0] != Way.SHOWN]
    )
    guardian = forms.CharField(
        label=_("监护人姓名"), required=False, max_length=64, help_text=_("未满 14 周岁的必须填。")
    )


class WithdrawalForm(forms.Form):
    """How it was taken back."""

    way = forms.ChoiceField(
        label=_("怎么撤回的"), choices=[pair for pair in Way.choices if pair[0] != Way.SHOWN]
    )
