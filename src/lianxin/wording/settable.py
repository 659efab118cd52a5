"""What an office sets about readings of texts (设置)."""

from django.utils.translation import gettext_lazy as _

from lianxin.web.settings_catalogue import SettingPage, show
from lianxin.wording.choices import CLASSES
from lianxin.wording.forms.classes import ClassesForm

show(
    SettingPage(
        CLASSES,
        ClassesForm,
        _("办理"),
        lead=_("派单员受理时看到的分类建议：建议到第几级，多少件才训练，多有把握才显示。"),
        order=25,
    )
)
