"""What is typed in joint handling: 增派协办, 协办记录, 协办回复, 再请协办, 撤回协办, 改由协办单位主办."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.models import Stage
from lianxin.appeals.queries import joint
from lianxin.appeals.queries.accused import units_to_ask
from lianxin.appeals.rules import HandlingKind
from lianxin.kernel import clock
from lianxin.kernel.worktime import calendar_in_force
from lianxin.matters.forms import MoveForm
from lianxin.matters.ledger import running_clocks
from lianxin.matters.models import Matter
from lianxin.matters.workflow import area_of
from lianxin.people.rules.confidentiality import LEAST_REASON, LONGEST_REASON

LONG = forms.Textarea(attrs={"rows": 5})
SHORT = forms.Textarea(attrs={"rows": 3})
MINUTE = "%Y-%m-%dT%H:%M"


def moment_box() -> forms.DateTimeInput:
    """A box for a day and a time."""
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MINUTE)


def latest_for(row: Any) -> dict[str, Any]:
    """By when a sub-order that is asked now has to be answered at the latest."""
    main, now = joint.main_clock(running_clocks([row])[row.pk]), clock.now()
    latest = joint.latest_day(row, main, now, calendar_in_force(area_of(row), whole=True))
    return {"due": timezone.localtime(latest)} if latest is not None and latest > now else {}


class HelperForm(MoveForm):
    """增派协办: which unit, what it is to do, by when; who speaks only for a reason (J2, J13)."""

    unit = forms.TypedChoiceField(label=_("协办单位"), coerce=int)
    demand = forms.CharField(
        label=_("请它办什么"),
        widget=LONG,
        max_length=2000,
        help_text=_("只写它那一部分：办什么、办到什么程度。不要写反映人的姓名电话。"),
    )
    due = forms.DateTimeField(
        label=_("什么时候前回复"),
        required=False,
        widget=moment_box(),
        help_text=_("已填的是最迟的时间：要比主办的时限提前。可以改早，不能改晚。"),
    )
    identity = forms.BooleanField(
        label=_("让它知道反映人是谁"),
        required=False,
        help_text=_("一般不用：协办单位只看事情和地点。要上门、要核对身份的才勾。"),
    )
    papers = forms.BooleanField(
        label=_("让它看附件"), required=False, help_text=_("勾之前请看一遍：附件里可能有姓名电话。")
    )
    why_identity = forms.CharField(
        label=_("为什么要知道"),
        required=False,
        max_length=LONGEST_REASON,
        widget=SHORT,
        help_text=_("勾了才填。"),
    )

    def first_values(self, row: Matter) -> dict[str, Any]:
        """The latest time there is."""
        return latest_for(row)

    def offer(self) -> None:
        matter = as_matter(self.row)
        taken = {matter.holder_id, *(one.unit_id for one in joint.standing(matter))}
        self.choose("unit", units_to_ask(matter, taken), empty=_("请选择"))

    def clean(self) -> dict[str, Any]:
        """What is shown to an assistant is shown for a reason."""
        data = super().clean() or self.cleaned_data
        given = data.get("identity") or data.get("papers")
        if given and len(data.get("why_identity", "").strip()) < LEAST_REASON:
            self.add_error(
                "why_identity", _("让协办单位知道反映人是谁、看附件，要写明理由。不需要就不要勾。")
            )
        return data


def as_matter(row: Any) -> Matter:
    """The row of a move's form, which is a matter here."""
    found: Matter = row
    return found


class HelperRecordForm(MoveForm):
    """协办记录: what the unit did and when, for the lead to read."""

    kind = forms.ChoiceField(label=_("办理方式"))
    at = forms.DateTimeField(
        label=_("办理时间"),
        required=False,
        help_text=_("不填就是现在。补记以前的事请填当时的时间。"),
        widget=moment_box(),
    )
    text = forms.CharField(label=_("办理情况"), widget=LONG)

    def offer(self) -> None:
        """To speak with the resident is the lead's, unless it let this unit know who that is (J3)."""
        told = joint.told_who(as_matter(self.row), self.by)
        kinds = [pair for pair in HandlingKind.choices if told or pair[0] != HandlingKind.CONTACT]
        self.choose("kind", kinds, empty=_("请选择"))


class HelperAnswerForm(MoveForm):
    """协办回复: what came of it, for the lead to put into the one reply (J3)."""

    answer = forms.CharField(
        label=_("回复主办单位"),
        widget=LONG,
        min_length=10,
        max_length=3000,
        help_text=_("办了什么、什么时候办好、还有什么没办。主办单位会写进给群众的答复。"),
        error_messages={"min_length": _("回复太短。请写清办了什么、还有什么没办（至少 10 个字）。")},
    )


class ChooseHelperForm(MoveForm):
    """One of the units that assist; `stages` says which may be chosen."""

    stages: tuple[Stage, ...] = ()

    unit = forms.TypedChoiceField(label=_("哪个协办单位"), coerce=int)

    def offer(self) -> None:
        found = [one for one in joint.standing(as_matter(self.row)) if one.stage in self.stages]
        self.choose("unit", [(one.unit_id, one.unit.name) for one in found], empty=_("请选择"))


class AskAgainForm(ChooseHelperForm):
    """再请协办: what is still to be done, by when."""

    stages = (Stage.DONE,)

    demand = forms.CharField(label=_("还要它办什么"), widget=LONG, max_length=2000)
    due = forms.DateTimeField(label=_("什么时候前回复"), required=False, widget=moment_box())

    def first_values(self, row: Matter) -> dict[str, Any]:
        """The latest time there is."""
        return latest_for(row)


class LetWaitForm(ChooseHelperForm):
    """协办暂缓: which waits for what until when; the main doesn't (J12)."""

    stages = (Stage.TO_SIGN, Stage.WORKING)

    words = forms.CharField(
        label=_("在等什么"),
        widget=SHORT,
        max_length=500,
        help_text=_("比如等料、等另一个单位先办完。主办的时限照走，不因为等它停下来。"),
    )
    until = forms.DateField(label=_("等到哪一天"), widget=forms.DateInput(attrs={"type": "date"}))


class RecallForm(ChooseHelperForm):
    """撤回协办: which, and why."""

    stages = (Stage.TO_SIGN, Stage.WORKING)

    reason = forms.CharField(label=_("为什么撤回"), widget=SHORT, max_length=500)


class HandLeadForm(ChooseHelperForm):
    """改由协办单位主办: which, and why; it has to accept."""

    stages = (Stage.TO_SIGN, Stage.WORKING, Stage.DONE)

    reason = forms.CharField(
        label=_("为什么改由它主办"),
        widget=SHORT,
        max_length=500,
        help_text=_("它同意接手以后才变，之前仍由现在的单位主办，时限不变。"),
    )
