"""Who looks after confidentiality, and how much anybody may look at (保密、安全、审计)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.actor import Role
from lianxin.kernel.policy import holds

audit_hand = holds(Role.SECURITY, Role.AUDITOR)
"""Who reads the access log, the declarations and the alarms: neither handles cases nor keeps accounts."""
security_hand = holds(Role.SECURITY)
"""Who looks into an alarm and closes it."""
LEAST_REASON = 4
LONGEST_REASON = 120


class Ground(TextChoices):
    """What a look is for (查看事由); a resident is told this much and no more."""

    VERIFY = "verify", _("核实情况")
    CONTACT = "contact", _("联系办理")
    CALLBACK = "callback", _("回访")
    IDENTITY = "identity", _("核对身份")
    OTHER = "other", _("其他")


IN_LOG = {
    Ground.VERIFY: "核实情况",
    Ground.CONTACT: "联系办理",
    Ground.CALLBACK: "回访",
    Ground.IDENTITY: "核对身份",
    Ground.OTHER: "其他",
}
"""The grounds as the access log spells them, whatever language the page was read in."""


def reason_in_log(ground: str, words: str) -> str:
    """Ground and typed reason as one line of the log."""
    return f"{IN_LOG[Ground(ground)]}：{words}"


def ground_of(reason: str) -> Ground:
    """The ground a line of the log begins with; 其他 for reasons of before, and of the machine's own."""
    spelled = reason.partition("：")[0]
    return next((ground for ground, words in IN_LOG.items() if words == spelled), Ground.OTHER)


class Tie(TextChoices):
    """Why somebody keeps away from a matter (回避事由)."""

    SELF = "self", _("本人")
    KIN = "kin", _("亲属")
    INTEREST = "interest", _("利害关系")
    OTHER = "other", _("其他可能影响公正的关系")


class Alarm(TextChoices):
    """What the security hand should look into (告警)."""

    QUOTA = "quota", _("查看次数超过当日限额")


EXPORTED, EXPORTED_IDENTITY = "export", "export.identity"

LOOKS = {
    "file": _("档案"),
    "identity": _("姓名和电话"),
    "name": _("姓名"),
    "phone": _("电话"),
    "other_phone": _("另一个电话"),
    "id_number": _("身份证号"),
    "said.phone": _("文中的电话"),
    "said.landline": _("文中的座机"),
    "said.id_number": _("文中的身份证号"),
    "names": _("按姓名或号码查找"),
    "passed": _("把身份或自述交给承办单位"),
    "opened": _("打开这件事的页面"),
    "paper.fetch": _("下载附件"),
    "tags": _("标签"),
    "tag.on": _("加标签"),
    "tag.off": _("去标签"),
    "shun.on": _("回避申报"),
    "shun.off": _("撤回回避申报"),
    "shun.list": _("回避申报清单"),
    "bereaved.on": _("标记丧户"),
    "bereaved.off": _("取消丧户标记"),
    "access_log": _("访问记录"),
    "alarm.closed": _("处理告警"),
    "export": _("导出"),
    "export.identity": _("导出，含姓名或号码"),
    "export.ask": _("申请导出"),
    "export.agree": _("批准导出"),
    "export.refuse": _("不批准导出"),
    "export.fetch": _("取走导出的文件"),
}
"""What an entry of the access log is about, in words."""

OF_IDENTITY = frozenset(
    {"identity", "name", "phone", "said.phone", "said.landline", "said.id_number", EXPORTED_IDENTITY}
)
"""The looks at who speaks, of which a resident is told."""
