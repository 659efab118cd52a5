"""Joint handling in figures (联办, D.6 no. 9): open jointly, assistants late, called to a place, and who arrived.

The number of calls is no achievement: it has no rate and no rank.
"""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.figures.declared import count
from lianxin.appeals.figures.weekly import counted
from lianxin.appeals.models import SubOrder, Whistle, WhistleCall
from lianxin.kernel.figures.registry import Asked
from lianxin.matters.models import Matter


def jointly(asked: Asked) -> QuerySet[Matter]:
    """Those several units work on now."""
    return counted(asked).filter(state="joint")


def waiting_for_a_ruling(asked: Asked) -> QuerySet[Matter]:
    """Those whose duty is disputed now, and nobody has decided yet."""
    return counted(asked).filter(state="adjudicating")


def assisted_late(asked: Asked) -> QuerySet[Matter]:
    """Those in which a sub-order is past its time now and not answered."""
    late = SubOrder.objects.filter(answered_at=None, recalled_at=None, due_at__lt=asked.now)
    return jointly(asked).filter(pk__in=late.values("matter_id"))


def whistled(asked: Asked) -> QuerySet[Matter]:
    """Those about which units were called to a place in the span."""
    return counted(asked).filter(pk__in=Whistle.objects.filter(asked.spans("called_at")).values("matter_id"))


def arrived(asked: Asked) -> QuerySet[Matter]:
    """Those of them to which a called unit came."""
    called = Whistle.objects.filter(asked.spans("called_at")).values("pk")
    came = WhistleCall.objects.filter(whistle__in=called).exclude(arrived_at=None)
    return counted(asked).filter(pk__in=came.values("matter_id"))


JOINT = count("joint", _("联办"), _("此刻几个单位正在一起办的件数。"), jointly, {}, standing=True)
RULING_WAITS = count(
    "ruling_waits",
    _("待裁定"),
    _("此刻两个单位还在争、等着裁定归谁办的件数。"),
    waiting_for_a_ruling,
    {},
    standing=True,
)
HELP_LATE = count(
    "help_late",
    _("协办逾期"),
    _("此刻有协办单位过了期限还没回复的件数。"),
    assisted_late,
    {},
    standing=True,
)
WHISTLED = count(
    "whistled", _("吹哨的事项"), _("这段时间里叫过别的单位到现场的件数；次数不是成绩。"), whistled, {}
)
ARRIVED = count(
    "arrived", _("吹哨有单位到场的事项"), _("这段时间里吹哨、有单位到场签到的件数。"), arrived, {}
)
