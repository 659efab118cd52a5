"""Conditions of 吹哨 (D.5, J6 and J7): one at a time, somebody called, a reason for not coming, tasks with a day."""

from datetime import timedelta

from django.utils.translation import gettext as _, gettext_lazy

from lianxin.appeals.guards.handling import of_holder
from lianxin.appeals.models import Stage, TalkOutcome, WhistleKind, WhistleReply
from lianxin.appeals.queries import joint, whistle
from lianxin.appeals.queries.accused import barred_units
from lianxin.kernel.actor import Actor, Role
from lianxin.matters.models import Matter
from lianxin.matters.workflow import Acting, Sentence
from lianxin.web.dates import when

JUST_NOW = timedelta(hours=1)


def called_silent(by: Actor, row: Matter | None) -> bool:
    """A handler of a called unit that hasn't replied."""
    if row is None or not by.holds(Role.HANDLER):
        return False
    return any(not one.reply for one in whistle.own_calls(by, whistle.open_whistle(row)))


def signs_in(by: Actor, row: Matter | None) -> bool:
    """The lead for everybody, a called unit for itself, as long as somebody isn't there."""
    if row is None or not by.holds(Role.HANDLER):
        return False
    found = whistle.open_whistle(row)
    waiting = whistle.calls(found) if of_holder(by, row) else whistle.own_calls(by, found)
    return any(one.arrived_at is None for one in waiting)


def owes_an_opinion(by: Actor, row: Matter | None) -> bool:
    """A handler of a unit called to a joint mediation that has said nothing in writing yet (J11)."""
    if row is None or not by.holds(Role.HANDLER):
        return False
    found = whistle.open_whistle(row)
    mediated = found is not None and found.kind == WhistleKind.MEDIATION
    return mediated and any(not one.opinion for one in whistle.own_calls(by, found))


def may_minute(by: Actor, row: Matter | None) -> bool:
    """The lead, while a call has no minutes."""
    return row is not None and of_holder(by, row) and whistle.open_whistle(row) is not None


def rates_called(by: Actor, row: Matter | None) -> bool:
    """The unit that called, of units it hasn't rated."""
    if row is None or not by.holds(Role.HANDLER):
        return False
    found = whistle.last_minuted(row)
    if found is None or found.lead_id not in by.units:
        return False
    return any(one.caller_score is None for one in whistle.calls(found))


def rates_caller(by: Actor, row: Matter | None) -> bool:
    """A unit that was called, once."""
    if row is None or not by.holds(Role.HANDLER):
        return False
    return any(one.called_score is None for one in whistle.own_calls(by, whistle.last_minuted(row)))


def minuted_before(acting: Acting) -> Sentence:
    """One call after the other."""
    if whistle.open_whistle(acting.row) is None:
        return None
    return gettext_lazy("上一次吹哨还没有写会商纪要。请先写纪要，再吹下一次。")


def calls_others(acting: Acting) -> Sentence:
    """Somebody is called, and the lead doesn't call itself."""
    units = acting.data.get("units") or ()
    if units and acting.row.holder_id not in units:
        return None
    return gettext_lazy("请选要叫哪些单位，不用选自己。")


def calls_nobody_accused(acting: Acting) -> Sentence:
    """What is said against a unit isn't shown to it, nor to its line (A7)."""
    if barred_units(acting.row).isdisjoint(acting.data.get("units") or ()):
        return None
    return gettext_lazy("这件事反映的就是其中一个单位或它的上下级，不能叫它来。请改叫别的单位。")


def not_in_the_past(acting: Acting) -> Sentence:
    """Nobody comes to what is over."""
    at = acting.data.get("at")
    if at is not None and at >= acting.now - JUST_NOW:
        return None
    return gettext_lazy("集合时间已经过了，请改成现在或以后。")


def both_sides_are_willing(acting: Acting) -> Sentence:
    """Nobody is mediated against their will, and it is said who leads the talk (J11)."""
    if acting.data.get("kind") != WhistleKind.MEDIATION:
        return None
    if not str(acting.data.get("mediator") or "").strip():
        return gettext_lazy("联合调解要写由谁主持，比如镇调委会的哪个岗位。")
    if not acting.data.get("willing"):
        return gettext_lazy(
            "调解要双方自愿。请先问双方；有一方不愿意，就按别的情形吹哨，或者告诉双方走仲裁、起诉。"
        )
    return None


def the_talk_has_an_end(acting: Acting) -> Sentence:
    """A joint mediation ends with an outcome, and with each unit's written opinion, unless a side stops it (J11)."""
    found = whistle.open_whistle(acting.row)
    if found is None or found.kind != WhistleKind.MEDIATION:
        return None
    outcome = acting.data.get("outcome") or ""
    if outcome not in TalkOutcome.values:
        return gettext_lazy("请选调解的结果。没有谈成也要写，双方还可以走仲裁、起诉。")
    silent = [one.unit.name for one in whistle.calls(found) if not one.opinion]
    if outcome == TalkOutcome.STOPPED or not silent:
        return None
    return _("%(units)s还没有交书面意见。请先请它交，再写纪要。") % {"units": _("、").join(silent)}


def says_why_not(acting: Acting) -> Sentence:
    """Who doesn't come says why, who sends somebody says whom."""
    if acting.data.get("reply") == WhistleReply.COME or str(acting.data.get("words") or "").strip():
        return None
    return gettext_lazy("不到的请写理由，派员的请写派谁（岗位）。")


def tasks_fit(acting: Acting) -> Sentence:
    """A task is a sub-order: its unit has none yet, its day lies before the main's (J2, J6)."""
    _main, latest = joint.room(acting)
    names = {one.pk: one for one in whistle.calls(whistle.open_whistle(acting.row))}
    for task in acting.data.get("tasks") or ():
        call = names.get(task["call"])
        if call is None:
            return gettext_lazy("没有叫过这个单位。请刷新页面。")
        if joint.suborder_of(acting.row, {call.unit_id}, Stage.TO_SIGN, Stage.WORKING, Stage.DONE):
            words = _("%(unit)s已经是协办单位，任务请按“再请协办”交给它，这里空着。")
            return words % {"unit": call.unit.name}
        if task["due"] is None or task["due"] <= acting.now:
            return _("请填%(unit)s的任务什么时候前办好，要在现在以后。") % {"unit": call.unit.name}
        if latest is not None and task["due"] > latest:
            words = _("%(unit)s的任务要比主办提前办好，最迟 %(latest)s 前。")
            return words % {"unit": call.unit.name, "latest": when(latest)}
    return None
