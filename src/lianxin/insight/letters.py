"""What staff are told about figures (消息): where it leads, and the words; codes, days and numbers only."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lianxin.kernel import notices
from lianxin.kernel.letters import Letter, register
from lianxin.kernel.models.notice import Topic

EXTREME = "staff.extreme"
NOTE = "qualitynote"

register(
    Letter(
        EXTREME,
        _("到 %(until)s 为止，有个比率连续三周全满或全空，请抽查记录是不是真的。"),
        topic=Topic.OFFICE,
        label=_("比率连续三周全满或全空，给审计"),
    )
)


def links(keys: Iterable[int]) -> dict[int, str]:
    """Every such note is on one page."""
    return dict.fromkeys(keys, reverse("quality"))


notices.about(NOTE, seen=None, links=links)
