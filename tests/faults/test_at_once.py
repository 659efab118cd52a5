"""Many hands on the same thing at the same moment: one wins, nothing is doubled, nobody waits for ever."""

from collections import Counter
from functools import partial
from itertools import pairwise
from threading import Barrier
from typing import Any
from unittest.mock import patch
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client

from lianxin.appeals.models import Appeal, Appellant, Handling, Order
from lianxin.appeals.workflow import APPEAL
from lianxin.kernel import numbering
from lianxin.kernel.audit import verify
from lianxin.kernel.events import looked
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.event import Event
from lianxin.kernel.models.message import Message
from lianxin.kernel.models.number import NumberSeries
from lianxin.kernel.models.search import SearchRow
from lianxin.matters.act import Ask, Outcome, act, act_many, open_row
from lianxin.matters.models import Clock, Contact, Matter
from lianxin.matters.rebuild import check
from lianxin.matters.receipts import receipt_code
from lianxin.matters.refusals import Refused
from tests.faults.at_once import PATIENCE, at_once
from tests.township import Township, enter

pytestmark = pytest.mark.django_db(transaction=True)

REPLY = "供水站王师傅当天换了接头，已不漏水。还有问题请打供水站电话。"


def all_holds() -> bool:
    """The log is whole, and every row is what the log says."""
    return verify("events").ok and list(check()) == []


def serials(series: str) -> list[int]:
    """The serials in use, in order."""
    numbers = Matter.objects.filter(number__startswith=series).values_list("number", flat=True)
    return sorted(read.serial for number in numbers if (read := numbering.parse(number)))


@pytest.mark.pooled
@pytest.mark.req("INV-12", "F2", "F4")
def test_fifty_threads_with_one_client_id_open_one_appeal_and_get_one_receipt(town: Township) -> None:
    client_id, words = uuid7(), town.words()
    file = partial(open_row, APPEAL, by=town.resident, data=words, client_id=client_id)
    rows = at_once(town.county, [file] * 50)
    assert [error for error in rows if isinstance(error, Exception)] == []
    assert {(row.number, receipt_code(row)) for row in rows} == {(rows[0].number, receipt_code(rows[0]))}
    tables = (Matter, Appeal, Contact, Appellant, Message, Clock, SearchRow, Event)
    assert {table.__name__: table.objects.count() for table in tables} == dict.fromkeys(
        (table.__name__ for table in tables), 1
    ) | {"Clock": 2}
    assert NumberSeries.objects.get().last == 1
    assert all_holds()


@pytest.mark.pooled
@pytest.mark.req("F4", "INV-12")
def test_a_move_clicked_ten_times_at_once_makes_one_event(town: Township) -> None:
    matter = town.dispatched(town.file())
    matter.refresh_from_db()
    click = partial(
        act, matter, "sign", by=town.water_handler, data={}, client_id=uuid7(), version=matter.version
    )
    events = at_once(town.county, [click] * 10)
    assert len({event.pk for event in events}) == 1
    assert Event.objects.filter(move="sign").count() == 1
    assert Clock.objects.filter(limit="T6b").count() == 1
    assert all_holds()


@pytest.mark.req("F5")
def test_of_twenty_moves_on_one_matter_one_wins_and_the_others_hear_whose(town: Township) -> None:
    matter = town.working(town.file())
    town.go(matter, "record", by=town.water_handler, kind="contact", text="已打电话，约好下午上门。")
    matter.refresh_from_db()
    before = Event.objects.count()
    forms = {
        "record": {"kind": "site", "text": "到现场看过，接头裂了。"},
        "finish": {"outcome": "resolved", "reply": REPLY},
    }
    moves = ["record", "finish"] * 10
    deeds = [
        partial(
            act,
            matter,
            move,
            by=town.water_handler,
            data=forms[move],
            client_id=uuid7(),
            version=matter.version,
        )
        for move in moves
    ]
    ends = at_once(town.county, deeds)
    (winner,) = [end for end in ends if isinstance(end, Event)]
    losers = [end for end in ends if end is not winner]
    assert [type(end) for end in losers] == [Refused] * 19
    assert {end.code for end in losers} == {"stale"}
    label = {"record": "办理记录", "finish": "申请办结"}[winner.move]
    assert {end.message.split(" 先做了")[1] for end in losers} == {
        f"「{label}」，您填的内容还在。请看过新的情况，再决定是否提交。"
    }
    assert {end.message.split("已于")[0] for end in losers} == {"供水站 维修"}
    assert Event.objects.count() == before + 1
    assert all_holds()


