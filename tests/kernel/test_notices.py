"""Notices to staff: once for each post, read by each holder for themselves, nothing personal, swept in time."""

from datetime import timedelta

import pytest
from django.utils.translation import gettext_lazy as _

from lianxin.kernel import clock, notices
from lianxin.kernel.actor import Actor
from lianxin.kernel.context import in_county
from lianxin.kernel.letters import Letter, register
from lianxin.kernel.models.county import County
from lianxin.kernel.models.notice import Notice, NoticeRead, Topic
from lianxin.kernel.notices import bell, mark_read, tell_staff, unread
from lianxin.kernel.outbox import NotAVariable

register(Letter("test.staff", _("%(number)s 到了。"), topic=Topic.WORK))
FIRST, SECOND = 11, 12


def holder(county: County, account: int, *posts: int) -> Actor:
    """An account on these posts."""
    return Actor(account=account, county=county.code, posts=frozenset(posts), roles=frozenset({"handler"}))


def tell(*posts: int, account: int | None = None, key: str = "", number: object = "N-1") -> None:
    tell_staff("test.staff", posts=posts, account=account, variables={"number": number}, key=key)


def test_a_post_hears_once_and_each_of_its_holders_reads_for_themselves(county: County) -> None:
    tell(FIRST)
    one, other, stranger = holder(county, 1, FIRST), holder(county, 2, FIRST), holder(county, 3, SECOND)
    assert [bell(by) for by in (one, other, stranger)] == [1, 1, 0]
    for _time in range(2):
        mark_read(unread(one), by=one)
        mark_read(Notice.objects.all(), by=one)
    assert [bell(by) for by in (one, other)] == [0, 1]
    assert NoticeRead.objects.count() == 1


def test_whoever_takes_over_a_post_finds_what_nobody_there_has_read(county: County) -> None:
    tell(FIRST)
    mark_read(Notice.objects.all(), by=holder(county, 1, FIRST))
    assert bell(holder(county, 9, FIRST)) == 1


def test_an_account_is_told_alone(county: County) -> None:
    tell(account=7)
    assert [bell(holder(county, account, FIRST)) for account in (7, 8)] == [1, 0]


def test_the_same_key_comes_once_for_each_recipient(county: County) -> None:
    for _time in range(3):
        tell(FIRST, SECOND, SECOND, key="digest:2026-11-23")
    assert sorted(Notice.objects.values_list("post_id", flat=True)) == [FIRST, SECOND]
    tell(FIRST)
    tell(FIRST)
    assert Notice.objects.count() == 4


@pytest.mark.parametrize("value", ["林小满", "19900001111", "110101199003070000"])
def test_nothing_personal_gets_into_a_notice(county: County, value: str) -> None:
    with pytest.raises(NotAVariable):
        tell(FIRST, number=value)
    assert not Notice.objects.exists()


def test_a_letter_to_residents_is_no_notice(county: County) -> None:
    with pytest.raises(LookupError, match="no topic"):
        tell_staff("registered", posts=[FIRST], variables={"number": "N-1"})


def test_residents_and_the_system_have_no_bell_and_cost_no_query(
    county: County, django_assert_num_queries: object
) -> None:
    tell(account=7)
    with django_assert_num_queries(0):  # type: ignore[operator]  # pytest-django's
        assert bell(Actor(account=None, county=county.code)) == 0


def test_the_bell_costs_one_query_and_stops_counting_at_99(
    county: County, django_assert_num_queries: object
) -> None:
    tell(*[FIRST] * 3)
    for number in range(103):
        tell(FIRST, number=number)
    with django_assert_num_queries(1):  # type: ignore[operator]  # pytest-django's
        assert bell(holder(county, 1, FIRST)) == 100


def test_old_notices_are_no_news_and_are_deleted_after_half_a_year(county: County) -> None:
    by = holder(county, 1, FIRST)
    tell(FIRST)
    mark_read(unread(by), by=by)
    tell(FIRST)
    now = clock.now()
    with clock.standing_at(now + timedelta(days=91)):
        assert (bell(by), notices.sweep()) == (0, 0)
    with clock.standing_at(now + timedelta(days=181)):
        notices.sweep()
    assert not Notice.objects.exists()
    assert not NoticeRead.objects.exists()


def test_one_county_does_not_hear_of_another(county: County) -> None:

    tell(FIRST)
    other = County.objects.create(code=county.code + 1, name="邻县")
    with in_county(other.code):
        assert bell(Actor(account=1, county=other.code, posts=frozenset({FIRST}))) == 0
