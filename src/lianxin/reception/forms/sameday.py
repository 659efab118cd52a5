"""What is typed about a same-day dispute: 今天给结果, 法律核对, 记到场, 记告知, 问满意, 走别的途径."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _now, gettext_lazy as _

from lianxin.appeals.rules import Satisfaction
from lianxin.kernel import clock
from lianxin.matters.forms import MoveForm
from lianxin.reception.forms.checks import LONG, SHORT
from lianxin.reception.forms.fields import moment_box
from lianxin.reception.queries.sameday import last_mediation, unasked
from lianxin.reception.rules.sameday import CHECKS, CLEAR, NOT_KNOWN, PROBLEM, UNKNOWN, Ended

WHEN = _("不填就是现在；事后补记的填当时的时间。")
EVENING = 18


def moment(label: Any, **options: Any) -> forms.DateTimeField:
    """A day and a time."""
    return forms.DateTimeField(label=label, widget=moment_box(), **options)


def not_later_than_now(value: datetime | None) -> datetime:
    """The time that was typed, or now. Raises ValidationError for one to come."""
    if value is not None and value > clock.now():
        raise ValidationError(_now("这个时间还没有到，请核对。"))
    return value or clock.now()


def this_evening() -> datetime:
    """When the office's day ends; late in the evening, in an hour."""
    now = timezone.localtime(clock.now())
    return max(now.replace(hour=EVENING, minute=0, second=0, microsecond=0), now + timedelta(hours=1))


class ReceiveForm(MoveForm):
    """今天给结果: both sides, when it was brought, by when they hear."""

    received_at = moment(_("什么时候来反映的"), required=False, help_text=WHEN)
    promised_by = moment(_("答应什么时候告知结果"))
    one = forms.CharField(label=_("来反映的一方怎么称呼"), max_length=64)
    other = forms.CharField(label=_("另一方怎么称呼"), max_length=64)
    requisition = forms.BooleanField(label=_("是征地补偿款的纠纷"), required=False)

    def first_values(self, row: Any) -> dict[str, Any]:
        return {"promised_by": this_evening()}

    def clean_received_at(self) -> datetime:
        return not_later_than_now(self.cleaned_data["received_at"])

    def clean(self) -> dict[str, Any]:
        """The promise is of the same day, and after it was brought."""
        data = super().clean() or self.cleaned_data
        received, promised = data.get("received_at"), data.get("promised_by")
        if received and promised:
            if promised <= received:
                self.add_error("promised_by", _now("答应的时间要在来反映以后。"))
            elif timezone.localdate(promised) != timezone.localdate(received):
                self.add_error(
                    "promised_by", _now("这里只登记当天给结果的；当天给不了的，按诉求的时限办就行。")
                )
        return data


class ScreenForm(MoveForm):
    """法律核对: one answer to each question, 还没有查清 among them (SEV-04, MED-05)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for check in CHECKS:
            choices = [(CLEAR, check.clear), (PROBLEM, check.problem), (UNKNOWN, NOT_KNOWN)]
            self.fields[check.code] = forms.ChoiceField(
                label=str(check.question),
                choices=choices,
                widget=forms.RadioSelect,
                error_messages={"required": _("请选一项；说不准就选“还没有查清”。")},
            )

    def first_values(self, row: Any) -> dict[str, Any]:
        return dict(row.answers)


class ConveneForm(MoveForm):
    """记到场: who came, where, when."""

    convened_at = moment(_("什么时候到齐的"), required=False, help_text=WHEN)
    place = forms.CharField(label=_("在哪里"), max_length=120)
    committee = forms.BooleanField(label=_("村委会的人到了"), required=False)
    both = forms.BooleanField(label=_("双方都到了，都愿意谈"), required=False)
    present = forms.CharField(label=_("谁在场"), widget=SHORT, max_length=1000, help_text=_("一行一个。"))

    def first_values(self, row: Any) -> dict[str, Any]:
        """As the joint mediation was called, where one was (J11)."""
        called = last_mediation(row.matter)
        return {"place": called.place, "convened_at": called.at} if called is not None else {}

    def clean_convened_at(self) -> datetime:
        return not_later_than_now(self.cleaned_data["convened_at"])


class TellForm(MoveForm):
    """记告知: what came of it, in the words both were told."""

    told_at = moment(_("什么时候告知双方的"), required=False, help_text=WHEN)
    ended = forms.ChoiceField(label=_("谈的结果"), choices=Ended.choices, widget=forms.RadioSelect)
    result = forms.CharField(
        label=_("怎么告知的"),
        widget=LONG,
        max_length=2000,
        min_length=10,
        help_text=_("谁做什么、多少钱、什么时候；没谈成的，写清还能找谁、期限到哪天。"),
    )

    def clean_told_at(self) -> datetime:
        return not_later_than_now(self.cleaned_data["told_at"])


class AskSideForm(MoveForm):
    """问满意: one side, alone; what it says is written once."""

    side = forms.TypedChoiceField(label=_("问的是哪一方"), coerce=int)
    satisfied = forms.TypedChoiceField(
        label=_("他说"), coerce=int, choices=Satisfaction.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(label=_("原话"), widget=SHORT, max_length=500, required=False)
    alone = forms.BooleanField(
        label=_("单独问的，另一方不在跟前"),
        required=False,
        help_text=_("当着对方的面问，问不出真话。写下以后谁也不能改。"),
    )

    def offer(self) -> None:
        row: Any = self.row
        self.choose("side", [(one.pk, one.get_which_display()) for one in unasked(row)], empty=_("请选择"))


class PassOnForm(MoveForm):
    """走别的途径: where to."""

    passed_to = forms.CharField(
        label=_("走什么途径、找哪个机关"),
        max_length=120,
        help_text=_("例如：权属由镇政府处理；向县法院起诉。要告诉双方。"),
    )
