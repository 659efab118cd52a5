"""Nobody is written to at night, in mourning, against their wish, too often, or without a tap (INV-22, XC-11)."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings, strategies as st

from lianxin.gateways import sms, wechat
from lianxin.gateways.posting import Refused, Result, Sent, TryAgain
from lianxin.kernel import editions, outbox, readers
from lianxin.kernel.actor import system
from lianxin.kernel.editions import Change
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.county import County
from lianxin.kernel.models.job import Job, JobStatus
from lianxin.kernel.models.message import Channel, Message
from lianxin.kernel.models.telling import Credit
from lianxin.kernel.pace import PEACE, peace, read_peace
from lianxin.kernel.readers import Reader
from lianxin.kernel.worker import run_due

OFFICE = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=OFFICE)
EVE = datetime(2027, 2, 4, 7, 0, tzinfo=OFFICE)  # the day before 除夕 2027
PHONES = ["19900000001", "19900000002", "19900000003"]


@dataclass(frozen=True)
class Out:
    """One message that left."""

    channel: str
    id: str
    to: str
    text: str
    at: datetime
    allowed: bool


@dataclass
class World:
    """Gateways that note what leaves, people who choose, households in mourning; `now` is the worker's time."""

    now: datetime = NOON
    out: list[Out] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)
    wishes: dict[int, list[tuple[datetime, str]]] = field(default_factory=dict)
    mourning: dict[str, tuple[datetime, datetime]] = field(default_factory=dict)

    def post(self, channel: str, message_id: str, to: str, text: str) -> Result:
        result = self.results.pop() if self.results else Sent()
        if not isinstance(result, Refused):
            self.out.append(Out(channel, message_id, to, text, self.now, self.allowed(channel, to)))
        return result

    def allowed(self, channel: str, to: str) -> bool:
        """Whether this person may be written to at this moment."""
        reader = int(to[-1]) - (channel == "sms")
        held = self.held(readers.index_of(PHONES[reader]), self.now)
        return held is None and self.wish(reader, self.now) in {Channel.SMS, Channel.WECHAT}

    def wish(self, reader: int, at: datetime) -> str:
        """What a reader wants at a moment."""
        chosen = [wanted for since, wanted in self.wishes[reader] if since <= at]
        return chosen[-1]

    def held(self, phone_index: str, at: datetime) -> datetime | None:
        begin, end = self.mourning.get(phone_index, (at, at))
        return end if begin <= at < end else None

    def tell(self, reader: int, letter: str = "news", *, urgent: bool = False) -> Message:
        chosen = Reader("who", reader, self.wish(reader, self.now))
        variables = {"number": "103-2026-000042-7"}
        to = PHONES[reader]
        return outbox.queue(
            letter,
            row_kind="matter",
            row_id=1,
            variables=variables,
            to=to,
            at=self.now,
            urgent=urgent,
            reader=chosen,
        )

    def work(self, until: datetime) -> None:
        """Let the worker do what is due, job by job, up to a moment."""
        while True:
            due = Job.objects.filter(status=JobStatus.WAITING, due_at__lte=until).order_by("due_at").first()
            if due is None:
                break
            self.now = max(self.now, due.due_at)
            run_due(now=self.now)
        self.now = max(self.now, until)


@dataclass(frozen=True)
class Fake:
    """A gateway of the world."""

    world: World
    channel: str

    def send(self, message_id: str, *, to: str, text: str, **more: str) -> Result:
        return self.world.post(self.channel, message_id, to, text)


@pytest.fixture
def world(county: County, monkeypatch: pytest.MonkeyPatch) -> World:
    """Both gateways are there; everybody wants text messages until they say otherwise."""
    made = World()
    monkeypatch.setattr(sms, "wanted", lambda: True)
    monkeypatch.setattr(wechat, "wanted", lambda: True)
    monkeypatch.setattr(sms, "from_environment", lambda: Fake(made, "sms"))
    monkeypatch.setattr(wechat, "from_environment", lambda: Fake(made, "wechat"))
    for name in ("_finders", "_chosen", "_hold_backs"):
        monkeypatch.setattr(readers, name, {})
    readers.chosen_by("who", lambda key: made.wish(key, made.now))
    readers.hold_back("mourning", made.held)
    begin(made)
    return made


def begin(world: World, at: datetime = NOON) -> None:
    """Back to the beginning, for the next example."""
    world.now, world.out, world.results, world.mourning = at, [], [], {}
    world.wishes = {reader: [(at - timedelta(days=9), Channel.SMS)] for reader in range(len(PHONES))}


@dataclass(frozen=True)
class Step:
    """Something that happens some hours after the last."""

    what: str
    reader: int
    hours: int
    wanted: str
    result: Result


STEPS = st.lists(
    st.builds(
        Step,
        what=st.sampled_from(["tell"] * 6 + ["urgent", "choose", "tap", "mourn", "fail"]),
        reader=st.integers(0, 1),
        hours=st.sampled_from([0, 0, 0, 1, 7]),
        wanted=st.sampled_from([*Channel.values]),
        result=st.sampled_from([TryAgain("http-500"), Refused("http-422")]),
    ),
    min_size=6,
    max_size=18,
)


