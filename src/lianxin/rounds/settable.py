"""What an office sets about door rounds (设置)."""

from django.utils.translation import gettext_lazy as _

from lianxin.rounds.forms.settings import RoundsForm
from lianxin.rounds.terms import ROUNDS
from lianxin.web.settings_catalogue import SettingPage, show

show(
    SettingPage(
        ROUNDS,
        RoundsForm,
        _("办理"),
        lead=_("敲门行动有哪些主题，拒访以后多少天不再上门。"),
        order=44,
    )
)
