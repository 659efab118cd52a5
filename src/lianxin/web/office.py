"""Which office speaks on the pages: its name, telephone, hours, and what the law wants at the foot."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

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


def office() -> Office:
    """The office named in the settings (`OFFICE`, from the table `[office]` of config.toml)."""
    named = getattr(settings, "OFFICE", {})
    known = Office.__dataclass_fields__
    return Office(**{key: value for key, value in named.items() if key in known and value})
