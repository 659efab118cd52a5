"""What is typed about erasure: how long things are kept, holds, requests, refusals (保存期限、保全、删除申请)."""

from typing import Any, cast

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from lianxin.kernel import clock
from lianxin.kernel.editions import Json
from lianxin.kernel.erasure import asking, retention
from lianxin.kernel.erasure.registry import all_holdable, records
from lianxin.web.forms import LongText, name_what_is_missing
from lianxin.web.settings_form import SettingForm

MOST_YEARS = retention.MOST_MONTHS // 12


class RetentionForm(SettingForm):
    """Years and basis of each kind of record; the boxes are made from what is registered."""

    @classmethod
    def typed(cls, value: Json) -> dict[str, Any]:
        rules = retention.typed(value)
        years = {f"{code}_years": retention.years(rule.months) for code, rule in rules.items()}
        return years | {f"{code}_basis": rule.basis for code, rule in rules.items()}

    def value(self) -> Json:
        given = self.cleaned_data
        codes = [name.removesuffix("_years") for name in given if name.endswith("_years")]
        return {
            code: {"months": round(given[f"{code}_years"] * 12), "basis": given[f"{code}_basis"]}
            for code in codes
        }


def retention_form() -> type[RetentionForm]:
    """The form with two boxes for each kind of record known."""
    fields: dict[str, forms.Field] = {}
    for one in records():
        least = max(one.least, 1) / 12
        fields[f"{one.code}_years"] = forms.FloatField(
            label=format_lazy(_("{label}：保留几年"), label=one.label),
            min_value=least,
            max_value=MOST_YEARS,
            widget=forms.NumberInput({"step": "0.5", "data-width": "short"}),
            help_text=format_lazy(_("从办结、迁出、离任那天算起，最少 {least} 年。"), least=f"{least:.2g}")
            if one.least
            else _("从办结、迁出、离任那天算起。"),
        )
        fields[f"{one.code}_basis"] = forms.CharField(
            label=format_lazy(_("{label}：依据"), label=one.label), max_length=200, required=False
        )
    return type("RetentionForm", (RetentionForm,), fields)


class RefuseForm(forms.Form):
    """Why a batch is not approved."""

    why = forms.CharField(
        label=_("为什么不批准"),
        max_length=200,
        help_text=_("例如：档案馆还要鉴定。不要写人名、电话。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_what_is_missing(self.fields.values())


class HoldForm(forms.Form):
    """What is to be kept from erasure, why, and until when."""

    kind = forms.ChoiceField(label=_("保全什么"))
    number = forms.CharField(label=_("编号"), max_length=40)
    reason = forms.CharField(
        label=_("为什么"),
        max_length=200,
        widget=LongText({"rows": 3}),
        help_text=_("例如：县法院调卷，文号。只给领导、审计员、安全管理员看。"),
    )
    until = forms.DateField(
        label=_("到哪天"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=_("当天还算。不填就一直保全，到两个人解除为止。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["kind"]).choices = all_holdable()
        name_what_is_missing(self.fields.values())

    def clean_until(self) -> Any:
        """Not in the past. Raises ValidationError."""
        day = self.cleaned_data["until"]
        if day is not None and day < clock.today():
            raise forms.ValidationError(_("这一天已经过了。请填今天以后的，或者不填。"))
        return day


class RequestForm(forms.Form):
    """Whose data somebody asked to have erased."""

    what = forms.ChoiceField(label=_("申请删除什么"), widget=forms.RadioSelect)
    number = forms.CharField(
        label=_("编号"), max_length=40, help_text=_("回执上的编号；居民档案填档案编号。")
    )
    checked = forms.BooleanField(
        label=_("已核对是本人（或者监护人、近亲属），书面申请已存档"),
        error_messages={"required": _("请先核对申请人身份，把书面申请存档，再勾这一项。")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.code, one.label) for one in asking.choices()]
        cast(forms.ChoiceField, self.fields["what"]).choices = choices
        name_what_is_missing(self.fields.values())
        self.fields["checked"].error_messages["required"] = self.base_fields["checked"].error_messages[
            "required"
        ]
