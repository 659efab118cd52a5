"""What an office may set about its accounts: the second hand's to change, so that the first can't let itself off."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.actor import Actor, Role
from lianxin.people.forms.settings import TermsForm
from lianxin.people.queries import security_hands
from lianxin.people.terms import TERMS
from lianxin.web.settings_catalogue import SettingPage, show


def keeps_terms(by: Actor, row: Any) -> bool:
    """The security administrator; the system administrator only while an office has no other."""
    if by.holds(Role.SECURITY):
        return True
    return by.holds(Role.ADMINISTRATOR) and not security_hands(timezone.now())


show(
    SettingPage(
        TERMS,
        TermsForm,
        _("账号"),
        lead=_("授权要不要两个人，密码规则（等保模式），移交清单提前几天列出来。"),
        see=keeps_terms,
        order=40,
    )
)
