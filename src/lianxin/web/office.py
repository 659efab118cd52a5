"""Which office speaks on the pages: its name, telephone, hours, and what the law wants at the foot."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.context import NoCounty
from lianxin.kernel.editions import Json, Setting, register, value_of
from lianxin.web.settings_form import SettingForm

Text = str | Promise


@dataclass(frozen=True)
class Line:
    """A telephone anybody may call: the number and what it is for."""

    number: str
    label: Text


EMERGENCY_LINES = (Line("110", _("报警")), Line("119", _("火警")), Line("120", _("急救")))


@dataclass(frozen=True)
class Office:
    """The office of this installation; an empty value is left out of the page.

    `organiser` is 主办单位, `icp` and `police` the two registrations of a public website (ICP 备案, 公安备案),
    `site_code` the 网站标识码 of a government site.
    """

    name: Text = _("连心桥")
    motto: Text = _("有事您说，件件有回音")
    phone: str = ""
    hours: Text = _("工作日 8:30–12:00，14:00–17:30")
    address: Text = ""
    organiser: Text = ""
    icp: str = ""
    police: str = ""
    site_code: str = ""

    @property
    def dial(self) -> str:
        """The telephone number as a link dials it."""
        return "".join(sign for sign in self.phone if sign in "+0123456789")


def known_words(value: Json) -> dict[str, str]:
    """What of a value an office has, as text. Raises ValueError for anything else."""
    if not isinstance(value, dict) or not all(isinstance(words, str) for words in value.values()):
        raise ValueError("the words of an office are texts by name")
    return {key: words for key, words in value.items() if key in Office.__dataclass_fields__ and words}


FACE = register(Setting("office.face", _("单位名称、电话和页脚"), default={}, read=known_words))


def office(at: datetime | None = None) -> Office:
    """The office as its settings page names it (or named it then), over `[office]` of config.toml, over our own words.

    A page about a fault shows it too: without a county or a database it is what the file says.
    """
    written = replace(Office(), **known_words(getattr(settings, "OFFICE", {})))
    try:
        return replace(written, **value_of(FACE, at=at))
    except (NoCounty, DatabaseError, InterfaceError):
        return written


class FaceForm(SettingForm):
    """The words of an office; what is left empty stays as it was given at the installation."""

    name = forms.CharField(label=_("单位名称"), max_length=40, required=False)
    motto = forms.CharField(label=_("一句话"), max_length=40, required=False)
    phone = forms.CharField(
        label=_("群众来电号码"), max_length=32, required=False, help_text=_("印在每一页和每张回执上。")
    )
    hours = forms.CharField(
        label=_("办公时间怎么写"),
        max_length=60,
        required=False,
        help_text=_("只是写给群众看的话；算时限按“办公时间”那一项。"),
    )
    address = forms.CharField(label=_("地址"), max_length=80, required=False)
    organiser = forms.CharField(label=_("主办单位"), max_length=60, required=False)
    icp = forms.CharField(label=_("ICP 备案号"), max_length=40, required=False)
    police = forms.CharField(label=_("公安备案号"), max_length=40, required=False)
    site_code = forms.CharField(label=_("网站标识码"), max_length=20, required=False)

    @classmethod
    def typed(cls, value: Json) -> dict[str, Any]:
        return known_words(getattr(settings, "OFFICE", {})) | known_words(value)

    def value(self) -> Json:
        return known_words(self.cleaned_data)
