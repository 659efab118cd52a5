"""The boxes that forms of reception share: days, times, staff (表单的格子)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.doors.forms.fields import choose
from lianxin.kernel.actor import Actor
from lianxin.people.queries import units_in_use
from lianxin.reception.queries.persons import choices
from lianxin.reception.rules.slots import REASON


def day_box() -> forms.DateInput:
    """A day."""
    return forms.DateInput({"type": "date", "data-width": "short"}, format="%Y-%m-%d")


def time_box() -> forms.TimeInput:
    """A time of day."""
    return forms.TimeInput({"type": "time", "data-width": "short"}, format="%H:%M")


def moment_box() -> forms.DateTimeInput:
    """A day and a time of day."""
    return forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


def day_field(label: Any, **more: Any) -> forms.DateField:
    """A day that has to be typed as one."""
    faults = {"invalid": _("日期不对，请写成 2026-12-01 这样。")}
    return forms.DateField(label=label, widget=day_box(), error_messages=faults, **more)


def time_field(label: Any, **more: Any) -> forms.TimeField:
    """A time of day that has to be typed as one."""
    faults = {"invalid": _("时间不对，请写成 07:00 这样。")}
    return forms.TimeField(label=label, widget=time_box(), error_messages=faults, **more)


def reason_field(example: Any) -> forms.CharField:
    """Why something is put right: one line, which nobody may leave out."""
    return forms.CharField(
        label=_("为什么改"),
        max_length=REASON,
        help_text=example,
        error_messages={"required": _("请写一句为什么改，例如：点错了。")},
    )


def staff_field(label: Any, **more: Any) -> forms.TypedChoiceField:
    """Somebody on a post; `offer_staff` gives the choices."""
    return forms.TypedChoiceField(label=label, coerce=int, empty_value=None, **more)


def offer_staff(form: forms.Form, by: Actor, *names: str) -> None:
    """Give these boxes the staff of the actor's area to choose from."""
    offered = [("", _("请选")), *choices(by)]
    for name in names:
        choose(form.fields[name], offered)


def offer_units(form: forms.Form, name: str) -> None:
    """Give a box the units in use to choose from."""
    choose(form.fields[name], [("", _("没有")), *((unit.pk, unit.name) for unit in units_in_use())])


def ends_after_it_starts(form: forms.Form) -> None:
    """A fault at the end's box where it isn't after the start."""
    starts, ends = form.cleaned_data.get("starts"), form.cleaned_data.get("ends")
    if starts is not None and ends is not None and ends <= starts:
        form.add_error("ends", _("结束时间要晚于开始时间，请改。"))
