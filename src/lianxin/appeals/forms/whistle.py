"""What is typed at a 吹哨: 吹哨, 回复, 到场签到, 会商纪要 (F-96), 互评."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now, gettext_lazy as _

from lianxin.appeals.forms.joint import LONG, MINUTE, SHORT, as_matter, latest_for, moment_box
from lianxin.appeals.guards.handling import of_holder
from lianxin.appeals.models import TalkOutcome, WhistleKind, WhistleReply
from lianxin.appeals.queries import whistle
from lianxin.appeals.queries.accused import units_to_ask
from lianxin.appeals.rules import Satisfaction
from lianxin.kernel import clock
from lianxin.matters.forms import MoveForm
from lianxin.matters.models import Matter


class WhistleForm(MoveForm):
    """吹哨: for what, where, when, who comes."""

    kind = forms.ChoiceField(label=_("什么情形"), choices=WhistleKind.choices)
    units = forms.TypedMultipleChoiceField(
        label=_("叫哪些单位"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    place = forms.CharField(label=_("到哪里集合"), max_length=200)
    at = forms.DateTimeField(label=_("什么时候"), widget=moment_box())
    purpose = forms.CharField(
        label=_("来做什么"), widget=LONG, max_length=2000, help_text=_("不要写反映人的姓名电话。")
    )
    mediator = forms.CharField(
        label=_("联合调解由谁主持"),
        required=False,
        max_length=200,
        help_text=_("只有联合调解才填，写岗位，比如镇调委会调解员。各单位不主持，只交书面意见。"),
    )
    willing = forms.BooleanField(
        label=_("双方都愿意调解"),
        required=False,
        help_text=_("只有联合调解才勾。调解要双方自愿，随时可以停。"),
    )

    def first_values(self, row: Matter) -> dict[str, Any]:
        """Now, where it was said to be."""
        return {"at": f"{timezone.localtime(clock.now()):{MINUTE}}", "place": row.appeal.address}

    def offer(self) -> None:
        matter = as_matter(self.row)
        self.choose_from("units", units_to_ask(matter, {matter.holder_id}))


class WhistleReplyForm(MoveForm):
    """回复吹哨: comes, sends somebody, or doesn't come and why."""

    reply = forms.ChoiceField(label=_("来不来"), choices=WhistleReply.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("理由，或者派谁来"),
        required=False,
        max_length=500,
        widget=SHORT,
        help_text=_("不到的写理由，派员的写派哪个岗位。"),
    )


class OpinionForm(MoveForm):
    """书面意见: what the unit holds, on what rule (J11)."""

    opinion = forms.CharField(
        label=_("本单位的书面意见"),
        widget=LONG,
        min_length=10,
        max_length=3000,
        help_text=_("写事实、依据和建议，不替哪一方说话。主持人照着它谈。"),
        error_messages={"min_length": _("意见太短。请写清事实和依据（至少 10 个字）。")},
    )


class ArriveForm(MoveForm):
    """到场签到: who is there."""

    calls = forms.TypedMultipleChoiceField(label=_("谁到了"), coerce=int, widget=forms.CheckboxSelectMultiple)

    def offer(self) -> None:
        matter = as_matter(self.row)
        found = whistle.open_whistle(matter)
        theirs = whistle.calls(found) if of_holder(self.by, matter) else whistle.own_calls(self.by, found)
        self.choose_from("calls", [(one.pk, one.unit.name) for one in theirs if one.arrived_at is None])


class MinutesForm(MoveForm):
    """会商纪要: what was said, and for each called unit the task it takes home with its day."""

    opinions = forms.CharField(label=_("会商意见"), widget=LONG, max_length=5000)
    outcome = forms.ChoiceField(
        label=_("调解的结果"),
        choices=TalkOutcome.choices,
        widget=forms.RadioSelect,
        help_text=_("没有谈成、不愿意谈的，告诉双方还可以走仲裁、起诉。"),
    )

    def first_values(self, row: Matter) -> dict[str, Any]:
        """By when a task has to be done at the latest."""
        self.latest = latest_for(row).get("due")
        return {}

    def offer(self) -> None:
        found = whistle.open_whistle(as_matter(self.row))
        self.called = whistle.calls(found)
        if found is None or found.kind != WhistleKind.MEDIATION:
            del self.fields["outcome"]
        for one in self.called:
            self.fields[f"task_{one.pk}"] = forms.CharField(
                label=_now("%(unit)s的任务") % {"unit": one.unit.name},
                required=False,
                max_length=2000,
                widget=SHORT,
                help_text=_("没有就空着。有任务的就成为协办单位，要签收、要回复。"),
            )
            self.fields[f"due_{one.pk}"] = forms.DateTimeField(
                label=_now("%(unit)s什么时候前办好") % {"unit": one.unit.name},
                required=False,
                widget=moment_box(),
                initial=self.latest,
            )

    def clean(self) -> dict[str, Any]:
        """The tasks as a list."""
        data = super().clean() or self.cleaned_data
        tasks: list[dict[str, int | str | datetime | None]] = [
            {"call": one.pk, "task": words, "due": data.get(f"due_{one.pk}")}
            for one in self.called
            if (words := str(data.get(f"task_{one.pk}") or "").strip())
        ]
        return {**data, "tasks": tasks}


LEVELS = [(level, label) for level, label in reversed(Satisfaction.choices)]


class RateCallerForm(MoveForm):
    """评吹哨单位: how well it was called (J7)."""

    score = forms.TypedChoiceField(
        label=_("对吹哨单位满意吗"),
        coerce=int,
        choices=LEVELS,
        widget=forms.RadioSelect,
        help_text=_("互相评。两边都评了，才看得到对方的；只在这件事里看，不排名。"),
    )


class RateCalledForm(RateCallerForm):
    """评被叫单位: one after the other."""

    unit = forms.TypedChoiceField(label=_("评哪个单位"), coerce=int)

    field_order = ("unit", "score")

    def offer(self) -> None:
        self.fields["score"].label = _("对它满意吗")
        found = whistle.calls(whistle.last_minuted(as_matter(self.row)))
        left = [(one.unit_id, one.unit.name) for one in found if one.caller_score is None]
        self.choose("unit", left, empty=_("请选择"))
