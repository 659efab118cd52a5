"""What is typed about a slot (场次): planned alone, posted late, altered, put off, called off, persons."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.actor import Actor
from lianxin.matters.forms import MoveForm
from lianxin.reception.forms.fields import (
    day_field,
    ends_after_it_starts,
    offer_staff,
    offer_units,
    staff_field,
    time_field,
)
from lianxin.reception.models import Slot, SlotPerson
from lianxin.reception.queries.kinds import arranged
from lianxin.reception.queries.persons import called
from lianxin.reception.queries.rights import arranges
from lianxin.reception.queries.slots import persons_of
from lianxin.reception.rules.slots import REASON, AbsentFor, Part

OPEN_TO_ALL = _("会公示，不要写人名和私事。")
MOST_NUMBERS = 500
MOST_WINDOWS = 20
PARTS = (Part.LEADER, Part.SUBSTITUTE, Part.DEPUTY, Part.RECORDER)


class PlanForm(MoveForm):
    """排定一场: a slot besides the rota."""

    kind = forms.TypedChoiceField(label=_("哪种接待"), coerce=int)
    day = day_field(_("哪一天"))
    starts = time_field(_("几点开始"), required=False, help_text=_("不填就照接待种类里定的。"))
    ends = time_field(_("几点结束"), required=False)
    place = forms.CharField(
        label=_("地点"), max_length=100, required=False, help_text=_("不填就照接待种类里定的。")
    )
    theme = forms.CharField(label=_("主题"), max_length=60, required=False)
    invited = staff_field(_("邀请哪个单位到场"), required=False)
    leader = staff_field(_("接待领导"))
    substitute = staff_field(_("替补"), help_text=_("领导来不了时由替补接待，一定要有。"))
    deputy = staff_field(_("陪同"), required=False)
    recorder = staff_field(_("记录"), required=False)

    def offer(self) -> None:
        self.kinds = {kind.pk: kind for kind in arranged(self.by) if kind.active}
        self.choose("kind", [(key, kind.name) for key, kind in self.kinds.items()], empty=_("请选"))
        offer_staff(self, self.by, *PARTS)
        offer_units(self, "invited")

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        ends_after_it_starts(self)
        said["kind"] = self.kinds.get(said.get("kind") or 0)
        said["persons"] = [(str(part), said[part]) for part in PARTS if said.get(part)]
        if said["kind"] is not None and not self.errors:
            starts, ends = said.get("starts") or said["kind"].starts, said.get("ends") or said["kind"].ends
            if ends <= starts:
                self.add_error("ends", _("结束时间要晚于开始时间，请改。"))
        return said


class ReasonForm(MoveForm):
    """A reason that everybody may read."""

    reason = forms.CharField(
        label=_("原因"),
        max_length=REASON,
        help_text=OPEN_TO_ALL,
        error_messages={"required": _("请写明原因，群众要看到。")},
    )


class MoveDayForm(ReasonForm):
    """改期: to which day, why."""

    day = day_field(_("改到哪一天"))
    starts = time_field(_("几点开始"))
    ends = time_field(_("几点结束"))
    place = forms.CharField(label=_("地点"), max_length=100)
    field_order = ("day", "starts", "ends", "place", "reason")

    def first_values(self, row: Any) -> dict[str, Any]:
        """The times and the place it had."""
        return {
            "starts": timezone.localtime(row.starts_at).time(),
            "ends": timezone.localtime(row.ends_at).time(),
            "place": row.place,
        }

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        ends_after_it_starts(self)
        return said


class AlterForm(MoveForm):
    """变更: time, place, theme, how many numbers and windows."""

    starts = time_field(_("几点开始"))
    ends = time_field(_("几点结束"))
    place = forms.CharField(label=_("地点"), max_length=100)
    theme = forms.CharField(label=_("主题"), max_length=60, required=False)
    invited = staff_field(_("邀请哪个单位到场"), required=False)
    numbers = forms.IntegerField(label=_("放几个号"), min_value=1, max_value=MOST_NUMBERS)
    windows = forms.IntegerField(label=_("几个窗口"), min_value=1, max_value=MOST_WINDOWS)
    paper_from = forms.IntegerField(
        label=_("纸号从几号起"),
        required=False,
        min_value=1,
        max_value=MOST_NUMBERS,
        help_text=_("停电断网时用印好的纸号，从这个号起；不用就空着。"),
    )

    def first_values(self, row: Any) -> dict[str, Any]:
        """As it is."""
        kept = ("place", "theme", "numbers", "windows", "paper_from")
        return {
            "starts": timezone.localtime(row.starts_at).time(),
            "ends": timezone.localtime(row.ends_at).time(),
            "invited": row.invited_id or "",
            **{name: getattr(row, name) for name in kept},
        }

    def offer(self) -> None:
        offer_units(self, "invited")

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        ends_after_it_starts(self)
        return said


class PutForm(MoveForm):
    """换人: who, as what, instead of whom."""

    part = forms.ChoiceField(label=_("担任什么"), choices=Part.choices)
    appointment = staff_field(_("换上谁"))
    instead = staff_field(
        _("换下谁"), required=False, help_text=_("不选就是加一个人。公示过的，换人会再公示。")
    )

    def offer(self) -> None:
        offer_staff(self, self.by, "appointment")
        self.choose("instead", as_choices(persons_of(self.row)), empty=_("不换下谁"))


class TakeOffForm(MoveForm):
    """撤人: who, and why; it is posted where the slot was."""

    person = staff_field(_("撤下谁"))
    reason = forms.CharField(
        label=_("为什么撤"),
        max_length=REASON - 50,  # it stands in a sentence of the notice
        help_text=_("公示过的，会和变更一起公示；不要写病情、私事。"),
        error_messages={"required": _("请写为什么撤，例如：重复安排了。")},
    )

    def offer(self) -> None:
        self.choose("person", as_choices(persons_of(self.row)), empty=_("请选"))


class SignInForm(MoveForm):
    """签到: who is there; who doesn't arrange the slot signs in for themselves only."""

    persons_here = forms.TypedMultipleChoiceField(
        label=_("谁到了"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请勾选到场的人。")},
    )

    def offer(self) -> None:
        there = as_choices(one for one in may_answer_for(self.by, self.row) if one.came_at is None)
        self.choose_from("persons_here", there)
        if len(there) == 1:
            self.initial["persons_here"] = [there[0][0]]


class AbsentForm(MoveForm):
    """缺席: who doesn't come, for what."""

    person = staff_field(_("谁来不了"))
    absent_for = forms.ChoiceField(label=_("因为什么"), choices=AbsentFor.choices)

    def offer(self) -> None:
        self.choose("person", as_choices(may_answer_for(self.by, self.row)), empty=_("请选"))


def may_answer_for(by: Actor, row: Slot) -> list[SlotPerson]:
    """Of whom an actor may say whether they come: who arranges the slot of everybody, others of themselves."""
    everybody = arranges(by, row)
    return [one for one in persons_of(row) if everybody or one.appointment.account_id == by.account]


def as_choices(persons: Iterable[SlotPerson]) -> list[tuple[int, str]]:
    """Persons of a slot for a <select>, with their part."""
    return [(one.pk, f"{one.get_part_display()} {called(one.appointment)}") for one in persons]
