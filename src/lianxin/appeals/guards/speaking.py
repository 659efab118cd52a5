"""Conditions of speaking for others: consent, one proxy at a time, at most five representatives (代为反映的条件)."""

from django.utils.translation import gettext as _, gettext_lazy

from lianxin.appeals.queries.speaking import first_speaker, has_proxy, representatives
from lianxin.appeals.rules.speaking import MOST_COSIGNERS, MOST_REPRESENTATIVES, Part
from lianxin.matters.models import Matter
from lianxin.matters.workflow import Acting, Sentence


def somebody_speaks(acting: Acting) -> Sentence:
    """Who filed is known."""
    if first_speaker(acting.row) is not None:
        return None
    return gettext_lazy("反映人是匿名的，不知道是谁，不能登记代谁反映或作代表。")


def one_proxy(row: Matter) -> Sentence:
    """One at a time."""
    if not has_proxy(row):
        return None
    return gettext_lazy("已经登记过代为反映。要换人，请先登记本人撤回。")


def a_proxy_stands(acting: Acting) -> Sentence:
    """There is a consent to take back."""
    return None if has_proxy(acting.row) else gettext_lazy("这件事没有登记代为反映，不用撤回。")


def at_most_five(acting: Acting) -> Sentence:
    """Whoever filed is one of them (信访工作条例 2022 年版第二十条)."""
    speaker = first_speaker(acting.row)
    already = representatives(acting.row)
    own = 1 if speaker is not None and speaker.part != Part.REPRESENTATIVE else 0
    named = len(acting.data.get("representatives") or ())
    if already + own + named > MOST_REPRESENTATIVES:
        sentence = _(
            "代表最多 %(most)d 人（信访工作条例第二十条，请核对原文），连反映人已有 %(now)d 人，"
            "这里还能写 %(left)d 人。其余的写在附议里。"
        )
        now = already + own
        return sentence % {"most": MOST_REPRESENTATIVES, "now": now, "left": MOST_REPRESENTATIVES - now}
    if len(acting.data.get("cosigners") or ()) > MOST_COSIGNERS:
        return gettext_lazy("一次最多登记 500 个附议的人，请分几次。")
    return None
