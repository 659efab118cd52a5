"""What an administrator types to change the map."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.kernel import clock
from lianxin.places.forms.picker import Picking, area_field
from lianxin.places.models import LONGEST_NAME, LONGEST_READING, Area
from lianxin.places.rules import INSIDE, PREFIX_LENGTHS, VILLAGES, AreaKind
from lianxin.web.forms import name_what_is_missing

NAME_FAULT = _("名称最多 60 个字，请缩短。")
MOST_PARTS = 20


def same_level(kind: str) -> list[tuple[str, Any]]:
    """The kinds of the level this one is on, to choose from."""
    length = PREFIX_LENGTHS[AreaKind(kind)]
    return [(one.value, one.label) for one in AreaKind if PREFIX_LENGTHS[one] == length]


def names_of(text: str) -> list[str]:
    """One name a line, blanks and empty lines left out."""
    return [name for line in text.splitlines() if (name := "".join(line.split()))]


class DecisionForm(Picking):
    """What every change rests on."""

    on = forms.DateField(
        label=_("从哪天起"),
        widget=forms.DateInput({"type": "date", "data-width": "short"}, format="%Y-%m-%d"),
        help_text=_("新区划从这一天起算；到前一天为止还是原来的。"),
        error_messages={"invalid": _("日期不对，请按“年-月-日”填写。")},
    )
    basis = forms.CharField(
        label=_("依据的文号"), max_length=120, help_text=_("例如“青政发〔2026〕3 号”。写在区划沿革里。")
    )

    def __init__(self, *args: Any, area: Area, scopes: tuple[str, ...], **options: Any) -> None:
        options["initial"] = {"on": today(), **self.first_values(area), **options.get("initial", {})}
        super().__init__(*args, **options)
        self.area, self.scopes = area, scopes
        self.offer()
        name_what_is_missing(self.fields.values())

    def first_values(self, area: Area) -> dict[str, Any]:
        """What stands in the boxes at first."""
        return {}

    def offer(self) -> None:
        """Fill in what depends on the area."""

    def clean_on(self) -> date:
        """A day that has come."""
        on: date = self.cleaned_data["on"]
        if on > today():
            raise forms.ValidationError(_("日期还没到。请到了那天再办，或填今天和以前的日期。"))
        return on


class NamedForm(DecisionForm):
    """A change that gives a name: what it is called and of what kind."""

    name = forms.CharField(
        label=_("名称"), max_length=LONGEST_NAME, error_messages={"max_length": NAME_FAULT}
    )
    kind = forms.ChoiceField(label=_("类别"))
    field_order: tuple[str, ...] = ("name", "kind", "on", "basis")

    def offer(self) -> None:
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the type checker
        field.choices = same_level(self.area.kind)

    def first_values(self, area: Area) -> dict[str, Any]:
        return {"name": area.name, "kind": area.kind}

    def clean_name(self) -> str:
        return "".join(str(self.cleaned_data["name"]).split())


class RenameForm(NamedForm):
    """更名、村改居."""

    reading = forms.CharField(
        label=_("读音"),
        max_length=LONGEST_READING,
        required=False,
        help_text=_("只有多音字读错时才填：拼音，字与字之间空一格，例如“shan jia zhuang”。"),
    )
    field_order = ("name", "kind", "reading", "on", "basis")

    def first_values(self, area: Area) -> dict[str, Any]:
        return {**super().first_values(area), "reading": area.reading}


class MergeForm(NamedForm):
    """合并: with which others, into which of them or what new one."""

    others = forms.CharField(
        label=_("与哪些合并"),
        widget=forms.Textarea({"rows": 3}),
        help_text=_("一行一个，填名称或 12 位代码，要与这里在同一个乡镇；别的乡镇的填代码。"),
    )
    into = forms.ChoiceField(
        label=_("合并成"),
        choices=[("new", _("一个新的（下面的名称和类别）")), ("this", _("并入这里，名称不变"))],
        widget=forms.RadioSelect,
        initial="new",
    )
    code = forms.CharField(
        label=_("新的区划代码"),
        max_length=18,
        required=False,
        help_text=_("上级给了 12 位代码就填；没有就空着，先按顺序给一个。"),
    )
    field_order = ("others", "into", "name", "kind", "code", "on", "basis")

    def offer(self) -> None:
        super().offer()
        self.fields["name"].required = False

    def first_values(self, area: Area) -> dict[str, Any]:
        return {"kind": area.kind}

    def clean_others(self) -> list[str]:
        """Names or codes, one a line."""
        return names_of(self.cleaned_data["others"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("into") == "new" and "name" in data and not data["name"]:
            self.add_error("name", _("请填合并后的名称；名称不变的，请在上面选“并入这里”。"))
        return data


class SplitForm(DecisionForm):
    """拆分: into which."""

    parts = forms.CharField(
        label=_("拆分成"),
        widget=forms.Textarea({"rows": 4}),
        help_text=_("一行一个名称；上级给了代码的，写在名称后面，用逗号隔开。"),
    )
    keep = forms.BooleanField(label=_("原来的还在，只是分出去一部分"), required=False)
    field_order = ("parts", "keep", "on", "basis")

    def clean_parts(self) -> list[tuple[str, str]]:
        """(name, code or "") of each part."""
        lines = [line.replace("，", ",").split(",") for line in names_of(self.cleaned_data["parts"])]
        parts = [(cells[0], cells[1] if len(cells) > 1 else "") for cells in lines]
        if any(len(name) > LONGEST_NAME or not name for name, _code in parts):
            raise forms.ValidationError(_("有一行没有名称，或名称超过 60 个字。请改好那一行。"))
        if len(parts) > MOST_PARTS:
            raise forms.ValidationError(_("一次最多拆成 20 个。请分几次办。"))
        return parts


class MoveForm(DecisionForm):
    """改属: to which village."""

    field_order = ("parent", "on", "basis")

    def offer(self) -> None:
        self.fields["parent"] = area_field(
            self.scopes,
            label=_("改属到"),
            required=True,
            kinds=VILLAGES,
            empty=_("请选择"),
            required_message=_("请选改属到哪个村（社区）。"),
        )
        self.order_fields(self.field_order)


class EndForm(DecisionForm):
    """撤销: only the day and the document."""


class AddForm(forms.Form):
    """New places below one: of which kind, and their names."""

    kind = forms.ChoiceField(label=_("类别"))
    names = forms.CharField(
        label=_("名称"), widget=forms.Textarea({"rows": 5}), help_text=_("一行一个，可以一次加好几个。")
    )

    def __init__(self, *args: Any, area: Area, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the type checker
        field.choices = [(kind.value, kind.label) for kind in INSIDE.get(area.kind, ())]
        name_what_is_missing(self.fields.values())

    def clean_names(self) -> list[str]:
        """At most a hundred names of at most sixty signs."""
        names = names_of(self.cleaned_data["names"])
        if len(names) > 100 or any(len(name) > LONGEST_NAME for name in names):
            raise forms.ValidationError(_("一次最多 100 个，每个名称最多 60 个字。请分几次加。"))
        return names


class ReadingForm(forms.Form):
    """How a name is read."""

    reading = forms.RegexField(
        regex=r"^[A-Za-zü ]*\Z",
        label=_("读音"),
        max_length=LONGEST_READING,
        required=False,
        help_text=_("拼音，字与字之间空一格，例如“shan jia zhuang”；空着就按字典。"),
        error_messages={"invalid": _("只填拼音字母，字与字之间空一格，不带声调。")},
    )


class TableForm(forms.Form):
    """The official table, uploaded."""

    file = forms.FileField(
        label=_("区划代码表"),
        help_text=_("CSV 或 .csv.gz，第一行是 code,name,level,parent。只导入本县的，其他县的跳过。"),
        error_messages={"required": _("请选一个文件。"), "empty": _("这个文件是空的，请另选一个。")},
    )


def today() -> date:
    """The office's day."""
    return clock.today()