@pytest.mark.req("F5")
def test_who_looks_again_before_acting_is_told_that_the_table_has_no_such_move_now(town: Township) -> None:
    matter = town.file()
    said = {"type": "help", "category": town.category.pk, "area": town.village.pk, "urgency": "ordinary"}

    def take() -> Event:
        """No version from a page: the row as it is read this very moment."""
        now = Matter.objects.get(pk=matter.pk)
        return act(now, "accept", by=town.triage, data=said, client_id=uuid7(), version=now.version)

    ends = at_once(town.county, [take] * 20)
    assert Counter(type(end).__name__ for end in ends) == {"Refused": 19, "Event": 1}
    assert {end.code for end in ends if isinstance(end, Refused)} <= {"stale", "not_in_table"}
    assert Event.objects.filter(move="accept").count() == 1
    assert all_holds()


@pytest.mark.req("INV-13")
def test_eight_threads_take_numbers_without_gap_or_double_though_some_acts_are_undone(
    town: Township,
) -> None:
    def desk() -> None:
        for turn in range(9):
            try:
                with transaction.atomic():
                    town.file()
                    if turn % 3 == 2:
                        raise ZeroDivisionError
            except ZeroDivisionError:
                pass

    ends = at_once(town.county, [desk] * 8)
    assert ends == [None] * 8
    (series, year) = numbering.series_in_use()[0]
    assert serials(series) == list(range(1, 49))
    assert numbering.gaps(series, year) == []
    assert NumberSeries.objects.get().last == 48
    assert all_holds()


def read_by(way: str) -> None:
    """Have this thread's connection come upon rows in the order of the index, or as they lie on the disk.

    A pool would give it another connection for the next transaction: there each finds its own way.
    """
    if connection.vendor == "postgresql" and not settings.DATABASE_POOLED:
        ways = {"index": ["seqscan"], "disk": ["indexscan", "bitmapscan"]}
        for other in ways[way]:
            # Past Django, because the lint refuses what is set for longer than a transaction.
            connection.connection.execute(f"SET enable_{other} = off")


@pytest.mark.req("F5")
def test_batches_over_the_same_rows_in_other_orders_never_block_each_other(town: Township) -> None:
    rows = [town.accepted(town.file()) for _ in range(24)]
    for row in reversed(rows):  # so that they lie on the disk the other way round
        town.go(row, "dispatch", by=town.triage, unit=town.water.pk, basis="职责清单第 3 条")
    orders = [rows, rows[::-1], rows[12:] + rows[:12], rows[::2] + rows[1::2]]

    def sign(order: list[Matter], way: str) -> Outcome:
        read_by(way)
        asks = [Ask(data={}, row=row) for row in order]
        return act_many(APPEAL, "sign", asks, by=town.water_handler, batch=16)

    deeds = [partial(sign, order, way) for order in orders for way in ("index", "disk")]
    outcomes = at_once(town.county, deeds)
    assert [outcome for outcome in outcomes if isinstance(outcome, Exception)] == []
    signed = [row.pk for outcome in outcomes for row in outcome.done]
    assert sorted(signed) == sorted(row.pk for row in rows)
    refused = [refusal.code for outcome in outcomes for refusal in outcome.refused.values()]
    assert refused == ["not_in_table"] * 24 * 7
    assert Event.objects.filter(move="sign").count() == 24
    assert all_holds()


