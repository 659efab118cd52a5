"""What a clerk writes down while somebody speaks (登记)."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.queries.accused import discipline_desk
from lianxin.appeals.queries.classes import class_choices
from lianxin.appeals.queries.signs import Hints, hints_in
from lianxin.appeals.rules import PAPER, AppealType, Identity
from lianxin.doors.forms.claims import claimed, new_claim
from lianxin.doors.forms.fields import (
    LONGEST_TEXT,
    MOST_PHOTOS,
    SentForm,
    WhoForm,
    accused_field,
    choose,
    plain_lines,
    ways,
)
from lianxin.doors.queries import registered_from_paper
from lianxin.doors.rules import DESK_CHANNELS
from lianxin.kernel.actor import Actor
from lianxin.matters.models import Channel, Urgency
from lianxin.matters.queries import matter_by_number
from lianxin.people.rules.consents import Way
from lianxin.places.forms.picker import Picking, area_field
from lianxin.places.queries.tree import known_names
from lianxin.web.forms import CodeInput, LongText, PhotoInput, PhotosField

SHEET_TAKEN = _(
    "这张纸表已经登记为 %(number)s。是同一张，就不用再登；不是，请对照纸表右上角核对编号，改了再保存。"
)


class DeskForm(Picking, SentForm, WhoForm):
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
        label=_("照片或来信扫描件"),
        widget=PhotoInput({"accept": "image/*,application/pdf"}),
        most=MOST_PHOTOS,
        help_text=_("可以不传。拍摄地点等信息保存前会去掉。"),
    )
    reopened_from = forms.CharField(
        label=_("接着以前哪一件（编号）"),
        max_length=64,
        required=False,
        help_text=_("以前办结过、现在又来的才填。"),
        widget=CodeInput({"inputmode": "numeric"}),
    )
    paper_number = forms.CharField(
        label=_("纸表编号"),
        max_length=40,
        required=False,
        help_text=_("照着纸表补登的才填，印在纸表右上角。上面“群众反映的时间”填纸上的日期。"),
        widget=CodeInput({"inputmode": "numeric"}),
    )
    client_id = forms.CharField(required=False, widget=forms.HiddenInput)
    takes_accusations = True
    field_order = (
        *("channel", "filed_at", "text", "type", "accused", "category", "area", "address"),
        *("identity", "name", "phone", "tell_by", "urgency", "photos", "reopened_from", "paper_number"),
    )

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.takes_accusations = self.takes_accusations and discipline_desk()
        if self.takes_accusations:
            self.fields["accused"] = accused_field()
            self.order_fields(self.field_order)
        choose(self.fields["category"], [("", _("待定")), *class_choices()])
        self.fields["area"] = area_field(by.scopes, label=self.fields["area"].label)
        self.known, self.by = known_names(by.scopes), by
        self.fields["address"].widget.attrs["list"] = "known-places"
        self.fields["name"].label = _("姓名")
        self.fields["tell_by"].label = _("有进展怎么告知")
        self.fields["tell_by"].widget = forms.Select(choices=ways())
        self.fields["text"].widget.attrs |= {"data-beside": reverse("desk_hints"), "data-beside-in": "hints"}
        self.fields["phone"].help_text = _("没有就空着；我们打这个电话告诉进展。")

    def clean_type(self) -> str:
        """An accusation is written down only where a discipline desk takes it from here (decision 0011)."""
        chosen = str(self.cleaned_data["type"])
        if chosen == AppealType.REPORT and not self.takes_accusations:
            raise forms.ValidationError(
                _(
                    "举报干部违纪违法不在这里登记。请当场告诉对方：打 12388，或找纪检监察机构，那里有保密办法。"
                )
            )
        return chosen

    def clean_reopened_from(self) -> Any:
        """The earlier matter, if this clerk may know of it."""
        number = self.cleaned_data["reopened_from"].strip()
        earlier = matter_by_number(number, by=self.by) if number else None
        if number and earlier is None:
            raise forms.ValidationError(_("没有这个编号，或者不归您看。请核对，或者空着。"))
        return earlier

    def clean_paper_number(self) -> str:
        """One sheet is registered once."""
        number = " ".join(str(self.cleaned_data["paper_number"]).split())
        sent = claimed(self.data.get("client_id", ""))  # this very form, come a second time
        before = registered_from_paper(number, but=sent) if number else ""
        if before:
            raise forms.ValidationError(SHEET_TAKEN % {"number": before})
        return number

    def refuse_sheet(self, before: str) -> None:
        """Show that the sheet was registered in this very moment, beside its number."""
        self.add_error("paper_number", SHEET_TAKEN % {"number": before})

    def clean_text(self) -> str:
        return plain_lines(self.cleaned_data["text"])

    def hints(self) -> Hints:
        """What the words say of urgency and type, beside what was chosen, on a form that comes back."""
        typed = self.data if self.is_bound else {}
        return hints_in("", typed.get("text", "")).told(typed.get("type", ""), typed.get("urgency", ""))

    def said(self) -> dict[str, Any]:
        """What the opening move is given: the notice on personal data was shown, the sheet of paper is its source."""
        said = {**self.cleaned_data, "notice": Way.SHOWN}
        if said.get("paper_number"):
            said |= {"source": PAPER, "external_number": said["paper_number"]}
        return said

    def renew(self) -> None:
        """Another client id: what stands here is sent as a matter of its own."""
        self.data = {name: self.data[name] for name in self.data} | {"client_id": new_claim()}


def first_of_desk(channel: str, area: str) -> dict[str, Any]:
    """What stays on the desk's form from one registration to the next (再登一件)."""
    known = {value for value, _label in Channel.choices}
    return {"channel": channel if channel in known else Channel.PHONE, "area": area}
