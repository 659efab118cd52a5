"""Whatever lies in the office and whatever of it is erased: what is counted stays, what is personal goes (INV-20)."""

import shutil
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise, product
from typing import Any

import pytest
from django.db import transaction
from hypothesis import Phase, given, settings, strategies as st

from lianxin.appeals.figures import Scope, balance
from lianxin.appeals.models import Appeal, Appellant
from lianxin.kernel import attachments, clock
from lianxin.kernel.audit import verify
from lianxin.kernel.erasure import batches, holds, journal, running
from lianxin.kernel.erasure.refusals import Refused
from lianxin.kernel.figures.frozen import freeze, ids_of, recount, untouched
from lianxin.kernel.figures.registry import Figure, Query, figures
from lianxin.kernel.ids import uuid7
from lianxin.matters.models import Matter
from lianxin.matters.queries import Asked, listed
from lianxin.matters.rebuild import check
from lianxin.people.models import Household, Membership
from tests.erasure.canary import LISTED, LONG_AGO, RUN, columns, files, plant, said_of, sealed
from tests.people.neighbours import resident
from tests.township import Township, at

WHEN = {
    "ancient": at("2014-03-03 09:30"),
    "long": LONG_AGO,
    "while": at("2022-03-02 09:30"),
    "new": at("2026-09-01 09:30"),
}
KEPT = {"appeal": ("ancient", "long"), "contact": ("ancient", "long", "while"), "accusation": ("ancient",)}
OVER = ("closed", "rejected", "referred", "voided")
SPANS = {
    age: (when.date() - timedelta(days=3), when.date() + timedelta(days=60)) for age, when in WHEN.items()
}
EVER = (date(2014, 1, 1), date(2026, 12, 31))


@dataclass(frozen=True)
class Told:
    """What is drawn of one matter; `chain` so many follow it one after the other, `held` is which of them is held."""

    end: str
    age: str
    sealed: bool
    chain: int
    held: int | None
    asked: bool
    known: str

    @property
    def over(self) -> bool:
        return self.end in OVER

    @property
    def askable(self) -> bool:
        """Whether the contact details may go because somebody asks."""
        return self.over and not self.sealed and self.held is None

    @property
    def emptied(self) -> bool:
        """Nothing personal is left of it."""
        return self.goes("accusation" if self.sealed else "appeal")

    @property
    def stripped(self) -> bool:
        """At least nobody can say any more who spoke."""
        return self.emptied or (self.asked and self.askable) or (not self.sealed and self.goes("contact"))

    @property
    def forgotten(self) -> bool:
        """The file of the resident who spoke goes: they moved away long ago, and their matter ended long ago."""
        return self.known == "left" and self.over and self.held != 0 and self.age != "new"

    def goes(self, record: str) -> bool:
        """Whether it has been kept long enough as this kind of record, and nothing keeps it."""
        return self.over and self.held is None and self.age in KEPT[record]


@st.composite
def told(draw: st.DrawFn) -> Told:
    """One matter as an office may have it: an accusation is followed by none."""
    end = draw(st.sampled_from(["closed", *OVER, "answered", "working"]))
    hidden = draw(st.integers(0, 4)) == 4
    chain = 0 if hidden or end in {"rejected", "referred", "voided"} else draw(st.integers(0, 2))
    held = draw(st.none() | st.integers(0, chain))
    age, known = draw(st.sampled_from(list(WHEN))), draw(st.sampled_from(["", "here", "left"]))
    return Told(end, age, hidden, chain, held, draw(st.booleans()), known)


class Made:
    """One drawn matter in the database with those that follow it: which words are whose."""

    def __init__(self, town: Township, one: Told, place: int) -> None:
        self.town, self.told, self.when = town, one, WHEN[one.age]
        turns = [f"{place}{turn}" for turn in range(one.chain + 1)]
        self.words = [f"zqx{turn}canary" for turn in turns]
        self.names = [f"qxname{turn}z" for turn in turns]
        self.phones = [f"1990000{turn}77" for turn in turns]
        self.file_name = f"qxfile{place}z"
        self.rows = [self.filed(turn) for turn in range(one.chain + 1)]
        for main, follower in reversed(list(pairwise(self.rows))):
            town.merged(follower, main, self.when)
        getattr(town, one.end)(self.rows[0], self.when)
        for row, word in zip(self.rows, self.words, strict=True):
            plant(town, row, self.when, word)
        if one.sealed:
            Appeal.objects.filter(matter=self.rows[0]).update(type="report")
        if one.held is not None:
            holds.place("matter", self.rows[one.held].pk, reason="法院调卷", until=None, by=town.leader)
        if one.known:
            self.known()

    def filed(self, turn: int) -> Matter:
        """It, or what will follow it."""
        words, name, phone = self.words[turn], self.names[turn], self.phones[turn]
        return self.town.file(text=said_of(words, phone), name=name, phone=phone, when=self.when)

    def known(self) -> None:
        """Whoever spoke has a file; they live here, or moved away long ago."""
        person = resident(self.town, self.file_name)
        Appellant.objects.filter(matter=self.rows[0]).update(person=person)
        house = Household.objects.create(area=self.town.village)
        until = date(2020, 1, 1) if self.told.known == "left" else None
        Membership.objects.create(
            household=house, person=person, kin="other", since=date(2001, 1, 1), until=until
        )

    def ask(self) -> None:
        """Somebody asks for the contact details to go: two persons, or a refusal."""
        if not self.told.askable:
            with pytest.raises(Refused):
                batches.request([("contact", "matter", self.rows[0].pk)], by=self.town.clerk)
            return
        batch = batches.request([("contact", "matter", self.rows[0].pk)], by=self.town.clerk)
        batches.approve(batch, by=self.town.security)
        batch.refresh_from_db()
        running.run(batch)

    def stays(self) -> dict[str, bool]:
        """Of each personal word, whether it is to be found when all is done."""
        one = self.told
        found = dict.fromkeys(self.words, not one.emptied)
        found |= dict.fromkeys([*self.names, *self.phones], not one.stripped)
        return found | ({self.file_name: not one.forgotten} if one.known else {})