@pytest.mark.req("INV-12", "F2")
def test_a_batch_sent_twice_at_once_is_written_once(town: Township) -> None:
    rows = [town.working(town.file()) for _ in range(6)]
    note = {"kind": "site", "text": "到现场看过，接头裂了。"}
    asks = [Ask(data=note, row=row) for row in rows]
    send = partial(act_many, APPEAL, "record", asks, by=town.water_handler)
    outcomes = at_once(town.county, [send] * 4)
    assert sorted((len(outcome.done), outcome.known) for outcome in outcomes) == [(0, 6)] * 3 + [(6, 0)]
    assert Handling.objects.count() == 6
    assert all_holds()


@pytest.mark.req("INV-12", "INV-13", "F2")
def test_the_same_list_taken_in_by_two_at_once_makes_each_row_once(town: Township) -> None:
    asks = [Ask(data=town.words(text=f"第 {place} 盏路灯不亮。")) for place in range(40)]
    take_in = partial(act_many, APPEAL, "register", asks, by=town.triage, batch=10)
    outcomes = at_once(town.county, [take_in] * 3)
    assert [outcome for outcome in outcomes if isinstance(outcome, Exception)] == []
    assert sum(len(outcome.done) for outcome in outcomes) == 40
    assert sum(outcome.known for outcome in outcomes) == 80
    (series, _year) = numbering.series_in_use()[0]
    assert serials(series) == list(range(1, 41))
    assert all_holds()


@pytest.mark.req("F4", "FRM-04")
def test_of_two_desks_that_register_the_same_sheet_at_once_one_is_told_what_it_is_registered_as(
    town: Township,
) -> None:
    desks = [enter(Client(), by) for by in (town.clerk, town.triage)]
    said = {"channel": "letter", "type": "help", "identity": "anonymous", "urgency": "ordinary"}
    said |= {"text": "村口路灯坏了。", "paper_number": "2026-00017"}
    forms = [
        said | {"client_id": desk.get("/desk/new/").context["form"]["client_id"].value()} for desk in desks
    ]
    looked = Barrier(2)

    def nobody_before(number: str, *, but: UUID | None) -> str:
        """Both forms are looked at before either is saved."""
        looked.wait(PATIENCE)
        return ""

    with patch("lianxin.doors.forms.desk.registered_from_paper", nobody_before):
        deeds = [partial(desk.post, "/desk/new/", form) for desk, form in zip(desks, forms, strict=True)]
        first, second = sorted(at_once(town.county, deeds), key=lambda answer: answer.status_code)
    assert (first.status_code, second.status_code) == (302, 422)
    kept = Matter.objects.get()
    assert kept.appeal.external_number == "2026-00017"
    words = f"这张纸表已经登记为 {kept.number}。是同一张，就不用再登；不是，请对照纸表右上角核对编号，改了再保存。"
    form = second.context["form"]
    assert form.errors == {"paper_number": [words]}
    assert (form["text"].value(), form["paper_number"].value()) == ("村口路灯坏了。", "2026-00017")
    assert all_holds()


@pytest.mark.req("INV-01", "D2")
def test_eight_who_work_on_matters_of_their_own_make_one_unbroken_log(town: Township) -> None:
    matters = [town.working(town.file()) for _ in range(8)]
    before = Event.objects.count()

    def work(matter: Matter) -> None:
        for _ in range(5):
            town.go(matter, "record", by=town.water_handler, kind="site", text="到现场看过。")

    assert at_once(town.county, [partial(work, matter) for matter in matters]) == [None] * 8
    assert Event.objects.count() == before + 40
    assert all_holds()


@pytest.mark.req("D2")
def test_eight_who_look_first_of_all_begin_one_access_log(town: Township) -> None:
    def look() -> None:
        for row in range(5):
            looked("matter", row, by=town.caller, what="phone", reason="回访")

    assert at_once(town.county, [look] * 8) == [None] * 8
    found = verify("access")
    assert (found.ok, found.length) == (True, 40)


# -- a connection that is lost in the middle --


