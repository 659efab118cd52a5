"""立一件当场办结: what was settled at the talk gets a number, is counted and may be called back (DSP-01)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.forms.triage import (
    AT_ONCE,
    CONTENT,
    SETTLED_AS,
    SHORTEST_ANSWER,
    TOO_SHORT,
    meets_all,
)
from lianxin.appeals.rules import AppealType
from lianxin.kernel.actor import Actor, Role
from lianxin.reception.forms.outcomes import OutcomeForm
from lianxin.reception.rules.visits import VisitState

FIELDS = ("numbered", "settled_as", "confirmed", "at_once")


class AtOnceForm(OutcomeForm):
    """… with the four questions, and whether whoever came was content."""

    numbered = forms.BooleanField(
        label=_("立一件当场办结"),
        required=False,
        help_text=_("勾了就有编号和回执，答复用“当场怎么答复的”；不勾只记在接待里。"),
    )
    settled_as = forms.ChoiceField(
        label=_("办理结果"),
        choices=[("", "—"), *SETTLED_AS],
        required=False,
    )
    confirmed = forms.ChoiceField(
        label=_("来访人认可吗"),
        choices=CONTENT,
        required=False,
        widget=forms.RadioSelect,
    )
    at_once = forms.MultipleChoiceField(
        label=_("求助要当场办结，四条都要符合"),
        choices=AT_ONCE,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("有一条不符合就立项交办。咨询、建议、表扬不用勾。"),
    )

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        if not by.holds(Role.CLERK, Role.TRIAGE):  # who may not answer an appeal at once
            for name in FIELDS:
                del self.fields[name]

    def names_somebody(self) -> bool:
        return super().names_somebody() or bool(self.cleaned_data.get("numbered"))

    def clean(self) -> dict[str, Any]:
        """What an appeal that is closed in one sitting has to have."""
        data = super().clean()
        data["simple"] = meets_all(data.get("at_once") or ())
        if not data.get("numbered"):
            return data
        if data.get("outcome") != VisitState.SETTLED:
            self.add_error("numbered", _("只有结果是“当场办结”才这样立。请改结果，或者去掉这个勾。"))
        if data.get("type") in (AppealType.COMPLAINT, AppealType.REPORT):
            self.add_error("type", _("投诉、举报不能当场办结，请选“立项交办”。"))
        if not data.get("settled_as"):
            self.add_error("settled_as", _("请选办理结果：办好了，还是解释清楚了。"))
        if not data.get("confirmed"):
            self.add_error("confirmed", _("请问一句认可不认可，照他说的选。"))
        if "told" in data and len(data["told"].strip()) < SHORTEST_ANSWER:
            self.add_error("told", TOO_SHORT)
        return data
