"""What an office may set about its pages; every app may have such a module, found when the apps are ready."""

from django.utils.translation import gettext_lazy as _

from lianxin.web.office import FACE, FaceForm
from lianxin.web.settings_catalogue import SettingPage, show

show(
    SettingPage(FACE, FaceForm, _("页面"), lead=_("每一页上的名称、电话，页脚的主办单位和备案号。"), order=10)
)
