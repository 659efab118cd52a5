"""What an office types about the end of an appeal."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.terms import MOST_DAYS, checklist_from
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
