"""What an office may set about accounts, confidentiality and mourning; found when the apps are ready (设置)."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.actor import Actor, Role
from lianxin.people.forms.settings import TermsForm
from lianxin.people.queries import security_hands
from lianxin.people.rules import tokens
from lianxin.people.rules.confidentiality import security_hand
from lianxin.people.rules.exports import EXPORTS, MOST_DAYS, MOST_ROWS
from lianxin.people.rules.settings import LONGEST_LOOK, MOST_LOOKS, MOST_MOURNING, MOURNING, REVEALS
from lianxin.people.terms import TERMS
from lianxin.web.settings_catalogue import SettingPage, show
from lianxin.web.settings_form import SettingForm


def keeps_terms(by: Actor, row: Any) -> bool:
    """The security administrator; the system administrator only while an office has no other."""
    if by.holds(Role.SECURITY):
        return True
    return by.holds(Role.ADMINISTRATOR) and not security_hands(timezone.now())


class RevealsForm(SettingForm):
    """How much one account may look at in a day."""

    daily = forms.IntegerField(
        label=_("每人每天最多看几次"),
        min_value=0,
        max_value=MOST_LOOKS,
        help_text=_("超过了就看不到，并且告警。"),
    )
    seconds = forms.IntegerField(label=_("显示多少秒后收起"), min_value=1, max_value=LONGEST_LOOK)


class MourningForm(SettingForm):
    """How long a household in mourning is left in peace."""

    days = forms.IntegerField(label=_("几天"), min_value=0, max_value=MOST_MOURNING)


class ExportsForm(SettingForm):
    """When a list needs a second person, and how long its file lies ready."""

    alone = forms.IntegerField(
        label=_("一个人最多导出几行"),
        min_value=0,
        max_value=MOST_ROWS,
        help_text=_("超过的要领导或安全管理员批准；选了姓名、电话、身份证号的，不管几行都要批准。"),
    )
    days = forms.IntegerField(
        label=_("文件保留几天"),
        min_value=1,
        max_value=MOST_DAYS,
        help_text=_("到期自动删除。没有人批准的申请，过了这些天也作废。"),
    )
    most = forms.IntegerField(label=_("一份文件最多几行"), min_value=1, max_value=MOST_ROWS)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("alone", 0) > said.get("most", MOST_ROWS):
            self.add_error("alone", _("不能比一份文件最多的行数还多。"))
        return said


class TokensForm(SettingForm):
    """How long a token of the interface lives at most."""

    days = forms.IntegerField(
        label=_("最多用几天"),
        min_value=1,
        max_value=tokens.MOST_DAYS,
        help_text=_("到期自动作废，要再用请重新做。已经做好的令牌不受影响。"),
    )


show(
    SettingPage(
        tokens.TOKENS,
        TokensForm,
        _("保密"),
        lead=_("别的系统用令牌来查、来登记：一个令牌最多用几天。由安全管理员定。"),
        see=security_hand,
        order=62,
    ),
    SettingPage(
        EXPORTS,
        ExportsForm,
        _("保密"),
        lead=_("清单导出成表格：多少行要第二个人批准，文件放几天。由安全管理员定。"),
        see=security_hand,
        order=61,
    ),
    SettingPage(
        TERMS,
        TermsForm,
        _("账号"),
        lead=_("授权要不要两个人，密码规则（等保模式），移交清单提前几天列出来。"),
        see=keeps_terms,
        order=40,
    ),
    SettingPage(
        REVEALS,
        RevealsForm,
        _("保密"),
        lead=_("由安全管理员定，系统管理员改不了。"),
        see=security_hand,
        order=60,
    ),
    SettingPage(MOURNING, MourningForm, _("消息"), lead=_("有人去世的户，这几天不自动发短信。"), order=40),
)
