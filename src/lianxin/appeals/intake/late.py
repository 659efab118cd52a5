"""协办逾期: sub-orders past their time, each told once to the head of its unit and to the lead (D.5, J5)."""

from lianxin.appeals.queries.joint import late_ones
from lianxin.appeals.workflow import APPEAL
from lianxin.kernel import clock
from lianxin.kernel.actor import system
from lianxin.kernel.context import current_county
from lianxin.matters.act import BATCH, Ask, act_many


def urge_late() -> int:
    """Tell of every sub-order that has become late; how many."""
    now, by = clock.now(), system(current_county())
    done = 0
    for order in late_ones(now, most=BATCH):
        # One by one: two late units of one matter are two moves on it.
        ask = Ask({"unit": order.unit_id}, row=order.matter)
        done += len(act_many(APPEAL, "urge_helper", [ask], by=by).done)
    return done
