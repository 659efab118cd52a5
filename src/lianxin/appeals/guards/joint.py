"""Conditions of joint handling (联办的条件): D.5, J1 to J5 and J13."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy

from lianxin.appeals.guards.handling import of_holder
from lianxin.appeals.models import Stage
from lianxin.appeals.queries import joint, shield_of
from lianxin.appeals.queries.supervision import urged_on
from lianxin.appeals.rules import HandlingKind
from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.policy import Rule, needs
from lianxin.matters.models import Matter
from lianxin.matters.workflow import Acting, Sentence
from lianxin.people.queries import unit as unit_by_key
from lianxin.web.dates import when


def lead_or_desk(by: Actor, row: Matter | None) -> bool:
    """The unit that leads, or the triage desk."""
    return of_holder(by, row) or (row is not None and by.holds(Role.TRIAGE))


def lead_with_helpers(by: Actor, row: Matter | None) -> bool:
    """The same, where somebody assists."""
    return row is not None and lead_or_desk(by, row) and bool(joint.standing(row))


def lead_with_an_answer(by: Actor, row: Matter | None) -> bool:
    """The same, where somebody has answered."""
    if row is None or not lead_or_desk(by, row):
        return False
    return any(one.stage == Stage.DONE for one in joint.standing(row))


def assisting(*stages: Stage) -> Rule:
    """A handler whose unit has a sub-order at one of these stages."""

    def rule(by: Actor, row: Matter | None) -> bool:
        return joint.assists(by, row, *stages)

    rule.__name__ = "assisting_" + "_".join(stages)
    return needs(Role.HANDLER)(rule)


def asked_to_lead(by: Actor, row: Matter | None) -> bool:
    """A handler of the unit that is to take over the lead."""
    if row is None or not by.holds(Role.HANDLER):
        return False
    return any(one.to_lead and one.unit_id in by.units for one in joint.standing(row))


def not_the_lead_itself(acting: Acting) -> Sentence:
    """Exactly one leads, and it doesn't assist itself (J1)."""
    if acting.data["unit"] != acting.row.holder_id:
        return None
    return gettext_lazy("这个单位是主办，不能再当自己的协办。请选别的单位。")


def a_unit_that_works(acting: Acting) -> Sentence:
    """The unit is there and has somebody who handles."""
    found = unit_by_key(acting.data["unit"])
    if found is not None and found.active:
        return None
    return gettext_lazy("没有这个单位，或者已经停用。请重新选单位。")


def asked_once(acting: Acting) -> Sentence:
    """A unit appears once per appeal (J2)."""
    found = joint.suborder_of(acting.row, {acting.data["unit"]}, Stage.TO_SIGN, Stage.WORKING, Stage.DONE)
    if found is None:
        return None
    sentence = _("%(unit)s已经是这件事的协办单位，一个单位只增派一次。还要它办别的，请按“再请协办”。")
    return sentence % {"unit": found.unit.name}


def due_before_the_main(acting: Acting) -> Sentence:
    """A sub-order is due before the main by at least T8, and never in the past (J2)."""
    asked: datetime | None = acting.data.get("due")
    main, latest = joint.room(acting)
    if latest is not None and main is not None and latest <= acting.now:
        words = _("主办时限到 %(due)s，留给协办的时间不够。请先申请延期，或直接打电话请对方当面协助。")
        return words % {"due": when(main.due)}
    if asked is None:
        return None if latest is not None else gettext_lazy("请填协办什么时候前回复。")
    if asked <= acting.now:
        return gettext_lazy("协办的期限要在现在以后，请改晚一些。")
    if latest is not None and asked > latest:
        words = _("协办要比主办提前完成，最迟 %(latest)s 前。请改早一些。")
        return words % {"latest": when(latest)}
    return None


def identity_with_a_reason(acting: Acting) -> Sentence:
    """Who speaks is told to an assistant only for a reason that is on record (J13)."""
    ticked = acting.data.get("identity") or acting.data.get("papers")
    if not ticked or str(acting.data.get("why_identity") or "").strip():
        return None
    return gettext_lazy("让协办单位知道反映人是谁、看附件，要写明理由。不需要就不要勾。")


def passes_what_it_knows(acting: Acting) -> Sentence:
    """A unit that isn't told itself who speaks lets nobody else know; the desk may (C9, J13)."""
    if not (acting.data.get("identity") or acting.data.get("papers")):
        return None
    shield = shield_of(acting.row, by=acting.by)
    if not shield.as_unit or shield.passed:
        return None
    return gettext_lazy("这件事是谁反映的，本单位也不知道，不能再交给别的单位。确实要用的，请派单台来增派。")


