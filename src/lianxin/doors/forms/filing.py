"""What a resident types on three pages, each standing by itself."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.rules import AppealType, Identity
from lianxin.doors.forms.fields import (
    LONGEST_TEXT,
    MOST_PHOTOS,
    SentForm,
    WhoForm,
    accused_field,
    choose,
    plain_lines,
)
from lianxin.doors.queries import village_choices
from lianxin.places.forms.picker import AreaField, Picking
from lianxin.places.rules import VILLAGES
from lianxin.web.forms import LongText, PhotosField

TYPES = (
    (AppealType.HELP, _("求助：家里或村里有难处，请帮忙解决")),
    (AppealType.COMPLAINT, _("投诉：有人或单位做得不对，请管一管")),
    (AppealType.ENQUIRY, _("咨询：有事想问清楚")),
    (AppealType.SUGGESTION, _("建议：有个主意想说")),
    (AppealType.PRAISE, _("表扬：有人做得好")),
    (AppealType.REPORT, _("举报：干部违纪违法（打 12388）")),
)

IDENTITIES = (
    (
        Identity.NAMED,
        _("实名：受理人员和办事单位都看得到姓名电话，联系您最快；领导、审计员查看，次次留有记录"),
    ),
    (Identity.CONFIDENTIAL, _("保密：只有受理和回访人员看得到姓名电话，办事单位看不到")),
    (Identity.ANONYMOUS, _("匿名：谁也看不到，我们不保存姓名电话，您凭回执自己查结果")),
)
# An accusation lies with the discipline desk alone: neither counter nor unit sees it (INV-08).
IDENTITIES_TOLD = (
    (Identity.NAMED, _("实名：只有纪检监察的人看得到姓名电话，联系您最快；查看一次，记一次")),
    (Identity.CONFIDENTIAL, _("保密：只有纪检监察的人看得到姓名电话，问别人时不说是谁反映的")),
    IDENTITIES[2],
)


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


class WhereForm(Picking, WhoForm):
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
    accused = forms.CharField(required=False, widget=forms.HiddenInput)
    field_order = ("accused", "area", "address", "identity", "name", "phone", "tell_by")

    def __init__(self, *args: Any, county: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if (self.data if self.is_bound else self.initial).get("type") == AppealType.REPORT:
            self.fields["accused"] = accused_field()
            choose(self.fields["identity"], [*IDENTITIES_TOLD])
        else:
            del self.fields["accused"]
        choices = village_choices(county)
        if choices is None:
            where = self.fields["area"]
            self.fields["area"] = AreaField(
                scopes=(str(county),),
                kinds=VILLAGES,
                label=where.label,
                required=False,
                help_text=_("写村名就行，也可以只写拼音首字母；说不清就空着。"),
            )
        else:
            choose(self.fields["area"], [("", _("不清楚")), *choices])


class PhotosForm(SentForm):
    """Page 3: photos, if there are any."""

    photos = PhotosField(
        label=_("照片"),
        most=MOST_PHOTOS,
        help_text=_("可以不传。照片只给办这件事的人看；拍摄地点等信息保存前会去掉。请不要拍到不相干的人。"),
    )
