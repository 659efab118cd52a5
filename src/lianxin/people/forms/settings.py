"""The boxes of the office's terms for accounts."""

from dataclasses import asdict
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.editions import Json
from lianxin.people.terms import terms_from
from lianxin.web.settings_form import SettingForm


class TermsForm(SettingForm):
    """Two persons for a right, 等保 mode and its numbers, how early a handover list is opened."""

    two_persons = forms.BooleanField(
        label=_("授权要两个人"),
        required=False,
        help_text=_("系统管理员提出，安全管理员确认才生效。还没有安全管理员时，当场生效。"),
    )
    dengbao = forms.BooleanField(
        label=_("等保模式"),
        required=False,
        help_text=_(
            "按等级保护测评的习惯：密码要有几种字符、定期更换、输错锁定、不能用旧密码。"
            "代价是外人故意输错也能把人锁住半小时。不开时：长密码、不强制更换、谁试错谁等。"
        ),
    )
    kinds = forms.IntegerField(label=_("密码至少几种字符"), min_value=1, max_value=4)
    rotation_days = forms.IntegerField(label=_("密码几天一换"), min_value=1, max_value=3650)
    wrong_tries = forms.IntegerField(label=_("输错几次锁定"), min_value=3, max_value=100)
    lock_minutes = forms.IntegerField(label=_("锁定几分钟"), min_value=1, max_value=1440)
    remembered = forms.IntegerField(label=_("最近几次的旧密码不能用"), min_value=1, max_value=24)
    notice_days = forms.IntegerField(label=_("任期结束前几天列移交清单"), min_value=0, max_value=90)

    @classmethod
    def typed(cls, value: Json) -> dict[str, Any]:
        return asdict(terms_from(value))
