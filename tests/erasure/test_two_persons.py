"""Nothing is erased by one person alone, nothing that is held, and nothing too early (C11)."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from lianxin.appeals.models import Appellant
from lianxin.kernel import clock
from lianxin.kernel.actor import system
from lianxin.kernel.append_only import ERASURES, protect
from lianxin.kernel.audit import verify
from lianxin.kernel.context import current_county
from lianxin.kernel.editions import Change, change
from lianxin.kernel.erasure import batches, holds, running
from lianxin.kernel.erasure.refusals import Refused
from lianxin.kernel.erasure.registry import ERASED
from lianxin.kernel.erasure.retention import RETENTION, foreseen
from lianxin.kernel.events import looked, reasons_of
from lianxin.kernel.ids import uuid7
from lianxin.kernel.jobs import Work, trade_of
from lianxin.kernel.models.erasure import BatchStatus, Cause, ErasureBatch, RegisterLine
from lianxin.kernel.models.event import AccessEntry, AccessWords
from lianxin.kernel.models.job import Job
from lianxin.matters.models import Matter
from lianxin.people.models import Membership, Person
from tests.erasure.canary import LISTED, LONG_AGO, RUN, WORD, agreed, found
from tests.people.neighbours import resident
from tests.township import Township, at


def old(town: Township) -> Matter:
    """A matter that has been kept long enough."""
    return town.closed(town.file(when=LONG_AGO), LONG_AGO)


def listed() -> ErasureBatch:
    """Next month's list."""
    with clock.standing_at(LISTED):
        (batch,) = batches.list_next_month()
    return batch


@pytest.mark.req("C11")
def test_the_list_stands_a_month_before_and_waits_for_two_persons(town: Township) -> None:
    matter = old(town)
    batch = listed()
    assert (batch.month, batch.status) == (date(2026, 12, 1), BatchStatus.LISTED)
    with clock.standing_at(LISTED):
        batches.propose(batch, by=town.security)
        with pytest.raises(Refused, match="提出的人不能自己批准"):
            batches.approve(batch, by=town.security)
        batches.approve(batch, by=town.leader)
        batch.refresh_from_db()
        running.run(batch)  # its month has not begun
    matter.refresh_from_db()
    assert matter.title != ERASED
    job = Job.objects.get(kind=batches.RUN)
    with clock.standing_at(RUN):
        trade_of(job.kind).run(Work(job.key, job.payload, 1, RUN))
        trade_of(job.kind).run(Work(job.key, job.payload, 2, RUN))
    matter.refresh_from_db()
    batch.refresh_from_db()
    assert (matter.title, batch.status) == (ERASED, BatchStatus.DONE)
    assert RegisterLine.objects.count() == 1


@pytest.mark.parametrize("who", ["clerk", "triage", "auditor", "leader"])
def test_a_list_is_put_forward_by_the_administrator_or_the_security_hand(town: Township, who: str) -> None:
    old(town)
    with pytest.raises(Refused, match="不归您提出"):
        batches.propose(listed(), by=getattr(town, who))


@pytest.mark.parametrize("who", ["administrator", "auditor", "reviewer"])
def test_the_second_word_is_the_security_hands_or_the_leaders(town: Township, who: str) -> None:
    old(town)
    batch = listed()
    batches.propose(batch, by=town.security)
    with pytest.raises(Refused):
        batches.approve(batch, by=getattr(town, who))


def test_who_says_no_says_why_and_it_can_be_put_forward_anew(town: Township) -> None:
    old(town)
    batch = listed()
    batches.propose(batch, by=town.administrator)
    with pytest.raises(Refused, match="请写明为什么"):
        batches.refuse(batch, why=" ", by=town.security)
    batches.refuse(batch, why="档案馆要先看", by=town.security)
    batches.propose(batch, by=town.administrator)
    batch.refresh_from_db()
    assert (batch.status, batch.why) == (BatchStatus.PROPOSED, "")


