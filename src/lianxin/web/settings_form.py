"""The form of a setting: what an office types, as plain JSON and back, and as lines to compare (设置的表单)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy

from lianxin.kernel.editions import Json
from lianxin.web.forms import name_what_is_missing
from lianxin.web.parts import Text


class SettingForm(forms.Form):
    """Boxes for one setting. Subclasses declare the fields; where the value is no flat dict they turn it round."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_what_is_missing(self.fields.values())

    @classmethod
    def typed(cls, value: Json) -> dict[str, Any]:
        """What stands in the boxes for a value."""
        return dict(value)

    def value(self) -> Json:
        """The value of what was typed; call it on a valid form only."""
        return dict(self.cleaned_data)

    @classmethod
    def lines(cls, value: Json) -> list[tuple[Text, str]]:
        """The value as (label, words) for people to compare."""
        typed = cls.typed(value)
        return [(str(field.label or name), shown(field, typed.get(name))) for name, field in cls.declared()]

    @classmethod
    def declared(cls) -> Iterable[tuple[str, forms.Field]]:
        """The fields by name."""
        return cls.base_fields.items()


class WhenForm(forms.Form):
    """From when a change holds, and why it is made."""

    effective = forms.DateField(
        label=gettext_lazy("从哪天起生效"),
        required=False,
        help_text=gettext_lazy("不填就是现在。填以后的日期，到那天零点自动换成新的。"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    reason = forms.CharField(
        label=gettext_lazy("为什么改"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("例如文件名称和文号。以后查得到。"),
    )

    def clean_effective(self) -> datetime | None:
        """The midnight that day begins; not in the past, for what was reckoned then stays as it was."""
        day = self.cleaned_data["effective"]
        if day is None:
            return None
        if day < timezone.localdate():
            raise forms.ValidationError(_("生效日期不能早于今天。要马上生效，就不要填。"))
        return timezone.make_aware(datetime.combine(day, time.min))


def shown(field: forms.Field, value: Any) -> str:
    """A value in the words of its box."""
    if isinstance(field, forms.BooleanField):
        return _("是") if value else _("否")
    if isinstance(field, forms.MultipleChoiceField):
        names = dict(flat(field.choices))
        return _("、").join(str(names.get(one, one)) for one in value or ())
    if isinstance(field, forms.ChoiceField):
        return str(dict(flat(field.choices)).get(value, value or ""))
    return "" if value is None else str(value)


def flat(choices: Any) -> list[tuple[Any, Any]]:
    """Choices without their groups."""
    found: list[tuple[Any, Any]] = []
    for key, label in choices:
        found += list(label) if isinstance(label, list | tuple) else [(key, label)]
    return found


@dataclass(frozen=True)
class Difference:
    """One line of a preview: what stood there and what will."""

    label: Text
    before: str
    after: str

    @property
    def changed(self) -> bool:
        return self.before != self.after


def differences(form: type[SettingForm], before: Json, after: Json) -> list[Difference]:
    """What a change alters, line by line; lines that come or go are there too."""
    old, new = dict(form.lines(before)), dict(form.lines(after))
    labels = [*new, *(label for label in old if label not in new)]
    return [Difference(label, old.get(label, ""), new.get(label, "")) for label in labels]
