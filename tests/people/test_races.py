"""Two at once: one gets in. SQLite lets one write at a time by itself, so this asks PostgreSQL."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from lianxin.kernel.context import in_county
from lianxin.people import totp
from lianxin.people.actions import links, staff
from lianxin.people.actions.factors import new_recovery_codes, use_code, use_recovery_code
from lianxin.people.models import Account, OneTimeLink, SignIn
from lianxin.people.queries import actor_of, administrators
from lianxin.people.rules import Purpose, Refused
from tests.people.conftest import PASSWORD, Office

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not settings.DATABASE_URL, reason="only PostgreSQL has two writers at once"),
]
AT_ONCE = 6


def at_once(acts: list[Callable[[], object]], *, county: int) -> list[object]:
    """Start all acts in the same moment; what each gave, or the refusal."""
    ready = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        try:
            with in_county(county):
                ready.wait()
                return act()
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.mark.parametrize("used_before", [False, True])
def test_the_same_code_sent_many_times_at_once_counts_once(office: Office, used_before: bool) -> None:
    member, now = office.member("lin", office.desk), timezone.now()
    if used_before:
        assert use_code(member.account, totp.code_at(member.account.totp, at=now), at=now)
        now += timedelta(seconds=60)
    code = member.code(at=now)
    got = at_once([lambda: use_code(member.account, code, at=now)] * AT_ONCE, county=office.county.code)
    assert sorted(map(bool, got)) == [False] * (AT_ONCE - 1) + [True]


def test_the_same_recovery_code_sent_many_times_at_once_counts_once(office: Office) -> None:
    member, now = office.member("lin", office.desk), timezone.now()
    code = new_recovery_codes(member.account)[0]
    got = at_once(
        [lambda: use_recovery_code(member.account, code, at=now)] * AT_ONCE, county=office.county.code
    )
    assert sorted(map(bool, got)) == [False] * (AT_ONCE - 1) + [True]


def test_a_link_finished_twice_at_once_lets_one_in(office: Office) -> None:
    member, now = office.member("lin", office.desk, ready=False), timezone.now()
    made = links.issue(member.account, purpose=Purpose.INVITE, by=office.by, at=now)
    link = OneTimeLink.objects.select_related("account").get(digest=links.digest_of(made.token))
    links.choose_password(link, PASSWORD, at=now)
    codes = [totp.code_at(link.account.totp, at=now + timedelta(seconds=late)) for late in (0, 30)]
    got = at_once(
        [lambda code=code: links.finish(link, code, at=now) for code in codes], county=office.county.code
    )
    assert sorted(isinstance(one, Refused) for one in got) == [False, True]
    assert SignIn.objects.count() == 1
    assert not Account.objects.get(login="lin").must_set


def test_two_administrators_cannot_remove_each_other_at_once(office: Office) -> None:
    pair = [office.member(f"guanli{number}", office.keeping) for number in range(2)]
    actors = [actor_of(member.account, at=timezone.now()) for member in pair]
    now = timezone.now()
    acts = [
        lambda other=other, by=by: staff.end_appointment(office.appointment(other), by=by, at=now)
        for other, by in zip(reversed(pair), actors, strict=True)
    ]
    got = at_once(acts, county=office.county.code)
    assert sorted(isinstance(one, Refused) for one in got) == [False, True]
    with in_county(office.county.code):
        assert len(administrators(timezone.now())) == 1
