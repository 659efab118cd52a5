"""Reminders without noise: yellow once, red once, to whose turn it is; what is overdue in one digest a morning."""

import random
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from lianxin.kernel import clock, letters, notices, outbox
from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.models.job import Job
from lianxin.kernel.models.message import Channel, Message
from lianxin.kernel.models.notice import Notice
from lianxin.kernel.worker import run_due
from lianxin.matters import morning, reminding
from lianxin.matters.models import Clock, Matter
from lianxin.matters.refusals import Refused
from lianxin.people.models import Appointment
from tests.township import Township, actor, at

MONDAY = at("2026-11-02 09:00")
LIGHTS = (reminding.YELLOW, reminding.RED)
DIGESTS = (morning.MORNING, morning.OF_A_HEAD)


def look(moment: datetime | str) -> None:
    """The worker looks for lights that have turned."""
    with clock.standing_at(at(moment) if isinstance(moment, str) else moment):
        reminding.remind()


def reminded(*, of: Matter | None = None) -> list[tuple[str, int | None]]:
    """Letters and posts of the reminders, in order."""
    found = Notice.objects.filter(letter__in=LIGHTS).order_by("pk")
    if of is not None:
        found = found.filter(row_id=of.pk)
    return list(found.values_list("letter", "post_id"))


def post_of(by: Actor) -> int:
    return min(by.posts)


@pytest.fixture
def working(town: Township) -> Matter:
    """The water station works on it until the 9th, 17:30; yellow two days before, red eight hours before."""
    matter = town.working(town.file(when=MONDAY), MONDAY)
    town.go(matter, "record", by=town.water_handler, when=MONDAY, kind="contact", text="打过电话。")
    return matter


@pytest.mark.req("INV-22")
def test_the_unit_hears_once_at_yellow_and_once_at_red_and_no_more(town: Township, working: Matter) -> None:
    water = post_of(town.water_handler)
    look("2026-11-06 17:00")
    assert reminded() == []
    for moment in ("2026-11-09 08:45", "2026-11-09 09:00", "2026-11-09 09:15"):
        look(moment)
    assert reminded() == [(reminding.YELLOW, water)]
    for moment in ("2026-11-09 09:45", "2026-11-09 17:00", "2026-11-09 18:00", "2026-11-10 09:00"):
        look(moment)
    assert reminded() == [(reminding.YELLOW, water), (reminding.RED, water)]
    said = Notice.objects.get(letter=reminding.RED)
    assert "到期），请马上办理" in letters.words(said.letter, said.variables)
    with clock.standing_at(at("2026-11-09 10:00")):
        assert said in notices.of(town.water_handler)


def test_what_turned_twice_before_anybody_looked_is_told_once(town: Township) -> None:
    """Dispatched before a holiday, due on the first day after it: red alone when the worker looks after both."""
    matter = town.dispatched(town.file(when=at("2026-09-30 16:00")), at("2026-09-30 16:00"))
    for moment in ("2026-10-01 09:00", "2026-10-07 23:00", "2026-10-08 08:00"):
        look(moment)
    assert reminded() == []
    look("2026-10-08 16:00")
    assert reminded(of=matter) == [(reminding.RED, post_of(town.water_handler))]


def test_nobody_is_reminded_of_what_stands_still_is_done_or_is_overdue(town: Township) -> None:
    still = town.suspended(town.file(when=MONDAY), MONDAY)
    closed = town.closed(town.file(when=MONDAY), MONDAY)
    asked = town.asked_for_more(town.file(when=MONDAY), MONDAY)
    late = town.dispatched(town.file(when=at("2026-10-20 09:00")), at("2026-10-20 09:00"))
    day = MONDAY
    while day < at("2026-11-12 00:00"):
        look(day)
        day += timedelta(hours=2)
    assert all(reminded(of=matter) == [] for matter in (closed, asked, late))
    assert [letter for letter, _post in reminded(of=still)] == []


