"""What came of a talk, and who speaks where it becomes an appeal (来访结果)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.queries.accused import discipline_desk
from lianxin.appeals.rules import AppealType, Identity
from lianxin.doors.forms.fields import LONGEST_TEXT, WhoForm, choose, plain_lines, ways
from lianxin.kernel.actor import Actor
from lianxin.matters.models import Urgency
from lianxin.matters.refusals import Refused
from lianxin.places.forms.picker import Picking, area_field
from lianxin.reception.forms.fields import reason_field
from lianxin.reception.models import Slot, Talk, Visit
from lianxin.reception.queries.talks import Known, later_slots, may_be_known
from lianxin.reception.rules.visits import VisitState
from lianxin.web.dates import day as day_words
from lianxin.web.forms import CodeInput, LongText, name_what_is_missing

CHOSEN = (
    VisitState.SETTLED,
    VisitState.OPENED,
    VisitState.JOINED,
    VisitState.PASSED_ON,
    VisitState.TOLD,
    VisitState.BOOKED,
)
AN_APPEAL = (VisitState.OPENED, VisitState.JOINED)


class OutcomeForm(Picking, WhoForm):
    """What came of a talk."""

    outcome = forms.ChoiceField(
        label=_("结果"),
        choices=[(one.value, one.label) for one in CHOSEN],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选这次来访的结果。")},
    )
    type = forms.ChoiceField(label=_("诉求类型"), choices=AppealType.choices, initial=AppealType.HELP)
    urgency = forms.ChoiceField(label=_("紧急程度"), choices=Urgency.choices, initial=Urgency.ORDINARY)
    area = forms.TypedChoiceField(label=_("所属村（社区）"), coerce=int, required=False, empty_value=None)
    address = forms.CharField(label=_("具体位置"), max_length=200, required=False)
    identity = forms.ChoiceField(
        label=_("身份"),
        choices=Identity.choices,
        initial=Identity.NAMED,
        help_text=_("问一句：愿不愿意让承办单位知道您是谁？匿名的，来访登记里的姓名电话也一并去掉。"),
    )
    join = forms.CharField(
        label=_("并入哪一件（编号）"),
        required=False,
        max_length=64,
        widget=CodeInput({"inputmode": "numeric"}),
        help_text=_("选“并入在办的事”才填；旁边列出了可能是同一件的。"),
    )
    body = forms.CharField(label=_("转给哪个单位"), required=False, max_length=80)
    again_in = forms.TypedChoiceField(label=_("下次哪一场"), coerce=int, required=False, empty_value=None)
    again_on = forms.DateField(
        label=_("或者哪一天"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("日子不对，请按“年-月-日”填写。")},
    )

    def __init__(self, *args: Any, by: Actor, slot: Slot, visit: Visit | None = None, **kwargs: Any) -> None:
        kwargs["initial"] = {**said_of_themselves(visit), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.by, self.slot, self.visit = by, slot, visit
        choose(
            self.fields["again_in"],
            [
                ("", "—"),
                *((one.pk, f"{one.kind.name} {day_words(one.starts_at)}") for one in later_slots(slot)),
            ],
        )
        self.fields["area"] = area_field(by.scopes, label=self.fields["area"].label)
        self.fields["name"].label = _("姓名")
        self.fields["tell_by"].label = _("有进展怎么告知")
        self.fields["tell_by"].widget = forms.Select(choices=ways())
        if not discipline_desk():
            choose(self.fields["type"], [one for one in AppealType.choices if one[0] != AppealType.REPORT])
            self.fields["type"].help_text = _("举报干部违纪违法不在这里登记，请当场告诉他打 12388。")
        name_what_is_missing(self.fields.values())

    def clean_join(self) -> str:
        """The number that was typed, or the one that was picked beside the text."""
        return str(self.cleaned_data["join"] or self.data.get("join_known", "")).strip()

    def clean(self) -> dict[str, Any]:
        """Who speaks matters where it becomes an appeal."""
        return super().clean() if self.names_somebody() else self.cleaned_data

    def names_somebody(self) -> bool:
        """Whether it becomes an appeal, of somebody."""
        return self.cleaned_data.get("outcome") in AN_APPEAL

    def refuse(self, refusal: Refused) -> None:
        """Show why it was not taken, above the form."""
        self.add_error(None, refusal.message)

    def asked_now(self) -> str:
        """What they came for, as it stands now."""
        return str(self["asked"].value() or "")

    def known(self) -> list[Known]:
        """The open matters that may be the same, by what stands in the form now."""
        return may_be_known(self.asked_now(), str(self["phone"].value() or ""), by=self.by)


def said_of_themselves(visit: Visit | None) -> dict[str, Any]:
    """What whoever came said of themselves when they took the number."""
    first: dict[str, Any] = {"area": None}
    if visit is not None:
        first |= {"name": visit.name, "phone": visit.phone}
        first["identity"] = Identity.NAMED if visit.name else Identity.ANONYMOUS
    return first


class CorrectForm(OutcomeForm):
    """更正结果: what it should have been, and why; the record of the talk stays as it was signed."""

    told = forms.CharField(
        label=_("当场怎么答复的"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=LongText({"rows": 3}),
        help_text=_("接谈记录里没有写答复，才在这里补记。"),
    )
    reason = reason_field(_("例如：点错了；后来才知道要转给谁。"))

    def __init__(self, *args: Any, by: Actor, visit: Visit, talk: Talk | None, **kwargs: Any) -> None:
        super().__init__(*args, by=by, slot=visit.slot, visit=visit, **kwargs)
        self.talk = talk
        # An accusation goes where nobody else reads it; this record has been read here.
        choose(self.fields["type"], [one for one in AppealType.choices if one[0] != AppealType.REPORT])
        self.fields["type"].help_text = _("举报不在这里立，请当场登记，或者告诉他打 12388。")
        if talk is None or talk.told:
            del self.fields["told"]

    def clean_told(self) -> str:
        return plain_lines(self.cleaned_data["told"])

    def asked_now(self) -> str:
        return self.talk.asked if self.talk is not None else ""
