"""Reminders without noise (到期提醒): one when a limit turns yellow and one when it turns red, to whose turn it is.

What is overdue is told of in the digest of the morning only, see `morning`. Nobody is reminded in the evening, on a
day off, of what stands still, is done or waits for somebody else; emergencies ring at any hour. A reminder that no
post can get, because nobody holds one, becomes a line of the list of people to be told (待电话告知): somebody rings
the unit. A reminder is a notice whose key names clock and colour, so that it comes once whatever runs twice.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.kernel import clock, letters, notices, outbox
from lianxin.kernel.actor import Actor
from lianxin.kernel.letters import Letter
from lianxin.kernel.models.message import Channel, Message
from lianxin.kernel.models.notice import Notice, Topic
from lianxin.kernel.readers import Reader
from lianxin.matters.act import may
from lianxin.matters.flows import flow_of
from lianxin.matters.ledger import row_kind
from lianxin.matters.limits import Light, ahead
from lianxin.matters.models import Clock, Matter, Urgency
from lianxin.matters.queries import visible, waited_for
from lianxin.matters.workflow import Move
from lianxin.people.queries import actor_on, in_force

YELLOW, RED, TO_RING = "staff.yellow", "staff.red", "unit_to_ring"
BY_LIGHT = {Light.YELLOW: YELLOW, Light.RED: RED}
FURTHEST = timedelta(
    days=40
)  # no light of a limit turns sooner before its end: twelve days of sixty, with holidays
OLDEST = timedelta(
    days=10
)  # what turned while the office was shut is told when it opens; no holiday is longer
SLICE = 500

letters.register(
    Letter(
        YELLOW,
        _("%(number)s 的时限快到了（%(due)s %(time)s 到期），请安排办理。"),
        topic=Topic.TIME,
        label=_("时限亮黄灯时，给正该办的岗位，一次"),
    ),
    Letter(
        RED,
        _("%(number)s 就要超期（%(due)s %(time)s 到期），请马上办理。"),
        topic=Topic.TIME,
        label=_("时限亮红灯时，给正该办的岗位，一次"),
    ),
    Letter(
        TO_RING,
        _(
            "%(number)s 在%(unit)s号单位手上就要超期（%(due)s %(time)s 到期），那里没有人在岗，请打电话告诉单位。"
        ),
        label=_("时限亮红灯、单位没有人在岗时，打电话告诉单位"),
    ),
)


@dataclass(frozen=True)
class Turned:
    """A clock whose light has turned, of which matter, to which colour; nobody was told yet."""

    running: Clock
    matter: Matter
    light: Light

    @property
    def key(self) -> str:
        """What makes it come once."""
        return f"light:{self.running.pk}:{self.light}"

    @property
    def moves(self) -> list[Move]:
        """What is waited for: the moves that end the limit, or those out of the state it belongs to."""
        flow = flow_of(self.matter)
        state, code = flow.state(self.matter.state), self.running.limit
        if code == state.limit:
            return waited_for(flow.moves, state)
        return [move for move in flow.moves if code in move.ends and state.code in move.source]


def remind() -> None:
    """Tell whose turn it is of each limit that has turned yellow or red; outside office hours of emergencies only."""
    now = clock.now()
    turned = list(newly_turned(now, all_of_them=notices.at_work(now)))
    if turned:
        held = in_force(now).select_related("post__unit__area", "person", "substitute_for")
        tell(turned, [actor_on(one) for one in held.order_by("post_id", "pk")], now)


def newly_turned(now: datetime, *, all_of_them: bool) -> Iterator[Turned]:
    """The clocks whose light turned within the last days and of which nobody has been told."""
    soon = Clock.objects.filter(row_kind="matter", stopped=None, paused=None, due__gt=now)
    running = iter(soon.filter(due__lt=now + FURTHEST).order_by("due", "pk"))
    while clocks := list(islice(running, SLICE)):
        matters = Matter.objects.select_related("holder").in_bulk([one.row_id for one in clocks])
        found = [
            Turned(one, matter, light)
            for one in clocks
            if (matter := matters.get(one.row_id)) is not None
            and (all_of_them or matter.urgency == Urgency.EMERGENCY)
            and (light := light_that_turned(one, matter, now)) is not None
        ]
        found = [one for one in found if one.moves]
        told = Notice.objects.filter(letter__in=BY_LIGHT.values(), row_kind="matter")
        keys = told.filter(row_id__in={one.matter.pk for one in found}).values_list("key", flat=True)
        known = {key.rsplit(":", 1)[0] for key in keys}
        yield from (one for one in found if one.key not in known)


def light_that_turned(running: Clock, matter: Matter, now: datetime) -> Light | None:
    """The colour a clock turned to within the last days; red alone where both came together."""
    limit, whole = (
        flow_of(matter).limit_for(running.limit, matter, running.started),
        running.due - running.started,
    )
    for light, mark in ((Light.RED, limit.red), (Light.YELLOW, limit.yellow)):
        at = running.due - ahead(mark, whole)
        if at <= now:
            return light if now - at < OLDEST else None
    return None


def tell(turned: Sequence[Turned], staff: Sequence[Actor], now: datetime) -> None:
    """Put each before the posts whose turn it is and who may see it; where there is none, somebody rings."""
    recipients: dict[str, list[int]] = {one.key: [] for one in turned}
    for by in staff:
        mine = [one for one in turned if any(may(by, move, one.matter) is None for move in one.moves)]
        if mine:
            keys = [one.matter.pk for one in mine]
            seen = set(visible(by, Matter).filter(pk__in=keys).values_list("pk", flat=True))
            for one in mine:
                if one.matter.pk in seen:
                    recipients[one.key] += by.posts
    notices.put([notice(one, recipients[one.key], now) for one in turned if recipients[one.key]])
    ring(one for one in turned if not recipients[one.key])


def notice(one: Turned, posts: Sequence[int], now: datetime) -> notices.Told:
    """A reminder as a notice."""
    return notices.Told(
        BY_LIGHT[one.light],
        {"number": one.matter.number, **due_on(one)},
        row_kind=row_kind(one.matter),
        row_id=one.matter.pk,
        posts=posts,
        at=now,
        key=one.key,
    )


def due_on(one: Turned) -> dict[str, object]:
    """Day and time by the office's clock, each as a letter takes it."""
    due = timezone.localtime(one.running.due)
    return {"due": due.date(), "time": f"{due:%H:%M}"}


def ring(unheard: Iterable[Turned]) -> None:
    """Put the red ones that lie with a unit nobody is in before whoever makes the calls, once each."""
    for one in unheard:
        unit = one.matter.holder
        if one.light != Light.RED or unit is None:
            continue
        about = {"row_kind": row_kind(one.matter), "row_id": one.matter.pk, "letter": TO_RING}
        if not Message.objects.filter(**about, at__gte=one.running.started).exists():
            variables = {"number": one.matter.number, "unit": unit.code, **due_on(one)}
            outbox.queue(
                TO_RING,
                row_kind=row_kind(one.matter),
                row_id=one.matter.pk,
                variables=variables,
                to=unit.phone,
                at=clock.now(),
                urgent=True,
                reader=Reader("unit", unit.pk, Channel.PHONE),
            )