def answers_the_lead(acting: Acting) -> Sentence:
    """An assistant answers the lead, not the resident, unless the lead let it know who that is (J3)."""
    if acting.data.get("kind") != HandlingKind.CONTACT or joint.told_who(acting.row, acting.by):
        return None
    return gettext_lazy("协办单位向主办单位回复，不直接联系诉求人。要问诉求人的，请主办单位去问。")


def nobody_to_wait_for(row: Matter) -> Sentence:
    """No closing while a sub-order is open; the sentence names it and its unit (J4)."""
    # 联办中 is the state of having one: elsewhere a list would ask for each row in vain.
    waiting = joint.unanswered(row) if row.state == "joint" else ()
    if not waiting:
        return None
    named = _("、").join(
        _("%(unit)s（%(stage)s，%(due)s 前）")
        % {"unit": one.unit.name, "stage": one.stage.label, "due": when(one.due_at)}
        for one in waiting
    )
    return _("还有协办没有回复：%(named)s。等它们回复，或者撤回协办，再办这一步。") % {"named": named}


def somebody_to_chase(acting: Acting) -> Sentence:
    """Somebody is waited for, and was not told already to wait itself."""
    if joint.to_chase(acting.row, acting.now):
        return None
    return gettext_lazy("等着的协办都在暂缓，还没到日子，不用催。要早一点，请打电话商量。")


def not_chased_today(acting: Acting) -> Sentence:
    """Once a day is enough."""
    if not urged_on(acting.row, acting.now, move=acting.move.code):
        return None
    return gettext_lazy("今天已经催过协办单位了。还不回复的，请打电话问，或者撤回协办。")


def names_each_part(acting: Acting) -> Sentence:
    """The one reply says what each unit did (J3)."""
    reply = str(acting.data.get("reply") or "")
    left = [one.unit.name for one in joint.standing(acting.row) if one.unit.name not in reply]
    if not left:
        return None
    return _("答复里还没有写%(units)s办了什么。几个单位办的，请逐个写明。") % {"units": _("、").join(left)}


def names_an_open_one(acting: Acting) -> Sentence:
    """What the lead chose is a sub-order it still waits for."""
    return none_such(acting, Stage.TO_SIGN, Stage.WORKING)


def names_an_answered_one(acting: Acting) -> Sentence:
    """What the lead chose is a sub-order that was answered."""
    return none_such(acting, Stage.DONE)


def waits_while_there_is_time(acting: Acting) -> Sentence:
    """What is late already doesn't wait, and nothing waits beyond what the main leaves it (J2, J12)."""
    order = joint.suborder_of(acting.row, {acting.data.get("unit") or 0}, Stage.TO_SIGN, Stage.WORKING)
    until, today = acting.data.get("until"), timezone.localdate(acting.now)
    if order is not None and order.due_at < acting.now:
        return gettext_lazy("这个协办已经逾期，不能再暂缓。请催它回复，或者撤回协办。")
    if until is None or until <= today:
        return gettext_lazy("暂缓要写等到哪一天，要在今天以后。")
    _main, latest = joint.room(acting)
    if latest is None or until >= timezone.localdate(latest):
        return gettext_lazy("等到那天，主办就来不及了。请改早一些，或者先给这件事申请挂起、延期。")
    return None


def none_such(acting: Acting, *stages: Stage) -> Sentence:
    """Unless the unit has a sub-order at one of these stages."""
    if joint.suborder_of(acting.row, {acting.data.get("unit") or 0}, *stages) is not None:
        return None
    return gettext_lazy("没有这个协办，可能刚刚变了。请刷新页面再选。")


def leads_after_assisting(acting: Acting) -> Sentence:
    """Only a unit that assists already is asked to lead: it knows the matter (J1)."""
    if joint.proposed_lead(acting.row) is not None:
        return gettext_lazy("已经请一个单位接手主办，还没有回话。请等它回话再提。")
    unit = acting.data.get("unit") or 0
    if joint.suborder_of(acting.row, {unit}, Stage.TO_SIGN, Stage.WORKING, Stage.DONE) is not None:
        return None
    return gettext_lazy("只能请正在协办的单位接手主办。别的单位，请先增派协办，或者退单由派单台重派。")