@pytest.mark.req("C11")
def test_what_is_held_is_neither_listed_nor_erased_until_two_persons_lift_the_hold(town: Township) -> None:
    before, between = old(town), old(town)
    hold = holds.place("matter", before.pk, reason="县法院调卷", until=None, by=town.leader)
    batch = listed()
    assert [line.row_id for line in batch.lines.all()] == [between.pk]
    holds.place("matter", between.pk, reason="复查", until=None, by=town.auditor)
    with clock.standing_at(RUN):
        agreed(town, batch)
    assert [line.status for line in batch.lines.all()] == ["held"]
    assert not Matter.objects.filter(title=ERASED).exists()
    with pytest.raises(Refused, match="还没有人提出解除"):
        holds.lift(hold, by=town.security)
    holds.ask_to_lift(hold, by=town.leader)
    with pytest.raises(Refused, match="提出的人不能自己同意"):
        holds.lift(hold, by=town.leader)
    assert holds.held("matter", [before.pk]) == {before.pk}
    holds.lift(hold, by=town.security)
    assert holds.held("matter", [before.pk]) == set()
    with pytest.raises(Refused, match="领导、审计员或安全管理员"):
        holds.place("matter", before.pk, reason="复查", until=None, by=town.triage)


def test_a_hold_ends_with_its_last_day_and_a_hold_on_a_person_holds_their_matters(town: Township) -> None:
    matter, person = old(town), resident(town, "林小满")
    Appellant.objects.filter(matter=matter).update(person=person)
    holds.place("person", person.pk, reason="复查", until=date(2026, 11, 30), by=town.leader)
    with clock.standing_at(at("2026-11-30 23:00")):
        assert holds.held("matter", [matter.pk]) == {matter.pk}
    with clock.standing_at(at("2026-12-01 00:00")):
        assert holds.held("matter", [matter.pk]) == set()


def test_what_was_taken_up_again_after_it_was_listed_stays(town: Township) -> None:
    matter = old(town)
    batch = listed()
    Matter.objects.filter(pk=matter.pk).update(closed_at=at("2026-11-30 08:00"))
    with clock.standing_at(RUN):
        agreed(town, batch)
    assert [line.status for line in batch.lines.all()] == ["not_due"]
    assert RegisterLine.objects.count() == 0


@pytest.mark.req("C11")
def test_an_accusation_has_a_list_of_its_own_that_others_do_not_know_of(town: Township) -> None:
    old(town)
    told = old(town)
    told.appeal.type = "report"
    told.appeal.save()
    Matter.objects.filter(pk=told.pk).update(closed_at=at("2015-01-05 08:00"))
    with clock.standing_at(LISTED):
        plain, kept = batches.list_next_month()
    assert (plain.sealed, kept.sealed, kept.lines.get().row_id) == (False, True, told.pk)
    seen = {
        who: set(batches.visible(getattr(town, who)))
        for who in ("administrator", "leader", "triage", "auditor")
    }
    assert seen == {"administrator": {plain}, "leader": {plain}, "triage": {kept}, "auditor": {plain, kept}}
    with pytest.raises(Refused):
        batches.propose(kept, by=town.administrator)
    batches.propose(kept, by=town.triage)
    with pytest.raises(Refused, match="由安全管理员批准"):
        batches.approve(kept, by=town.leader)
    batches.approve(kept, by=town.security)


@pytest.mark.req("C11")
def test_somebody_who_asks_is_erased_at_once_by_two_persons(town: Township) -> None:
    person = resident(town, WORD, phone="19900008888")
    matter = town.closed(town.file(name=WORD, phone="19900008888"))
    Appellant.objects.filter(matter=matter).update(person=person)
    rows = [("resident", "person", person.pk), ("contact", "matter", matter.pk)]
    batch = batches.request(rows, by=town.clerk)
    assert (batch.cause, batch.status) == (Cause.REQUEST, BatchStatus.PROPOSED)
    batches.approve(batch, by=town.security)
    batch.refresh_from_db()
    running.run(batch)
    person.refresh_from_db()
    assert (person.name, person.phone, person.phone_index) == (ERASED, "", "")
    assert found(WORD, "19900008888") == set()
    assert sorted(RegisterLine.objects.values_list("record", "cause", "count")) == [
        ("contact", "request", 1),
        ("resident", "request", 1),
    ]
    with pytest.raises(Refused, match="可能已经删除过"):
        batches.request([("contact", "matter", matter.pk)], by=town.clerk)


