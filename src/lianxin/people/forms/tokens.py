"""What is typed when a token of the interface is made (接口令牌)."""

from datetime import datetime
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.actor import Actor
from lianxin.people.models.tokens import LONGEST_LABEL
from lianxin.people.queries.tokens import posts_to_choose
from lianxin.people.rules.tokens import Scope, longest_life
from lianxin.web.forms import name_what_is_missing


class TokenForm(forms.Form):
    """What uses it, on which post, for what, for how long."""

    name = forms.CharField(
        label=_("给哪个系统用"),
        max_length=LONGEST_LABEL,
        help_text=_("例如：县热线平台。以后凭这个名字认它。"),
    )
    post = forms.TypedChoiceField(
        label=_("按哪个岗位"), coerce=int, help_text=_("它能看的、能办的，和您在这个岗位上一样，不会更多。")
    )
    scopes = forms.MultipleChoiceField(
        label=_("能做什么"), choices=Scope.choices, widget=forms.CheckboxSelectMultiple
    )
    days = forms.IntegerField(label=_("用几天"), min_value=1)

    def __init__(self, *args: Any, by: Actor, at: datetime, **kwargs: Any) -> None:
        longest = longest_life()
        kwargs.setdefault("initial", {"days": longest, "scopes": [Scope.READ]})
        super().__init__(*args, **kwargs)
        posts = posts_to_choose(by.account or 0, at=at)
        chosen = [(post.pk, f"{post.unit.name} {post.name}") for post in posts]
        cast(forms.ChoiceField, self.fields["post"]).choices = chosen
        days = cast(forms.IntegerField, self.fields["days"])
        days.help_text = _("最多 %(days)d 天，到期自动作废。") % {"days": longest}
        name_what_is_missing(self.fields.values())
