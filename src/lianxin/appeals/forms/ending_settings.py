"""What an office types about the end of an appeal."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.rules import Satisfaction
from lianxin.appeals.terms import LEAST_PANEL, MOST_DAYS, checklist_from
from lianxin.web.settings_form import SettingForm


class EndingForm(SettingForm):
    """办结、重启和归档."""

    reopen_days = forms.IntegerField(
        label=_("办结后几天内可以重启"),
        min_value=1,
        max_value=MOST_DAYS,
        help_text=_("过了这些天，按新诉求登记。"),
    )
    archive_days = forms.IntegerField(label=_("办结后几天归档"), min_value=1, max_value=MOST_DAYS)
    checklist = forms.CharField(
        label=_("办结前要核对的"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "一行一条：分类代码，空一格，要核对的话。例如“0101 附施工前后照片”；所有分类都要的写 *。"
        ),
    )
    routes = forms.CharField(
        label=_("不服怎么办（印在答复书上）"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("写明到哪里、几天之内。条文请核对原文。已发出的答复书不会改变。"),
    )

    def clean_checklist(self) -> str:
        text: str = self.cleaned_data["checklist"].replace("\r\n", "\n")
        try:
            checklist_from(text)
        except ValueError as error:
            raise ValidationError(str(error)) from error
        return text

    def clean_routes(self) -> str:
        return str(self.cleaned_data["routes"]).replace("\r\n", "\n")

    def value(self) -> Any:
        return dict(self.cleaned_data)


class RatingsForm(SettingForm):
    """差评整改和评议."""

    ask_days = forms.IntegerField(label=_("几个工作日内核实原因"), min_value=1, max_value=MOST_DAYS)
    mend_days = forms.IntegerField(label=_("几个工作日内整改"), min_value=1, max_value=MOST_DAYS)
    panel = forms.IntegerField(
        label=_("几个人评议"),
        min_value=LEAST_PANEL,
        max_value=15,
        help_text=_("要是单数。经手过的人不能参加。"),
    )
    sample = forms.IntegerField(
        label=_("审计抽查百分之几"), min_value=0, max_value=100, help_text=_("按编号抽，抽哪些可以重算。")
    )

    def clean_panel(self) -> int:
        panel: int = self.cleaned_data["panel"]
        if panel % 2 == 0:
            raise ValidationError(_("评议的人数要是 3 以上的单数，不会打平。"))
        return panel

    def value(self) -> Any:
        return dict(self.cleaned_data)


class ContentForm(SettingForm):
    """满意率的口径."""

    content = forms.TypedChoiceField(
        label=_("从哪一级起算满意"),
        coerce=int,
        choices=[
            (level.value, level.label)
            for level in (Satisfaction.FAIR, Satisfaction.GOOD, Satisfaction.VERY_GOOD)
        ],
        help_text=_("改了以后，以前各周的满意率也按新的算；报出去的数请先冻结。"),
    )
