"""What an office may set about its pages; every app may have such a module, found when the apps are ready."""

from django.utils.translation import gettext_lazy as _

from lianxin.kernel.letters import WORDING
from lianxin.kernel.pace import PEACE
from lianxin.web.office import FACE, FaceForm
from lianxin.web.settings_catalogue import SettingPage, show
from lianxin.web.telling_forms import PeaceForm, WordingForm, peace_alters, wording_alters

TELLING = _("告知群众")

show(
    SettingPage(
        FACE, FaceForm, _("页面"), lead=_("每一页上的名称、电话，页脚的主办单位和备案号。"), order=10
    ),
    SettingPage(
        PEACE,
        PeaceForm,
        TELLING,
        lead=_("什么时候可以发短信、微信，一个人一天最多几条。家里有丧事的、选了不用告知的，一概不发。"),
        alters=peace_alters,
        order=40,
    ),
    SettingPage(
        WORDING,
        WordingForm,
        TELLING,
        lead=_("短信、微信和消息里的话。只写编号和进展，不写姓名、电话和事情的内容：手机谁都可能看到。"),
        alters=wording_alters,
        order=41,
    ),
)
