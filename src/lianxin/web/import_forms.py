"""What is chosen about a sheet: the file, which column is which, which word is which (导入的表单)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from lianxin.kernel.actor import Actor
from lianxin.kernel.imports.head import Heading, head_from
from lianxin.kernel.imports.registry import Importer
from lianxin.kernel.imports.runs import Chosen, missing
from lianxin.kernel.models.imports import ImportRun
from lianxin.kernel.sheets.columns import Column, Kind
from lianxin.web.forms import name_what_is_missing
from lianxin.web.settings_form import SettingForm


class UploadForm(forms.Form):
    """The file."""

    file = forms.FileField(
        label=gettext_lazy("要导入的表格"),
        help_text=gettext_lazy("XLSX、XLS 或 CSV，最多 5 万行、20 MB。上传以后先核对，确认了才写入。"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xlsm,.xls,.csv,.txt"}),
        error_messages={
            "required": gettext_lazy("请选一个表格文件。"),
            "empty": gettext_lazy("这个文件是空的，请重新选择。"),
        },
    )


@dataclass(frozen=True)
class Line:
    """One heading on the page, and the box that says what it is."""

    heading: Heading
    box: forms.BoundField


def asked(column: Column) -> forms.Field:
    """The box for something that is asked once for a whole sheet."""
    words: dict[str, Any] = {"label": column.heading, "required": column.required, "help_text": column.note}
    if column.choices:
        return forms.ChoiceField(choices=[("", _("不指定")), *column.choices], **words)
    kind = forms.DateField if column.kind == Kind.DATE else forms.CharField
    return kind(**words)


class ColumnsForm(forms.Form):
    """Which sheet, which line holds the headings, which heading is which column."""

    sheet = forms.TypedChoiceField(label=gettext_lazy("用哪一张表"), coerce=int)
    header = forms.IntegerField(
        label=gettext_lazy("表头在第几行"),
        min_value=1,
        max_value=60,
        widget=forms.NumberInput(attrs={"data-width": "short"}),
        error_messages={"required": gettext_lazy("请填表头在第几行。")},
    )

    def __init__(self, data: Any, *, run: ImportRun, importer: Importer) -> None:
        self.run, self.importer, self.head = run, importer, head_from(run.head)
        super().__init__(data, initial={"sheet": run.sheet, "header": self.head.header})
        sheet: Any = self.fields["sheet"]
        sheet.choices = [
            (place, _("%(name)s（隐藏的表）") % {"name": name} if hidden else name)
            for place, (name, hidden) in enumerate(self.head.sheets)
        ]
        for column in importer.asks:
            self.fields[f"o-{column.code}"] = asked(column)
            self.initial[f"o-{column.code}"] = run.options.get(column.code, "")
        rest = _("不对应，原样附在后面") if importer.keeps else _("不导入这一列")
        choices = [("", rest), *((one.code, str(one.heading)) for one in importer.columns)]
        for place, heading in enumerate(self.head.headings):
            self.fields[f"c{place}"] = forms.ChoiceField(label=heading.words, choices=choices, required=False)
            self.initial[f"c{place}"] = run.mapping.get(heading.words, "")
        name_what_is_missing(self.fields.values())

    @property
    def asks(self) -> list[forms.BoundField]:
        """The boxes for what is asked once."""
        return [self[f"o-{column.code}"] for column in self.importer.asks]

    def lines(self) -> list[Line]:
        """The headings with their first values, each with its box."""
        return [Line(heading, self[f"c{place}"]) for place, heading in enumerate(self.head.headings)]

    def elsewhere(self) -> bool:
        """Whether another sheet or line was chosen, so that its headings have to be shown first."""
        data = self.cleaned_data
        there = (self.run.sheet, self.head.header)
        return (data.get("sheet", there[0]), data.get("header", there[1])) != there

    def clean(self) -> dict[str, Any]:
        """Each column once, and the ones that must be there. Nothing is asked of headings that will change."""
        data = super().clean() or self.cleaned_data
        if self.elsewhere():
            return data
        given = [data.get(f"c{place}") for place in range(len(self.head.headings))]
        for place, code in enumerate(given):
            if code and code in given[:place]:
                self.add_error(f"c{place}", _("前面已有一列对到了这一项，请只留一列。"))
        lacking = missing(self.importer, self.mapping(), self.options())
        if lacking:
            self.add_error(
                None, _("还没有对上必填的：%(names)s。请在下面选好。") % {"names": "、".join(lacking)}
            )
        return data

    def mapping(self) -> dict[str, str]:
        """Heading → column."""
        pairs = ((one.words, self.cleaned_data.get(f"c{at}")) for at, one in enumerate(self.head.headings))
        return {heading: code for heading, code in pairs if code}

    def options(self) -> dict[str, str]:
        """What was asked once, as text."""
        found = {one.code: self.cleaned_data.get(f"o-{one.code}") for one in self.importer.asks}
        return {code: str(value) for code, value in found.items() if value}

    def chosen(self) -> Chosen:
        """All of it; call it on a valid form only."""
        data = self.cleaned_data
        return Chosen(data["sheet"], data["header"], self.mapping(), self.options(), self.run.values)


class ValuesForm(forms.Form):
    """Which of our words a word of the sheet means."""

    def __init__(self, *args: Any, run: ImportRun, importer: Importer, by: Actor) -> None:
        super().__init__(*args)
        self.run, self.asked = run, dict[str, tuple[str, str]]()
        for code, values in run.unknown.items():
            column = importer.column(code)
            if column is None:
                continue
            known = [
                ("", _("不对应")),
                *((key, str(words)) for key, words in importer.known(column, by) if words),
            ]
            for place, value in enumerate(values):
                name = f"v-{code}-{place}"
                label = f"{column.heading}：{value}"
                self.fields[name] = forms.ChoiceField(label=label, choices=known, required=False)
                self.asked[name] = (code, value)

    def values(self) -> Mapping[str, dict[str, str]]:
        """Their words → ours, with those of before."""
        found = {code: dict(pairs) for code, pairs in self.run.values.items()}
        for name, (code, value) in self.asked.items():
            ours = self.cleaned_data.get(name)
            if ours:
                found.setdefault(code, {})[value] = ours
        return found


class ImportingForm(SettingForm):
    """How sheets are worked through, and how long what is left of them is kept."""

    direct = forms.IntegerField(
        label=gettext_lazy("多少行以内当场做"),
        min_value=1,
        max_value=5000,
        help_text=gettext_lazy("更多的在后台做，页面上看得到进度。"),
    )
    waiting = forms.IntegerField(
        label=gettext_lazy("没有确认的表留几天"),
        min_value=1,
        max_value=90,
        help_text=gettext_lazy("过后连文件一起清掉。"),
    )
    problems = forms.IntegerField(label=gettext_lazy("问题表留几天"), min_value=1, max_value=730)
