"""What is typed about who speaks for whom: 登记代为反映, 撤回委托, 登记代表和附议."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.rules.speaking import LONGEST_NAME, Agreed, Kin, people_of
from lianxin.matters.forms import MoveForm
from lianxin.people.forms import clean_phone

LINES = forms.Textarea(attrs={"rows": 5})


class ProxyForm(MoveForm):
    """登记代为反映: who filed speaks for somebody else, who agreed."""

    name = forms.CharField(label=_("替谁反映（本人姓名）"), max_length=LONGEST_NAME)
    phone = forms.CharField(
        label=_("本人电话"), max_length=20, required=False, help_text=_("没有电话可以不写，以后当面告知。")
    )
    kin = forms.ChoiceField(label=_("反映人是本人的"), choices=Kin.choices)
    agreed = forms.ChoiceField(
        label=_("本人怎么同意的"),
        choices=Agreed.choices,
        widget=forms.RadioSelect,
        help_text=_("要问过本人。本人随时打个电话就能撤回。"),
    )

    def clean_phone(self) -> str:
        typed = self.cleaned_data["phone"].strip()
        return clean_phone(typed) if typed else ""


class TakeBackForm(MoveForm):
    """撤回委托: the one spoken for doesn't want it any more."""

    how = forms.ChoiceField(label=_("本人怎么说的"), choices=Agreed.choices, widget=forms.RadioSelect)


class TogetherForm(MoveForm):
    """登记代表和附议: who speaks for all, and who else is of the same mind."""

    representatives = forms.CharField(
        label=_("代表"),
        widget=LINES,
        required=False,
        help_text=_("一行一人：姓名，空一格，电话。连原来的反映人在内最多五人。"),
    )
    cosigners = forms.CharField(
        label=_("附议的人"),
        widget=LINES,
        required=False,
        help_text=_("一行一人：姓名，空一格，电话（可以不写）。只留底，不一一通知。"),
    )

    def clean(self) -> dict[str, Any]:
        """Lines that can be read, and at least one."""
        data = super().clean() or self.cleaned_data
        for name in ("representatives", "cosigners"):
            try:
                data[name] = people_of(str(data.get(name) or ""))
            except ValueError as fault:
                self.add_error(name, str(fault))
        if not self.errors and not data["representatives"] and not data["cosigners"]:
            self.add_error("representatives", _("请至少写一个人。"))
        return data
