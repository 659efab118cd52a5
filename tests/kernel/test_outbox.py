"""Messages: queued with the act, sent at least once with one effect, never at night, else telephoned."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction

from lianxin.kernel import jobs, letters, outbox, sending
from lianxin.kernel.actor import Actor
from lianxin.kernel.context import in_county
from lianxin.kernel.jobs import Work
from lianxin.kernel.letters import Letter
from lianxin.kernel.models.county import County
from lianxin.kernel.models.job import Job
from lianxin.kernel.models.message import Message
from lianxin.kernel.outbox import NotAVariable, calls, quarantine, queue, resend, told
from lianxin.kernel.worker import run_due
from tests.gateways.receiver import Receiver, receiving

OFFICE = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=OFFICE)
PHONE = "13900000001"
NUMBER = "103-2026-000042-7"


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    """A gateway that works, unless its script says otherwise."""
    with receiving() as receiver:
        monkeypatch.setenv("LIANXIN_SMS_URL", receiver.url)
        monkeypatch.setenv("LIANXIN_SMS_SECRET", receiver.secret.decode())
        monkeypatch.setenv("LIANXIN_OUTBOUND_ALLOW", "127.0.0.0/8")
        yield receiver


@pytest.fixture
def no_gateway(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LIANXIN_SMS_URL", raising=False)


def tell(
    to: str = PHONE,
    *,
    at: datetime = NOON,
    urgent: bool = False,
    good_until: datetime | None = None,
    **variables: object,
) -> Message:
    return queue(
        "registered",
        row_kind="matter",
        row_id=1,
        variables={"number": NUMBER, **variables},
        to=to,
        at=at,
        urgent=urgent,
        good_until=good_until,
    )


@transaction.atomic
def fail_after_telling() -> None:
    """An act that queues a message and then doesn't commit."""
    tell()
    raise RuntimeError("a guard said no")


def now(message: Message) -> Message:
    message.refresh_from_db()
    return message


def work_until_settled(message: Message, *, start: datetime = NOON) -> Message:
    """Let the worker try as often as it wants, jumping from attempt to attempt in office hours."""
    moment = start
    for _ in range(30):
        run_due(now=moment)
        job = Job.objects.get(key=outbox.key_of(message))
        if job.status != "waiting":
            break
        moment = job.due_at
    return now(message)


@pytest.mark.req("F3")
def test_a_message_arrives_in_plain_words_under_its_stable_id(county: County, receiver: Receiver) -> None:
    message = tell()
    assert (message.status, message.channel) == ("waiting", "sms")
    assert run_due(now=NOON) == 1
    assert receiver.effects == {
        str(message.stable_id): {
            "to": PHONE,
            "text": f"您反映的事项已经登记，编号 {NUMBER}。凭编号和回执上的查询码可以随时查看进展。",
        }
    }
    now(message)
    assert (message.status, message.attempts, message.settled_at) == ("sent", 1, NOON)
    assert run_due(now=NOON + timedelta(days=9)) == 0
    assert len(receiver.requests) == 1


@pytest.mark.req("F3")
@pytest.mark.django_db(transaction=True)
def test_an_act_that_fails_sends_nothing(receiver: Receiver) -> None:
    County.objects.create(code=990901, name="青禾县")
    with in_county(990901):
        with pytest.raises(RuntimeError, match="a guard said no"):
            fail_after_telling()
        assert (Message.objects.count(), Job.objects.count()) == (0, 0)
    assert run_due(now=NOON) == 0
    assert receiver.requests == []


@pytest.mark.req("F3")
@pytest.mark.parametrize("step", ["500", "die", "lost", "rubbish", "429"])
def test_a_misfortune_is_repeated_with_the_same_id_and_one_effect(
    county: County, receiver: Receiver, step: str
) -> None:
    receiver.script.extend([step, step])
    message = work_until_settled(tell())
    assert (message.status, message.attempts) == ("sent", 3)
    assert receiver.requests == [str(message.stable_id)] * 3
    assert list(receiver.effects) == [str(message.stable_id)]


