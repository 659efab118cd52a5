"""What every form of the doors has: who speaks, photos that may be refused, choices of this moment."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.forms.telling import NEEDS
from lianxin.appeals.rules import Identity, lacks
from lianxin.kernel.models.message import Channel as TellBy
from lianxin.kernel.outbox import ways_offered
from lianxin.matters.refusals import Refused
from lianxin.people.forms import clean_phone
from lianxin.people.queries import units_in_use
from lianxin.places.forms.picker import AreaField
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
    tell_by = forms.ChoiceField(
        label=_("有进展怎么告诉您"),
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("没有这一项，请重选。")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self.fields["tell_by"], ways())

    def clean_phone(self) -> str:
        return clean_phone(self.cleaned_data["phone"])

    def clean(self) -> dict[str, Any]:
        """Who speaks openly has a name; of who stays unknown nothing is kept (XC-02)."""
        data = super().clean() or self.cleaned_data
        if data.get("identity") == Identity.ANONYMOUS:
            data |= {"name": "", "phone": "", "tell_by": ""}
        elif "phone" in data:
            self.ask_for_the_way(data)
        if data.get("identity") == Identity.NAMED and not data.get("name"):
            self.add_error("name", _("实名反映请填姓名；不想留名，请在上面选“保密”或“匿名”。"))
        return data

    def ask_for_the_way(self, data: dict[str, Any]) -> None:
        """Each way of being told needs what it goes by."""
        missing = lacks(str(data.get("tell_by") or ""), str(data["phone"]))
        if missing:
            self.add_error("tell_by", NEEDS[missing])
        elif data.get("tell_by") == TellBy.VISIT and not (data.get("area") or data.get("address")):
            self.add_error("tell_by", _("要送到家里，请填村（社区）或具体位置；或者选别的方式。"))


def accused_field() -> forms.TypedChoiceField:
    """Whose unit an accusation is about, so that it is kept from it from the first moment on (被举报单位)."""
    units = [(unit.pk, unit.name) for unit in units_in_use()]
    return forms.TypedChoiceField(
        label=_("举报的是哪个单位的人"),
        choices=[("", _("不清楚，或者不在里面")), *units],
        coerce=int,
        required=False,
        empty_value=None,
        help_text=_("只有举报才填。选了的单位和它的上下级从一开始就查不到这件事。"),
        error_messages={"invalid_choice": _("没有这个单位，请重选；说不清就空着。")},
    )


def ways() -> list[tuple[str, str]]:
    """The ways of being told, the first by what somebody leaves us."""
    names = {
        "": _("按留的电话：手机发短信，座机打电话，没留电话的送纸质告知单"),
        TellBy.SMS: _("发短信"),
        TellBy.WECHAT: _("微信（每点一次“允许”收一条，用完了改发短信）"),
        TellBy.PHONE: _("打电话"),
        TellBy.VISIT: _("上门，送纸质告知单"),
        TellBy.NONE: _("不用告知，我自己查"),
    }
    return [(way, str(names[way])) for way in ["", *dict(ways_offered())]]


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
    if isinstance(field, AreaField):
        return field.named(value)
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