def blocked(table: str, deed: Any, county: int) -> Any:
    """Do a deed while somebody else holds the rows of a table, and cut its connection once it waits there."""
    with transaction.atomic(), connection.cursor() as cursor:
        mine = "" if table == "django_session" else f" WHERE county_id = {county}"
        cursor.execute(f"SELECT 1 FROM {table}{mine} FOR UPDATE")
        assert cursor.fetchall(), f"nothing to wait for in {table}"

        def cut() -> None:
            waiting = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            with connection.cursor() as other:
                for _ in range(2000):
                    other.execute(f"SELECT pg_terminate_backend(pid) FROM ({waiting}) AS found")
                    if other.fetchall():
                        return
                    other.execute("SELECT pg_sleep(0.005)")
            raise AssertionError("nobody waited")

        return at_once(county, [deed, cut])


@pytest.mark.req("F1", "D2")
@pytest.mark.skipif(not settings.DATABASE_URL, reason="an embedded database has no connections to cut")
@pytest.mark.parametrize("table", ["matters_matter", "kernel_chainhead"])
def test_a_move_cut_off_in_the_middle_leaves_nothing_and_can_be_sent_again(
    town: Township, table: str
) -> None:
    matter = town.accepted(town.file())
    matter.refresh_from_db()
    before = (Event.objects.count(), list(Clock.objects.order_by("id").values()))
    data = {"unit": town.water.pk, "basis": "职责清单第 3 条"}
    send = partial(
        act, matter, "dispatch", by=town.triage, data=data, client_id=uuid7(), version=matter.version
    )
    lost, done = blocked(table, send, town.county)
    assert (type(lost).__name__, done) == ("OperationalError", None)
    now = Matter.objects.get(pk=matter.pk)
    assert (now.state, now.version, now.holder_id) == ("to_dispatch", matter.version, None)
    assert (Event.objects.count(), list(Clock.objects.order_by("id").values())) == before
    assert not Order.objects.exists()
    assert send().target == "to_sign"
    assert send().pk == Event.objects.get(move="dispatch").pk
    assert all_holds()


@pytest.mark.req("F1", "F2", "INV-13")
@pytest.mark.skipif(not settings.DATABASE_URL, reason="an embedded database has no connections to cut")
@pytest.mark.parametrize("table", ["kernel_numberseries", "kernel_chainhead"])
def test_a_filing_cut_off_in_the_middle_gives_its_number_back(town: Township, table: str) -> None:
    first = town.file()
    tables = (Matter, Appeal, Contact, Appellant, Message, Clock, SearchRow, Event)
    before = [table.objects.count() for table in tables]
    file = partial(open_row, APPEAL, by=town.resident, data=town.words(), client_id=uuid7())
    lost, done = blocked(table, file, town.county)
    assert (type(lost).__name__, done) == ("OperationalError", None)
    assert [table.objects.count() for table in tables] == before
    assert before[0] == 1
    again = [file(), file()]
    assert again[0].pk == again[1].pk != first.pk
    assert [high - low for low, high in pairwise(serials(first.number[:3]))] == [1]
    assert all_holds()


@pytest.mark.req("G3", "F4")
@pytest.mark.skipif(not settings.DATABASE_URL, reason="an embedded database has no connections to cut")
def test_whoever_is_cut_off_after_the_filing_is_asked_to_try_again_and_gets_the_same_receipt(
    town: Township,
) -> None:
    desk = enter(Client(raise_request_exception=False), town.clerk)
    form = {
        "client_id": desk.get("/desk/new/").context["form"]["client_id"].value(),
        "channel": "phone",
        "type": "help",
        "identity": "anonymous",
        "urgency": "ordinary",
        "text": "村口路灯坏了。",
    }
    send = partial(desk.post, "/desk/new/", form)
    answer, done = blocked("django_session", send, town.county)
    assert (answer.status_code, answer["Retry-After"], done) == (503, "10", None)
    assert send()["Location"] == f"/receipt/{Matter.objects.get().number}/"
