"""What the unit types: 办理记录, 申请办结."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.forms.checked_reply import CheckedReplyForm
from lianxin.appeals.queries.together import parts_written
from lianxin.appeals.rules import HandlingKind, Outcome
from lianxin.appeals.terms import checklist_of
from lianxin.matters.forms import MoveForm
from lianxin.matters.models import Matter

LONG = forms.Textarea(attrs={"rows": 5})
OUTCOMES = [("", _("请选择")), *(pair for pair in Outcome.choices if pair[0] != Outcome.UNREACHED)]


class HandlingForm(MoveForm):
    """办理记录: what was done and when. Nothing is chosen beforehand: a contact that was none would stop a limit."""

    kind = forms.ChoiceField(label=_("办理方式"), choices=[("", _("请选择")), *HandlingKind.choices])
    at = forms.DateTimeField(
        label=_("办理时间"),
        required=False,
        help_text=_("不填就是现在。补记以前的事请填当时的时间。"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    text = forms.CharField(label=_("办理情况"), widget=LONG)


class FinishForm(CheckedReplyForm):
    """申请办结: the outcome, and the reply the resident will read."""

    outcome = forms.ChoiceField(label=_("办理结果"), choices=OUTCOMES)
    reply = forms.CharField(
        label=_("给诉求人的答复"),
        widget=forms.Textarea(attrs={"rows": 8}),
        min_length=15,
        help_text=_("逐项回答问的事：谁办的、办了什么、什么时候办好、还有疑问找谁。"),
        error_messages={"min_length": _("答复太短。请写清谁办的、办了什么、还有疑问找谁（至少 15 个字）。")},
    )
    basis = forms.CharField(
        label=_("办理依据"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("按什么规定、约定或现场情况办的，印在答复书上。没有就空着。"),
    )
    checklist = forms.MultipleChoiceField(
        label=_("办结前核对"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("核对过的打勾，全部打勾才能申请办结。"),
    )

    def first_values(self, row: Matter) -> dict[str, Any]:
        """Where several units worked on it, a section for each with what it answered (J3)."""
        written = parts_written(row, row.holder.name if row.holder else "")
        return {"reply": written} if written else {}

    def offer(self) -> None:
        """The list of the matter's class; without one there is nothing to tick."""
        super().offer()
        category = getattr(self.row, "appeal").category  # noqa: B009  # the row is the head of an appeal
        items: Any = [(item, item) for item in checklist_of(category.code if category else "")]
        if items:
            self.choose_from("checklist", items)
        else:
            del self.fields["checklist"]
