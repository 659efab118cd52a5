"""What is typed about the list of classes: an upload, what a class asks for, the map between editions."""

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from lianxin.appeals.limits import HANDLING, LABELS
from lianxin.appeals.queries import classes
from lianxin.web.forms import MEGABYTE, name_what_is_missing

EDITION = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]*")


class Named(forms.Form):
    """A form whose empty boxes are asked for by name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_what_is_missing(self.fields.values())


class SheetForm(Named):
    """A short sheet, uploaded, or carried along as text from the preview."""

    file = forms.FileField(
        label=gettext_lazy("要导入的表格"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.xls,.csv,.txt"}),
        help_text=gettext_lazy("XLSX、XLS 或 CSV，最大 1 MB；表头上面有标题也不要紧。"),
    )
    text = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)

    def clean_file(self) -> Any:
        """Not larger than a list can be."""
        file = self.cleaned_data["file"]
        if file is not None and file.size > MEGABYTE:
            raise forms.ValidationError(_("文件超过 1 MB，不像是这张表，请核对。"))
        return file

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        data = super().clean() or self.cleaned_data
        if not data.get("file") and not data.get("text") and "file" not in self.errors:
            self.add_error("file", _("请选一个表格文件。"))
        return data


class ClassSheetForm(SheetForm):
    """The list of a new edition, its name and its first day."""

    edition = forms.CharField(
        label=gettext_lazy("版次名称"),
        max_length=16,
        help_text=gettext_lazy("例如 2027-01。"),
        widget=forms.TextInput(attrs={"data-width": "short"}),
    )
    effective = forms.DateField(
        label=gettext_lazy("从哪天起用"),
        help_text=gettext_lazy("以前受理的事仍是原来的分类。"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    note = forms.CharField(label=gettext_lazy("为什么改"), max_length=200, required=False)

    field_order = ("file", "edition", "effective", "note", "text")

    def clean_edition(self) -> str:
        """A short name, fit for an address."""
        typed = str(self.cleaned_data["edition"])
        if not EDITION.fullmatch(typed):
            raise forms.ValidationError(_("版次名称用数字、字母、点和横线，例如 2027-01。"))
        return typed

    def clean_effective(self) -> date:
        """Today or later: what was accepted stays as it was."""
        day: date = self.cleaned_data["effective"]
        if day < classes.today():
            raise forms.ValidationError(_("生效日期不能早于今天。"))
        return day


class ClassForm(Named):
    """What a class asks for."""

    keywords = forms.CharField(
        label=gettext_lazy("关键词"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("群众常用的说法，用空格隔开，例如“自来水 停水 水压”。受理时按它找。"),
    )
    checklist = forms.CharField(
        label=gettext_lazy("要弄清的"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("每行一项，例如“停了几天”“影响几户”。要求补充时带出来。"),
    )
    limit_key = forms.ChoiceField(label=gettext_lazy("办理时限"), required=False)
    active = forms.BooleanField(
        label=gettext_lazy("在用"),
        required=False,
        help_text=gettext_lazy("不勾，新受理的事就选不到它；以前的不变。"),
    )
    departments = forms.BooleanField(
        label=gettext_lazy("在部门清单上"),
        required=False,
        help_text=gettext_lazy("村（社区）不能主办，派单目录和派单都会拦住。"),
    )
    simple = forms.BooleanField(label=gettext_lazy("可以当场办结"), required=False)
    secret = forms.BooleanField(
        label=gettext_lazy("对承办单位保密"),
        required=False,
        help_text=gettext_lazy("反映人不论选了什么，承办单位都看不到是谁。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["limit_key"]
        if isinstance(field, forms.ChoiceField):
            limits = [(code, f"{LABELS[code]} · {code}") for code in HANDLING]
            field.choices = [("", _("按诉求类型和紧急程度")), *limits]


class MapForm(forms.Form):
    """What each old class became: new codes with blanks between them, a box for each row of the page."""

    def __init__(self, *args: Any, rows: list[classes.MapRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        for row in rows:
            self.fields[f"to_{row.old.pk}"] = forms.CharField(
                label=f"{row.old.code} {row.names}",
                required=False,
                max_length=200,
                initial=row.new or row.proposed,
            )

    def said(self) -> dict[str, list[str]]:
        """The new codes by old code."""
        return {row.old.code: self.cleaned_data[f"to_{row.old.pk}"].split() for row in self.rows}
