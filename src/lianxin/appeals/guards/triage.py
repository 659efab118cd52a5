"""Conditions at the triage desk: 受理 … 转出, 紧急升级."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from lianxin.appeals.choices import REPEATED, reasons
from lianxin.appeals.guards.handling import of_holder
from lianxin.appeals.queries import (
    has_lapsed,
    last_request,
    open_proposal,
    open_request,
)
from lianxin.appeals.queries.classes import is_simple
from lianxin.appeals.queries.duty import pushed_down
from lianxin.appeals.queries.repeated import answered_earlier
from lianxin.appeals.rules import AppealType
from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.policy import needs
from lianxin.matters.models import Matter, Urgency
from lianxin.matters.workflow import Acting, Sentence
from lianxin.people.models import Unit
from lianxin.people.queries import unit as unit_by_key

ONE_DAY = timedelta(days=1)
REMINDERS = 2


def not_an_accusation(acting: Acting) -> Sentence:
    """An accusation of an official never travels the ordinary way down to those it may name."""
    if acting.row.appeal.type == AppealType.REPORT:
        return _("举报不走普通派单，以免转到被举报人手里。请按“转出”转给纪检监察机构（电话 12388）。")
    return None


def not_pushed_down(acting: Acting) -> Sentence:
    """What is on the departments' list is never led by a village or community (J9)."""
    unit = unit_by_key(acting.data["unit"])
    return barred(acting.row, unit) if unit is not None else None


def barred(row: Matter, unit: Unit) -> Sentence:
    """The words that keep a village or community from leading this one."""
    if not pushed_down(row, unit):
        return None
    sentence = _("这一类事在部门清单上，%(unit)s不能主办，不得往下推。请派给部门或站所；村（社区）可以协办。")
    return sentence % {"unit": unit.name}


def not_played_down(acting: Acting) -> Sentence:
    """A complaint is not made a question, to have it off the limits, by one person alone (move 7)."""
    appeal = acting.row.appeal
    serious = appeal.type in (AppealType.COMPLAINT, AppealType.REPORT)
    if not serious or acting.data["type"] != AppealType.ENQUIRY:
        return None
    if appeal.enquiry_agreed_by is not None and appeal.enquiry_agreed_by != acting.by.account:
        return None
    return _("投诉、举报不能一个人改成咨询。请另一位派单员或审核人先点“同意按咨询办”，您再受理。")


def accusation_stays(acting: Acting) -> Sentence:
    """Neither is an accusation accepted as something milder."""
    if acting.row.appeal.type == AppealType.REPORT and acting.data["type"] not in (
        AppealType.REPORT,
        AppealType.ENQUIRY,
    ):
        return _("举报不能改成别的类型，以免转到被举报人手里。请保持“举报”，再按“转出”办。")
    return None


def something_missing(acting: Acting) -> Sentence:
    """The list of what is missing names something (move 2)."""
    return None if acting.data.get("items") else _("请勾选或写下缺什么，一次说全。")


def asked_by_another(acting: Acting) -> Sentence:
    """A resident is sent for papers once; a second time needs a second person (move 2)."""
    earlier = last_request(acting.row)
    if earlier is None or earlier.asked_by != acting.by.account:
        return None
    return _("已经要求补充过一次。缺的要一次说全；确实还缺，须由另一位派单员或审核人提出。")


def a_day_since_the_reminder(acting: Acting) -> Sentence:
    """Two reminders never come on one day, however late the machine was."""
    request = open_request(acting.row)
    if request is None or request.reminded_at is None or acting.now - request.reminded_at >= ONE_DAY:
        return None
    return _("刚提醒过，过一天再说。")


def reminded_twice(acting: Acting) -> Sentence:
    """Nobody is given up who was not reminded twice (move 4)."""
    request = open_request(acting.row)
    if request is not None and request.reminded >= REMINDERS:
        return None
    return _("还没有提醒满两次，不能按逾期未补办结。")


def answerable_at_once(acting: Acting) -> Sentence:
    """Answered on the spot is what is asked, praised or proposed, or simple by four questions (move 5, DSP-01)."""
    kind, category = acting.row.appeal.type, acting.row.appeal.category_id
    if kind in (AppealType.COMPLAINT, AppealType.REPORT):
        return _("投诉、举报不能当场办结，请受理后派单或转出。")
    if kind == AppealType.HELP and not acting.data.get("simple") and not is_simple(category):
        return _("求助要派单去办。四条都符合、当场已经办完的，请逐条勾选；有一条不符合就派单。")
    return None


def known_reason(acting: Acting) -> Sentence:
    """A reason of the list that is in force, and a body to go to (move 7)."""
    if acting.data.get("reason") in reasons():
        return None
    return _("请从清单里选一条不予受理的理由。")


def answered_before_to_the_same(acting: Acting) -> Sentence:
    """What is said again with nothing new names the answer given before (北京接诉即办条例 11, 信访工作条例 36)."""
    if acting.data.get("reason") != REPEATED:
        return None
    earlier = answered_earlier(acting.row, str(acting.data.get("earlier") or ""), by=acting.by)
    if earlier is not None:
        return None
    return _("请填原来那件的编号：要是同一人（同一电话）反映、已经发出答复的。对不上的请照常受理。")


def asked_in_time(acting: Acting) -> Sentence:
    """The day to ask how it went lies ahead (move 9)."""
    if acting.data["remind_at"] > acting.now:
        return None
    return _("问结果的日期要在今天以后，请改一下。")


def may_ask_for_more(by: Actor, row: Matter | None) -> bool:
    """派单; the second time a reviewer too."""
    if row is None or by.holds(Role.TRIAGE):
        return row is not None
    return by.holds(Role.REVIEWER) and last_request(row) is not None


def may_supply(by: Actor, row: Matter | None) -> bool:
    """The resident with the receipt, or the desk; after it lapsed too."""
    if row is None or not (by.holds(Role.CLERK, Role.TRIAGE) or row.pk in by.receipts):
        return False
    return row.state != "closed" or has_lapsed(row)


def took_it_down(by: Actor, row: Matter | None) -> bool:
    """Who wrote it down, or the triage desk."""
    if row is None or by.holds(Role.TRIAGE):
        return row is not None
    return by.holds(Role.CLERK) and row.contacts.filter(taker_id=by.account).exists()


@needs(Role.TRIAGE, Role.REVIEWER)
def second_person(by: Actor, row: Matter | None) -> bool:
    """派单 or 审核, another person than the one who proposed it (INV-07)."""
    if row is None:
        return False
    proposal = open_proposal(row)
    return proposal is not None and proposal.proposed_by != by.account


def agrees_to_enquiry(by: Actor, row: Matter | None) -> bool:
    """派单 or 审核, on a complaint or an accusation."""
    if row is None or not by.holds(Role.TRIAGE, Role.REVIEWER):
        return False
    return row.appeal.type in (AppealType.COMPLAINT, AppealType.REPORT)


def whoever_knows_of_it(by: Actor, row: Matter | None) -> bool:
    """Everybody whose matter it is, once: the resident with the receipt, desks, leaders, the unit that has it."""
    if row is None or row.urgency == Urgency.EMERGENCY:
        return False
    desks = by.holds(Role.CLERK, Role.TRIAGE, Role.REVIEWER, Role.CALLBACK, Role.LEADER)
    return desks or row.pk in by.receipts or of_holder(by, row)
