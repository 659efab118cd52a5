"""What staff are told about exports (消息): codes and numbers only."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lianxin.kernel import notices
from lianxin.kernel.exports import KIND
from lianxin.kernel.letters import Letter, register
from lianxin.kernel.models.notice import Topic

EXPORT_ASKED = "staff.export_asked"
EXPORT_READY = "staff.export_ready"
EXPORT_REFUSED = "staff.export_refused"
EXPORT_FAILED = "staff.export_failed"

register(
    Letter(
        EXPORT_ASKED,
        _("有人申请导出清单（第 %(count)s 号），等第二个人批准。"),
        topic=Topic.WORK,
        label=_("申请导出以后，给领导和安全管理员"),
    ),
    Letter(
        EXPORT_READY,
        _("您申请的导出（第 %(count)s 号）已经备好，请在到期前下载。"),
        topic=Topic.WORK,
        label=_("导出文件备好以后，给申请人"),
    ),
    Letter(
        EXPORT_REFUSED,
        _("您申请的导出（第 %(count)s 号）没有批准，理由在导出页上。"),
        topic=Topic.WORK,
        label=_("导出没有批准，给申请人"),
    ),
    Letter(
        EXPORT_FAILED,
        _("您申请的导出（第 %(count)s 号）没有生成，原因在导出页上。"),
        topic=Topic.WORK,
        label=_("导出没有生成，给申请人"),
    ),
)


def links(keys: Iterable[int]) -> dict[int, str]:
    """The page of each export."""
    return {key: reverse("export", kwargs={"export": key}) for key in keys}


notices.about(KIND, seen=None, links=links)
