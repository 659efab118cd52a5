"""What is typed about a visit: how many came, who speaks, what they need, which window (来访)."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.matters.forms import MoveForm
from lianxin.people.forms import clean_phone
from lianxin.reception.forms.fields import reason_field, time_field
from lianxin.reception.models import Slot, Visit
from lianxin.reception.rules.visits import MOST_PERSONS, MOST_SPEAK, Need
from lianxin.web.forms import PhoneInput

LONGEST_NAME = 64


def split_lines(text: str) -> list[str]:
    """What was written one a line, or with 、 between."""
    return [one.strip() for line in text.splitlines() for one in line.split("、") if one.strip()]


class WhoCame(forms.Form):
    """How many came, and what they want to say of themselves; nothing but the number of people has to be filled in."""

    persons = forms.IntegerField(
        label=_("来了几人"),
        min_value=1,
        max_value=MOST_PERSONS,
        initial=1,
        widget=forms.NumberInput({"inputmode": "numeric", "data-width": "short"}),
        help_text=_("陪着来的也算。各说各的事，请一人取一个号。"),
        error_messages={
            "required": _("请填来了几人。"),
            "invalid": _("人数请填数字。"),
            "min_value": _("人数至少是 1。"),
            "max_value": _("人数最多填 %(limit_value)d；更多请分几个号。"),
        },
    )
    name = forms.CharField(
        label=_("怎么称呼"),
        max_length=LONGEST_NAME,
        required=False,
        help_text=_("可以不说，也不用看身份证。显示屏上只出姓。"),
        widget=forms.TextInput({"autocomplete": "off", "data-width": "short"}),
        error_messages={"max_length": _("姓名最多 %(limit_value)d 个字。")},
    )
    phone = forms.CharField(
        label=_("电话"), max_length=32, required=False, widget=PhoneInput({"autocomplete": "off"})
    )
    speakers = forms.CharField(
        label=_("代表"),
        required=False,
        max_length=400,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("同一件事 5 人以上来的才填：由来的人自己推选，最多 5 名，一行一个。"),
    )
    needs = forms.MultipleChoiceField(
        label=_("需要照应的"),
        choices=Need.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("没有这一项，请重选。")},
    )
    private = forms.BooleanField(
        label=_("要单独房间谈"),
        required=False,
        help_text=_("说的事不便让旁人听到的。勾了以后显示屏上连姓也不出。"),
    )

    def clean_phone(self) -> str:
        return clean_phone(str(self.cleaned_data["phone"]))

    def clean_speakers(self) -> list[str]:
        names = split_lines(str(self.cleaned_data["speakers"]))
        if len(names) > MOST_SPEAK:
            raise forms.ValidationError(
                _("代表最多 %(most)d 名，现在写了 %(now)d 名。请他们自己推选，再改。")
                % {"most": MOST_SPEAK, "now": len(names)}
            )
        return [one[:LONGEST_NAME] for one in names]


class TakeForm(WhoCame):
    """取号 at the desk: as the next number, or the one on a slip that was printed before."""

    number = forms.IntegerField(
        label=_("号条上的号"),
        min_value=1,
        required=False,
        help_text=_("用预先印好的号条才填；不填就给下一个号。"),
        widget=forms.NumberInput({"inputmode": "numeric", "data-width": "short"}),
        error_messages={"invalid": _("号请填数字。"), "min_value": _("号从 1 开始。")},
    )
    field_order = ("persons", "name", "phone", "needs", "private", "speakers", "number")


class DrawForm(forms.Form):
    """取号 on the telephone: how many come and a telephone; a name isn't asked for."""

    persons = WhoCame.base_fields["persons"]
    phone = forms.CharField(
        label=_("手机号"),
        max_length=32,
        widget=PhoneInput,
        help_text=_("一个号码一次取一个号。不想留电话的，到现场取号，什么都不用留。"),
        error_messages={"required": _("请填手机号；不想留电话的，请到现场取号。")},
    )
    name = forms.CharField(
        label=_("怎么称呼您"),
        max_length=LONGEST_NAME,
        required=False,
        help_text=_("可以不填。填了，显示屏上只出姓。"),
        widget=forms.TextInput({"autocomplete": "name", "data-width": "short"}),
    )
    needs = WhoCame.base_fields["needs"]
    private = WhoCame.base_fields["private"]
    client_id = forms.CharField(required=False, widget=forms.HiddenInput)
    field_order = ("persons", "phone", "name", "needs", "private")

    def clean_phone(self) -> str:
        return clean_phone(str(self.cleaned_data["phone"]))


class NoteForm(MoveForm, WhoCame):
    """补记来访人."""

    def first_values(self, row: Any) -> dict[str, Any]:
        """As it stands; the telephone is not shown, and stays when nothing is typed."""
        visit: Visit = row
        return {
            "persons": visit.persons,
            "name": visit.name,
            "needs": visit.needs,
            "private": visit.private,
            "speakers": "\n".join(one.name for one in visit.speakers.filter(replaced_at=None).order_by("pk")),
        }

    def offer(self) -> None:
        """What an empty telephone means here."""
        self.fields["phone"].help_text = _("留空就不改。")


class WindowForm(MoveForm):
    """Which window."""

    window = forms.TypedChoiceField(label=_("窗口"), coerce=int)

    def offer(self) -> None:
        """The windows of the slot."""
        visit: Visit = self.row
        self.choose_from("window", windows_of(visit.slot))

    def first_values(self, row: Any) -> dict[str, Any]:
        """The one it has, or the first."""
        return {"window": row.window or 1}


class HeardForm(MoveForm):
    """其实谈过，补记: when they were heard, and why it stands otherwise."""

    talked_at = time_field(_("几点谈的"))
    reason = reason_field(_("例如：点错了；谈完忘了记。"))

    def first_values(self, row: Any) -> dict[str, Any]:
        """When they took their number."""
        return {"talked_at": timezone.localtime(row.taken_at).time()}

    def clean_talked_at(self) -> datetime:
        """At this time of the slot's day."""
        visit: Visit = self.row
        return timezone.make_aware(datetime.combine(visit.slot.day, self.cleaned_data["talked_at"]))


def windows_of(slot: Slot) -> list[tuple[int, str]]:
    """The windows of a slot as choices."""
    return [(one, str(_("%(n)d 号窗口") % {"n": one})) for one in range(1, slot.windows + 1)]
