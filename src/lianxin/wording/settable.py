"""What an office sets about words and what is read in them (设置)."""

from django.utils.translation import gettext_lazy as _

from lianxin.web.settings_catalogue import SettingPage, show
from lianxin.wording.choices import ALIKE, CLASSES
from lianxin.wording.forms.alike import AlikeForm
from lianxin.wording.forms.classes import ClassesForm
from lianxin.wording.forms.signs import SignsForm
from lianxin.wording.signs import SIGNS_OWN

show(
    SettingPage(
        CLASSES,
        ClassesForm,
        _("办理"),
        lead=_("派单员受理时看到的分类建议：建议到第几级，多少件才训练，多有把握才显示。"),
        order=25,
    )
)
show(
    SettingPage(
        ALIKE,
        AlikeForm,
        _("办理"),
        lead=_(
            "登记、受理时提示可能说的是同一件事的诉求：往前比多少天，文字像到什么程度才提示。只提示，并不并由人定。"
        ),
        order=26,
    )
)
show(
    SettingPage(
        SIGNS_OWN,
        SignsForm,
        _("办理"),
        lead=_(
            "诉求里写到着火、溺水、扬言一类的词，自动提为“紧急”，报给派单员。可以加词，也可以写明哪些说法不算。"
        ),
        order=32,
    )
)
