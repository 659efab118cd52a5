"""What the triage desk types: 受理, 派单."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.queries import class_choices
from lianxin.appeals.rules import AppealType
from lianxin.matters.forms import MoveForm
from lianxin.matters.models import Matter, Urgency
from lianxin.people.queries import units_taking_work
from lianxin.places.queries import pickable_now

LONG = forms.Textarea(attrs={"rows": 5})


class AcceptForm(MoveForm):
    """受理: what it is about, where, how fast."""

    type = forms.ChoiceField(label=_("诉求类型"), choices=AppealType.choices)
    category = forms.TypedChoiceField(label=_("事项分类"), coerce=int)
    area = forms.TypedChoiceField(label=_("所属村（社区）"), coerce=int, required=False, empty_value=None)
    urgency = forms.ChoiceField(
        label=_("紧急程度"), choices=Urgency.choices, help_text=_("特急的先打电话处置，再补记录。")
    )

    def first_values(self, row: Matter) -> dict[str, Any]:
        """What the resident or the taker said already."""
        appeal = row.appeal
        return {
            "type": appeal.type,
            "category": appeal.category_id,
            "area": row.area_id,
            "urgency": row.urgency,
        }

    def offer(self) -> None:
        self.choose("category", class_choices(), empty=_("请选择"))
        self.choose("area", pickable_now(self.by.scopes), empty=_("不清楚"))


class DispatchForm(MoveForm):
    """派单: to which unit, what is demanded of it, and on what basis."""

    unit = forms.TypedChoiceField(label=_("承办单位"), coerce=int)
    basis = forms.CharField(
        label=_("派单依据"), max_length=200, help_text=_("为什么派给这个单位，例如职责清单第几条。")
    )
    demand = forms.CharField(label=_("办理要求"), widget=LONG, required=False)

    def offer(self) -> None:
        self.choose("unit", [(unit.pk, unit.name) for unit in units_taking_work()], empty=_("请选择"))
