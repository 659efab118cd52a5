"""What is typed about a slot (场次)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.matters.forms import MoveForm
from lianxin.reception.rules.slots import REASON


class CancelForm(MoveForm):
    """取消: why, as the public will read it."""

    reason = forms.CharField(
        label=_("为什么取消"),
        max_length=REASON,
        help_text=_("会公示，不要写人名和私事。"),
        error_messages={"required": _("请写明取消的原因，群众要看到。")},
    )
