"""Conditions of supervision: who may ask, who has to answer, once at a time (督办的条件)."""

from django.utils.translation import gettext as _, gettext_lazy

from lianxin.appeals.guards.ending import handles, has, own
from lianxin.appeals.queries.supervision import urged_on, waiting_notice, waiting_request
from lianxin.appeals.rules import AppealType
from lianxin.kernel.actor import Actor, Role
from lianxin.matters.models import Matter
from lianxin.matters.workflow import Acting, Sentence
from lianxin.web.dates import day


def over_the_unit(by: Actor, row: Matter | None) -> bool:
    """A desk or a leader that isn't of the unit that does the work: nobody supervises themselves (INV-07)."""
    return by.holds(Role.TRIAGE, Role.LEADER) and (row is None or not handles(by, row))


def leads(by: Actor, row: Matter | None) -> bool:
    """A leader; accusations aren't theirs to see, so not to instruct."""
    return row is not None and by.holds(Role.LEADER)


def answers_for_the_unit(by: Actor, row: Matter | None) -> bool:
    """A handler of the unit that holds the matter, or who answers for that unit."""
    if row is None:
        return by.holds(Role.HANDLER)
    return by.holds(Role.HANDLER, Role.REVIEWER) and row.holder_id in by.units


def may_go_higher(by: Actor, row: Matter | None) -> bool:
    """The resident, the desk that heard them, or the village or unit that can't settle it (SYN-02)."""
    if row is None:
        return False
    return own(by, row) or by.holds(Role.CLERK) or (by.holds(Role.HANDLER) and row.holder_id in by.units)


def with_a_unit(acting: Acting) -> Sentence:
    """There is a unit to ask."""
    if acting.row.holder_id is not None:
        return None
    return gettext_lazy("还没有派给哪个单位，没有谁可以催。请先派单。")


def not_urged_today(acting: Acting) -> Sentence:
    """Once a day is enough."""
    if not urged_on(acting.row, acting.now):
        return None
    return gettext_lazy("今天已经催过了。还不动的，请用“督办”，要求哪天以前答复。")


def answered_before(acting: Acting) -> Sentence:
    """One notice at a time."""
    waiting = waiting_notice(acting.row)
    if waiting is None:
        return None
    sentence = _("还有一张%(level)s单没有答复（限 %(day)s）。请先看答复，或打电话问那个单位。")
    return sentence % {"level": waiting.get_level_display(), "day": day(waiting.until)}


def notice_waits(acting: Acting) -> Sentence:
    """There is a notice to answer, and it went to this unit."""
    waiting = waiting_notice(acting.row)
    if waiting is None:
        return gettext_lazy("没有等着答复的督办单。")
    if acting.by.units and waiting.unit_id not in acting.by.every_unit:
        return gettext_lazy("这张督办单是发给别的单位的，由那个单位答复。")
    return None


def asked_once(acting: Acting) -> Sentence:
    """A request that waits needn't be made again."""
    if waiting_request(acting.row) is None:
        return None
    return gettext_lazy("已经申请过，正在等答复。有新的情况可以补充说明。")


def says_what(acting: Acting) -> Sentence:
    """There are words."""
    return None if has(acting, "words") else gettext_lazy("请写明卡在哪里、想请谁出面。")


def request_waits(acting: Acting) -> Sentence:
    """There is a request to reply to."""
    return None if waiting_request(acting.row) else gettext_lazy("没有等着答复的协调申请。")


def no_accusation(acting: Acting) -> Sentence:
    """An accusation is with a desk of its own; a notice or an instruction would carry it further."""
    if acting.row.appeal.type != AppealType.REPORT:
        return None
    return gettext_lazy("举报不能督办、批示，也不逐级上报，由受理举报的岗位办。")
