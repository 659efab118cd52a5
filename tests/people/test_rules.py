"""Roles, appointments and stays as pure rules."""

from datetime import UTC, datetime, timedelta

import pytest

from lianxin.kernel.actor import Role
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
@pytest.mark.parametrize("role", sorted(rules.POST_ROLES - {Role.ADMINISTRATOR}))
def test_keeping_accounts_mixes_with_no_other_duty(role: str) -> None:
    assert rules.mixes_duties({Role.ADMINISTRATOR, role})
    assert not rules.mixes_duties({role, Role.HANDLER})


def test_an_administrator_alone_is_no_mixture() -> None:
    assert not rules.mixes_duties({Role.ADMINISTRATOR})
    assert not rules.mixes_duties(set())


def test_every_role_a_post_can_have_is_explained_in_plain_chinese() -> None:
    assert {card.role for card in rules.ROLE_CARDS} == set(Role) - {Role.RESIDENT, Role.SYSTEM}
    assert rules.role_names(["triage", "clerk"]) == "登记员、派单员"


def test_the_standard_township_covers_every_duty_and_mixes_none() -> None:
    posts = [set(post.roles) for unit in standard.TOWNSHIP for post in unit.posts]
    assert set().union(*posts) == set(rules.POST_ROLES)
    assert [roles for roles in posts if rules.mixes_duties(roles)] == []
    assert (
        len({unit.code for unit in standard.TOWNSHIP}) == len({unit.name for unit in standard.TOWNSHIP}) == 9
    )


@pytest.mark.parametrize(
    ("village", "office"), [("樟荫村", "樟荫村委会"), ("新桥社区", "新桥社区居委会"), ("柳溪", "柳溪村委会")]
)
def test_village_offices_are_named_as_people_name_them(village: str, office: str) -> None:
    assert standard.village_unit_name(village) == office
