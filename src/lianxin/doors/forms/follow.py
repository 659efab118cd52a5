"""What whoever looks up a matter types (查询)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.web.forms import CodeInput


class FollowForm(forms.Form):
    """Number and query code: together they open a matter to whoever holds its receipt."""

    number = forms.CharField(
        label=_("编号"),
        max_length=64,
        help_text=_("在回执上，例如 103-2026-000042-7。"),
        widget=CodeInput({"inputmode": "numeric"}),
        error_messages={"required": _("请填回执上的编号。"), "max_length": _("编号太长了，请对照回执重填。")},
    )
    code = forms.CharField(
        label=_("查询码"),
        max_length=64,
        help_text=_("在回执上，16 位数字，四个一组。"),
        widget=CodeInput({"inputmode": "numeric"}),
        error_messages={
            "required": _("请填回执上的查询码。"),
            "max_length": _("查询码太长了，请对照回执重填。"),
        },
    )
