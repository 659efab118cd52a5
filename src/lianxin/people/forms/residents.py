"""What is typed about a resident: everything but the name may stay empty; faults are named (居民)."""

import re
from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.actor import Actor, Role
from lianxin.people.forms import clean_phone
from lianxin.people.models import Person
from lianxin.people.rules.confidentiality import LEAST_REASON, LONGEST_REASON, Ground
from lianxin.people.rules.idnumber import born_by_id, id_fault, sex_by_id, tidy_id
from lianxin.people.rules.names import LONGEST_NAME, name_fault, tidy_name
from lianxin.people.rules.residents import ResidentFacts, Sex
from lianxin.places.forms.picker import Picking, area_field
from lianxin.places.models import Area
from lianxin.places.rules import VILLAGES, AreaKind
from lianxin.web.forms import PhoneInput, name_what_is_missing

BETWEEN_NAMES = re.compile(r"[、，,;；\n]+")
OLDEST = 1850
PLACES = (*VILLAGES, AreaKind.GROUP)


def cleaned_name(typed: str) -> str:
    """A name in its one spelling. Raises ValidationError, naming what is wrong."""
    name = tidy_name(typed)
    fault = name_fault(name)
    if fault:
        raise forms.ValidationError(fault)
    return name


class DayInput(forms.DateInput):
    """A day, picked or typed."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"data-width": "short"} | (attrs or {}), format="%Y-%m-%d")


class ReasonForm(forms.Form):
    """Why something restricted is changed."""

    reason = forms.CharField(
        label=_("理由"),
        min_length=LEAST_REASON,
        max_length=LONGEST_REASON,
        error_messages=dict.fromkeys(("required", "min_length"), _("请写清理由，至少四个字。")),
    )


class LookForm(forms.Form):
    """What to see, what for, and why."""

    field = forms.ChoiceField(
        label=_("看哪一项"),
        widget=forms.RadioSelect,
        error_messages={"required": _("请选要看哪一项。"), "invalid_choice": _("没有这一项，请重选。")},
    )
    ground = forms.ChoiceField(label=_("事由"), choices=Ground.choices, initial=Ground.VERIFY)
    reason = forms.CharField(
        label=_("查看理由"),
        min_length=LEAST_REASON,
        max_length=LONGEST_REASON,
        help_text=_("例如：电话核实漏水位置。谁看过、为什么看，都有记录；本人可以查到岗位、时间和事由。"),
        error_messages=dict.fromkeys(("required", "min_length"), _("请写清为什么要看，至少四个字。")),
    )

    def __init__(self, *args: Any, fields: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = cast(forms.ChoiceField, self.fields["field"])
        choice.choices = list(fields)
        choice.initial = fields[-1][0] if fields else None


class ResidentForm(Picking):
    """A resident's record."""

    name = forms.CharField(
        label=_("姓名"),
        max_length=LONGEST_NAME * 2,
        help_text=_("少数民族姓名中间的点写成“·”；生僻字照身份证写。"),
        error_messages={"required": _("请填姓名；不知道姓名的，先不建档案，诉求照样可以登记。")},
    )
    former = forms.CharField(
        label=_("曾用名、小名"),
        required=False,
        max_length=300,
        help_text=_("有几个就用顿号隔开。按曾用名也能查到。"),
    )
    area = forms.Field(label=_("所在村（社区）、组"))
    address = forms.CharField(label=_("住址"), max_length=200, required=False)
    phone = forms.CharField(label=_("电话"), max_length=32, required=False, widget=PhoneInput)
    other_phone = forms.CharField(label=_("另一个电话"), max_length=32, required=False, widget=PhoneInput)
    sex = forms.ChoiceField(label=_("性别"), required=False, choices=[("", _("不清楚")), *Sex.choices])
    born = forms.DateField(
        label=_("出生日期"),
        required=False,
        widget=DayInput,
        error_messages={"invalid": _("出生日期不对，请按“年-月-日”填写。")},
    )
    id_number = forms.CharField(
        label=_("身份证号"),
        required=False,
        max_length=40,
        help_text=_("可以不填。加密保存，任何名单上都不显示。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "data-width": "short"}),
    )

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"] = area_field(
            by.scopes,
            label=self.fields["area"].label,
            kinds=PLACES,
            required=not by.holds(Role.TRIAGE),
            besides=self.lives_in(),
            required_message=_("请选所在的村（社区）。"),
        )
        name_what_is_missing(self.fields.values())

    def lives_in(self) -> Area | None:
        """Where somebody lives already; it may stay whatever this actor's area."""
        return None

    def clean_name(self) -> str:
        return cleaned_name(self.cleaned_data["name"])

    def clean_former(self) -> list[str]:
        return [cleaned_name(one) for one in BETWEEN_NAMES.split(self.cleaned_data["former"]) if one.strip()]

    def clean_phone(self) -> str:
        return clean_phone(self.cleaned_data["phone"])

    def clean_other_phone(self) -> str:
        return clean_phone(self.cleaned_data["other_phone"])

    def clean_born(self) -> Any:
        born = self.cleaned_data["born"]
        if born is not None and not (born.year > OLDEST and born <= timezone.localdate()):
            raise forms.ValidationError(_("出生日期不能晚于今天，也不会早于 1850 年，请核对。"))
        return born

    def clean_id_number(self) -> str:
        number = tidy_id(self.cleaned_data["id_number"])
        fault = id_fault(number, today=timezone.localdate()) if number else None
        if fault:
            raise forms.ValidationError(fault)
        return number

    def clean(self) -> dict[str, Any]:
        """The ID number says birth date and sex: it fills what was left empty, and contradicts what is wrong."""
        data = super().clean() or self.cleaned_data
        number = data.get("id_number")
        if number:
            self.agree("born", born_by_id(number), _("出生日期和身份证号上的不一样，请对照证件核对。"))
            self.agree("sex", sex_by_id(number), _("性别和身份证号上的不一样，请对照证件核对。"))
        return data

    def agree(self, name: str, told: Any, sentence: Any) -> None:
        """Fill an empty field with what the ID number says, or name the contradiction."""
        given = self.cleaned_data.get(name)
        if not given and name not in self.errors:
            self.cleaned_data[name] = told
        elif given != told:
            self.add_error(name, sentence)

    def facts(self) -> ResidentFacts:
        """What was typed."""
        data = self.cleaned_data
        names = [field for field in ResidentFacts.__dataclass_fields__ if field in data]
        return ResidentFacts(**{name: data[name] for name in names})


