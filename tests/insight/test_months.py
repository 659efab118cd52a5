"""The counts of the months: written down once, never changed, and the same when counted again from the log."""

from collections import Counter
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings, strategies as st

from lianxin.appeals.models import AppealClass
from lianxin.appeals.workflow import APPEAL
from lianxin.insight.actions.months import close_months
from lianxin.insight.models import MonthCount, MonthEdition
from lianxin.insight.queries.month_counts import Counts, counted_now, counted_then
from lianxin.insight.queries.months import columns, differences
from lianxin.insight.rules.months import Month, month_named, month_of
from lianxin.kernel import clock, context
from lianxin.kernel.actor import Role
from lianxin.kernel.ids import uuid7
from lianxin.matters.act import open_row
from lianxin.matters.models import Matter
from lianxin.matters.refusals import Refused
from lianxin.places.models import Area
from tests.township import Township, actor, at, enter

OCTOBER = month_of(at("2026-10-01 00:00").date())
CLOSED = at("2026-11-03 09:00")
STEPS = ("step",) * 6 + ("file", "file", "file", "correct", "backfill", "void", "merge", "withdraw")


def named(code: str) -> Month:
    month = month_named(code)
    assert month is not None
    return month


def naively(month: Month) -> Counts:
    """What stands in the rows, looked at one by one."""
    counts: Counter[tuple[int, str]] = Counter()
    for row in Matter.objects.select_related("appeal"):
        filed = month_of(timezone.localtime(row.filed_at).date())
        if filed == month and row.state not in ("merged", "voided") and row.appeal.type != "report":
            counts[row.appeal.category_id or 0, row.state] += 1
    return dict(counts)


def stored(edition: MonthEdition) -> Counts:
    rows = MonthCount.objects.filter(edition=edition)
    return {
        (category, state): count for category, state, count in rows.values_list("category", "state", "count")
    }


class Months:
    """People at work for some months, by chance, with the machine closing each month."""

    def __init__(self, town: Township, seed: int) -> None:
        self.town, self.draw = town, Random(seed)
        self.now = at("2026-08-28 08:30")
        self.snapshots: dict[int, Counts] = {}
        self.classes = [
            town.category,
            AppealClass.objects.create(code="0201", name="路灯", edition="2026-11"),
        ]

    def live(self, steps: int) -> None:
        for _ in range(steps):
            self.now += timedelta(hours=self.draw.randrange(2, 96))
            with clock.standing_at(self.now):
                self.close()
                try:
                    getattr(self, self.draw.choice(STEPS))()
                except Refused:
                    continue

    def close(self) -> None:
        before = set(MonthEdition.objects.values_list("pk", flat=True))
        close_months()
        for edition in MonthEdition.objects.exclude(pk__in=before):
            self.snapshots[edition.pk] = naively(month_of(edition.month))

    def any(self, *states: str) -> Matter | None:
        rows = list(Matter.objects.filter(state__in=states).order_by("pk"))
        return self.draw.choice(rows) if rows else None

    def category(self) -> int | None:
        return self.draw.choice([None, *(one.pk for one in self.classes)])

    def file(self) -> None:
        kind = self.draw.choice(["help", "help", "complaint", "report"])
        self.town.file(when=self.now, category=self.category(), type=kind)

    def backfill(self) -> None:
        filed = self.now - timedelta(days=self.draw.randrange(1, 60))
        said = self.town.words(
            filed_at=filed,
            replied_at=filed,
            reply="已经修好，当面说清楚了。",
            late_entered=True,
            category=self.category(),
        )
        open_row(APPEAL, by=self.town.triage, data=said, client_id=uuid7(), at=self.now, move="backfill")

    def step(self) -> None:
        """One matter goes on by whatever is its next step."""
        matter = self.any("registered", "to_dispatch", "to_sign", "working", "closing", "callback")
        if matter is None:
            return
        town, when = self.town, self.now
        placed = {"type": "help", "area": town.village.pk, "urgency": "ordinary"}
        told = {"reached": True, "resolved": "yes", "satisfied": 5}
        reply = {"outcome": "resolved", "reply": "供水站换了接头，已经不漏。还有问题请打电话。"}
        nexts: dict[str, tuple[str, Any, dict[str, Any]]] = {
            "registered": ("accept", town.triage, {**placed, "category": self.draw.choice(self.classes).pk}),
            "to_dispatch": ("dispatch", town.triage, {"unit": town.water.pk, "basis": "清单"}),
            "to_sign": ("sign", town.water_handler, {}),
            "working": ("finish", town.water_handler, reply),
            "closing": ("approve", town.reviewer, {}),
            "callback": ("call_back", town.caller, told),
        }
        move, by, data = nexts[matter.state]
        if move == "finish":
            town.go(matter, "record", by=by, when=when, kind="contact", text="已联系。")
        town.go(matter, move, by=by, when=when, **data)

    def correct(self) -> None:
        matter = self.any("to_sign", "working", "closed", "callback")
        if matter is None:
            return
        earlier = matter.filed_at - timedelta(days=self.draw.randrange(1, 40))
        field, value = self.draw.choice(
            [("category", self.draw.choice(self.classes).pk), ("filed_at", earlier), ("type", "complaint")]
        )
        town, when = self.town, self.now
        town.go(matter, "correct", by=town.triage, when=when, field=field, value=value, why="当时登记错了。")
        asked = matter.corrections.get(decided_at=None)
        town.go(matter, "approve_correction", by=town.reviewer, when=when, correction=asked.pk)

    def void(self) -> None:
        matter = self.any("registered", "closed")
        if matter is not None:
            self.town.voided(matter, when=self.now)

    def merge(self) -> None:
        matter, main = self.any("registered"), self.any("to_sign", "working")
        if matter is not None and main is not None:
            self.town.merged(matter, main, when=self.now)

    def withdraw(self) -> None:
        matter = self.any("registered", "working")
        if matter is not None:
            self.town.go(matter, "withdraw", by=self.town.holder(matter), when=self.now)


