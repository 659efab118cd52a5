"""What is written down of one door (走访登记)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.rules import AppealType, Identity
from lianxin.doors.forms.claims import claimed
from lianxin.doors.forms.fields import LONGEST_TEXT, MOST_PHOTOS, SentForm, plain_lines
from lianxin.kernel.actor import Actor
from lianxin.matters.forms import MoveForm
from lianxin.matters.models import Urgency
from lianxin.people.forms import clean_phone
from lianxin.rounds.models import Door
from lianxin.rounds.rules.doors import MOST_MINUTES, MOST_VISITORS
from lianxin.rounds.terms import terms
from lianxin.web.forms import LongText, PhoneInput, PhotoInput, PhotosField

NEED_TYPES = [(one.value, one.label) for one in AppealType if one != AppealType.REPORT]


class MissForm(MoveForm):
    """未遇、无人居住: how long somebody was there."""

    minutes = forms.IntegerField(label=_("用了几分钟"), min_value=0, max_value=MOST_MINUTES, required=False)


class VisitForm(MissForm):
    """已访."""

    visitors = forms.IntegerField(
        label=_("几个人上门"), min_value=1, max_value=MOST_VISITORS, required=False, initial=1
    )
    refused = forms.MultipleChoiceField(
        label=_("不愿意听的主题"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("勾了的，规定的天数内不再为它上门。"),
    )

    def offer(self) -> None:
        row: Any = self.row
        names = terms().names(row.themes)
        self.choose_from("refused", list(zip(row.themes, names, strict=True)))


class RefuseForm(VisitForm):
    """拒访: without a tick it is all themes."""

    visitors = None  # type: ignore[assignment]  # nobody went in

    def offer(self) -> None:
        super().offer()
        self.fields["refused"].label = _("拒绝的主题")
        self.fields["refused"].help_text = _("一个都不勾，就是全部拒绝。规定的天数内不再上门。")


class LostForm(MissForm):
    """地址不存在."""

    mend = forms.CharField(
        label=_("哪里不对"),
        max_length=200,
        help_text=_("例如：房子已拆，人搬到二组。办公室照这句话更正地址。"),
    )


class MendForm(MoveForm):
    """更正地址."""

    address = forms.CharField(label=_("对的地址"), max_length=200)

    def first_values(self, row: Any) -> dict[str, Any]:
        return {"address": row.address}


class NeedForm(SentForm):
    """What people at a door ask for; it is registered as an appeal at once (需求)."""

    text = forms.CharField(
        label=_("群众原话"),
        widget=LongText({"rows": 5}),
        max_length=LONGEST_TEXT,
        error_messages={"required": _("请记下群众说的话，一两句也可以。")},
    )
    type = forms.ChoiceField(label=_("诉求类型"), choices=NEED_TYPES, initial=AppealType.HELP)
    urgency = forms.ChoiceField(
        label=_("紧急程度"), choices=Urgency.choices, initial=Urgency.ORDINARY, required=False
    )
    identity = forms.ChoiceField(
        label=_("身份"), choices=Identity.choices, initial=Identity.NAMED, required=False
    )
    name = forms.CharField(label=_("姓名"), max_length=64, required=False)
    phone = forms.CharField(label=_("电话"), max_length=32, required=False, widget=PhoneInput)
    photos = PhotosField(
        label=_("照片"), widget=PhotoInput({"accept": "image/*"}), most=MOST_PHOTOS, help_text=_("可以不传。")
    )
    consent = forms.BooleanField(
        label=_("照片是主人同意才拍的"), required=False, help_text=_("不同意的，不在屋里拍照。")
    )
    client_id = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, by: Actor, row: Door, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.row = by, row

    def clean_text(self) -> str:
        return plain_lines(str(self.cleaned_data["text"])).strip()

    def clean_phone(self) -> str:
        return clean_phone(str(self.cleaned_data["phone"]))

    def clean_client_id(self) -> Any:
        """The id the page drew, if it is one of ours."""
        return claimed(self.cleaned_data["client_id"])

    def clean(self) -> dict[str, Any]:
        """Without a word on it, who gives a name is known by it, and who gives none stays unknown."""
        data = super().clean() or self.cleaned_data
        named = bool(data.get("name"))
        data["identity"] = data.get("identity") or (Identity.NAMED if named else Identity.ANONYMOUS)
        data["urgency"] = data.get("urgency") or Urgency.ORDINARY
        if data.get("phone") and not named:
            self.add_error("name", _("留了电话的，请填怎么称呼；不想留名的，电话也不留。"))
        if data["identity"] == Identity.NAMED and not named:
            self.add_error("name", _("实名反映请填姓名；不想留名请选“匿名”。"))
        return data
