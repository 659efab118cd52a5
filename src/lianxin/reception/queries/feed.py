"""The plan as a calendar to subscribe to (日历订阅)."""

from datetime import date

from django.utils.translation import gettext as _

from lianxin.reception.models import Kind
from lianxin.reception.queries.slots import Shown, posted
from lianxin.reception.rules.feed import Entry, calendar_file


def feed(kind: Kind, first: date, weeks: int, host: str) -> str:
    """The posted slots of a kind from a day on; leaders by name and post, nobody else."""
    shown = posted(first, weeks, kind)
    return calendar_file(kind.name, [entry(one, kind, host) for one in shown])


def entry(one: Shown, kind: Kind, host: str) -> Entry:
    """One slot."""
    slot = one.slot
    said = [_("接待领导：%(name)s") % {"name": one.leader}]
    said += [slot.theme, slot.reason if one.cancelled else ""]
    return Entry(
        uid=f"slot-{slot.county_id}-{slot.pk}@{host}",
        edition=slot.version + len(one.changes),
        starts=slot.starts_at,
        ends=slot.ends_at,
        title=_("%(kind)s（已取消）") % {"kind": kind.name} if one.cancelled else kind.name,
        place=slot.place,
        words="\n".join(words for words in said if words),
        changed=slot.posted_at or slot.starts_at,
        cancelled=one.cancelled,
    )