def months_agree(town: Township, seed: int, steps: int) -> int:
    """Editions, recounts and live counts all say what a look at each row says."""
    life = Months(town, seed)
    life.live(steps)
    for edition in MonthEdition.objects.all():
        assert stored(edition) == life.snapshots[edition.pk]
        assert counted_then(month_of(edition.month), edition.seq) == life.snapshots[edition.pk]
        assert edition.total == sum(life.snapshots[edition.pk].values())
    assert list(differences()) == []
    filed = {month_of(timezone.localtime(row.filed_at).date()) for row in Matter.objects.all()}
    with clock.standing_at(life.now):
        live = counted_now(town.system, min(filed), month_of(timezone.localtime(life.now).date()))
    for month in filed:
        assert live.get(month.code, {}) == naively(month)
    return len(life.snapshots)


@pytest.mark.req("CNT-04")
def test_three_months_by_chance_are_written_down_and_counted_again(town: Township) -> None:
    assert months_agree(town, seed=3, steps=60) >= 2


@pytest.mark.deep
@pytest.mark.req("CNT-04")
@given(seed=st.integers(0, 2**32))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_any_months_are(town: Township, seed: int) -> None:
    from django.db import transaction  # noqa: PLC0415  # each example begins with an empty office

    with transaction.atomic():
        months_agree(town, seed=seed, steps=80)
        transaction.set_rollback(True)
    context.shelf().clear()


def october(town: Township) -> Matter:
    """One appeal of October, at work; the month is closed."""
    matter = town.working(town.file(when=at("2026-10-08 09:00")), when=at("2026-10-09 09:00"))
    with clock.standing_at(CLOSED):
        assert close_months() == 1
    return matter


def test_a_month_is_closed_on_the_third_day_once(town: Township) -> None:
    town.file(when=at("2026-10-08 09:00"))
    with clock.standing_at(at("2026-11-02 23:00")):
        assert close_months() == 0
    with clock.standing_at(CLOSED):
        assert (close_months(), close_months()) == (1, 0)
    assert MonthEdition.objects.get().number == 1


@pytest.mark.req("CNT-04")
def test_what_is_entered_late_changes_no_closed_month_until_a_leader_says_why(town: Township) -> None:
    october(town)
    said = town.words(filed_at=at("2026-10-10 09:00"), reply="已经修好，当面说清楚了。", late_entered=True)
    later = CLOSED + timedelta(days=1)
    with clock.standing_at(later):
        open_row(APPEAL, by=town.triage, data=said, client_id=uuid7(), at=later, move="backfill")
        assert [sum(one.counts.values()) for one in columns(town.leader, OCTOBER, OCTOBER)] == [1]
        assert [sum(one.counts.values()) for one in columns(town.leader, OCTOBER, OCTOBER, now=True)] == [2]
        browser = enter(Client(), town.leader)
        sent = {"reason": "补录了十月的一件", "number": 2}
        assert browser.post("/leader/months/2026-10/again/", sent).status_code == 302
        assert browser.post("/leader/months/2026-10/again/", sent).status_code == 302  # sent twice
    first, second = MonthEdition.objects.order_by("number")
    assert (first.total, second.total, second.reason, second.made_by) == (
        1,
        2,
        sent["reason"],
        town.leader.account,
    )
    assert list(differences()) == []


