"""What is asked before a shielded matter leaves the desk (身份屏蔽): what goes along, and why."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.queries.shielding import is_shielded, said_in, telling
from lianxin.appeals.rules.selfwords import marked
from lianxin.matters.forms import MoveForm
from lianxin.matters.models import Matter
from lianxin.people.rules.confidentiality import LEAST_REASON, LONGEST_REASON, Ground

WORDS = ("pass_words", "hide_more")
WHO = ("pass_identity", "pass_ground", "pass_reason")


class ShieldingForm(MoveForm):
    """A move by which a matter is given to somebody: of a shielded one name, telephone and telling words stay here.

    Of any other matter these fields aren't there. Nothing ticked means nothing of it goes along.
    """

    pass_words = forms.MultipleChoiceField(
        label=_("照样给对方看的话"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("这些话可能让人认出是谁说的，不勾就隐去。办事确实要用的才勾，并在下面写理由。"),
    )
    hide_more = forms.CharField(
        label=_("还要隐去的话"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("上面没标出来的，照抄原文，一行一处。"),
    )
    pass_identity = forms.BooleanField(
        label=_("把姓名和电话也交给对方"),
        required=False,
        help_text=_("不勾就不交。交了会记下来，诉求人在查询页上看得到交给了谁、为什么。"),
    )
    pass_ground = forms.ChoiceField(
        label=_("交出的事由"), required=False, choices=[("", _("不交出")), *Ground.choices]
    )
    pass_reason = forms.CharField(label=_("交出的理由"), required=False, max_length=LONGEST_REASON)

    said: list[list[tuple[str, bool]]] = []  # set anew for each form

    @property
    def matter(self) -> Matter:
        """The matter that is given."""
        assert isinstance(self.row, Matter)  # noqa: S101  # for the type checker
        return self.row

    def offer(self) -> None:
        """The passages that were found, to be ticked; nothing at all where nothing is shielded."""
        self.said = []
        shielded = is_shielded(self.matter)
        found = telling(self.matter) if shielded else []
        if found:
            self.choose_from("pass_words", [(one, one) for one in found])
            _title, text, address, *_spoken = said_in(self.matter)
            self.said = [marked(one, found) for one in (text, address) if one]
        else:
            del self.fields["pass_words"]
        if not shielded:
            for name in ("hide_more", *WHO):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Whatever goes along of who speaks needs a reason; what is to be left out must stand there."""
        data = super().clean() or self.cleaned_data
        if data.get("pass_words") or data.get("pass_identity"):
            if not data.get("pass_ground"):
                self.add_error("pass_ground", _("要交出身份或自述，请选事由。"))
            if len((data.get("pass_reason") or "").strip()) < LEAST_REASON:
                self.add_error("pass_reason", _("请写清为什么要交，至少四个字。"))
        lines = [line.strip() for line in (data.get("hide_more") or "").splitlines() if line.strip()]
        unknown = [line for line in lines if not any(line in text for text in said_in(self.matter))]
        if unknown:
            self.add_error("hide_more", _("原文里没有“%(words)s”，请照抄。") % {"words": unknown[0]})
        return {**data, "hide_more": lines}
