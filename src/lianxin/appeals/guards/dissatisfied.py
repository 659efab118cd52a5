"""Conditions after a bad rating: others ask, others judge, once each (差评整改、评议的条件)."""

from django.utils.translation import gettext_lazy as _

from lianxin.appeals.guards.ending import handles
from lianxin.appeals.guards.supervision import answers_for_the_unit
from lianxin.appeals.queries.dissatisfied import LAWFUL, open_task, panel_of, unhappy, worked_on_it
from lianxin.kernel.actor import Actor, Role
from lianxin.matters.models import Matter
from lianxin.matters.workflow import Acting, Sentence


def asks_why(by: Actor, row: Matter | None) -> bool:
    """A desk outside the unit that did the work (INV-07)."""
    if row is None:
        return by.holds(Role.CALLBACK)
    return by.holds(Role.CALLBACK, Role.TRIAGE) and not handles(by, row)


def puts_right(by: Actor, row: Matter | None) -> bool:
    """The unit that did the work; the desk where it was answered on the spot."""
    if row is not None and row.holder_id is None:
        return by.holds(Role.TRIAGE)
    return answers_for_the_unit(by, row)


def asks_a_panel(by: Actor, row: Matter | None) -> bool:
    """A desk or a reviewer outside the unit."""
    return row is not None and by.holds(Role.CALLBACK, Role.TRIAGE, Role.REVIEWER) and not handles(by, row)


def may_judge(by: Actor, row: Matter | None) -> bool:
    """Somebody who reviews, leads or calls back, and isn't of the unit that did the work (INV-07)."""
    judges = by.holds(Role.REVIEWER, Role.LEADER, Role.CALLBACK)
    return judges and (row is None or row.holder_id is None or row.holder_id not in by.every_unit)


def not_asked_yet(acting: Acting) -> Sentence:
    """There is a task, and nobody has asked why."""
    task = open_task(acting.row)
    if task is None:
        return _("这件事没有要整改的差评。")
    return None if task.asked_at is None else _("已经问过原因了，等承办单位整改。")


def asked_why(acting: Acting) -> Sentence:
    """Nobody puts right what nobody has asked about."""
    task = open_task(acting.row)
    if task is None:
        return _("这件事没有要整改的差评。")
    return None if task.asked_at else _("还没有人问过为什么不满意。请回访岗位先打电话核实原因。")


def badly_rated(acting: Acting) -> Sentence:
    """There is a bad rating to judge."""
    return None if unhappy(acting.row) else _("诉求人没有评不满意，不用评议。")


def lawful_outcome(acting: Acting) -> Sentence:
    """Only where the law allowed no more (DSP-03): what could have been done is put right, not judged."""
    if acting.row.appeal.outcome in LAWFUL:
        return None
    return _("只有“解释说明”或“依法不能解决”的才提交评议；别的差评请整改。")


def no_panel_yet(acting: Acting) -> Sentence:
    """One panel to a matter."""
    return None if panel_of(acting.row) is None else _("已经提交过评议，一件事只评议一次。")


def panel_waits(acting: Acting) -> Sentence:
    """A panel is to judge it, and isn't complete."""
    panel = panel_of(acting.row)
    if panel is None:
        return _("这件事没有提交评议。")
    return None if panel.decided_at is None else _("评议已经有了结论，不能再改。")


def judged_by_others(acting: Acting) -> Sentence:
    """Who had a hand in it, or put it before the panel, is no member; everybody votes once (INV-07)."""
    panel, account = panel_of(acting.row), acting.by.account
    if panel is None:
        return None
    if account in worked_on_it(acting.row) or account == panel.asked_by:
        return _("您经手过这件事，不能参加评议。请交给没有经手的同事。")
    if account is not None and panel.votes.filter(account_id=account).exists():
        return _("您已经评过了，一人一次。")
    return None