def test_the_recount_finds_a_number_somebody_has_changed(town: Township) -> None:
    october(town)
    MonthCount.objects.update(count=2)
    (words,) = differences()
    assert words.startswith("月报 2026-10 1 ")


@pytest.mark.req("CNT-04")
def test_the_recount_undoes_what_was_put_right_since(town: Township) -> None:
    matter = october(town)
    other = AppealClass.objects.create(code="0201", name="路灯", edition="2026-11")
    wrong = {"category": other.pk, "filed_at": at("2026-09-30 09:00"), "type": "report"}
    with clock.standing_at(at("2026-11-20 09:00")):
        for field, value in wrong.items():
            town.go(matter, "correct", by=town.clerk, field=field, value=value, why="登记时听错了。")
            asked = matter.corrections.get(decided_at=None)
            town.go(matter, "approve_correction", by=town.reviewer, correction=asked.pk)
        assert counted_now(town.system, OCTOBER, OCTOBER) == {}
    assert list(differences()) == []


@pytest.mark.req("CNT-04", "INV-08")
def test_what_is_handed_to_the_discipline_desk_since_counts_in_its_closed_month_only(town: Township) -> None:
    actor(town.hall, "纪检", Role.DISCIPLINE)
    matter = october(town)
    with clock.standing_at(at("2026-11-20 09:00")):
        town.go(matter, "hand_over", by=town.triage, reason="说的是站长收钱", units=[town.water.pk])
        assert counted_now(town.system, OCTOBER, OCTOBER) == {}
    assert list(differences()) == []


def test_a_closed_month_is_shown_as_it_was_with_todays_list_behind_it(town: Township) -> None:
    matter = october(town)
    with clock.standing_at(at("2026-11-20 09:00")):
        town.go(matter, "withdraw", by=town.holder(matter), when=at("2026-11-20 08:00"))
        browser = enter(Client(), town.leader)
        page = browser.get("/leader/months/2026-10/").content.decode()
        assert "办理中" in page
        assert "第 1 版" in page
        assert "已撤回" in browser.get("/leader/months/2026-10/?now=1").content.decode()
        year = browser.get("/leader/months/").content.decode()
    assert "2026-10*" in year
    assert (
        f"/matters/?counted=1&amp;class={town.category.pk}&amp;state=&amp;since=2026-10-01&amp;until=2026-10-31"
        in year
    )


def test_every_number_of_an_open_month_is_its_list(town: Township) -> None:
    for _ in range(3):
        town.accepted(town.file(when=at("2026-11-10 09:00")), when=at("2026-11-10 10:00"))
    with clock.standing_at(at("2026-11-20 09:00")):
        browser = enter(Client(), town.leader)
        page = browser.get("/leader/months/2026-11/").content.decode()
        address = page.partition('href="/matters/?counted=1')[2].partition('"')[0].replace("&amp;", "&")
        assert "本页 3 件" in browser.get(f"/matters/?counted=1{address}").content.decode()


def test_who_sees_a_part_of_the_county_sees_their_part_counted_afresh(town: Township) -> None:
    october(town)
    other = Area.objects.create(code="990901102000", name="赤岭镇", kind="town")
    assert [one.edition is None for one in columns(town.leader, OCTOBER, OCTOBER)] == [True]
    other.delete()
    assert [one.edition is None for one in columns(town.leader, OCTOBER, OCTOBER)] == [False]


def test_no_month_of_nonsense(town: Township) -> None:
    browser = enter(Client(), town.leader)
    for code in ("2026-13", "next", "2999-01"):
        assert browser.get(f"/leader/months/{code}/").status_code == 404
    assert browser.get("/leader/months/?since=x&until=2999-01&state=nothing").status_code == 200
    assert (
        browser.post("/leader/months/2026-10/again/", {"reason": "没有这个月报", "number": 2}).status_code
        == 404
    )


def test_only_a_leader_writes_another_edition(town: Township) -> None:
    october(town)
    assert enter(Client(), town.auditor).post("/leader/months/2026-10/again/", {}).status_code == 403
    assert enter(Client(), town.auditor).get("/leader/months/2026-10/").status_code == 200
