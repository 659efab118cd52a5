"""Roles, appointments and stays as pure rules."""

from datetime import UTC, datetime, timedelta

import pytest

from lianxin.kernel.actor import KEEPERS, Role
from lianxin.people import rules, standard

NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)


@pytest.mark.req("B8")
def test_a_stay_ends_after_thirty_idle_minutes_or_twelve_hours() -> None:
    assert not rules.is_idle(NOON, at=NOON + timedelta(minutes=30))
    assert rules.is_idle(NOON, at=NOON + timedelta(minutes=30) + MOMENT)
    assert not rules.is_worn_out(NOON, at=NOON + timedelta(hours=12))
    assert rules.is_worn_out(NOON, at=NOON + timedelta(hours=12) + MOMENT)


@pytest.mark.req("D7")
@pytest.mark.parametrize("hand", sorted(KEEPERS))
def test_none_of_the_three_hands_mixes_with_another_duty(hand: str) -> None:
    assert {role for role in rules.POST_ROLES if rules.mixes_duties({hand, role})} == rules.POST_ROLES - {
        hand
    }


def test_casework_mixes_with_casework_and_each_hand_stands_alone() -> None:
    assert not rules.mixes_duties(set(rules.POST_ROLES - KEEPERS))
    assert [hand for hand in KEEPERS if rules.mixes_duties({hand})] == []
    assert not rules.mixes_duties(set())


def test_every_role_a_post_can_have_is_explained_in_plain_chinese() -> None:
    assert {card.role for card in rules.ROLE_CARDS} == set(Role) - {Role.RESIDENT, Role.SYSTEM}
    assert rules.role_names(["triage", "clerk"]) == "登记员、派单员"


def test_the_standard_township_covers_every_duty_and_mixes_none() -> None:
    posts = [set(post.roles) for unit in standard.TOWNSHIP for post in unit.posts]
    assert set().union(*posts) == set(rules.POST_ROLES)
    assert [roles for roles in posts if rules.mixes_duties(roles)] == []
    assert (
        len({unit.code for unit in standard.TOWNSHIP}) == len({unit.name for unit in standard.TOWNSHIP}) == 10
    )


@pytest.mark.parametrize(
    ("village", "office"), [("樟荫村", "樟荫村委会"), ("新桥社区", "新桥社区居委会"), ("柳溪", "柳溪村委会")]
)
def test_village_offices_are_named_as_people_name_them(village: str, office: str) -> None:
    assert standard.village_unit_name(village) == office