@pytest.mark.req("F3")
def test_after_eight_failures_a_person_takes_over_and_may_resend(county: County, receiver: Receiver) -> None:
    receiver.script.extend(["500"] * 8)
    message = work_until_settled(tell())
    assert (message.status, message.outcome, message.attempts) == ("dead", "http-500", 8)
    assert [job.key for job in jobs.dead_letters()] == [outbox.key_of(message)]
    assert list(calls()) == [message]
    assert resend(message) is True
    assert (list(jobs.dead_letters()), list(calls())) == ([], [])
    Job.objects.update(due_at=NOON)
    run_due(now=NOON)
    assert now(message).status == "sent"
    assert receiver.requests == [str(message.stable_id)] * 9


@pytest.mark.req("F3")
def test_a_message_the_receiver_refuses_is_telephoned(county: County, receiver: Receiver) -> None:
    receiver.script.append("422")
    message = work_until_settled(tell())
    assert (message.status, message.outcome) == ("call", "http-422")
    assert list(calls()) == [message]
    assert Job.objects.get().status == "done"


@pytest.mark.parametrize("to", ["", "0857-8220000", "12345", "张三", "139000000011"])
def test_without_a_mobile_number_somebody_telephones(county: County, receiver: Receiver, to: str) -> None:
    message = tell(to)
    assert (message.status, message.channel, now(message).to) == ("call", "phone" if to else "visit", to)
    assert Job.objects.count() == 0
    assert list(calls()) == [message]
    assert resend(message) is False
    assert now(message).status == "call"


def test_without_a_gateway_somebody_telephones(county: County, no_gateway: None) -> None:
    later, sooner = tell(), tell(at=NOON - timedelta(days=1))
    assert list(calls()) == [sooner, later]
    assert Job.objects.count() == 0


