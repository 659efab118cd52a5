"""What a resident types who objects to a renovation, and the desk that links an appeal to it (异议)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.rules import AppealType
from lianxin.doors.forms.fields import (
    LONGEST_TEXT,
    MOST_PHOTOS,
    SentForm,
    WhoForm,
    choose,
    plain_lines,
)
from lianxin.doors.forms.filing import IDENTITIES
from lianxin.kernel.numbering import parse
from lianxin.matters.forms import MoveForm
from lianxin.renovation.rules.codes import About
from lianxin.web.forms import LongText, PhotosField

NOWHERE = _("说不清，或者不在楼栋里")


class ObjectForm(SentForm, WhoForm):
    """对这个项目提意见: one page; what was typed is never refused for its words."""

    about = forms.ChoiceField(
        label=_("是关于什么的"),
        choices=About.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选一项。"), "invalid_choice": _("没有这一项，请重选。")},
    )
    building = forms.ChoiceField(label=_("在哪一栋"), required=False)
    text = forms.CharField(
        label=_("您的意见"),
        widget=LongText({"rows": 6}),
        max_length=LONGEST_TEXT,
        help_text=_("想到什么写什么：要没了什么、担心什么、想怎么办。不用写身份证号、银行卡号。"),
        error_messages={"required": _("请写下您的意见，一两句话也可以。")},
    )
    identity = forms.ChoiceField(
        label=_("怎么对待您的姓名和电话"),
        choices=IDENTITIES,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选一项：实名、保密还是匿名。")},
    )
    photos = PhotosField(
        label=_("照片"),
        most=MOST_PHOTOS,
        help_text=_("可以不传。照片只给办这件事的人看；拍摄地点等信息保存前会去掉。"),
    )
    client_id = forms.CharField(required=False, widget=forms.HiddenInput)
    field_order = ("about", "building", "text", "photos", "identity", "name", "phone", "tell_by")

    def __init__(self, *args: Any, buildings: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self.fields["building"], [("", NOWHERE), *((name, name) for name in buildings)])

    def clean_text(self) -> str:
        return plain_lines(self.cleaned_data["text"])

    def said(self, *, name: str, area: int | None) -> dict[str, Any]:
        """What the appeal is opened with."""
        data = self.cleaned_data
        keep = {key: data.get(key) or "" for key in ("identity", "name", "phone", "tell_by")}
        where = " ".join(filter(None, (name, data["building"])))
        return {"text": data["text"], "type": AppealType.COMPLAINT, "area": area, "address": where, **keep}


class LinkForm(MoveForm):
    """关联诉求: an appeal that came by another door and speaks of this project."""

    number = forms.CharField(label=_("诉求编号"), max_length=30)
    about = forms.ChoiceField(label=_("是关于什么的"), choices=About.choices)
    building = forms.ChoiceField(label=_("在哪一栋"), required=False)

    def offer(self) -> None:
        row: Any = self.row
        self.choose("building", [(name, name) for name in row.buildings], empty=NOWHERE)

    def clean_number(self) -> str:
        """The number as it is printed."""
        read = parse(self.cleaned_data["number"])
        if read is None:
            raise forms.ValidationError(_("没有编号写成这样的事，请照回执核对。"))
        return str(read)
