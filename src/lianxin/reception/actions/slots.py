"""Guards and effects of a slot: planned, posted, altered, opened, ended, called off (场次的动作)."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _, ngettext

from lianxin.calendars.hours import moment
from lianxin.kernel.actor import Role
from lianxin.kernel.editions import value_of
from lianxin.kernel.worktime import calendar_in_force
from lianxin.matters.workflow import Acting
from lianxin.places.rules import inside
from lianxin.reception.actions.noting import note
from lianxin.reception.actions.persons import named
from lianxin.reception.models import Kind, SlotPerson
from lianxin.reception.queries.slots import slot_at
from lianxin.reception.queries.unsettled import unsettled
from lianxin.reception.rules.days import latest_posting
from lianxin.reception.rules.slots import Altered
from lianxin.reception.terms import TERMS
from lianxin.web.dates import day as in_words, when


def plan(acting: Acting) -> None:
    """Put a slot into the rota (排定); what isn't said is as its kind has it."""
    kind: Kind = acting.data["kind"]
    day: date = acting.data["day"]
    row = acting.row
    row.kind, row.day, row.area = kind, day, kind.area
    acting.hold(kind.unit_id)
    row.starts_at = moment(day, acting.data.get("starts") or kind.starts)
    row.ends_at = moment(day, acting.data.get("ends") or kind.ends)
    row.place = acting.data.get("place") or kind.place
    row.theme = acting.data.get("theme") or ""
    row.invited_id = acting.data.get("invited")
    row.numbers, row.windows = kind.numbers, kind.windows
    for part, appointment in named(acting):
        acting.add(SlotPerson(slot=row, appointment_id=appointment, part=part))
    acting.facts["day"] = day.isoformat()


def arranges_this_kind(acting: Acting) -> str | None:
    """Only who arranges a kind puts slots of it into the rota."""
    kind: Kind = acting.data["kind"]
    hand = acting.hand or acting.by
    desk = hand.holds(Role.TRIAGE) and inside(kind.area.code, hand.scopes)
    if desk or kind.unit_id in hand.units:
        return None
    return _("“%(kind)s”不归您排班，请找%(unit)s。") % {"kind": kind.name, "unit": kind.unit.name}


def kind_is_held(acting: Acting) -> str | None:
    """No slot of a kind that was given up."""
    kind: Kind = acting.data["kind"]
    if kind.active:
        return None
    return _("“%(kind)s”已停用。要再办，请先在接待种类里启用。") % {"kind": kind.name}


def not_in_the_past(acting: Acting) -> str | None:
    """A plan is for days to come."""
    if acting.data["day"] >= timezone.localdate(acting.now):
        return None
    return _("%(day)s已经过去，请选今天或以后的日子。") % {"day": in_words(acting.data["day"])}


def nothing_at_that_time(acting: Acting) -> str | None:
    """A kind has one slot at a time."""
    kind, day = acting.data["kind"], acting.data["day"]
    starts = moment(day, acting.data.get("starts") or kind.starts)
    if not slot_at(kind, starts):
        return None
    return _("%(day)s这个时间已经排了一场，请看排班表。") % {"day": in_words(day)}


def in_time(acting: Acting) -> str | None:
    """Posted so many working days ahead as the office set, by the calendar (RCP-02)."""
    row, ahead = acting.row, value_of(TERMS).ahead
    calendar = calendar_in_force(row.area.code if row.area else "")
    last = latest_posting(row.day, ahead, calendar)
    if timezone.localdate(acting.now) <= last:
        return None
    sentence = _(
        "这一场在%(day)s，要提前 %(n)d 个工作日、最迟%(last)s公示，已经来不及。"
        "请改期；确实要办的，用“补公示”并写明原因。"
    )
    return sentence % {"day": in_words(row.day), "n": ahead, "last": in_words(last)}


def publish(acting: Acting) -> None:
    """Post the slot (公示)."""
    acting.row.published_at = acting.row.published_at or acting.now
    acting.row.posted_at = acting.now


def publish_late(acting: Acting) -> None:
    """Post it on shorter notice, with the reason (补公示)."""
    publish(acting)
    acting.row.late, acting.row.late_reason = True, acting.data["reason"]


def alter(acting: Acting) -> None:
    """Another time on its day, another place or theme (变更)."""
    row, said = acting.row, acting.data
    span = f"{when(row.starts_at)}–{timezone.localtime(row.ends_at):%H:%M}"
    starts, ends = moment(row.day, said["starts"]), moment(row.day, said["ends"])
    if (starts, ends) != (row.starts_at, row.ends_at):
        row.starts_at, row.ends_at = starts, ends
        note(acting, acting.row, Altered.TIME, span, f"{when(starts)}–{timezone.localtime(ends):%H:%M}")
    if said["place"] != row.place:
        note(acting, acting.row, Altered.PLACE, row.place, said["place"])
        row.place = said["place"]
    if said["theme"] != row.theme:
        note(acting, acting.row, Altered.THEME, row.theme, said["theme"])
        row.theme = said["theme"]
    row.invited_id = said["invited"]
    row.numbers, row.windows, row.paper_from = said["numbers"], said["windows"], said["paper_from"]


def is_today(acting: Acting) -> str | None:
    """A slot is opened, and signed in to, on its day."""
    if acting.row.day == timezone.localdate(acting.now):
        return None
    sentence = _("这一场排在%(day)s，当天才能办；日子不对请先改期。")
    return sentence % {"day": in_words(acting.row.day)}


def open_(acting: Acting) -> None:
    """Begin (开始接待)."""
    acting.row.opened_at = acting.now


def every_visit_settled(acting: Acting) -> str | None:
    """Visits are the sum of their outcomes before a slot ends (RCP-06)."""
    left = unsettled(acting.row)
    if not left:
        return None
    sentence = ngettext(
        "还有 %(n)d 位来访人没有结果，请逐位登记结果后再结束。",
        "还有 %(n)d 位来访人没有结果，请逐位登记结果后再结束。",
        left,
    )
    return sentence % {"n": left}


def end(acting: Acting) -> None:
    """End it (结束)."""
    acting.row.ended_at = acting.now


def cancel(acting: Acting) -> None:
    """Call it off (取消), with the reason the public reads, and the slot that is held instead (改期)."""
    acting.row.reason = acting.data["reason"]
    acting.row.moved_to_id = acting.data.get("moved_to")
    became = acting.data.get("became") or ""
    note(acting, acting.row, Altered.CANCELLED, in_words(acting.row.day), became)