def happen(world: World, step: Step) -> None:
    """One step of a story."""
    world.work(world.now + timedelta(hours=step.hours))
    if step.what in {"tell", "urgent"}:
        world.tell(step.reader, urgent=step.what == "urgent")
    elif step.what == "choose":
        world.wishes[step.reader].append((world.now, step.wanted))
    elif step.what == "tap":
        who = Reader("who", step.reader, "")
        outbox.tapped(uuid7().hex, reader=who, letter="news", subscriber=f"o{step.reader}", at=world.now)
        world.wishes[step.reader].append((world.now, Channel.WECHAT))
    elif step.what == "mourn":
        index = readers.index_of(PHONES[step.reader])
        world.mourning.setdefault(index, (world.now, world.now + timedelta(days=7)))
    else:
        world.results.append(step.result)


def person(out: Out) -> int:
    """Who a message went to."""
    return int(out.to[-1]) - (1 if out.channel == "sms" else 0)


def check(world: World) -> None:
    """Everything INV-22 says, of all that left."""
    urgent = {str(key) for key in Message.objects.filter(urgent=True).values_list("stable_id", flat=True)}
    for out in world.out:
        local = out.at.astimezone(OFFICE)
        if out.id not in urgent:
            assert time(8) <= local.time() < time(20), out
            assert not peace().quiet(local.date()), out
        assert out.allowed, out
    calm = {(out.id, person(out), out.at.astimezone(OFFICE).date()) for out in world.out}
    a_day = Counter((who, day) for key, who, day in calm if key not in urgent)
    assert max(a_day.values(), default=0) <= peace().cap, a_day
    taps = Counter(Credit.objects.values_list("reader_id", flat=True))
    in_wechat = {(out.id, person(out)) for out in world.out if out.channel == "wechat"}
    assert all(count <= taps[who] for who, count in Counter(who for _, who in in_wechat).items())


@pytest.mark.req("INV-22", "XC-11")
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=max(12, settings().max_examples // 8),
    deadline=None,
)
@given(start=st.sampled_from([NOON, EVE, NOON.replace(hour=21)]), steps=STEPS)
def test_whatever_happens_everybody_is_left_in_peace_and_nothing_is_lost(
    world: World, start: datetime, steps: list[Step]
) -> None:
    with transaction.atomic():
        begin(world, start)
        for step in steps:
            happen(world, step)
        world.work(world.now + timedelta(days=20))
        check(world)
        assert not Message.objects.filter(status="waiting").exists()
        joined = Counter(Message.objects.filter(status="joined").values_list("joined_id", flat=True))
        digests = Message.objects.filter(letter="digest")
        assert {digest.pk: digest.variables["count"] for digest in digests} == joined
        transaction.set_rollback(True)


def texts(world: World) -> list[tuple[str, str]]:
    """(channel, local time) of what left."""
    return [(out.channel, f"{out.at.astimezone(OFFICE):%d %H:%M}") for out in world.out]


@pytest.mark.req("INV-22")
def test_the_fourth_message_of_a_day_waits_for_the_morning_and_takes_the_fifth_along(world: World) -> None:
    told = [world.tell(0) for _time in range(5)]
    world.tell(1)
    world.work(NOON + timedelta(hours=30))
    assert texts(world) == [("sms", "23 12:00")] * 4 + [("sms", "24 08:30")]
    assert "有 2 条新进展" in world.out[-1].text
    digest = Message.objects.get(letter="digest")
    rows = [Message.objects.get(pk=message.pk) for message in told]
    assert [row.status for row in rows] == ["sent"] * 3 + ["joined"] * 2
    assert {row.joined_id for row in rows[3:]} == {digest.pk}


@pytest.mark.req("INV-22")
def test_a_message_tried_again_keeps_its_place_of_the_day(world: World) -> None:
    world.results = [TryAgain("http-500")] * 2
    for _time in range(3):
        world.tell(0)
    world.work(NOON + timedelta(hours=7))
    assert len({out.id for out in world.out}) == 3
    assert not Message.objects.filter(letter="digest").exists()


@pytest.mark.req("INV-22")
def test_two_workers_never_take_the_same_place(world: World) -> None:
    from lianxin.kernel import sending  # noqa: PLC0415  # its inside is meant

    first, second = world.tell(0), world.tell(0)
    assert sending.take(first, day=NOON.date(), slot=1)
    assert not sending.take(second, day=NOON.date(), slot=1)
    assert sending.reserve(second, NOON, cap=1) is False
    assert sending.reserve(second, NOON, cap=2) is True


@pytest.mark.req("INV-22")
def test_one_tap_is_one_wechat_message_then_it_is_a_text_message(world: World) -> None:
    who = Reader("who", 0, "")
    world.wishes[0].append((NOON, Channel.WECHAT))
    kept = [outbox.tapped("tap-1", reader=who, letter="news", subscriber="o0", at=NOON) for _ in range(2)]
    outbox.tapped("tap-2", reader=who, letter="answered", subscriber="o0", at=NOON)
    for _time in range(2):
        world.tell(0)
    world.tell(0, "answered")
    world.work(NOON)
    assert kept == [True, False]
    assert sorted(out.channel for out in world.out) == ["sms", "wechat", "wechat"]
    assert {out.to for out in world.out} == {"o0", PHONES[0]}