def test_a_gateway_that_was_taken_away_leaves_the_messages_to_the_telephone(
    county: County, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = tell()
    monkeypatch.delenv("LIANXIN_SMS_URL")
    run_due(now=NOON)
    assert (now(message).status, message.outcome) == ("call", "no-gateway")


def test_a_gateway_with_broken_settings_is_waited_for(
    county: County, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = tell()
    monkeypatch.delenv("LIANXIN_SMS_SECRET")
    run_due(now=NOON)
    assert (now(message).status, Job.objects.get().last_error) == ("waiting", "gateway-settings")
    monkeypatch.setenv("LIANXIN_SMS_SECRET", receiver.secret.decode())
    assert work_until_settled(message, start=Job.objects.get().due_at).status == "sent"


@pytest.mark.req("INV-22", "XC-11", "G7")
@pytest.mark.parametrize(
    ("at", "sent_at"),
    [
        ("2026-11-23 20:00", "2026-11-24 08:00"),
        ("2026-11-24 03:00", "2026-11-24 08:00"),
        ("2026-11-23 19:59", "2026-11-23 19:59"),
        ("2027-02-05 10:00", "2027-02-06 08:00"),
    ],
)
def test_nothing_rings_at_night(county: County, receiver: Receiver, at: str, sent_at: str) -> None:
    begin, end = (datetime.fromisoformat(text).replace(tzinfo=OFFICE) for text in (at, sent_at))
    message = tell(at=begin)
    moment = begin
    while moment < end:
        run_due(now=moment)
        assert receiver.requests == []
        moment += timedelta(minutes=30)
    run_due(now=end)
    assert (now(message).status, message.attempts, message.settled_at) == ("sent", 1, end)


@pytest.mark.req("INV-22")
def test_an_emergency_rings_at_night(county: County, receiver: Receiver) -> None:
    night = datetime(2026, 11, 24, 3, 0, tzinfo=OFFICE)
    message = tell(at=night, urgent=True)
    run_due(now=night)
    assert now(message).status == "sent"


@pytest.mark.req("G7")
def test_a_stale_reminder_is_dropped_not_sent_late(county: County, receiver: Receiver) -> None:
    fresh, stale = tell(good_until=NOON + timedelta(days=8)), tell(good_until=NOON + timedelta(days=1))
    run_due(now=NOON + timedelta(days=7))
    assert (now(fresh).status, now(stale).status) == ("sent", "stale")
    assert list(receiver.effects) == [str(fresh.stable_id)]
    assert list(calls()) == []


@pytest.mark.req("I4")
def test_after_a_restore_yesterdays_messages_wait_for_a_person(county: County, receiver: Receiver) -> None:
    message = tell()
    assert quarantine() == 1
    run_due(now=NOON)
    assert (now(message).status, receiver.requests) == ("quarantined", [])
    assert resend(message) is True
    Job.objects.update(due_at=NOON)
    run_due(now=NOON)
    assert now(message).status == "sent"


@pytest.mark.req("I4")
def test_a_message_quarantined_while_its_job_was_under_way_stays_so(
    county: County, receiver: Receiver
) -> None:
    message = tell()
    work = Work(key="k", payload={"message": message.pk}, attempt=8, now=NOON)
    quarantine()
    sending.give_up(work, "lease ran out")
    assert (now(message).status, message.outcome) == ("quarantined", "")
    assert list(calls()) == []


def test_whom_a_colleague_told_is_off_the_list_once(county: County, no_gateway: None) -> None:
    message = tell()
    caller = Actor(account=7, county=county.code)
    assert told(message, by=caller, note="family") is True
    assert told(message, by=Actor(account=8, county=county.code), note="spoke") is False
    now(message)
    assert (message.status, message.told_by_id, message.note) == ("told", 7, "family")
    assert list(calls()) == []


def test_a_note_nobody_knows_changes_nothing(county: County, no_gateway: None) -> None:
    message = tell()
    with pytest.raises(ValueError, match="nothing"):
        told(message, by=Actor(account=7, county=county.code), note="nothing")
    assert now(message).status == "call"


@pytest.mark.req("C14")
@pytest.mark.parametrize(
    "value",
    ["张三", "13900000001", "+8613900000001", "110101199003070000", "a b", "", 13900000001, None, 1.5],
)
def test_personal_data_does_not_get_into_a_message(county: County, no_gateway: None, value: object) -> None:
    with pytest.raises(NotAVariable) as refusal:
        tell(name=value)
    assert str(value) not in str(refusal.value) or value == ""
    assert Message.objects.count() == 0


def test_codes_numbers_and_dates_do(county: County, no_gateway: None) -> None:
    message = tell(count=3, due=date(2026, 12, 1), at_hour=NOON, row=3179151972368385)
    assert now(message).variables == {
        "number": NUMBER,
        "count": 3,
        "due": "2026-12-01",
        "at_hour": "2026-11-23T12:00:00+08:00",
        "row": 3179151972368385,
    }


@pytest.mark.parametrize(
    ("letter", "variables"), [("no such letter", {"number": NUMBER}), ("registered", {})]
)
def test_a_letter_that_can_not_be_written_is_a_mistake_of_the_act(
    county: County, no_gateway: None, letter: str, variables: dict[str, object]
) -> None:
    with pytest.raises(LookupError):
        queue(letter, row_kind="matter", row_id=1, variables=variables, to=PHONE)
    assert Message.objects.count() == 0


def test_the_number_is_sealed_in_the_table(county: County, receiver: Receiver) -> None:
    message = tell()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM kernel_message WHERE county_id = %s", [county.code])
        row = cursor.fetchone()
        cursor.execute("SELECT payload, key FROM kernel_job WHERE county_id = %s", [county.code])
        row += cursor.fetchone()
    assert all(PHONE.encode() not in bytes(value) for value in row if isinstance(value, bytes | memoryview))
    assert PHONE not in str(row)
    assert now(message).to == PHONE


def test_an_office_may_word_a_letter_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "_letters", dict(letters._letters))
    letters.register(Letter("registered", "%(number)s 收到了。"))
    assert letters.words("registered", {"number": NUMBER}) == f"{NUMBER} 收到了。"


def test_every_letter_of_the_kernel_needs_only_a_number() -> None:
    for code in ("registered", "accepted", "answered", "news"):
        assert NUMBER in letters.words(code, {"number": NUMBER})
        assert NUMBER in letters.words(code, {"number": NUMBER}, language="en")