@pytest.mark.req("C11")
def test_a_request_is_refused_while_a_matter_is_open_held_or_must_be_kept_by_law(town: Township) -> None:
    person, matter = resident(town, "林小满"), town.file()
    Appellant.objects.filter(matter=matter).update(person=person)
    with pytest.raises(Refused, match="还有没办结的诉求"):
        batches.request([("resident", "person", person.pk)], by=town.clerk)
    with pytest.raises(Refused, match="还没有办结"):
        batches.request([("contact", "matter", matter.pk)], by=town.clerk)
    town.closed(matter)
    with pytest.raises(Refused, match="至少要保存到"):
        batches.request([("appeal", "matter", matter.pk)], by=town.clerk)
    holds.place("matter", matter.pk, reason="复查", until=None, by=town.leader)
    with pytest.raises(Refused, match="正在保全"):
        batches.request([("resident", "person", person.pk)], by=town.clerk)
    assert ErasureBatch.objects.count() == 0


def test_a_resident_who_moved_away_three_years_ago_falls_due_and_one_who_lives_here_does_not(
    town: Township,
) -> None:
    gone, here = resident(town, "林小满"), resident(town, "王大力")
    house = Membership._meta.get_field("household").related_model.objects.create(area=town.village)
    Membership.objects.create(
        household=house, person=gone, kin="other", since=date(2010, 1, 1), until=date(2020, 1, 1)
    )
    Membership.objects.create(household=house, person=here, kin="other", since=date(2010, 1, 1))
    batch = listed()
    assert list(batch.lines.values_list("record", "row_id")) == [("resident", gone.pk)]
    with clock.standing_at(RUN):
        agreed(town, batch)
    assert list(Person.objects.filter(resident=True).order_by("pk").values_list("name", flat=True)) == [
        ERASED,
        "王大力",
    ]


def test_what_waits_on_a_list_is_not_listed_again_a_month_later(town: Township) -> None:
    old(town)
    listed()
    with clock.standing_at(at("2026-12-10 08:00")):
        assert batches.list_next_month() == []


def test_the_words_of_old_looks_go_and_the_chain_of_the_access_log_holds(town: Township) -> None:
    with clock.standing_at(LONG_AGO):
        looked("matter", 1, by=town.triage, what="phone", reason=WORD)
        looked("matter", 2, by=town.triage, what="phone", reason=WORD)
    looked("matter", 1, by=town.triage, what="phone", reason="核实")
    holds.place("matter", 2, reason="复查", until=None, by=town.leader)
    with clock.standing_at(RUN):
        agreed(town, listed())
    said = reasons_of(AccessEntry.objects.all())
    assert said == {1: "", 2: WORD, 3: "核实"}
    assert verify("access").ok
    assert list(RegisterLine.objects.values_list("record", "count")) == [("access", 1)]


def test_altered_words_of_a_look_are_not_shown(town: Township) -> None:
    entry = looked("matter", 1, by=town.triage, what="phone", reason="核实")
    AccessWords.objects.update(words="没看过")
    assert reasons_of([entry]) == {1: ""}


def test_a_new_rule_says_what_would_fall_due_and_logs_are_never_kept_for_less_than_half_a_year(
    town: Township,
) -> None:
    town.closed(town.file(when=at("2025-06-02 09:00")), at("2025-06-02 09:00"))
    with clock.standing_at(LISTED):
        said = foreseen(RETENTION, "", {"appeal": {"months": 12, "basis": "新档案期限表"}})
        assert [str(one) for one in said] == ["按新的期限，现在到期的诉求（全部内容）有 1 条。"]
        wanted = Change({"appeal": {"months": 12, "basis": "新档案期限表"}})
        change(RETENTION, wanted, by=system(current_county()), client_id=uuid7())
    assert [line.record for line in listed().lines.all()] == ["appeal"]
    for code in ("access", "signin"):
        with pytest.raises(ValueError, match=r"要在 0\.5 年到 100 年之间"):
            RETENTION.read({code: {"months": 5, "basis": ""}})


@pytest.mark.parametrize("table", ["kernel_journalline", "kernel_registerline"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET row_id = 0", "DELETE FROM {}"])
def test_the_database_refuses_to_change_the_journal_and_the_register(
    town: Township, table: str, verb: str
) -> None:
    old(town)
    with clock.standing_at(RUN):
        agreed(town, listed())
    if connection.vendor == "sqlite":
        protect(connection, ERASURES)
    words = verb.format(table).replace("row_id", "batch_id")
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"{words} WHERE county_id = {current_county()}")
