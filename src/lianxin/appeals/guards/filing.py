"""Conditions of writing down: 登记, 历史补录, 又来反映, and of what is brought later."""

from django.utils.translation import gettext_lazy as _

from lianxin.appeals.rules import Identity
from lianxin.kernel import clock
from lianxin.matters.workflow import Acting, Sentence


def words_present(acting: Acting) -> Sentence:
    """Something must have been said (move 1)."""
    if str(acting.data.get("text", "")).strip():
        return None
    return _("请写下要反映的事情，一两句话也可以。")


def something_said(acting: Acting) -> Sentence:
    """What was missing is said in words, be it only which papers came."""
    if str(acting.data.get("text", "")).strip():
        return None
    return _("请写下补充了什么，一两句话也可以；交了照片的写“见照片”。")


def not_from_the_future(acting: Acting) -> Sentence:
    """A clerk's clock may be wrong; a filing date after today is never right."""
    filed_at = acting.data.get("filed_at") or acting.data.get("at")
    if filed_at is None or filed_at <= max(acting.now, clock.now()):
        return None
    return _("反映时间不能晚于现在，请核对日期。")


def reachable_if_named(acting: Acting) -> Sentence:
    """Who gives a name wants an answer, so a way to reach them is needed."""
    if acting.data.get("identity") == Identity.NAMED and not acting.data.get("name"):
        return _("实名反映请填写姓名；不想留名请选「匿名」。")
    return None


def answered(acting: Acting) -> Sentence:
    """A matter entered late as answered brings its answer along (move 37)."""
    if str(acting.data.get("reply", "")).strip():
        return None
    return _("历史补录须有答复内容；没有答复的请按新诉求登记。")
