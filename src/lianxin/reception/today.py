"""What waits for somebody today because of reception (今天我要办的): one's slots, answers, what is to be posted."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext

from lianxin.kernel import clock
from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.editions import value_of
from lianxin.kernel.worktime import calendar_in_force
from lianxin.matters.waiting import Waiting, register
from lianxin.reception.desks import held_today
from lianxin.reception.queries.kinds import arranged
from lianxin.reception.queries.slots import own_slots, to_post
from lianxin.reception.queries.swaps import asked_of
from lianxin.reception.rules.days import latest_posting
from lianxin.reception.terms import TERMS
from lianxin.web.dates import day as in_words

SOON = timedelta(days=7)


def waiting(by: Actor) -> Iterator[Waiting]:
    """One's own slots of today and tomorrow, swaps to answer, slots to post."""
    if by.account is None:
        return
    today = clock.today()
    own = own_slots(by, today, today + timedelta(days=1))
    yield from held_today(one for one in own if one.slot.day == today)
    for one in (one for one in own if one.slot.day > today):
        begins = timezone.localtime(one.slot.starts_at)
        words = _("%(day)s %(time)s “%(kind)s”，您担任%(part)s")
        said = {
            "day": in_words(one.slot.day),
            "time": f"{begins:%H:%M}",
            "kind": one.slot.kind.name,
            "part": one.get_part_display(),
        }
        yield Waiting(words % said, reverse("slot", args=[one.slot_id]))
    swaps = len(asked_of(by))
    if swaps:
        label = ngettext("%(n)d 个换班请求等您答复", "%(n)d 个换班请求等您答复", swaps) % {"n": swaps}
        yield Waiting(label, reverse("swaps"))
    if by.holds(Role.TRIAGE, Role.CLERK):
        yield from to_be_posted(by)


def to_be_posted(by: Actor) -> Iterator[Waiting]:
    """How many planned slots have to be posted within a week; late where the day for it is over."""
    today, ahead = clock.today(), value_of(TERMS).ahead
    rows = to_post(arranged(by), today, today + SOON + timedelta(days=ahead))
    due = [latest_posting(row.day, ahead, calendar_in_force(row.kind.area.code)) for row in rows]
    soon = [day for day in due if day <= today + SOON]
    if soon:
        label = ngettext(
            "%(n)d 场接待要公示，最早的%(day)s前", "%(n)d 场接待要公示，最早的%(day)s前", len(soon)
        )
        said = {"n": len(soon), "day": in_words(min(soon))}
        yield Waiting(label % said, reverse("rota"), late=min(soon) < today)


register(waiting)