@pytest.mark.req("INV-22")
def test_what_wechat_refuses_is_sent_as_a_text_message(world: World) -> None:
    world.wishes[0].append((NOON, Channel.WECHAT))
    outbox.tapped("tap-1", reader=Reader("who", 0, ""), letter="news", subscriber="o0", at=NOON)
    message = world.tell(0)
    world.results = [Refused("http-410")]
    world.work(NOON)
    assert [(out.channel, out.id) for out in world.out] == [("sms", str(message.stable_id))]


@pytest.mark.req("INV-22")
@pytest.mark.parametrize(
    ("wanted", "urgent", "status", "channel"),
    [
        (Channel.NONE, False, "declined", "none"),
        (Channel.NONE, True, "call", "phone"),
        (Channel.PHONE, False, "call", "phone"),
        (Channel.VISIT, True, "call", "visit"),
    ],
)
def test_who_wants_no_message_gets_none_and_in_an_emergency_a_call(
    world: World, wanted: str, urgent: bool, status: str, channel: str
) -> None:
    world.wishes[0].append((NOON, wanted))
    asked = world.tell(0, urgent=urgent)
    world.work(NOON + timedelta(days=2))
    assert (asked.status, asked.channel, world.out) == (status, channel, [])


@pytest.mark.req("INV-22")
def test_who_changes_their_mind_before_it_leaves_is_not_written_to(world: World) -> None:
    world.now = NOON.replace(hour=21)
    told = [world.tell(0), world.tell(1)]
    world.wishes[0].append((world.now, Channel.NONE))
    world.wishes[1].append((world.now, Channel.VISIT))
    world.work(NOON + timedelta(days=1))
    rows = [Message.objects.get(pk=message.pk) for message in told]
    assert [(row.status, row.channel) for row in rows] == [("declined", "none"), ("call", "visit")]
    assert world.out == []


@pytest.mark.req("INV-22", "XC-11")
def test_a_household_in_mourning_is_written_to_when_its_days_are_over_and_called_in_an_emergency(
    world: World,
) -> None:
    index = readers.index_of(PHONES[0])
    world.mourning[index] = (NOON - timedelta(days=1), NOON + timedelta(days=6, hours=9))
    world.tell(0)
    emergency = world.tell(0, urgent=True)
    world.work(NOON + timedelta(days=9))
    assert texts(world) == [("sms", "30 08:00")]
    emergency.refresh_from_db()
    assert (emergency.status, emergency.outcome) == ("call", "held-back")


@pytest.mark.req("INV-22")
def test_somebody_with_this_telephone_is_found_whoever_queues_the_message(world: World) -> None:
    index = readers.index_of(PHONES[0])
    readers.find_by("matter", lambda row, phone: Reader("who", 0, Channel.NONE) if phone == index else None)
    variables = {"number": "103-2026-000042-7"}
    told = [
        outbox.queue("news", row_kind="matter", row_id=1, variables=variables, to=to)
        for to in (PHONES[0], f"+86 {PHONES[0]}", PHONES[1])
    ]
    assert [message.status for message in told] == ["declined", "declined", "waiting"]


TYPED = {"morning": "09:00", "evening": "18:00", "digest": "09:30", "cap": 1, "days": ["2026-11-24"]}


def put(county: County, **more: object) -> None:
    """The office's own terms."""
    change = Change({**TYPED, **more})
    editions.change(PEACE, change, by=system(county.code), client_id=uuid7())


@pytest.mark.req("INV-22")
def test_an_office_narrows_hours_and_cap_and_adds_quiet_days(world: World, county: County) -> None:
    put(county)
    world.now = NOON.replace(hour=18)
    world.tell(0)
    world.tell(0)
    world.work(NOON + timedelta(days=4))
    assert texts(world) == [("sms", "25 09:00"), ("sms", "26 09:30")]
    assert "有 1 条新进展" in world.out[-1].text


@pytest.mark.req("INV-22", "XC-11")
@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"morning": "07:59"}, "08:00 到 20:00"),
        ({"evening": "20:01"}, "08:00 到 20:00"),
        ({"evening": "09:00"}, "早的在前"),
        ({"digest": "18:00"}, "可以发通知的时段"),
        ({"cap": 0}, "1 到 10"),
        ({"cap": 11}, "1 到 10"),
        ({"days": ["除夕"]}, "2027-02-11"),
    ],
)
def test_nobody_can_set_hours_of_the_night(typed: dict[str, object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        read_peace(TYPED | typed)


def test_the_terms_of_an_office_are_its_own_and_the_workers_stay(county: County) -> None:
    put(county)
    assert (peace().cap, peace().morning, peace().attempts) == (1, time(9), 8)
    assert peace().quiet(date(2026, 11, 24))