class CorrectionForm(ResidentForm):
    """The same put right: sealed values stay as they are unless a new one is typed or they are to go."""

    clear = forms.MultipleChoiceField(
        label=_("删掉不再需要的"),
        required=False,
        choices=[("phone", _("电话")), ("other_phone", _("另一个电话")), ("id_number", _("身份证号"))],
        widget=forms.CheckboxSelectMultiple,
    )
    keep_name = forms.BooleanField(label=_("改了姓名的，把原来的记作曾用名"), required=False, initial=True)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, person: Person, former: Sequence[str], **kwargs: Any) -> None:
        first = {
            "name": person.name,
            "former": "、".join(former),
            "area": person.area_id,
            "address": person.address,
            "sex": person.sex,
            "born": person.born,
            "version": person.version,
        }
        self.person = person
        super().__init__(*args, initial=first, **kwargs)
        for name in ("phone", "other_phone", "id_number"):
            self.fields[name].help_text = _("留空就不改。")

    def lives_in(self) -> Area | None:
        return self.person.area

    def facts(self) -> ResidentFacts:
        """What was typed; None for a sealed value that stays."""
        data = self.cleaned_data
        for name in ("phone", "other_phone", "id_number"):
            data[name] = "" if name in data["clear"] else data[name] or None
        if data["keep_name"] and data["name"] != self.person.name:
            data["former"] = [*data["former"], self.person.name]
        return super().facts()


class MergeForm(ReasonForm):
    """Which other record is of the same human being, and which of the two stays."""

    other = forms.IntegerField(
        label=_("另一份档案的编号"),
        error_messages={"required": _("请填另一份档案的编号，在它的页面顶上。")},
    )
    keep = forms.ChoiceField(
        label=_("留用哪一份"),
        choices=[("this", _("留用这一份")), ("other", _("留用另一份"))],
        initial="this",
        widget=forms.RadioSelect,
    )
    field_order = ("other", "keep", "reason")