def test_only_who_can_act_is_reminded(town: Township) -> None:
    """Who asked for the closing is a reviewer, too: the other reviewer hears, and no desk of another township."""
    both = actor(town.water, "站长", Role.HANDLER, Role.REVIEWER)
    matter = town.working(town.file(when=MONDAY), MONDAY)
    contact = {"kind": "contact", "text": "打过电话。"}
    town.go(matter, "record", by=both, when=MONDAY, **contact)
    reply = "供水站王师傅当天换了接头，已不漏水。"
    town.go(matter, "finish", by=both, when=MONDAY, outcome="resolved", reply=reply)
    look("2026-11-03 16:00")
    assert {post for _letter, post in reminded(of=matter)} == {post_of(town.reviewer)}


def test_an_emergency_rings_at_night(town: Township) -> None:
    matter = town.file(when=at("2026-11-02 22:00"))
    said = {"type": "help", "category": town.category.pk, "area": town.village.pk, "urgency": "emergency"}
    town.go(matter, "accept", by=town.triage, when=at("2026-11-02 22:01"), **said)
    basis = {"unit": town.water.pk, "basis": "职责清单第 3 条"}
    town.go(matter, "dispatch", by=town.triage, when=at("2026-11-02 22:02"), **basis)
    town.go(matter, "sign", by=town.water_handler, when=at("2026-11-02 22:03"))
    other = town.working(town.file(when=at("2026-10-26 22:00")), at("2026-10-27 09:00"))
    look("2026-11-03 12:15")
    assert reminded(of=other) == []  # the office is shut at noon
    assert reminded(of=matter) == [(reminding.YELLOW, post_of(town.water_handler))]


def test_where_nobody_is_in_somebody_rings_the_unit_once(town: Township, working: Matter) -> None:
    type(town.water).objects.filter(pk=town.water.pk).update(phone="0990-7654321")
    Appointment.objects.filter(post__unit=town.water).update(until=MONDAY)
    for moment in ("2026-11-09 08:45", "2026-11-09 10:00", "2026-11-09 10:15"):
        look(moment)
    assert reminded() == []
    (line,) = outbox.calls().filter(letter=reminding.TO_RING)
    assert (line.row_id, line.to, line.channel) == (working.pk, "0990-7654321", Channel.PHONE)
    assert "请打电话告诉单位" in letters.words(line.letter, line.variables)


def test_after_a_bad_rating_the_desk_and_then_the_unit_is_reminded(town: Township) -> None:
    matter = town.answered(town.file(when=MONDAY), MONDAY)
    said = {"reached": True, "resolved": "accepted", "satisfied": 1}
    town.go(matter, "call_back", by=town.caller, when=MONDAY, **said)
    look("2026-11-03 16:00")
    assert {post for _letter, post in reminded()} == {post_of(town.caller), post_of(town.triage)}
    ask = {"cause": "slow", "said": "太慢。"}
    town.go(matter, "ask_why", by=town.caller, when=at("2026-11-03 16:10"), **ask)
    look("2026-11-23 08:45")  # yellow and red over the weekend
    assert reminded()[-1] == (reminding.RED, post_of(town.water_handler))


def test_who_answers_for_a_unit_reads_in_one_digest_how_much_is_overdue(town: Township) -> None:
    head = actor(town.water, "站长", Role.REVIEWER)
    for _ in range(3):
        town.dispatched(town.file(when=MONDAY), MONDAY)
    Job.objects.filter(kind="matters.timer").delete()
    for moment in ("2026-11-05 08:00", "2026-11-05 08:30"):
        with clock.standing_at(at(moment)):
            morning.begin()
            run_due()
    told = Notice.objects.filter(post_id=post_of(head), letter__in=DIGESTS)
    assert [one.variables for one in told] == [{"today": 0, "overdue": 0, "waiting": 0, "others": 3}]
    assert Notice.objects.filter(post_id=post_of(town.water_handler), letter__in=DIGESTS).count() == 1
    assert reminded() == []


