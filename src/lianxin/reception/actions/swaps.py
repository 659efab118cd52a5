"""Two leaders swap their slots: one asks, the other agrees, the notice is posted anew (调换的动作)."""

from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.matters.workflow import Acting
from lianxin.reception import letters
from lianxin.reception.actions.noting import note
from lianxin.reception.models import SlotPerson
from lianxin.reception.queries.persons import away_on, called
from lianxin.reception.queries.slots import person_in, persons_held, persons_of
from lianxin.reception.rules.slots import Altered, Part, SlotState
from lianxin.web.dates import day as in_words

TO_COME = (SlotState.PLANNED, SlotState.PUBLISHED)


def ask(acting: Acting) -> None:
    """Ask somebody to swap (请求调换)."""
    mine, theirs = person_in(acting.data["mine"]), person_in(acting.data["theirs"])
    if mine is None or theirs is None:
        raise LookupError("the guards let nobody through without two slots")
    row = acting.row
    row.mine, row.theirs, row.asked_at = mine, theirs, acting.now
    row.asking, row.asked = mine.appointment, theirs.appointment
    row.area = mine.slot.area
    acting.hold(mine.slot.holder_id)
    acting.facts["mine"], acting.facts["theirs"] = mine.pk, theirs.pk
    acting.tell_staff(letters.SWAP_ASKED, account=theirs.appointment.account_id)


def both_lead(acting: Acting) -> str | None:
    """One's own slot, another's slot of the same kind, both led and to come."""
    mine, theirs = person_in(acting.data["mine"]), person_in(acting.data["theirs"])
    if mine is None or mine.appointment.account_id != acting.by.account or mine.part != Part.LEADER:
        return _("只能调换自己带班的场次。要换别人的班，请排班的人“换人”。")
    if theirs is None or theirs.part != Part.LEADER or theirs.slot.kind_id != mine.slot.kind_id:
        return _("请选同一种接待里别人带班的一场。")
    return still_to_come(acting, mine, theirs)


def can_be_swapped(acting: Acting) -> str | None:
    """When the other agrees, both still lead their slots, these are to come, and both can be there."""
    row = acting.row
    held = persons_held([row.mine_id, row.theirs_id])
    for one, who in ((held[row.mine_id], row.asking_id), (held[row.theirs_id], row.asked_id)):
        if one.appointment_id != who or one.part != Part.LEADER:
            return _("那一场已经换了人，这个请求不能再同意了，请答复不同意。")
    return still_to_come(acting, row.mine, row.theirs)


def still_to_come(acting: Acting, mine: SlotPerson, theirs: SlotPerson) -> str | None:
    """Neither slot begun or called off; nobody on leave or already in the other slot."""
    today = timezone.localdate(acting.now)
    for one in (mine, theirs):
        if one.slot.state not in TO_COME or one.slot.day < today:
            return _("%(day)s那一场已经开始、结束或者取消，不能调换了。") % {"day": in_words(one.slot.day)}
    for one, other in ((mine, theirs), (theirs, mine)):
        name, day = one.appointment.person.name, in_words(other.slot.day)
        if away_on(other.slot.day, [one.appointment_id]):
            return _("%(name)s在%(day)s请假，不能换到那一天。") % {"name": name, "day": day}
        there = {person.appointment.person_id for person in persons_of(other.slot)}
        if one.appointment.person_id in there:
            sentence = _("%(name)s在%(day)s那一场已经有任务，请先请排班的人给那一场换人。")
            return sentence % {"name": name, "day": day}
    return None


def agree(acting: Acting) -> None:
    """Swap the two; where a slot was posted its notice is posted anew (RCP-02)."""
    mine, theirs = acting.row.mine, acting.row.theirs
    first, second = mine.appointment, theirs.appointment
    acting.change(mine, appointment=second, came_at=None, absent_for="")
    acting.change(theirs, appointment=first, came_at=None, absent_for="")
    note(acting, mine.slot, Altered.LEADER, called(first), called(second))
    note(acting, theirs.slot, Altered.LEADER, called(second), called(first))
    answer(acting)
    acting.tell_staff(letters.SWAP_AGREED, account=first.account_id)


def decline(acting: Acting) -> None:
    """The other doesn't want to (不同意)."""
    answer(acting)
    acting.tell_staff(letters.SWAP_DECLINED, account=acting.row.asking.account_id)


def answer(acting: Acting) -> None:
    """Write down when it was answered."""
    acting.row.answered_at = acting.now
