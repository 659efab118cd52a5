"""What is typed to put a rating down to units: 评价归到单位."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.queries.involved import not_attributed
from lianxin.matters.forms import MoveForm


class AttributeForm(MoveForm):
    """评价归到单位: which units the resident means, by what they said."""

    units = forms.TypedMultipleChoiceField(
        label=_("说的是哪些单位"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    why = forms.CharField(
        label=_("凭什么归到它"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
        help_text=_("按诉求人回访时说的写，例如“路补得好，水管修得慢”。几个单位分几次归。"),
    )

    def offer(self) -> None:
        self.choose_from("units", [(unit.pk, unit.name) for unit in not_attributed(self.row)])
