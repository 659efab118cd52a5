"""Guards and effects of a visit: number, call, window, who comes along (取号、叫号的动作)."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.kernel import clock
from lianxin.kernel.actor import Actor
from lianxin.matters.models import Stateful
from lianxin.matters.workflow import Acting, Sentence
from lianxin.reception.models import Slot, Speaker, Visit
from lianxin.reception.queries.rights import runs
from lianxin.reception.queries.visits import (
    GIVES_NUMBERS,
    at_window,
    phone_key,
    visit_with_number,
    visit_with_phone,
)
from lianxin.reception.rules.slots import SlotState
from lianxin.reception.rules.visits import AT_A_WINDOW, MOST_SPEAK, Taken, is_group, speakers_wrong


def receives(by: Actor, row: Stateful | None) -> bool:
    """Whoever runs the slot of the visit."""
    return runs(by, row.slot if isinstance(row, Visit) and row.slot_id else None)


def runs_the_slot(acting: Acting) -> Sentence:
    """Numbers are given by whoever runs this slot."""
    if runs(acting.by, acting.data["slot"]):
        return None
    return _("这一场不由您接待。请让这一场的接待人员发号。")


def slot_gives_numbers(acting: Acting) -> Sentence:
    """Numbers are given on the day of the slot, until it ends."""
    slot: Slot = acting.data["slot"]
    if slot.state in GIVES_NUMBERS and slot.day == timezone.localdate(acting.now):
        return None
    if slot.state == SlotState.CANCELLED:
        return _("这一场已经取消，不发号了。请看公示里改在哪一天。")
    if slot.state == SlotState.ENDED:
        return _("这一场已经结束，不发号了。请下一场再来，或者在网上反映、打电话。")
    return _("%(day)s这一场还不能取号：公示以后、当天才发号。") % {"day": slot.day}


def number_is_left(acting: Acting) -> Sentence:
    """There are as many numbers as the slot has, and not one more."""
    slot: Slot = acting.data["slot"]
    number: int | None = acting.data.get("number")
    if number is None:
        return _(
            "今天这一场的号已经取完。请下一场再来；也可以现在就在网上反映、打电话，或者把要说的事写下来交给窗口。"
        )
    if not 1 <= number <= slot.numbers:
        return _("这一场只有 1 到 %(last)d 号，请对照号条核对。") % {"last": slot.numbers}
    return None


def number_is_free(acting: Acting) -> Sentence:
    """A number belongs to one visit; the same slip of paper is entered once."""
    slot: Slot = acting.data["slot"]
    before = visit_with_number(slot, acting.data["number"])
    if before is None:
        return None
    said = {
        "number": before.number,
        "at": f"{timezone.localtime(before.recorded_at):%H:%M}",
        "state": acting.flow.state(before.state).staff,
    }
    return (
        _(
            "%(number)s 号 %(at)s 已经登记过，现在是“%(state)s”。是同一张号条就不用再登；不是，请核对号条上的号再填。"
        )
        % said
    )


def one_number_a_phone(acting: Acting) -> Sentence:
    """One telephone waits with one number."""
    before = visit_with_phone(acting.data["slot"], acting.data.get("phone") or "")
    if before is None:
        return None
    return _("这个电话已经取了 %(number)s 号，还在等。不用再取，到时按号进去就行。") % {
        "number": before.number
    }


def taken_on_the_day(acting: Acting) -> Sentence:
    """What stands on the paper is of the slot's day, and not of the future."""
    slot: Slot = acting.data["slot"]
    at: datetime = acting.data["taken_at"]
    if timezone.localdate(at) != slot.day:
        return _("纸上的日期不是这一场的（%(day)s）。请对照纸表核对。") % {"day": slot.day}
    if at > clock.now():
        return _("纸上的时间不能晚于现在，请核对。")
    return None


def slot_was_held(acting: Acting) -> Sentence:
    """Paper is entered for a slot that began."""
    slot: Slot = acting.data["slot"]
    if slot.state in (SlotState.OPEN, SlotState.ENDED):
        return None
    return _("这一场还没有开始。请先点“开始接待”，再补登纸表。")


def take(acting: Acting) -> None:
    """Give a number (取号)."""
    settle_in(acting, Taken.DESK)


def draw(acting: Acting) -> None:
    """A number taken on the telephone (手机取号)."""
    settle_in(acting, Taken.PHONE)


def enter_paper(acting: Acting) -> str:
    """What was written on paper (补登): heard, or gone before they were."""
    settle_in(acting, Taken.PAPER, at=acting.data["taken_at"])
    if acting.data.get("gone"):
        acting.row.settled_at = acting.row.taken_at
        return "left"
    acting.row.talked_at = acting.data["talked_at"] or acting.row.taken_at
    acting.row.window = acting.data.get("window")
    return "talking"


def settle_in(acting: Acting, way: Taken, *, at: datetime | None = None) -> None:
    """The row of a visit as it begins."""
    slot: Slot = acting.data["slot"]
    row: Visit = acting.row
    row.slot, row.number, row.area = slot, acting.data["number"], slot.area
    acting.hold(slot.holder_id)
    row.taken, row.taken_at, row.recorded_at = way, at or acting.now, acting.now
    write_who(acting)
    acting.facts |= {"slot": slot.pk, "number": row.number, "persons": row.persons}


