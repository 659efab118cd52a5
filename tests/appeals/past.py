"""A matter with everything behind it that others write about one: asked, decided, supervised, badly rated, judged."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from lianxin.kernel.actor import Actor
from lianxin.matters.models import Matter
from lianxin.people.models import Unit
from tests.township import Township

Say = Callable[[str], str]


def as_it_is(text: str) -> str:
    return text


def with_a_past(town: Township, matter: Matter, *, say: Say = as_it_is, kind: str = "complaint") -> Matter:
    """At the water station: supervised, suspended, extended, given back, disputed, decided, answered, badly rated,
    judged, and closed. Each text is what `say` makes of it."""
    lakes, _new = Unit.objects.get_or_create(name="水利站", code="09", kind="office", area=town.hall.area)
    day = timezone.localdate() + timedelta(days=9)
    handler, leader = town.water_handler, town.leader
    said = {"type": kind, "category": town.category.pk, "area": town.village.pk, "urgency": "ordinary"}
    back = {"ground": "duty", "basis": say("第 5 条"), "reason": say("不是供水管。"), "unit": lakes.pk}
    demand = {"level": "red", "why": "overdue", "demand": say("请写明哪天修好。"), "until": day}
    wait = {"event": "material", "words": say("等管材。"), "until": day, "news_at": day}
    reply = say("收费按表计，条例没有免的规定，可以分期交。")

    def go(move: str, by: Actor, **data: Any) -> None:
        town.go(matter, move, by=by, **data)

    go("accept", town.triage, **said)
    go("dispatch", town.triage, unit=town.water.pk, basis=say("第 3 条"), demand=say("今天就去。"))
    go("sign", handler)
    go("ask_return", handler, **back)
    go("submit_dispute", town.triage, opinion=say("是供水管。"))
    go("adjudicate", town.reviewer, unit=town.water.pk, decision=say("归供水站。"), basis=say("第 3 条"))
    go("supervise", leader, **demand)
    go("answer_supervision", handler, answer=say("明天换管。"))
    go("instruct", leader, words=say("请抓紧。"))
    go("ask_upward", town.clerk, words=say("请镇里协调。"))
    go("answer_upward", leader, reply=say("已经协调。"))
    go("ask_suspend", handler, **wait)
    go("suspend", leader, suspension=matter.suspensions.get(decided_at=None).pk)
    go("tell_news", handler, text=say("管材在路上。"), next_at=day)
    go("go_on", handler, words=say("管材到了。"))
    go("ask_extend", handler, amount=2, reason=say("要挖路。"))
    go("extend", leader, extension=matter.extensions.get(decided_at=None).pk)
    go("record", handler, kind="contact", text=say("打过电话。"))
    go("finish", handler, outcome="unlawful", reply=reply)
    go("approve", town.reviewer)
    go("call_back", town.caller, reached=True, resolved="accepted", satisfied=1, words=say("不满意。"))
    go("ask_why", town.triage, cause="beyond", said=say("不该交这个钱。"))
    go("ask_panel", town.triage, why=say("依法办不到。"))
    go("put_right", handler, mended=say("把依据贴出来了。"))
    matter.refresh_from_db()
    return matter
