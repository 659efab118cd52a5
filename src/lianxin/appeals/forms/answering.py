"""What is typed at the review, at the callback and by the resident: 退回, 回访, 评价."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.rules import Resolved, Satisfaction
from lianxin.matters.forms import MoveForm

LONG = forms.Textarea(attrs={"rows": 5})


class ReviewForm(MoveForm):
    """退回: what is missing."""

    reason = forms.CharField(label=_("退回理由"), widget=LONG)


class CallbackForm(MoveForm):
    """回访: whether somebody answered, whether it helped, how satisfied they are."""

    reached = forms.ChoiceField(
        label=_("电话打通了吗"),
        choices=[
            ("yes", _("打通了，本人接听")),
            ("family", _("打通了，家人代答")),
            ("no", _("没打通或不是本人")),
        ],
        widget=forms.RadioSelect,
        help_text=_("家人代答的单独统计，不算进满意率。"),
    )
    resolved = forms.ChoiceField(
        label=_("问题解决了吗"), choices=Resolved.choices, required=False, widget=forms.RadioSelect
    )
    satisfied = forms.TypedChoiceField(
        label=_("是否满意"),
        choices=list(reversed(Satisfaction.choices)),
        coerce=int,
        required=False,
        empty_value=None,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label=_("诉求人原话"), widget=LONG, required=False)

    def clean(self) -> dict[str, object]:
        """Somebody who answered must have said whether it helped."""
        data = super().clean() or self.cleaned_data
        answered = data.get("reached")
        data |= {"reached": answered in ("yes", "family"), "proxy": answered == "family"}
        if data.get("reached") and not data.get("resolved"):
            self.add_error("resolved", _("电话打通了，请选问题是否解决。"))
        return data


class RatingForm(MoveForm):
    """评价: the resident's own five levels."""

    rating = forms.TypedChoiceField(
        label=_("您对这次办理满意吗"),
        choices=list(reversed(Satisfaction.choices)),
        coerce=int,
        widget=forms.RadioSelect,
    )
