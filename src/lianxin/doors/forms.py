"""What a resident types on three pages, a clerk on one, and whoever looks up a matter."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.queries import class_choices
from lianxin.appeals.rules import AppealType, Identity
from lianxin.doors.queries import village_choices
from lianxin.doors.rules import DESK_CHANNELS
from lianxin.kernel.actor import Actor
from lianxin.kernel.ids import uuid7
from lianxin.matters.models import Channel, Urgency
from lianxin.matters.refusals import Refused
from lianxin.people.forms import clean_phone
from lianxin.places.queries import pickable_now
from lianxin.web.forms import CodeInput, LongText, PhoneInput, PhotosField

LONGEST_TEXT = 5000
MOST_PHOTOS = 6

TYPES = (
    (AppealType.HELP, _("求助：家里或村里有难处，请帮忙解决")),
    (AppealType.COMPLAINT, _("投诉：有人或单位做得不对，请管一管")),
    (AppealType.ENQUIRY, _("咨询：有事想问清楚")),
    (AppealType.SUGGESTION, _("建议：有个主意想说")),
    (AppealType.PRAISE, _("表扬：有人做得好")),
    (AppealType.REPORT, _("举报：干部违纪违法")),
)

IDENTITIES = (
    (Identity.NAMED, _("实名：受理人员和办事单位都看得到姓名电话，联系您最快")),
    (Identity.CONFIDENTIAL, _("保密：只有受理和回访人员看得到姓名电话，办事单位看不到")),
    (Identity.ANONYMOUS, _("匿名：谁也看不到，我们不保存姓名电话，您凭回执自己查结果")),
)


def _signer() -> Signer:
    return Signer(salt="lianxin.doors.filing")


def new_claim() -> str:
    """A client id for a page that is being opened, signed: nobody but this page can send it again."""
    return _signer().sign(str(uuid7()))


def claimed(value: str) -> UUID | None:
    """The client id of a page of ours; None for anything else."""
    try:
        return UUID(_signer().unsign(value))
    except (BadSignature, ValueError):
        return None


class SentForm(forms.Form):
    """A form whose sending may be refused behind it."""

    def refuse(self, refusal: ValidationError | Refused) -> None:
        """Show why it was not taken: beside the photos if one of them is the reason, else above the form."""
        if isinstance(refusal, Refused):
            self.add_error(None, refusal.message)
        else:
            self.add_error("photos", refusal)


class WhatForm(forms.Form):
    """Page 1: what happened, and what is wanted of us."""

    text = forms.CharField(
        label=_("发生了什么事"),
        help_text=_("想到什么写什么：什么事、在哪里、从什么时候开始。不用写身份证号、银行卡号。"),
        widget=LongText({"rows": 7}),
        max_length=LONGEST_TEXT,
        error_messages={
            "required": _("请写下要反映的事情，一两句话也可以。"),
            "max_length": _(
                "最多写 %(limit_value)d 个字，现在是 %(show_value)d 个。请删去一些，或分成两件事反映。"
            ),
        },
    )
    type = forms.ChoiceField(
        label=_("您希望我们做什么"),
        choices=TYPES,
        initial=AppealType.HELP,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选一项。"), "invalid_choice": _("没有这一项，请重选。")},
    )
    heard = forms.CharField(required=False, widget=forms.HiddenInput)
    client_id = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_text(self) -> str:
        return plain_lines(self.cleaned_data["text"])

    def clean_heard(self) -> frozenset[str]:
        return frozenset(self.cleaned_data["heard"].split())


class WhoForm(forms.Form):
    """Who speaks: shared by the resident's second page and the desk."""

    name = forms.CharField(
        label=_("怎么称呼您"),
        max_length=64,
        required=False,
        widget=forms.TextInput({"autocomplete": "name", "data-width": "short"}),
    )
    phone = forms.CharField(
        label=_("电话"),
        max_length=32,
        required=False,
        widget=PhoneInput,
        help_text=_("有进展我们打这个电话。"),
    )

    def clean_phone(self) -> str:
        return clean_phone(self.cleaned_data["phone"])

    def clean(self) -> dict[str, Any]:
        """Who speaks openly has a name; of who stays unknown nothing is kept (XC-02)."""
        data = super().clean() or self.cleaned_data
        if data.get("identity") == Identity.ANONYMOUS:
            data |= {"name": "", "phone": ""}
        if data.get("identity") == Identity.NAMED and not data.get("name"):
            self.add_error("name", _("实名反映请填姓名；不想留名，请在上面选“保密”或“匿名”。"))
        return data


