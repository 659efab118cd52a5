"""What an office types to set limits, reasons and checklists (办理时限、不予受理的理由、材料清单)."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _now, gettext_lazy as _

from lianxin.appeals.limits import LABELS, OWN
from lianxin.kernel.editions import Json
from lianxin.matters.limits import ANY, amount_words
from lianxin.matters.models import Urgency
from lianxin.web.parts import Text
from lianxin.web.settings_form import SettingForm

KINDS = (
    ("W", _("工作日")),
    ("N", _("自然日")),
    ("WH", _("工作小时")),
    ("H", _("小时")),
    ("min", _("分钟")),
    ("s", _("秒")),
)
PARTS_OF_HOUR = {"min": 60, "s": 3600}
URGENCIES = ((ANY, _("不论缓急")), *Urgency.choices)
NEW_LINES = 2  # empty lines to add a rule of one's own by


class LineForm(forms.Form):
    """One line of the table of limits."""

    code = forms.ChoiceField(label=_("时限"), choices=[("", _("（不加）")), *LABELS.items()], required=False)
    category = forms.CharField(label=_("分类代码"), max_length=24, required=False)
    urgency = forms.ChoiceField(label=_("缓急"), choices=URGENCIES, required=False)
    amount = forms.FloatField(label=_("多久"), min_value=0, required=False)
    kind = forms.ChoiceField(label=_("单位"), choices=KINDS, required=False)
    yellow = forms.FloatField(label=_("剩多少亮黄灯"), min_value=0, required=False)
    red = forms.FloatField(label=_("剩多少亮红灯"), min_value=0, required=False)
    source = forms.CharField(label=_("依据"), max_length=120, required=False)
    drop = forms.BooleanField(label=_("删去这一行"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs |= {"aria-label": f"{self.name} {field.label}"}
            if name in {"amount", "yellow", "red"}:
                field.widget.attrs |= {"step": "any"}

    def clean(self) -> dict[str, Any]:
        """A line that names a limit says how long it is."""
        data = super().clean() or self.cleaned_data
        if data.get("code") and not data.get("drop"):
            for name in ("amount", "yellow", "red"):
                if data.get(name) is None and name not in self.errors:
                    self.add_error(name, _("请填“%(label)s”。") % {"label": self.fields[name].label})
        return data

    def line(self) -> Json | None:
        """The line as plain JSON; None for one that is empty or dropped."""
        said = self.cleaned_data
        if not said["code"] or said["drop"]:
            return None
        parts = PARTS_OF_HOUR.get(said["kind"], 1)
        kept = {name: said[name] for name in ("code", "yellow", "red", "source")}
        return kept | {
            "category": said["category"] or ANY,
            "urgency": said["urgency"] or ANY,
            "amount": said["amount"] / parts,
            "kind": "H" if parts > 1 else said["kind"] or "W",
        }

    @property
    def name(self) -> Text:
        """Which limit the line is about; empty for one that is to be added."""
        return LABELS.get(self.initial.get("code", "") or self.data.get(f"{self.prefix}-code", ""), "")


class LimitsForm(SettingForm):
    """The whole table of limits, a few empty lines at its end."""

    also_running = forms.BooleanField(
        label=_("正在走的时限也按新的重算"),
        required=False,
        help_text=_(
            "不勾：已经开始的按原来的走完，只管以后新开始的。勾上：从生效那天起，在办的也改，并记入办理经过。"
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines_forms = [
            LineForm(self.data if self.is_bound else None, prefix=f"l{place}", initial=said)
            for place, said in enumerate(self.said())
        ]

    def said(self) -> list[dict[str, Any]]:
        """As many lines as were sent, or as there are and a few more."""
        if self.is_bound:
            known = {name.split("-")[0] for name in self.data if name.startswith("l") and "-" in name}
            return [{}] * len(known)
        return [*self.initial.get("lines", []), *({} for _line in range(NEW_LINES))]

    def is_valid(self) -> bool:
        """The table and each of its lines; what is wrong in a line is said above, too."""
        faulty = [one for one in self.lines_forms if not one.is_valid()]
        if faulty and super().is_valid():
            self.add_error(None, _now("有的行没填好，请看标红的格子。"))
        return super().is_valid() and not faulty

    @classmethod
    def typed(cls, value: Json) -> dict[str, Any]:
        """The boxes; where the source is a default of ours, in the language of the page."""
        lines = []
        for said in value["lines"]:
            shown = {"category": "" if said["category"] == ANY else said["category"]}
            lines.append({**said, **shown, **in_hand(said), "source": in_words(said["source"])})
        return {"also_running": False, "lines": lines}

    def value(self) -> Json:
        lines = [line for one in self.lines_forms if (line := one.line()) is not None]
        return {"also_running": self.cleaned_data["also_running"], "lines": lines}

    @classmethod
    def lines(cls, value: Json) -> list[tuple[Text, str]]:
        """One comparable line for each limit."""
        return [(name_of(said), words_of(said)) for said in value["lines"]]


def in_hand(said: Mapping[str, Any]) -> dict[str, Any]:
    """Amount and unit as people say them: ten minutes, not a sixth of an hour."""
    kind, amount = said["kind"], float(said["amount"])
    if kind == "H" and 0 < amount < 1:
        kind = "s" if amount < 1 / 60 else "min"
    amount = round(amount * PARTS_OF_HOUR.get(kind, 1), 6)
    return {"kind": kind, "amount": int(amount) if amount == int(amount) else amount}


def name_of(said: Mapping[str, Any]) -> str:
    """T6b 办理答复 · 0201 · 紧急."""
    urgency = "" if said["urgency"] == ANY else Urgency(said["urgency"]).label
    category = "" if said["category"] in (ANY, "") else said["category"]
    return " · ".join(
        str(part) for part in (f"{said['code']} {LABELS[said['code']]}", category, urgency) if part
    )


def words_of(said: Mapping[str, Any]) -> str:
    """5 个工作日；黄灯 48，红灯 8；各地热线办理规定."""
    lights = _now("黄灯 %(yellow)g，红灯 %(red)g") % {"yellow": said["yellow"], "red": said["red"]}
    source = in_words(said["source"] or OWN)
    return "；".join([amount_words(said["kind"], float(said["amount"])), lights, source])


class ReasonsForm(SettingForm):
    """The reasons not to accept, one a line: code, reason, where to go, telephone."""

    rows = forms.CharField(
        label=_("理由"),
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_(
            "一行一条：代码｜理由｜该去哪里｜电话｜地址。代码用字母，以后查得到；电话和地址可以空着。"
        ),
    )

    @classmethod
    def typed(cls, value: Json) -> dict[str, Any]:
        names = ("words", "body", "phone", "address")
        rows = [[said["code"], *(in_words(said.get(name)) for name in names)] for said in value]
        return {"rows": "\n".join("｜".join(row).rstrip("｜") for row in rows)}

    def clean_rows(self) -> list[dict[str, str]]:
        """Each line with its parts."""
        found = []
        for number, text in enumerate(written_lines(self.cleaned_data["rows"]), start=1):
            parts = [part.strip() for part in text.replace("|", "｜").split("｜")]
            if len(parts) < 3 or not parts[0].isascii() or len(parts[0]) > 24:
                raise forms.ValidationError(
                    _("第 %(n)d 行没写全。请写成：代码｜理由｜该去哪里｜电话｜地址。") % {"n": number}
                )
            names = ("code", "words", "body", "phone", "address")
            found.append(dict(zip(names, [*parts, "", ""], strict=False)))
        return found

    def value(self) -> Json:
        rows: Json = self.cleaned_data["rows"]
        return rows

    @classmethod
    def lines(cls, value: Json) -> list[tuple[Text, str]]:
        """One line for each reason."""
        where = "{} · {} {}"
        return [
            (said["code"], where.format(*(in_words(said.get(name)) for name in ("words", "body", "phone"))))
            for said in value
        ]


class ChecklistsForm(SettingForm):
    """What is usually needed, one class a line."""

    rows = forms.CharField(
        label=_("材料清单"),
        widget=forms.Textarea(attrs={"rows": 10}),
        required=False,
        help_text=_(
            "一行一类：分类代码：材料、材料。例如 0501：户口本、收入证明。写上一级的代码，下级都适用。"
        ),
    )

    @classmethod
    def typed(cls, value: Json) -> dict[str, Any]:
        return {"rows": "\n".join(f"{code}：{'、'.join(items)}" for code, items in value.items())}

    def clean_rows(self) -> dict[str, list[str]]:
        """The lists by class code."""
        found: dict[str, list[str]] = {}
        for number, text in enumerate(written_lines(self.cleaned_data["rows"]), start=1):
            code, mark, items = text.replace(":", "：").partition("：")
            named = [item.strip() for item in items.replace(",", "、").replace("，", "、").split("、")]
            if not mark or not code.strip() or not any(named):
                raise forms.ValidationError(
                    _("第 %(n)d 行没写全。请写成：分类代码：材料、材料。") % {"n": number}
                )
            found[code.strip()] = [item for item in named if item]
        return found

    def value(self) -> Json:
        rows: Json = self.cleaned_data["rows"]
        return rows

    @classmethod
    def lines(cls, value: Json) -> list[tuple[Text, str]]:
        """One line for each class."""
        return [(code, "、".join(items)) for code, items in value.items()]


class TriageForm(SettingForm):
    """How many of those answered on the spot are called back."""

    sample_percent = forms.IntegerField(
        label=_("抽查百分之几"),
        min_value=0,
        max_value=100,
        help_text=_("当场认可的也抽这么多件回访，防止没办成就说办成了。"),
    )


def in_words(text: str | None) -> str:
    """A text of the setting; a default of ours in the language of the page."""
    return _now(text) if text else ""


def written_lines(text: str) -> Iterator[str]:
    """The lines that say something."""
    return (line.strip() for line in text.splitlines() if line.strip())
