"""What the triage desk types: 受理, 派单."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.queries import classes
from lianxin.appeals.queries.duty import proposal
from lianxin.appeals.rules import AppealType
from lianxin.matters.forms import MoveForm
from lianxin.matters.models import Matter, Urgency
from lianxin.people.queries import units_in_use
from lianxin.places.queries import pickable_now

LONG = forms.Textarea(attrs={"rows": 5})


class FindInput(forms.TextInput):
    """A search box with its own button, for lists too long to walk through; works without a script."""

    template_name = "appeals/widgets/find.html"
    input_type = "search"


class AcceptForm(MoveForm):
    """受理: what it is about, where, how fast; a long list of classes has a box to search in."""

    type = forms.ChoiceField(label=_("诉求类型"), choices=AppealType.choices)
    find = forms.CharField(
        label=_("找分类"),
        required=False,
        max_length=40,
        widget=FindInput,
        help_text=_("打名称、关键词或拼音首字母，例如“gs”，按“找”，下面只留合的。"),
    )
    category = forms.TypedChoiceField(label=_("事项分类"), coerce=int)
    area = forms.TypedChoiceField(label=_("所属村（社区）"), coerce=int, required=False, empty_value=None)
    urgency = forms.ChoiceField(
        label=_("紧急程度"), choices=Urgency.choices, help_text=_("特急的先打电话处置，再补记录。")
    )

    def first_values(self, row: Matter) -> dict[str, Any]:
        """What the resident or the taker said already; a class of an older edition by what it became."""
        appeal = row.appeal
        known = classes.as_in_force(appeal.category_id)
        return {
            "type": appeal.type,
            "category": known.pk if known is not None else None,
            "area": row.area_id,
            "urgency": row.urgency,
        }

    def offer(self) -> None:
        long = classes.many()
        words = str(self.initial.get("find") or "") if long and not self.is_bound else ""
        offered = classes.found_choices(words) if long else classes.class_choices()
        hits = [key for _group, rows in offered for key in rows] if words else []
        if words and not hits:
            self.fields["find"].help_text = _("没有合“%(words)s”的分类，下面是全部。") % {"words": words}
            offered = classes.found_choices("")
        if len(hits) == 1:
            self.initial["category"] = hits[0][0]
        if not long:
            del self.fields["find"]
        self.choose("category", offered, empty=_("请选择"))
        self.choose("area", pickable_now(self.by.scopes), empty=_("不清楚"))

    @property
    def looking(self) -> bool:
        """Whether the search button was pressed, not the move's."""
        return "look" in self.data


class DispatchForm(MoveForm):
    """派单: to which unit, what is demanded of it, and on what basis; begun with what the catalogue proposes."""

    template_name = "appeals/forms/dispatch.html"

    unit = forms.TypedChoiceField(label=_("承办单位"), coerce=int)
    basis = forms.CharField(
        label=_("派单依据"), max_length=200, help_text=_("为什么派给这个单位，例如职责清单第几条。")
    )
    demand = forms.CharField(label=_("办理要求"), widget=LONG, required=False)

    def first_values(self, row: Matter) -> dict[str, Any]:
        """The unit and the basis of the line that fits, the backstop's where none does."""
        self.proposal = proposal(row)
        line = self.proposal.line if self.proposal is not None else None
        return {"unit": line.unit, "basis": line.basis} if line is not None else {}

    def offer(self) -> None:
        self.choose("unit", [(unit.pk, unit.name) for unit in units_in_use()], empty=_("请选择"))
