"""Conditions of giving an order back and of deciding whose duty it is: 申请退单 … 裁定 (D.3, moves 13 to 17)."""

from django.utils.translation import gettext as _now, gettext_lazy as _

from lianxin.appeals.guards.ending import has
from lianxin.appeals.guards.handling import of_holder
from lianxin.appeals.guards.triage import barred
from lianxin.appeals.queries import current_order, standing
from lianxin.appeals.queries.accused import barred_units
from lianxin.appeals.queries.duty import backstop_line
from lianxin.appeals.queries.returning import (
    adjudicated,
    given_up,
    hands_in,
    parties_of,
    refusals,
    returns_of,
    waiting_return,
)
from lianxin.appeals.rules import Track
from lianxin.appeals.rules.returning import Ground
from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.policy import needs
from lianxin.matters.models import Matter
from lianxin.matters.workflow import Acting, Sentence
from lianxin.people.models import Unit
from lianxin.people.queries import unit as unit_by_key
from lianxin.web.dates import when


@needs(Role.TRIAGE, Role.HANDLER)
def may_submit(by: Actor, row: Matter | None) -> bool:
    """The triage desk; the unit itself from the second time on (move 16)."""
    if row is None:
        return False
    return by.holds(Role.TRIAGE) or (of_holder(by, row) and refusals(row) > 0)


@needs(Role.LEADER, Role.REVIEWER)
def may_adjudicate(by: Actor, row: Matter | None) -> bool:
    """A leader or a reviewer who is in none of the units that dispute (INV-07)."""
    if row is None:
        return False
    return by.every_unit.isdisjoint(parties_of(row))


def never_adjudicated(acting: Acting) -> Sentence:
    """What was decided whose duty it is, by decision or by precedent, is final (move 13)."""
    if not adjudicated(acting.row):
        return None
    return _("已经裁定，不能再退。请接着办；要别的单位配合的，请他们协办。")


def in_time_to_return(acting: Acting) -> Sentence:
    """Before signing, or within the limit after it (T4); what the desk took to say no is given back.

    Of a petition the law counts from the day the order came (T6e3, 信访工作条例 2022 年版第二十三条；请核对原文).
    """
    order = current_order(acting.row)
    if order is None or order.signed_at is None:
        return None
    answers = [
        one.decided_at for one in returns_of(acting.row) if one.order_id == order.pk and one.decided_at
    ]
    petition = acting.row.appeal.track == Track.PETITION
    begins = order.dispatched_at if petition else order.signed_at
    until = acting.begin("T6e3" if petition else "T4", at=max([begins, *answers])).due
    if acting.now <= until:
        return None
    sentence = _now(
        "签收以后申请退单的时限已过（到 %(until)s 为止）。请接着办；要别的单位配合的，请他们协办。"
    )
    return sentence % {"until": when(until)}


def grounds_given(acting: Acting) -> Sentence:
    """A reason of the list, an article or a line of the catalogue, and what it means here (move 13)."""
    if has(acting, "basis") and has(acting, "reason") and acting.data.get("ground") in Ground.values:
        return None
    return _("请选退单理由，写明依据（哪一条规定，或派单目录第几行），再说说情况。")


def suggests_another(acting: Acting) -> Sentence:
    """Whoever gives it back may name whose it is: another unit, in use, and no village for departments' matters."""
    key = acting.data.get("unit")
    if not key:
        return None
    if key == acting.row.holder_id:
        return _("建议的承办单位不能是本单位。不知道该归谁，空着就行。")
    unit = unit_by_key(key)
    return closed(unit) or (barred(acting.row, unit) if unit is not None else None)


def closed(unit: Unit | None) -> Sentence:
    """A unit that is not there any more."""
    return None if unit is not None and unit.active else _("没有这个单位，或者已经停用。请另选一个。")


def answered_by_another(acting: Acting) -> Sentence:
    """Nobody answers their own request, nor in the stead of the one who made it (INV-07)."""
    back = waiting_return(acting.row)
    own = back is not None and back.asked_by in who_acts(acting)
    return _("这张退单是您自己申请的，要由另一个人答复。") if own else None


def who_acts(acting: Acting) -> set[int]:
    """The account that makes the move, and the one it stands in for (代班)."""
    stands_for = acting.hand.stands_for if acting.hand is not None else None
    return {account for account in (acting.by.account, stands_for) if account is not None}


def given_up_once(acting: Acting) -> Sentence:
    """One unit may be let go; when a second one says that it isn't its duty either, it is a dispute (J8)."""
    if not given_up(acting.row):
        return None
    return _("这件事已经退过一次单，现在又有单位说不归自己。不再来回转，请提交裁定。")


def says_why_not(acting: Acting) -> Sentence:
    """A refusal has a reason."""
    return None if has(acting, "reason") else _("请写明为什么不同意退单。")


def decided_by_an_outsider(acting: Acting) -> Sentence:
    """Who worked on it, asked for the return, answered it or brought it up doesn't decide it (INV-07)."""
    if who_acts(acting).isdisjoint(hands_in(acting.row) | standing.handlers_of(acting.row)):
        return None
    return _("这件事您办过，或者退单经过您的手，要由没有经手的人裁定。请交给别的领导或审核人。")


def names_a_unit(acting: Acting) -> Sentence:
    """A unit in use, not the adjudicator's own (INV-07), and no village for departments' matters (J9)."""
    unit = unit_by_key(acting.data.get("unit") or 0)
    if unit is not None and unit.pk in acting.by.every_unit:
        return _("您是这个单位的人，不能把事裁定给它。请交给别的领导或审核人。")
    return closed(unit) or (barred(acting.row, unit) if unit is not None else None)


def written(acting: Acting) -> Sentence:
    """A decision is written and says by what right (move 17)."""
    if has(acting, "decision") and has(acting, "basis"):
        return None
    return _("裁定要写下来：请写明裁定意见和依据。")


def backstop_known(acting: Acting) -> Sentence:
    """The catalogue names a unit of last resort (J10), and it isn't the one the matter is said against (A7)."""
    line = backstop_line(acting.row)
    if line is not None and line.unit in barred_units(acting.row):
        return _("兜底的就是被反映的单位或它的上下级，只能等裁定。")
    if line is not None:
        return None
    return _("派单目录里没有兜底的单位，只能等裁定。请管理员在目录里补上。")
