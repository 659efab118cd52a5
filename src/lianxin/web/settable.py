"""What an office may set about its pages and its days; every app may have such a module, found when the apps are
ready."""

from django.utils.translation import gettext_lazy as _

from lianxin.kernel.actor import Role
from lianxin.kernel.erasure import retention
from lianxin.kernel.imports.working import IMPORTING
from lianxin.kernel.letters import WORDING
from lianxin.kernel.pace import PEACE
from lianxin.kernel.paper import shelf
from lianxin.kernel.paper.wording import setting_of
from lianxin.kernel.policy import holds
from lianxin.kernel.timetables import HOURS, LOCAL, MARKETS, SCHOOL, YEARS, foreseen
from lianxin.web import calendar_forms
from lianxin.web.erasure_forms import retention_form
from lianxin.web.import_forms import ImportingForm
from lianxin.web.office import FACE, FaceForm
from lianxin.web.paper_forms import form_of, paper_alters
from lianxin.web.settings_catalogue import Elsewhere, SettingPage, link, show
from lianxin.web.telling_forms import PeaceForm, WordingForm, peace_alters, wording_alters

DAYS = _("工作日历")
TELLING = _("告知群众")
KEEPING = _("备份与恢复")

show(
    SettingPage(
        FACE, FaceForm, _("页面"), lead=_("每一页上的名称、电话，页脚的主办单位和备案号。"), order=10
    ),
    SettingPage(
        HOURS,
        calendar_forms.HoursForm,
        DAYS,
        lead=_("按工作日、工作小时算的时限，到下班为止。各乡镇可以单设。"),
        order=21,
        foresee=foreseen,
    ),
    SettingPage(
        LOCAL,
        calendar_forms.LocalForm,
        DAYS,
        lead=_("本地自己的放假和半天，例如：农历三月初三 | 全天 | 三月三；每周三 | 下午 | 赶集。"),
        alters=calendar_forms.next_local,
        template="web/settings/lines.html",
        order=22,
        foresee=foreseen,
    ),
    SettingPage(
        MARKETS,
        calendar_forms.MarketsForm,
        DAYS,
        lead=_("赶场（赶集、赶街）的日子，一行一处，例如：农历逢三、六、九 | 街上；逢辰、戌日 | 老场坝。"),
        alters=calendar_forms.next_markets,
        template="web/settings/lines.html",
        order=23,
    ),
    SettingPage(
        SCHOOL,
        calendar_forms.SchoolForm,
        DAYS,
        lead=_("学期、放假、住校生回家的日子，例如：学期 | 2026-09-01至2027-01-22 | 秋季学期。"),
        alters=calendar_forms.next_school,
        template="web/settings/lines.html",
        order=24,
    ),
)
show(
    *(
        SettingPage(
            setting,
            calendar_forms.form_of_year(year),
            DAYS,
            alters=calendar_forms.doubts_about(year),
            template="web/settings/year.html",
            listed=False,
            foresee=foreseen,
        )
        for year, setting in YEARS.items()
    )
)
link(
    Elsewhere(
        _("放假安排"),
        "calendar",
        DAYS,
        lead=_("每年的放假和调休上班。新一年的通知公布后在这里录入，时限会自动重算。"),
        order=20,
    )
)
show(
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
show(
    *(
        SettingPage(
            setting_of(paper),
            form_of(paper),
            _("表格用语"),
            lead=_("纸上固定的话。改了从下一份起用；已经发出去的，重印还是当时的话。"),
            alters=paper_alters(paper),
            listed=False,
        )
        for paper in shelf.forms()
        if paper.wordings
    )
)
show(
    SettingPage(
        retention.RETENTION,
        retention_form(),
        _("保密"),
        lead=_("每种记录办结以后留几年、凭什么。到期的先列清单，两个人同意才删。"),
        see=holds(Role.SECURITY, Role.ADMINISTRATOR),
        order=61,
        foresee=retention.foreseen,
    ),
)
link(
    Elsewhere(
        _("备份"),
        "backups",
        KEEPING,
        lead=_("最新的备份、每晚的安排、演练的结果；打印贴在电脑旁的恢复步骤。"),
        order=90,
    ),
    Elsewhere(
        _("恢复后核对"),
        "restored",
        KEEPING,
        lead=_("从备份恢复之后，没发完的通知逐条看过，再接通短信、微信。"),
        order=91,
    ),
)
show(
    SettingPage(
        IMPORTING,
        ImportingForm,
        _("表格"),
        lead=_("从表格导入：多少行以内当场做，没有确认的表和问题表留几天。"),
        order=50,
    )
)
