"""What is asked before a list leaves the house (导出)."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.levels import Level
from lianxin.kernel.sheets.columns import Column
from lianxin.people.rules.confidentiality import LEAST_REASON, LONGEST_REASON, Ground

LONGEST_OBJECTION = 200


class ExportForm(forms.Form):
    """Columns beyond what the screen shows, what for, and why; the reason may stay empty where none is needed."""

    columns = forms.MultipleChoiceField(
        label=_("另外加上的列"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("页面上没有的内容，要写明理由才能加；标着“要批准”的，还要第二个人批准。"),
        error_messages={"invalid_choice": _("没有这一列，请重选。")},
    )
    ground = forms.ChoiceField(label=_("事由"), choices=Ground.choices, initial=Ground.OTHER)
    reason = forms.CharField(
        label=_("导出理由"),
        required=False,
        max_length=LONGEST_REASON,
        help_text=_("加了列的、行数多的必须写。例如：县信访局每月要的台账。谁导出、为什么，都有记录。"),
    )

    def __init__(self, *args: Any, optional: Sequence[Column], must: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.must = must
        choice = cast(forms.MultipleChoiceField, self.fields["columns"])
        choice.choices = [(one.code, words_of(one)) for one in optional]
        if not optional:
            del self.fields["columns"]

    def clean(self) -> dict[str, Any]:
        """A reason wherever one is needed."""
        said: dict[str, Any] = super().clean() or {}
        needed = self.must or said.get("columns")
        if needed and len(said.get("reason", "").strip()) < LEAST_REASON:
            self.add_error("reason", _("请写清为什么要导出，至少四个字。"))
        return said


def words_of(column: Column) -> str:
    """The heading, and whether it takes a second person."""
    heading = str(column.heading)
    return (
        str(_("%(column)s（要批准）")) % {"column": heading} if column.level is Level.RESTRICTED else heading
    )


class ObjectionForm(forms.Form):
    """Why a second person says no."""

    why = forms.CharField(
        label=_("不批准的理由"),
        min_length=LEAST_REASON,
        max_length=LONGEST_OBJECTION,
        error_messages=dict.fromkeys(("required", "min_length"), _("请写清为什么不批准，至少四个字。")),
    )
