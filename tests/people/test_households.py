"""Households: who lived where when, one household at a time, and peace in mourning."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given, strategies as st

from lianxin.kernel.actor import system
from lianxin.kernel.crypto import blind_index
from lianxin.kernel.editions import Change, change
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.event import AccessEntry
from lianxin.kernel.readers import held_until, index_of
from lianxin.people.actions.households import (
    change_head,
    found_household,
    mark_bereaved,
    move_in,
    move_out,
)
from lianxin.people.models import Household, Membership, Person
from lianxin.people.queries.households import bereaved, members_at
from lianxin.people.rules import Refused
from lianxin.people.rules.residents import age_on, birthday, overlaps
from lianxin.people.rules.settings import MOURNING
from tests.people.neighbours import OTHER_PHONE, PHONE, other_village, resident, village_clerk
from tests.township import Township, at, enter

JANUARY, MARCH, JUNE = date(2026, 1, 10), date(2026, 3, 1), date(2026, 6, 1)
DAYS = st.dates(date(2020, 1, 1), date(2022, 1, 1))


def home(town: Township, head: Person, since: date = JANUARY) -> Household:
    """A household of 樟荫村."""
    return found_household(
        area=town.village.pk, address="水井边", head=head, since=since, by=town.clerk, at=timezone.now()
    )


def names_at(own: Household, day: date) -> list[str]:
    """Who lives there on a day."""
    return [one.person.name for one in members_at(own, day)]


def moves_in(
    town: Township, own: Household, person: Person, since: date, *, leaving: bool = False
) -> Membership:
    return move_in(own, person, kin="child", since=since, leaving=leaving, by=town.clerk, at=timezone.now())


def test_a_household_remembers_who_lived_there_on_each_day(town: Township) -> None:
    own = home(town, resident(town, "林大山"))
    stay = moves_in(town, own, resident(town, "林小满"), MARCH)
    move_out(stay, until=JUNE, by=town.clerk, at=timezone.now())
    days = [JANUARY - timedelta(days=1), JANUARY, MARCH, JUNE - timedelta(days=1), JUNE]
    assert [names_at(own, day) for day in days] == [
        [],
        ["林大山"],
        ["林大山", "林小满"],
        ["林大山", "林小满"],
        ["林大山"],
    ]


def test_nobody_lives_in_two_households_unless_the_days_say_so(town: Township) -> None:
    child = resident(town, "林小满")
    first, second = home(town, resident(town, "林大山")), home(town, resident(town, "王大力"))
    stay = moves_in(town, first, child, MARCH)
    for since in (JANUARY, MARCH, JUNE):
        with pytest.raises(Refused, match="还在另一户里"):
            moves_in(town, second, child, since)
    moves_in(town, second, child, JUNE, leaving=True)
    stay.refresh_from_db()
    assert stay.until == JUNE
    assert [names_at(own, JUNE) for own in (first, second)] == [["林大山"], ["王大力", "林小满"]]


def test_a_household_has_one_head_and_the_head_can_change(town: Township) -> None:
    own = home(town, resident(town, "林大山"))
    child = resident(town, "林小满")
    with pytest.raises(Refused, match="已经有户主"):
        move_in(own, child, kin="head", since=MARCH, leaving=False, by=town.clerk, at=timezone.now())
    stay = moves_in(town, own, child, MARCH)
    change_head(stay, former="parent", by=town.clerk, at=timezone.now())
    kinds = {one.person.name: one.kin for one in members_at(own, timezone.localdate())}
    assert kinds == {"林大山": "parent", "林小满": "head"}


@given(DAYS, st.none() | st.integers(0, 400), DAYS, st.none() | st.integers(0, 400))
def test_two_stays_overlap_exactly_when_they_share_a_day(
    since: date, length: int | None, other_since: date, other_length: int | None
) -> None:
    last = date(2024, 1, 1)
    until = since + timedelta(days=length) if length is not None else None
    other_until = other_since + timedelta(days=other_length) if other_length is not None else None
    begin, end = max(since, other_since), min(until or last, other_until or last)
    shared = begin < end
    nonempty = (until is None or until > since) and (other_until is None or other_until > other_since)
    if nonempty:
        assert overlaps(since, until, other_since, other_until) == shared


@given(st.dates(date(1900, 1, 1), date(2030, 12, 31)), st.integers(0, 100))
def test_a_year_of_age_is_full_the_day_after_the_birthday(born: date, years: int) -> None:
    day = birthday(born, born.year + years)
    assert age_on(born, day + timedelta(days=1)) == years
    assert age_on(born, day) == years - 1


@pytest.mark.req("XC-11")
def test_for_seven_days_from_a_death_no_message_leaves_by_itself(town: Township) -> None:
    head, child = resident(town, "林大山", phone=PHONE), resident(town, "林小满", other_phone=OTHER_PHONE)
    neighbour = resident(town, "王大力", phone="19900003333")
    own = home(town, head)
    moves_in(town, own, child, MARCH)
    home(town, neighbour)
    mark_bereaved(own, day=JUNE, reason="家属来电告知", by=town.clerk, at=timezone.now())
    days = [JUNE - timedelta(days=1), JUNE, JUNE + timedelta(days=6), JUNE + timedelta(days=7)]
    assert [bereaved(on=day, person=child.pk) for day in days] == [False, True, True, False]
    indexes = [blind_index(number, "phone") for number in (PHONE, OTHER_PHONE, "19900003333", "")]
    assert [bereaved(on=JUNE, phone_index=index) for index in indexes] == [True, True, False, False]


@pytest.mark.req("XC-11")
def test_a_message_to_a_household_in_mourning_is_held_back_until_its_days_are_over(town: Township) -> None:
    own = home(town, resident(town, "林大山", phone=PHONE))
    mark_bereaved(own, day=JUNE, reason="家属来电告知", by=town.clerk, at=timezone.now())
    index = index_of(PHONE)
    assert held_until(index, at("2026-06-03 10:00")) == at("2026-06-08 00:00")
    assert held_until(index, at("2026-06-08 00:00")) is None
    assert held_until(index_of(OTHER_PHONE), at("2026-06-03 10:00")) is None


@pytest.mark.req("XC-11")
def test_an_office_may_set_other_days_of_mourning(town: Township) -> None:
    own = home(town, resident(town, "林大山", phone=PHONE))
    mark_bereaved(own, day=JUNE, reason="家属来电告知", by=town.clerk, at=timezone.now())
    assert not bereaved(on=JUNE + timedelta(days=20), phone_index=blind_index(PHONE, "phone"))
    change(MOURNING, Change({"days": 49}), by=system(town.county), client_id=uuid7())
    assert bereaved(on=JUNE + timedelta(days=20), phone_index=blind_index(PHONE, "phone"))


def test_a_household_is_kept_on_its_pages(town: Township, client: Client) -> None:
    head = resident(town, "林大山")
    resident(town, "林小满", phone=PHONE)
    browser = enter(client, town.clerk)
    typed = {"who": "林大山", "area": town.village.pk, "address": "水井边", "since": "2026-01-10"}
    answer = browser.post("/households/new/", typed)
    own = Household.objects.get()
    assert answer["Location"] == f"/households/{own.pk}/"
    wrong = browser.post(
        f"/households/{own.pk}/in/", {"who": "谁也不是", "kin": "child", "since": "2026-03-01"}
    )
    assert (wrong.status_code, "没有找到这位居民" in wrong.content.decode()) == (422, True)
    said = {"who": PHONE, "kin": "child", "since": "2026-03-01"}
    assert browser.post(f"/households/{own.pk}/in/", said).status_code == 302
    page = browser.get(f"/households/{own.pk}/")
    assert [one.person.name for one in page.context["members"]] == ["林大山", "林小满"]
    before = browser.get(f"/households/{own.pk}/?on=2026-02-01")
    assert [one.person.pk for one in before.context["members"]] == [head.pk]
    stay = Membership.objects.get(kin="child")
    early = browser.post(f"/households/{own.pk}/{stay.pk}/out/", {"until": "2026-02-01"})
    assert (early.status_code, "不能早于迁入" in early.content.decode()) == (422, True)
    assert browser.post(f"/households/{own.pk}/{stay.pk}/out/", {"until": "2026-06-01"}).status_code == 302
    said = {"day": "2026-06-02", "reason": "家属来电告知"}
    assert browser.post(f"/households/{own.pk}/mourning/", said).status_code == 302
    assert AccessEntry.objects.filter(row_kind="household", what="bereaved.on").count() == 1
    listed = browser.get("/households/").content.decode()
    assert ("林＊" in listed, "林大山" in listed) == (True, False)


def test_another_villages_household_is_not_there(town: Township, client: Client) -> None:
    own = home(town, resident(town, "林大山"))
    browser = enter(client, village_clerk(other_village(town)))
    assert browser.get(f"/households/{own.pk}/").status_code == 404
    assert browser.post(f"/households/{own.pk}/mourning/", {"reason": "家属来电告知"}).status_code == 404
    assert browser.get("/households/").context["lines"] == []
