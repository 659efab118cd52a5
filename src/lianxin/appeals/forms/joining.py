"""What is typed to merge two matters: 并案."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.matters.forms import MoveForm
from lianxin.matters.queries import matter_by_number


class MergeForm(MoveForm):
    """并案: the number of the main, and why both are the same matter."""

    page = "merge"

    main = forms.CharField(label=_("主件编号"), max_length=64)
    reason = forms.CharField(
        label=_("为什么是同一件事"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("两件的诉求人都会知道已并案；不同意的可以提出来，撤销并案。"),
    )

    def clean_main(self) -> int:
        """The key of a matter this actor may see."""
        found = matter_by_number(self.cleaned_data["main"].strip(), by=self.by)
        if found is None:
            raise forms.ValidationError(_("没有这个编号，或者不归您看。请核对主件的编号。"))
        return found.pk
