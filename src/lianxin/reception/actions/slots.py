"""Guards and effects of a slot: planned, posted, opened, ended, called off (场次的动作)."""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _, ngettext

from lianxin.calendars.hours import moment
from lianxin.matters.workflow import Acting
from lianxin.reception.models import Kind, SlotPerson
from lianxin.reception.queries.unsettled import unsettled
from lianxin.reception.rules.slots import Part


def named(acting: Acting) -> Sequence[tuple[str, int]]:
    """The persons typed, as (part, appointment)."""
    persons: Sequence[tuple[str, int]] = acting.data["persons"]
    return persons


def plan(acting: Acting) -> None:
    """Put a slot into the rota (排定); what isn't said is as its kind has it."""
    kind: Kind = acting.data["kind"]
    day: date = acting.data["day"]
    row = acting.row
    row.kind, row.day, row.area, row.holder = kind, day, kind.area, kind.unit
    row.starts_at = acting.data.get("starts_at") or moment(day, kind.starts)
    row.ends_at = acting.data.get("ends_at") or moment(day, kind.ends)
    row.place = acting.data.get("place") or kind.place
    row.theme = acting.data.get("theme") or ""
    row.invited = acting.data.get("invited")
    row.numbers, row.windows = kind.numbers, kind.windows
    for part, appointment in named(acting):
        acting.add(SlotPerson(slot=row, appointment_id=appointment, part=part))
    acting.facts["day"] = day.isoformat()


def leader_and_substitute(acting: Acting) -> str | None:
    """A slot has one leader, and always a substitute who is somebody else."""
    parts = [part for part, _appointment in named(acting)]
    if parts.count(Part.LEADER) != 1:
        return _("请选一位接待领导。")
    if Part.SUBSTITUTE not in parts:
        return _("请选一位替补，领导来不了时由替补接待。")
    if len({appointment for _part, appointment in named(acting)}) < len(parts):
        return _("一个人在一场里只能担任一样，请换一位。")
    return None


def publish(acting: Acting) -> None:
    """Post the slot (公示)."""
    acting.row.published_at = acting.row.published_at or acting.now
    acting.row.posted_at = acting.now


def is_today(acting: Acting) -> str | None:
    """A slot is opened on its day."""
    if acting.row.day == timezone.localdate(acting.now):
        return None
    return _("这一场排在%(day)s，当天才能开始；日子不对请先改期。") % {"day": acting.row.day}


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
    """Call it off (取消), with the reason the public reads."""
    acting.row.reason = acting.data["reason"]