def write_who(acting: Acting) -> None:
    """How many came, and what they said of themselves; nobody has to give a name."""
    row, data = acting.row, acting.data
    row.persons = data.get("persons") or 1
    row.name, row.phone = data.get("name") or "", data.get("phone") or ""
    row.phone_index = phone_key(data.get("phone") or "")
    row.needs, row.private = list(data.get("needs") or ()), bool(data.get("private"))
    name_speakers(acting)


def name_speakers(acting: Acting) -> None:
    """Write down who speaks for a group; who did before stays on record."""
    row: Visit = acting.row
    names: list[str] = list(acting.data.get("speakers") or ())
    standing = list(row.speakers.filter(replaced_at=None).order_by("pk")) if row.pk else []
    if [one.name for one in standing] == names:
        return
    for one in standing:
        acting.change(one, replaced_at=acting.now)
    for name in names:
        speaker = Speaker(visit=row, named_at=acting.now)
        speaker.name = name
        acting.add(speaker)
    acting.facts["speakers"] = len(names)


def speakers_fit(acting: Acting) -> Sentence:
    """No more than five speak for a group, and nobody for whom nobody came."""
    persons, names = acting.data.get("persons") or 1, acting.data.get("speakers") or ()
    if len(names) > MOST_SPEAK:
        return _("代表最多 %(most)d 人，现在写了 %(now)d 人。请他们自己推选，再改。") % {
            "most": MOST_SPEAK,
            "now": len(names),
        }
    if len(names) > persons:
        return _("来了 %(persons)d 人，却写了 %(now)d 位代表。请核对人数。") % {
            "persons": persons,
            "now": len(names),
        }
    return None


def group_has_speakers(acting: Acting) -> Sentence:
    """Five or more about one matter choose who speaks before they are heard (RCP-04)."""
    row: Visit = acting.row
    given = acting.data.get("speakers")
    if given is None and row.pk:
        given = row.speakers.filter(replaced_at=None)
    names = len(given or ())
    persons = acting.data.get("persons") or row.persons
    if not is_group(persons) or not speakers_wrong(persons, names):
        return None
    return _(
        "这一号来了 %(persons)d 人。同一件事 5 人以上来访，请他们推选 1 到 5 名代表（信访工作条例第二十条，"
        "2022 年版，请核对原文），在“补记来访人”里写上代表再接谈；各说各的事，请分别取号。"
    ) % {"persons": persons}


def slot_is_open(acting: Acting) -> Sentence:
    """Numbers are called once the slot was opened."""
    if acting.row.slot.state == SlotState.OPEN:
        return None
    return _("这一场还没有开始，或者已经结束。请先点“开始接待”。")


def slot_is_over(visit: Visit) -> Sentence:
    """Who comes back is called; once the slot is over, nobody is."""
    if visit.slot.state != SlotState.ENDED:
        return None
    return _("这一场已经结束。其实谈过的，点“其实谈过，补记”；没谈成的，请他下一场再来。")


def slot_goes_on(visit: Visit) -> Sentence:
    """What was heard and not written down is found out when the slot is over."""
    if visit.slot.state == SlotState.ENDED:
        return None
    return _("这一场还没有结束。请点“又来了”，再叫号接谈。")


def window_is_free(acting: Acting) -> Sentence:
    """A window has one visit at a time; and it is one of the slot's windows."""
    window: int = acting.data.get("window") or acting.row.window or 1
    slot: Slot = acting.row.slot
    if not 1 <= window <= slot.windows:
        return _("这一场只有 %(last)d 个窗口，请重选。") % {"last": slot.windows}
    here = at_window(slot, window)
    if here is None or here.pk == acting.row.pk:
        return None
    return _("%(window)d 号窗口还有 %(number)d 号。请先给他登记结果，或者点“过号”。") % {
        "window": window,
        "number": here.number,
    }


def call(acting: Acting) -> None:
    """Call a number (叫号), once more where it was called before."""
    row: Visit = acting.row
    row.window = acting.data.get("window") or row.window or 1
    row.calls, row.called_at = row.calls + 1, acting.now
    acting.facts["window"] = row.window


def skip(acting: Acting) -> None:
    """Nobody came when called (过号); they keep their number and can be called again."""
    acting.row.window = None


def talk(acting: Acting) -> None:
    """They sit down (接谈)."""
    row: Visit = acting.row
    row.window = acting.data.get("window") or row.window or 1
    row.talked_at = acting.now
    acting.facts["window"] = row.window


def move_window(acting: Acting) -> None:
    """On to another window (换窗口)."""
    acting.row.window = acting.data["window"]
    acting.facts["window"] = acting.row.window


def another_window(acting: Acting) -> Sentence:
    """… which isn't the one they are at."""
    if acting.row.state in AT_A_WINDOW and acting.data["window"] == acting.row.window:
        return _("他已经在这个窗口了，请选另一个。")
    return None


def note(acting: Acting) -> None:
    """Put right how many came, who speaks, what they need (补记来访人); an empty telephone stays what it was."""
    phone = acting.row.phone
    write_who(acting)
    if not acting.row.phone:
        acting.row.phone, acting.row.phone_index = phone, phone_key(phone)
    acting.facts["persons"] = acting.row.persons


def leave(acting: Acting) -> None:
    """They went before they were heard (未等到)."""
    acting.row.window, acting.row.settled_at = None, acting.now


def come_back(acting: Acting) -> None:
    """They are here again (又来了)."""
    acting.row.settled_at = None