# -- any month --


def steps(town: Township) -> list[tuple[str, Actor, Callable[[random.Random], dict[str, Any]]]]:
    """What people may try, with something to type."""
    said = {"type": "help", "category": town.category.pk, "area": town.village.pk}
    reply = "供水站王师傅当天换了接头，已不漏水。"
    return [
        (
            "accept",
            town.triage,
            lambda lot: {
                **said,
                "urgency": lot.choice(["ordinary", "emergency"]),
                "track": lot.choice(["ordinary", "petition"]),
            },
        ),
        ("dispatch", town.triage, lambda _lot: {"unit": town.water.pk, "basis": "职责清单第 3 条"}),
        ("need_info", town.triage, lambda _lot: {"items": ["水表号"]}),
        ("supply", town.clerk, lambda _lot: {"text": "水表号 0042。"}),
        ("sign", town.water_handler, lambda _lot: {}),
        ("record", town.water_handler, lambda _lot: {"kind": "contact", "text": "打过电话。"}),
        ("finish", town.water_handler, lambda _lot: {"outcome": "explained", "reply": reply}),
        ("approve", town.reviewer, lambda _lot: {}),
        ("send_back", town.reviewer, lambda _lot: {"reason": "没有写清谁办的。"}),
        (
            "call_back",
            town.caller,
            lambda lot: {
                "reached": True,
                "resolved": lot.choice(["yes", "no", "accepted"]),
                "satisfied": lot.choice([1, 5]),
            },
        ),
        ("ask_why", town.caller, lambda _lot: {"cause": "slow", "said": "太慢。"}),
        ("put_right", town.water_handler, lambda _lot: {"mended": "已说明分期办法，贴到站里。"}),
        ("reopen", town.clerk, lambda _lot: {"how": "phone", "who": "林小满", "words": "又漏了。"}),
    ]


@pytest.mark.req("INV-22")
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_in_any_month_no_post_hears_more_than_a_digest_a_day_and_two_lights_a_limit(
    town: Township, seed: int
) -> None:
    lot, now = random.Random(seed), at("2026-09-21 08:00")  # with the Mid-Autumn and National Day holidays
    matters: list[Matter] = []
    end, tried = now + timedelta(days=31), steps(town)
    Job.objects.all().delete()
    while now < end:
        if lot.random() < 0.08 and len(matters) < 12:
            matters.append(town.file(when=now))
        for _ in range(lot.choice([0, 0, 1, 2])):
            if matters:
                move, by, typed = lot.choice(tried)
                try:
                    town.go(lot.choice(matters), move, by=by, when=now, **typed(lot))
                except Refused:
                    continue
        Job.objects.filter(kind="matters.timer").delete()
        with clock.standing_at(now):
            reminding.remind()
            reminding.remind()
            morning.begin()
            run_due()
        now += timedelta(hours=lot.choice([1, 2, 3]))
    every_notice_is_within_bounds()


def every_notice_is_within_bounds() -> None:
    """A digest a day and post; of each limit of a matter one yellow and one red, while it ran."""
    told = list(Notice.objects.filter(letter__in=(*LIGHTS, *DIGESTS)).order_by("pk"))
    lights = [one for one in told if one.letter in LIGHTS]
    assert lights
    digests = Counter((one.post_id, f"{one.at:%Y-%m-%d}") for one in told if one.letter in DIGESTS)
    assert set(digests.values()) == {1}
    assert max(Counter(one.key for one in lights).values()) == 1
    for one in lights:
        running = Clock.objects.get(pk=one.key.split(":")[1])
        assert running.row_id == one.row_id
        assert running.started <= one.at < running.due + timedelta(days=60)
        assert running.stopped is None or one.at <= running.stopped
    assert not Message.objects.filter(letter=reminding.TO_RING).exists()
