"""What people type at each move of an appeal; a refusal keeps what was typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.queries import class_choices
from lianxin.appeals.rules import AppealType, HandlingKind, Identity, Outcome, Resolved, Satisfaction
from lianxin.matters.forms import MoveForm
from lianxin.matters.models import Channel, Matter, Urgency
from lianxin.people.queries import units_in_use
from lianxin.places.queries import pickable_now

LONG = forms.Textarea(attrs={"rows": 5})


class AcceptForm(MoveForm):
    """受理: what it is about, where, how fast."""

    type = forms.ChoiceField(label=_("诉求类型"), choices=AppealType.choices)
    category = forms.TypedChoiceField(label=_("事项分类"), coerce=int)
    area = forms.TypedChoiceField(label=_("所属村（社区）"), coerce=int, required=False, empty_value=None)
    urgency = forms.ChoiceField(
        label=_("紧急程度"), choices=Urgency.choices, help_text=_("特急的先打电话处置，再补记录。")
    )

    def first_values(self, row: Matter) -> dict[str, Any]:
        """What the resident or the taker said already."""
        appeal = row.appeal
        return {
            "type": appeal.type,
            "category": appeal.category_id,
            "area": row.area_id,
            "urgency": row.urgency,
        }

    def offer(self) -> None:
        self.choose("category", class_choices(), empty=_("请选择"))
        self.choose("area", pickable_now(self.by.scopes), empty=_("不清楚"))


class DispatchForm(MoveForm):
    """派单: to which unit, what is demanded of it, and on what basis."""

    unit = forms.TypedChoiceField(label=_("承办单位"), coerce=int)
    basis = forms.CharField(
        label=_("派单依据"), max_length=200, help_text=_("为什么派给这个单位，例如职责清单第几条。")
    )
    demand = forms.CharField(label=_("办理要求"), widget=LONG, required=False)

    def offer(self) -> None:
        self.choose("unit", [(unit.pk, unit.name) for unit in units_in_use()], empty=_("请选择"))


class HandlingForm(MoveForm):
    """办理记录: what was done and when."""

    kind = forms.ChoiceField(label=_("办理方式"), choices=HandlingKind.choices)
    at = forms.DateTimeField(
        label=_("办理时间"),
        required=False,
        help_text=_("不填就是现在。补记以前的事请填当时的时间。"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    text = forms.CharField(label=_("办理情况"), widget=LONG)


class FinishForm(MoveForm):
    """申请办结: the outcome, and the reply the resident will read."""

    outcome = forms.ChoiceField(
        label=_("办理结果"), choices=[pair for pair in Outcome.choices if pair[0] != Outcome.UNREACHED]
    )
    reply = forms.CharField(
        label=_("给诉求人的答复"),
        widget=forms.Textarea(attrs={"rows": 8}),
        min_length=15,
        help_text=_("逐项回答问的事：谁办的、办了什么、什么时候办好、还有疑问找谁。"),
        error_messages={"min_length": _("答复太短。请写清谁办的、办了什么、还有疑问找谁（至少 15 个字）。")},
    )


class ReviewForm(MoveForm):
    """退回: what is missing."""

    reason = forms.CharField(label=_("退回理由"), widget=LONG)


class CallbackForm(MoveForm):
    """回访: whether somebody answered, whether it helped, how satisfied they are."""

    reached = forms.TypedChoiceField(
        label=_("电话打通了吗"),
        choices=[("yes", _("打通了，本人接听")), ("no", _("没打通或不是本人"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    resolved = forms.ChoiceField(
        label=_("问题解决了吗"), choices=Resolved.choices, required=False, widget=forms.RadioSelect
    )
    satisfied = forms.TypedChoiceField(
        label=_("是否满意"),
        choices=list(reversed(Satisfaction.choices)),
        coerce=int,
        required=False,
        empty_value=None,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label=_("诉求人原话"), widget=LONG, required=False)

    def clean(self) -> dict[str, object]:
        """Somebody who answered must have said whether it helped."""
        data = super().clean() or self.cleaned_data
        if data.get("reached") and not data.get("resolved"):
            self.add_error("resolved", _("电话打通了，请选问题是否解决。"))
        return data


class ContactForm(MoveForm):
    """又来反映: the same matter again, by whatever door and whoever it is this time."""

    channel = forms.ChoiceField(
        label=_("渠道"), choices=[pair for pair in Channel.choices if pair[0] != Channel.WEB]
    )
    at = forms.DateTimeField(
        label=_("反映时间"),
        required=False,
        help_text=_("不填就是现在。"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    words = forms.CharField(label=_("这次怎么说的"), widget=LONG, max_length=5000)
    identity = forms.ChoiceField(label=_("身份"), choices=Identity.choices, initial=Identity.ANONYMOUS)
    name = forms.CharField(label=_("姓名"), max_length=40, required=False)
    phone = forms.CharField(label=_("电话"), max_length=20, required=False)


class RatingForm(MoveForm):
    """评价: the resident's own five levels."""

    rating = forms.TypedChoiceField(
        label=_("您对这次办理满意吗"),
        choices=list(reversed(Satisfaction.choices)),
        coerce=int,
        widget=forms.RadioSelect,
    )
