"""What is typed about accusations and those accused: 移交纪检, 写明被反映对象, 纪检受理, 核查记录, 核查办结."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.forms.checked_reply import CheckedReplyForm
from lianxin.appeals.forms.handling import OUTCOMES, HandlingForm
from lianxin.appeals.rules import AppealType
from lianxin.matters.forms import MoveForm
from lianxin.people.queries import units_in_use
from lianxin.people.rules.names import LONGEST_NAME

MOST_NAMES = 20


class AccusedForm(MoveForm):
    """写明被反映对象: units of the list, people by name; whoever of the staff is called so is kept away."""

    units = forms.TypedMultipleChoiceField(
        label=_("被反映的单位"),
        coerce=int,
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text=_("可以选几个。选中的单位和它的上下级，从此查不到这件事。"),
    )
    people = forms.CharField(
        label=_("被反映的人"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("写姓名，一行一个。是本系统里的人，他本人、亲属和代班的人都查不到这件事。"),
    )
    walled = forms.BooleanField(
        label=_("回避：不让被反映的单位和人知道"),
        required=False,
        help_text=_("勾上以后，他们打开、查找、导出、统计都没有这件事。"),
    )

    def offer(self) -> None:
        """All units; of an accusation it is not asked whether they keep away: they do."""
        self.choose_from("units", [(unit.pk, unit.name) for unit in units_in_use()])
        if self.always_walled:
            del self.fields["walled"]

    @property
    def always_walled(self) -> bool:
        """Whether those named are kept away whatever is ticked."""
        kind: str = getattr(self.row, "appeal").type  # noqa: B009  # the row is the head of an appeal
        return kind == AppealType.REPORT

    def clean_people(self) -> list[str]:
        """One name a line."""
        names = [" ".join(line.split()) for line in self.cleaned_data["people"].splitlines() if line.strip()]
        if len(names) > MOST_NAMES or any(len(name) > LONGEST_NAME for name in names):
            raise forms.ValidationError(_("一行写一个姓名，最多 20 行。"))
        return names


class HandOverForm(AccusedForm):
    """移交纪检: whom it accuses, as far as it is known, and why it is an accusation."""

    reason = forms.CharField(
        label=_("为什么是举报"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
        help_text=_("移交以后您看不到内容，只看得到编号和“举报”。"),
    )
    field_order = ("reason", "units", "people")

    @property
    def always_walled(self) -> bool:
        return True


class TakeUpForm(AccusedForm):
    """纪检受理: whom it accuses, before anything is done."""

    @property
    def always_walled(self) -> bool:
        return True


class InquiryForm(HandlingForm):
    """核查记录: what was found out, when."""


class ConcludeForm(CheckedReplyForm):
    """核查办结: what came of it, and what the one who accused is told: the result only."""

    outcome = forms.ChoiceField(label=_("核查结果"), choices=OUTCOMES)
    reply = forms.CharField(
        label=_("给举报人的答复"),
        widget=forms.Textarea(attrs={"rows": 6}),
        min_length=15,
        help_text=_("只写结果：查实没有、怎么处理的、还有疑问找谁。不写核查过程和别人的名字。"),
        error_messages={"min_length": _("答复太短。请写清结果、还有疑问找谁（至少 15 个字）。")},
    )
