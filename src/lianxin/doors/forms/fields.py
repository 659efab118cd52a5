"""What every form of the doors has: who speaks, photos that may be refused, choices of this moment."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.rules import Identity
from lianxin.matters.refusals import Refused
from lianxin.people.forms import clean_phone
from lianxin.web.forms import PhoneInput

LONGEST_TEXT = 5000
MOST_PHOTOS = 6


class SentForm(forms.Form):
    """A form whose sending may be refused behind it."""

    def refuse(self, refusal: ValidationError | Refused) -> None:
        """Show why it was not taken: beside the photos if one of them is the reason, else above the form."""
        if isinstance(refusal, Refused):
            self.add_error(None, refusal.message)
        else:
            self.add_error("photos" if "photos" in self.fields else None, refusal)


class WhoForm(forms.Form):
    """Who speaks: shared by the resident's second page and the desk."""

    name = forms.CharField(
        label=_("怎么称呼您"),
        max_length=64,
        required=False,
        widget=forms.TextInput({"autocomplete": "name", "data-width": "short"}),
    )
    phone = forms.CharField(
        label=_("电话"),
        max_length=32,
        required=False,
        widget=PhoneInput,
        help_text=_("有进展我们打这个电话。"),
    )

    def clean_phone(self) -> str:
        return clean_phone(self.cleaned_data["phone"])

    def clean(self) -> dict[str, Any]:
        """Who speaks openly has a name; of who stays unknown nothing is kept (XC-02)."""
        data = super().clean() or self.cleaned_data
        if data.get("identity") == Identity.ANONYMOUS:
            data |= {"name": "", "phone": ""}
        if data.get("identity") == Identity.NAMED and not data.get("name"):
            self.add_error("name", _("实名反映请填姓名；不想留名，请在上面选“保密”或“匿名”。"))
        return data


def plain_lines(text: str) -> str:
    """Browsers send CR LF; one text has one spelling."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def choose(field: forms.Field, choices: list[Any]) -> None:
    """Give a field of choices those of this moment."""
    assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the type checker
    field.choices = choices


def chosen(form: forms.Form, name: str) -> str:
    """What was answered in a field of a valid form, in words."""
    field, value = form.fields[name], form.cleaned_data[name]
    if not isinstance(field, forms.ChoiceField):
        return str(value)
    labels = {str(key): label for key, label in flat(field.choices)}
    return str(labels.get("" if value is None else str(value), ""))


def flat(choices: Any) -> list[tuple[Any, Any]]:
    """Choices without their groups."""
    found: list[tuple[Any, Any]] = []
    for key, label in choices:
        found += flat(label) if isinstance(label, list | tuple) else [(key, label)]
    return found
