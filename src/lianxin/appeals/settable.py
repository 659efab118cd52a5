"""What an office sets about appeals: limits, reasons, checklists, tags; links to classes and catalogue (设置)."""

from django.utils.translation import gettext as _now, gettext_lazy as _, ngettext

from lianxin.appeals.actions.relimit import altered
from lianxin.appeals.calling_terms import CONTENT
from lianxin.appeals.choices import CHECKLISTS, REASONS, TRIAGE
from lianxin.appeals.disputes import DISPUTES
from lianxin.appeals.forms.dispute_settings import DisputesForm
from lianxin.appeals.forms.ending_settings import ContentForm, EndingForm, RatingsForm
from lianxin.appeals.forms.pausing import PausingForm
from lianxin.appeals.forms.settings import ChecklistsForm, LimitsForm, ReasonsForm, TriageForm
from lianxin.appeals.forms.tags import TagsForm
from lianxin.appeals.limits import LIMITS
from lianxin.appeals.pausing import PAUSING
from lianxin.appeals.queries.tags import TAGS
from lianxin.appeals.terms import ENDING, RATINGS
from lianxin.kernel import clock
from lianxin.kernel.editions import Json
from lianxin.web.parts import Text
from lianxin.web.settings_catalogue import Elsewhere, SettingPage, link, show

GROUP = _("办理")


def touched(before: Json, after: Json) -> list[Text]:
    """How many clocks that run a new table would move, or leave as they are."""
    count = altered(after, clock.now())
    if not count:
        return [_now("正在走的时限没有一个受影响。")]
    if after.get("also_running"):
        sentence = ngettext(
            "正在走的 %(n)d 个时限会按新的重算。", "正在走的 %(n)d 个时限会按新的重算。", count
        )
    else:
        sentence = ngettext(
            "正在走的 %(n)d 个时限和新的不同，仍按原来的走完。",
            "正在走的 %(n)d 个时限和新的不同，仍按原来的走完。",
            count,
        )
    return [sentence % {"n": count}]


show(
    SettingPage(
        LIMITS,
        LimitsForm,
        GROUP,
        lead=_("每一步多久、什么时候亮黄灯红灯、依据哪个文件。可以按分类和缓急另定。"),
        alters=touched,
        template="appeals/limits_boxes.html",
        order=20,
    ),
    SettingPage(REASONS, ReasonsForm, GROUP, lead=_("派单员只能从这里选，群众的告知书照这里写。"), order=22),
    SettingPage(CHECKLISTS, ChecklistsForm, GROUP, lead=_("要求补充时，按分类列出来勾选。"), order=24),
    SettingPage(TRIAGE, TriageForm, GROUP, lead=_("当场认可的也抽一部分回访。"), order=26),
    SettingPage(
        TAGS,
        TagsForm,
        GROUP,
        lead=_("贴在事情上的标签，例如“急难愁盼”“我为群众办实事”，可以按它查找。"),
        order=28,
    ),
    SettingPage(
        ENDING,
        EndingForm,
        GROUP,
        lead=_("办结前核对什么，答复书上印什么，多久以内可以重启，多久归档。"),
        order=29,
    ),
    SettingPage(
        RATINGS,
        RatingsForm,
        GROUP,
        lead=_("评了不满意以后，几天内问清原因、几天内整改，几个人评议，审计抽查多少。"),
        order=31,
    ),
    SettingPage(CONTENT, ContentForm, GROUP, lead=_("回访时评到哪一级起，算作满意。"), order=32),
    SettingPage(
        DISPUTES,
        DisputesForm,
        GROUP,
        lead=_("两个单位争过、裁定过的一类事，多久以内再争就照原来的裁定办。"),
        order=27,
    ),
    SettingPage(
        PAUSING,
        PausingForm,
        GROUP,
        lead=_("可以等哪些事，合起来最多停多久，转项目的多久要有一次进展。"),
        order=30,
    ),
)
link(
    Elsewhere(
        _("事项分类"),
        "classes",
        GROUP,
        lead=_("三级分类，按版次导入；新旧对照，哪些在部门清单上，哪些可以当场办结。"),
        order=16,
    ),
    Elsewhere(
        _("派单目录"),
        "duties",
        GROUP,
        lead=_("什么类别、哪个地方的事派给哪个单位，凭什么；派单时自动带出来。"),
        order=18,
    ),
)
