"""What is typed about a story (典型案例)."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now, gettext_lazy as _

from lianxin.insight.queries.stories import Heard, matters_named
from lianxin.kernel.actor import Actor
from lianxin.matters.models import Matter
from lianxin.web.forms import name_what_is_missing


class StoryForm(forms.Form):
    """A title, the matters it tells of, the words."""

    title = forms.CharField(label=_("标题"), max_length=80)
    numbers = forms.CharField(
        label=_("讲的是哪几件事"),
        max_length=1000,
        help_text=_("写编号，几件就写几个。一件事讲几遍，统计里还是一件。"),
    )
    text = forms.CharField(label=_("内容（用化名）"), max_length=20_000, widget=forms.Textarea({"rows": 12}))

    def __init__(self, *args: Any, by: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        self.by = by
        name_what_is_missing(self.fields.values())

    def clean_numbers(self) -> list[Matter]:
        """The matters. Raises ValidationError naming what is no number of one."""
        found, unknown = matters_named(self.cleaned_data["numbers"], by=self.by)
        if unknown:
            raise ValidationError(_now("没有编号是 %(text)s 的事，请核对。") % {"text": "、".join(unknown)})
        return found


class NamesForm(forms.Form):
    """One box for each person."""

    def __init__(self, *args: Any, people: list[Heard], **options: Any) -> None:
        super().__init__(*args, **options)
        for one in people:
            self.fields[f"name-{one.key}"] = forms.CharField(
                label=one.masked, required=False, max_length=20, initial=one.pseudonym
            )

    def names(self) -> dict[int, str]:
        """The names by person; call it on a valid form only."""
        return {
            int(name.removeprefix("name-")): str(value).strip() for name, value in self.cleaned_data.items()
        }