class WhereForm(WhoForm):
    """Page 2: where it is, and who speaks."""

    area = forms.TypedChoiceField(
        label=_("在哪个村（社区）"),
        coerce=int,
        required=False,
        empty_value=None,
        error_messages={"invalid_choice": _("没有这个村（社区），请重选；说不清请选“不清楚”。")},
    )
    address = forms.CharField(
        label=_("具体位置"),
        max_length=200,
        required=False,
        help_text=_("用您平时的说法就行，例如“村口大榕树往里第三家”。"),
        error_messages={"max_length": _("位置最多写 200 个字，请缩短一些。")},
    )
    identity = forms.ChoiceField(
        label=_("怎么对待您的姓名和电话"),
        choices=IDENTITIES,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("请选一项：实名、保密还是匿名。"),
            "invalid_choice": _("没有这一项，请重选。"),
        },
    )
    field_order = ("area", "address", "identity", "name", "phone")

    def __init__(self, *args: Any, county: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self.fields["area"], [("", _("不清楚")), *village_choices(county)])


class PhotosForm(SentForm):
    """Page 3: photos, if there are any."""

    photos = PhotosField(
        label=_("照片"),
        most=MOST_PHOTOS,
        help_text=_("可以不传。照片只给办这件事的人看；拍摄地点等信息保存前会去掉。请不要拍到不相干的人。"),
    )


class DeskForm(SentForm, WhoForm):
    """What a clerk writes down while somebody speaks, on one page (登记)."""

    channel = forms.ChoiceField(
        label=_("渠道"), choices=[(channel.value, channel.label) for channel in DESK_CHANNELS]
    )
    filed_at = forms.DateTimeField(
        label=_("群众反映的时间"),
        required=False,
        help_text=_("不填就是现在。补登来信、意见箱的，填当时的时间。"),
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": _("时间不对，请按“年-月-日 时:分”填写。")},
    )
    text = forms.CharField(
        label=_("群众原话"),
        widget=LongText({"rows": 8, "autofocus": True}),
        max_length=LONGEST_TEXT,
        error_messages={
            "required": _("请记下群众说的话，一两句也可以。"),
            "max_length": _(
                "最多 %(limit_value)d 个字，现在是 %(show_value)d 个。请删去一些，或分成两件登记。"
            ),
        },
    )
    type = forms.ChoiceField(label=_("诉求类型"), choices=AppealType.choices, initial=AppealType.HELP)
    category = forms.TypedChoiceField(
        label=_("事项分类"),
        coerce=int,
        required=False,
        empty_value=None,
        help_text=_("拿不准可以不选，由派单员定。"),
    )
    area = forms.TypedChoiceField(label=_("所属村（社区）"), coerce=int, required=False, empty_value=None)
    address = forms.CharField(label=_("具体位置"), max_length=200, required=False)
    identity = forms.ChoiceField(
        label=_("身份"),
        choices=Identity.choices,
        initial=Identity.NAMED,
        help_text=_("问一句：愿不愿意让承办单位知道您是谁？保密的，承办单位看不到；匿名的，姓名电话不保存。"),
    )
    urgency = forms.ChoiceField(
        label=_("紧急程度"),
        choices=Urgency.choices,
        initial=Urgency.ORDINARY,
        help_text=_("特急：两小时内要有人联系。先打电话处置，再补记录。"),
    )
    photos = PhotosField(
        label=_("照片或来信扫描件"), most=MOST_PHOTOS, help_text=_("可以不传。拍摄地点等信息保存前会去掉。")
    )
    client_id = forms.CharField(required=False, widget=forms.HiddenInput)
    field_order = (
        *("channel", "filed_at", "text", "type", "category", "area", "address"),
        *("identity", "name", "phone", "urgency", "photos"),
    )

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self.fields["category"], [("", _("待定")), *class_choices()])
        choose(self.fields["area"], [("", _("不清楚")), *pickable_now(by.scopes)])
        self.fields["name"].label = _("姓名")
        self.fields["phone"].help_text = _("没有就空着；我们打这个电话告诉进展。")

    def clean_text(self) -> str:
        return plain_lines(self.cleaned_data["text"])

    def renew(self) -> None:
        """Another client id: what stands here is sent as a matter of its own."""
        self.data = {name: self.data[name] for name in self.data} | {"client_id": new_claim()}


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


def plain_lines(text: str) -> str:
    """Browsers send CR LF; one text has one spelling."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def choose(field: forms.Field, choices: list[Any]) -> None:
    """Give a field of choices those of this moment."""
    assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the type checker
    field.choices = choices


def chosen(form: forms.Form, name: str) -> str:
    """What was answered in a field of a valid form, in words."""
    field, value = form.fields[name], form.cleaned_data[name]
    if not isinstance(field, forms.ChoiceField):
        return str(value)
    labels = {str(key): label for key, label in flat(field.choices)}
    return str(labels.get("" if value is None else str(value), ""))


def flat(choices: Any) -> list[tuple[Any, Any]]:
    """Choices without their groups."""
    found: list[tuple[Any, Any]] = []
    for key, label in choices:
        found += flat(label) if isinstance(label, list | tuple) else [(key, label)]
    return found


def first_of_desk(channel: str, area: str) -> dict[str, Any]:
    """What stays on the desk's form from one registration to the next (再登一件)."""
    known = {value for value, _label in Channel.choices}
    return {"channel": channel if channel in known else Channel.PHONE, "area": area}
