"""What is typed to split one text that holds different matters: 拆分."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.rules import AppealType
from lianxin.matters.forms import MoveForm
from lianxin.matters.models import Matter

REPORT = AppealType.REPORT


class SplitForm(MoveForm):
    """拆分: the words about the other matter, and what it is."""

    text = forms.CharField(
        label=_("另一件事是什么"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=5000,
        help_text=_("只留属于另一件事的话。原来的内容不变，两件从同一个时间算时限。"),
    )
    title = forms.CharField(label=_("标题"), max_length=60, required=False, help_text=_("不填就取第一句。"))
    type = forms.ChoiceField(
        label=_("诉求类型"), choices=[pair for pair in AppealType.choices if pair[0] != REPORT]
    )

    def first_values(self, row: Matter) -> dict[str, Any]:
        """The words as they stand, to cut down."""
        return {"text": row.appeal.text, "type": row.appeal.type}
