"""Teams, their people, and the days they go out (便民服务队、排班)."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.kernel import clock
from lianxin.kernel.actor import Actor
from lianxin.places.forms.picker import Picking, area_field
from lianxin.rounds.forms.rounds import WHERE, day_input
from lianxin.rounds.models import TeamMember
from lianxin.rounds.models.teams import Part
from lianxin.rounds.queries.teams import double_booked, staff_of, units_of
from lianxin.web.forms import name_what_is_missing

MEETS = {
    Part.WHOLE: tuple(Part.values),
    Part.MORNING: (Part.MORNING, Part.WHOLE),
    Part.AFTERNOON: (Part.AFTERNOON, Part.WHOLE),
    Part.EVENING: (Part.EVENING, Part.WHOLE),
}


class TeamForm(Picking):
    """A new team."""

    name = forms.CharField(label=_("队名"), max_length=40)
    unit = forms.TypedChoiceField(label=_("所属单位"), coerce=int)
    area = forms.TypedChoiceField(label=_("服务范围"), coerce=int)
    vehicle = forms.CharField(label=_("车辆"), max_length=40, required=False)
    client_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("请选择")), *((unit.pk, unit.name) for unit in units_of(by))]
        self.fields["unit"].choices = choices  # type: ignore[attr-defined]  # a field of choices
        self.fields["area"] = area_field(
            by.scopes, label=_("服务范围"), required=True, kinds=WHERE, empty=_("请选择")
        )
        name_what_is_missing(self.fields.values())


class MemberForm(forms.Form):
    """Somebody joins a team."""

    person = forms.TypedChoiceField(label=_("队员"), coerce=int)
    since = forms.DateField(label=_("从哪天"), widget=day_input())

    def __init__(self, *args: Any, by: Actor, members: Sequence[TeamMember], **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"since": clock.today()})
        super().__init__(*args, **kwargs)
        inside = {one.person_id for one in members}
        staff = [(person.pk, person.name) for person in staff_of(by) if person.pk not in inside]
        self.fields["person"].choices = [("", _("请选择")), *staff]  # type: ignore[attr-defined]
        name_what_is_missing(self.fields.values())


class RotaForm(Picking):
    """One line of the rota; nobody is in two places at once."""

    on = forms.DateField(label=_("日期"), widget=day_input())
    part = forms.ChoiceField(label=_("时段"), choices=Part.choices, initial=Part.WHOLE)
    area = forms.TypedChoiceField(label=_("去哪里"), coerce=int)
    persons = forms.TypedMultipleChoiceField(
        label=_("当班队员"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    vehicle = forms.CharField(label=_("车辆"), max_length=40, required=False)
    client_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, by: Actor, members: Sequence[TeamMember], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(one.person_id, one.person.name) for one in members]
        self.fields["persons"].choices = people  # type: ignore[attr-defined]  # a field of choices
        self.fields["area"] = area_field(
            by.scopes, label=_("去哪里"), required=True, kinds=WHERE, empty=_("请选择")
        )
        name_what_is_missing(self.fields.values())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("on") and data.get("persons"):
            busy = double_booked(data["persons"], data["on"], data["part"], parts=MEETS[data["part"]])
            if busy:
                self.add_error(
                    "persons", _("%(names)s这个时段已经排了别处，请另选人。") % {"names": "、".join(busy)}
                )
        return data
