"""What is asked to write results back into another platform's sheet (回填)."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.sheets.columns import Column
from lianxin.kernel.sheets.parts import MOST_PACKED
from lianxin.people.rules.confidentiality import LONGEST_REASON, Ground


class OriginalForm(forms.Form):
    """The file that came, or one that was brought in as appeals before."""

    file = forms.FileField(
        label=_("上级平台发来的表"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        help_text=_("XLSX 或 CSV，原样上传，不要改表头、不要删列。最大 20 MB。"),
        required=False,
        error_messages={"empty": _("这个文件是空的。")},
    )
    run = forms.TypedChoiceField(
        label=_("或者，用以前导入过的原表"),
        required=False,
        coerce=int,
        empty_value=None,
        error_messages={"invalid_choice": _("没有这张表，请重选或重新上传。")},
    )

    def __init__(self, *args: Any, imported: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.TypedChoiceField, self.fields["run"]).choices = [("", _("不选")), *imported]
        if not imported:
            del self.fields["run"]

    def clean_file(self) -> Any:
        """No larger than we open."""
        file = self.cleaned_data["file"]
        if file is not None and file.size > MOST_PACKED:
            raise forms.ValidationError(_("文件超过 20 MB，放不下。请把附图删掉，或者分成几个文件。"))
        return file

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        said: dict[str, Any] = super().clean() or {}
        if not said.get("file") and not said.get("run") and not self.errors:
            self.add_error("file", _("请选上级平台发来的那个文件。"))
        return said


class ColumnsForm(forms.Form):
    """Which column holds the number, which columns are filled, and whether what stands there may go."""

    sheet = forms.ChoiceField(label=_("哪一张表"), required=False)
    key = forms.ChoiceField(
        label=_("哪一列是编号"),
        help_text=_("对方的工单编号；按它找到我们的事项。"),
        error_messages={"required": _("请选哪一列是编号。")},
    )
    over = forms.BooleanField(
        label=_("格子里已经有内容的，也换成我们的"),
        required=False,
        help_text=_("不勾选就只填空格子。"),
    )

    def __init__(
        self,
        *args: Any,
        headings: Sequence[str],
        sheets: Sequence[str],
        fields: Sequence[Column],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offered = [(name, name) for name in headings]
        cast(forms.ChoiceField, self.fields["key"]).choices = [("", _("请选")), *offered]
        for one in fields:
            self.fields[one.code] = forms.ChoiceField(
                label=_("“%(field)s”填到哪一列") % {"field": one.heading},
                required=False,
                choices=[("", _("不填")), *offered],
            )
        cast(forms.ChoiceField, self.fields["sheet"]).choices = [(name, name) for name in sheets]
        if len(sheets) < 2:
            del self.fields["sheet"]
        self.order_fields(["sheet", "key", *(one.code for one in fields), "over"])


class WhyForm(forms.Form):
    """Why so many rows go out; asked where a second person has to agree."""

    ground = forms.ChoiceField(label=_("事由"), choices=Ground.choices, initial=Ground.OTHER)
    reason = forms.CharField(
        label=_("理由"),
        required=False,
        max_length=LONGEST_REASON,
        help_text=_("例如：回填市 12345 本月工单。行数多、要第二个人批准时必填。"),
    )