def erased(town: Township, made: Sequence[Made]) -> None:
    """Next month's lists, those who ask meanwhile, and when the month has begun what two persons agreed to."""
    with clock.standing_at(LISTED):
        lists = batches.list_next_month()
        for one in made:
            if one.told.asked:
                one.ask()
    with clock.standing_at(RUN):
        for batch in lists:
            batches.propose(batch, by=town.triage if batch.sealed else town.administrator)
            batches.approve(batch, by=town.security)
            batch.refresh_from_db()
            running.run(batch)


BY_ADDRESS = {"spot"}


def numbers(town: Township, ages: Collection[str]) -> dict[str, object]:
    """Every declared figure and its parts row by row, the balance, and how long the lists are.

    Over all years, and whole also over the months the mixture is of: elsewhere nothing is counted.
    """
    by = town.leader
    wanted = [query for one in figures() for query in parts_of(town, one)]
    wanted += [Query(one.code, *SPANS[age]) for one, age in product(figures(), sorted(ages))]
    found: dict[str, object] = {
        query.spelled: ids_of(query, by=by, now=RUN, scopes=tuple(by.scopes)) for query in wanted
    }
    found |= {f"balance {age}": balance(Scope(by), WHEN[age], RUN) for age in ages}
    found["lists"] = [listed(Asked(), by=one, now=RUN).count() for one in (town.leader, town.triage)]
    return found


def parts_of(town: Township, figure: Figure) -> list[Query]:
    """A figure over all years, and one of each of its parts."""
    values = {"unit": str(town.water.pk), "village": str(town.village.pk), "channel": "web"}
    values |= {"late": "1", "age": "61-", "term": "closed", "ground": "duty", "level": "town"}
    values |= {"kind": "appeal", "outcome": "rectified", "waited": "older"}
    values |= {"said": "yes", "topic": f"{town.category.pk}-{town.village.pk}"}
    values |= {"slot": "1", "outcome": "opened", "size": "one"}
    whole = Query(figure.code, *EVER)
    return [whole, *(whole.only(name, values[name]) for name in figure.slices if name not in BY_ADDRESS)]


def remaining(words: Collection[str]) -> set[str]:
    """Which of these words stand anywhere: in a table, an index, a file, a sealed value."""
    texts = "\n".join(text for _place, text in (*columns(), *sealed(), *files()))
    return {word for word in words if word in texts}


@contextmanager
def undone(town: Township) -> Iterator[None]:
    """Whatever comes of an example, the next one finds the office and its folders empty."""
    spot = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(spot)
        journal.journal_path().unlink(missing_ok=True)
        shutil.rmtree(attachments.files_of(town.county), ignore_errors=True)


@pytest.mark.property
@pytest.mark.req("INV-20")
def test_whatever_is_erased_is_nowhere_and_no_figure_snapshot_or_list_is_another_for_it(
    town: Township, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    @settings(max_examples=settings.default.max_examples // 33, phases=[Phase.reuse, Phase.generate])
    @given(mixture=st.lists(told(), min_size=1, max_size=4))
    def try_it(mixture: list[Told]) -> None:
        with undone(town):
            holds_for(mixture)

    def holds_for(mixture: list[Told]) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            made = [Made(town, one, place) for place, one in enumerate(mixture)]
            whole = [Query(one.code, *EVER) for one in figures()]
            copies = [freeze(query, by=town.leader, client_id=uuid7()) for query in whole]
            ages = {one.age for one in mixture}
            before = numbers(town, ages)
            erased(town, made)
        assert numbers(town, ages) == before
        for copy in copies:
            told_again = recount(copy, by=town.leader, now=RUN)
            assert (untouched(copy), told_again is not None and told_again.same) == (True, True)
        stays = {word: whether for one in made for word, whether in one.stays().items()}
        assert remaining(stays) == {word for word, whether in stays.items() if whether}
        assert verify("events").ok
        assert list(check()) == []

    try_it()
