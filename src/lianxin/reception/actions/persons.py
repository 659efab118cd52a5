"""Guards and effects about who is in a slot: named, replaced, signed in, away (当值人员的动作)."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from lianxin.matters.workflow import Acting
from lianxin.reception import letters
from lianxin.reception.actions.noting import note
from lianxin.reception.models import SlotPerson
from lianxin.reception.queries.persons import appointments, away_on, called
from lianxin.reception.queries.slots import named_in, persons_of
from lianxin.reception.queries.talks import heard_by
from lianxin.reception.rules.slots import Altered, Part
from lianxin.web.dates import day as in_words

WHAT = {Part.LEADER: Altered.LEADER, Part.SUBSTITUTE: Altered.SUBSTITUTE}


def named(acting: Acting) -> Sequence[tuple[str, int]]:
    """The persons typed, as (part, appointment)."""
    persons: Sequence[tuple[str, int]] = acting.data["persons"]
    return persons


def will_be_there(acting: Acting) -> Sequence[tuple[str, int]]:
    """The persons of a slot once what was typed is done: all of a new one, or one of them replaced or added."""
    if "persons" in acting.data:
        return named(acting)
    said = acting.data
    kept = [(one.part, one.appointment_id) for one in persons_of(acting.row) if one.pk != said["instead"]]
    return [*kept, (said["part"], said["appointment"])]


def leader_and_substitute(acting: Acting) -> str | None:
    """A slot has one leader, and always a substitute who is somebody else."""
    parts = [part for part, _appointment in will_be_there(acting)]
    if parts.count(Part.LEADER) != 1:
        return _("一场接待要有一位接待领导，请选一位；要换人，请在“换下谁”里选原来的领导。")
    if Part.SUBSTITUTE not in parts:
        return _("请选一位替补，领导来不了时由替补接待。")
    found = appointments(key for _part, key in will_be_there(acting))
    if len({one.person_id for one in found.values()}) < len(parts):
        return _("一个人在一场里只能担任一样，请换一位。")
    return None


def nobody_is_away(acting: Acting) -> str | None:
    """Who has leave on the day is not put into it."""
    day = acting.data.get("day") or acting.row.day
    typed = named(acting) if "persons" in acting.data else [("", acting.data["appointment"])]
    gone = away_on(day, [key for _part, key in typed])
    if not gone:
        return None
    names = "、".join(one.person.name for one in gone)
    return _("%(names)s在%(day)s请假，请换一位。") % {"names": names, "day": in_words(day)}


def has_heard_nobody(acting: Acting) -> str | None:
    """Who heard visitors stays in the slot: their name stands on the talk records."""
    earlier = named_in(acting.row, acting.data["instead"])
    if earlier is None or not heard_by(earlier):
        return None
    return _("接谈记录上写着由%(name)s接谈，不能换下。来顶的人请加为陪同或替补：“换下谁”里选“不换下谁”。") % {
        "name": earlier.appointment.person.name
    }


def recorder_is_not_invited(acting: Acting) -> str | None:
    """Who writes down a talk about a unit doesn't belong to it (RCP-10)."""
    invited = acting.data.get("invited", acting.row.invited_id)
    if not invited:
        return None
    recording = [key for part, key in will_be_there(acting) if part == Part.RECORDER]
    for one in appointments(recording).values():
        if one.post.unit_id == invited:
            sentence = _("%(name)s是被反映、被邀请单位的人，不能当记录，请换一位。")
            return sentence % {"name": called(one)}
    return None


def put(acting: Acting) -> None:
    """Put somebody into the slot, or in another's place (换人); after it was posted, the notice is posted anew."""
    said = acting.data
    fresh = appointments([said["appointment"]])[said["appointment"]]
    earlier = named_in(acting.row, said["instead"])
    was = called(earlier.appointment) if earlier is not None else ""
    if earlier is None:
        acting.add(SlotPerson(slot=acting.row, appointment=fresh, part=said["part"]))
    else:
        acting.change(earlier, appointment=fresh, part=said["part"], came_at=None, absent_for="")
    note(acting, acting.row, WHAT.get(said["part"], Altered.OTHERS), was, called(fresh))
    acting.facts["part"], acting.facts["appointment"] = said["part"], fresh.pk
    acting.tell_staff(letters.PUT_IN, account=fresh.account_id)


def sign_in(acting: Acting) -> None:
    """Write down who is there (签到)."""
    chosen = set(acting.data["persons_here"])
    for one in persons_of(acting.row):
        if one.pk in chosen and one.came_at is None:
            acting.change(one, came_at=acting.now, absent_for="")
    acting.facts["persons"] = sorted(chosen)


def stay_away(acting: Acting) -> None:
    """Write down who doesn't come and for what (缺席); who stands in for a leader is told."""
    everybody = persons_of(acting.row)
    one = next(one for one in everybody if one.pk == acting.data["person"])
    acting.change(one, came_at=None, absent_for=acting.data["absent_for"])
    acting.facts["person"] = one.pk
    if one.part == Part.LEADER:
        for other in everybody:
            if other.part == Part.SUBSTITUTE:
                acting.tell_staff(letters.STEP_IN, account=other.appointment.account_id)
