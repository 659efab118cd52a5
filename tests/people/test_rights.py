"""A right taken away is gone at the next click; a stay ends when it should (A6, B8)."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from lianxin.kernel.actor import Role
from lianxin.kernel.context import in_county
from lianxin.kernel.models.county import County
from lianxin.kernel.models.throttle import Throttle
from lianxin.people import queries
from lianxin.people.actions import staff, units
from lianxin.people.chores import tidy
from lianxin.people.models import SignIn
from tests.people.conftest import Member, Office


def page_of(client: Client, path: str = "/me/") -> int:
    return client.get(path).status_code


def test_an_actor_is_what_the_posts_say(office: Office, clerk: Member) -> None:
    now = timezone.now()
    actor = queries.actor_of(clerk.account, at=now)
    assert actor is not None
    assert (actor.account, actor.county, actor.name) == (clerk.account.pk, 990901, "林小满")
    assert (actor.posts, actor.units) == (frozenset({office.desk.pk}), frozenset({office.unit.pk}))
    assert (actor.roles, actor.scopes) == (frozenset({"clerk"}), ("990901101",))
    person = office.appointment(clerk).person
    staff.appoint(clerk.account, person, office.handling, by=office.by, at=now)
    both = queries.actor_of(clerk.account, at=now)
    assert both is not None
    assert both.roles == {"clerk", "handler"}


def test_an_appointment_holds_from_its_first_moment_up_to_its_last(office: Office, clerk: Member) -> None:
    held = office.appointment(clerk)
    held.until = held.since + timedelta(days=1)
    held.save()
    moments = [
        held.since - timedelta(microseconds=1),
        held.since,
        held.until - timedelta(microseconds=1),
        held.until,
    ]
    assert [queries.actor_of(clerk.account, at=at) is not None for at in moments] == [
        False,
        True,
        True,
        False,
    ]


@pytest.mark.req("A6")
def test_a_role_taken_from_the_post_is_gone_at_the_next_click(
    client: Client, office: Office, administrator: Member
) -> None:
    second = office.member("guanli2", office.keeping)
    administrator.enter(client)
    assert page_of(client, "/people/") == 200
    spare = units.add_post(
        office.unit, name="备用管理岗", roles=[Role.ADMINISTRATOR], by=office.by, at=timezone.now()
    )
    staff.appoint(second.account, office.appointment(second).person, spare, by=office.by, at=timezone.now())
    units.change_post(
        office.keeping, name="系统管理岗", roles=[Role.LEADER], active=False, by=office.by, at=timezone.now()
    )
    assert page_of(client, "/people/") == 302


@pytest.mark.req("A6")
@pytest.mark.parametrize("what", ["end", "account", "post", "unit"])
def test_whoever_loses_the_post_is_out_at_the_next_click(
    client: Client, office: Office, clerk: Member, what: str
) -> None:
    clerk.enter(client)
    assert page_of(client) == 200
    if what == "end":
        staff.end_appointment(office.appointment(clerk), by=office.by, at=timezone.now())
    elif what == "account":
        clerk.account.refresh_from_db()
        clerk.account.active = False
        clerk.account.save()
    else:
        row = office.desk if what == "post" else office.unit
        row.active = False
        row.save()
    assert page_of(client) == 302
    assert "sign_in" not in client.session


def test_ending_the_last_appointment_closes_the_account_and_every_stay(office: Office, clerk: Member) -> None:
    first, second = Client(), Client()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        clerk.enter(first)
        clock.shift(timedelta(seconds=60))
        clerk.enter(second)
        staff.end_appointment(office.appointment(clerk), by=office.by, at=timezone.now())
        assert [page_of(first), page_of(second)] == [302, 302]
    clerk.account.refresh_from_db()
    assert not clerk.account.active
    assert SignIn.objects.filter(ended_at=None).count() == 0


@pytest.mark.req("B8")
def test_a_stay_ends_after_thirty_idle_minutes(client: Client, clerk: Member) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        clerk.enter(client)
        for minutes in (29, 29, 29):
            clock.shift(timedelta(minutes=minutes))
            assert page_of(client) == 200
        clock.shift(timedelta(minutes=30, seconds=1))
        assert page_of(client) == 302
        clock.shift(timedelta(minutes=-10))
        assert page_of(client) == 302  # gone is gone


@pytest.mark.req("B8")
def test_a_stay_ends_after_twelve_hours_of_work(client: Client, clerk: Member) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        clerk.enter(client)
        for _ in range(36):
            clock.shift(timedelta(minutes=20))
            assert page_of(client) == 200
        clock.shift(timedelta(seconds=1))
        assert page_of(client) == 302


@pytest.mark.req("B8")
def test_signing_out_ends_the_stay_and_leaves_nothing_behind(client: Client, clerk: Member) -> None:
    clerk.enter(client)
    assert client.get("/me/").headers["Cache-Control"] == "no-store, private"
    old = client.cookies["sessionid"].value
    out = client.post("/sign-out/")
    assert (out.status_code, out.url) == (302, "/sign-in/")
    assert out.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert SignIn.objects.filter(ended_at=None).count() == 0
    thief = Client()
    thief.cookies["sessionid"] = old
    assert page_of(thief) == 302


def test_signing_out_needs_a_post_and_harms_nobody_signed_out(client: Client, clerk: Member) -> None:
    clerk.enter(client)
    assert client.get("/sign-out/").status_code == 405
    assert page_of(client) == 200
    assert Client().post("/sign-out/").status_code == 302


@pytest.mark.req("B8")
def test_signing_out_everywhere_reaches_every_device(clerk: Member) -> None:
    desk, phone = Client(), Client()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        clerk.enter(desk)
        clock.shift(timedelta(seconds=60))
        clerk.enter(phone)
        assert "就是这一台" in phone.get("/me/").content.decode()
        phone.post("/me/sign-out-everywhere/")
        assert [page_of(desk), page_of(phone)] == [302, 302]


def test_a_changed_password_signs_out_everywhere(clerk: Member) -> None:
    client, new = Client(), "后院的石榴树今年结了三十个"
    with time_machine.travel(timezone.now(), tick=False) as clock:
        clerk.enter(client)
        clock.shift(timedelta(seconds=60))
        other = Client()
        clerk.enter(other)
        wrong = client.post("/me/password/", {"current": "不是这一句话呀不是", "password": new, "again": new})
        assert wrong.status_code == 422
        assert "现在的密码不对" in wrong.content.decode()
        typed = {"current": "门前的水管已经漏了三天啦", "password": new, "again": new}
        assert client.post("/me/password/", typed).url == "/sign-in/"
        assert [page_of(client), page_of(other)] == [302, 302]
        clock.shift(timedelta(seconds=60))
        assert clerk.enter(Client()).url.startswith("/sign-in/")
        again = Client()
        again.post("/sign-in/", {"login": clerk.login, "password": new})
        assert again.post("/sign-in/code/", {"code": clerk.code()}).url == "/desk/"


def test_fresh_recovery_codes_are_shown_once_and_replace_the_old(client: Client, clerk: Member) -> None:
    clerk.enter(client)
    shown = [client.post("/me/recovery-codes/").context["codes"] for _ in range(2)]
    assert set(shown[0]).isdisjoint(shown[1])
    assert not any(code in client.get("/me/").content.decode() for code in shown[1])
    assert client.get("/me/recovery-codes/").status_code == 405


def test_a_stay_of_one_county_is_none_in_another(
    client: Client, office: Office, clerk: Member, settings
) -> None:
    clerk.enter(client)
    County.objects.create(code=990902, name="别县")
    settings.COUNTY = 990901
    settings.COUNTY_HOSTS = {"other.example": 990902}
    settings.ALLOWED_HOSTS = ["*"]
    assert page_of(client) == 200
    assert client.get("/me/", headers={"host": "other.example:8000"}).status_code == 302
    with in_county(990902):
        assert SignIn.objects.count() == 0


def test_an_installation_without_a_county_says_how_to_set_up(client: Client, db: None, settings) -> None:
    settings.DEMO = False
    answer = client.get("/sign-in/")
    assert answer.status_code == 503
    assert "./run setup" in answer.content.decode()


def test_with_several_counties_and_no_host_named_nobody_is_served_by_chance(
    client: Client, office: Office
) -> None:
    assert client.get("/sign-in/").status_code == 200
    County.objects.create(code=990902, name="别县")
    assert client.get("/sign-in/").status_code == 503


def test_a_stranger_without_a_cookie_costs_no_look_at_the_session(
    client: Client, office: Office, django_assert_num_queries, settings
) -> None:
    settings.COUNTY = 990901
    with django_assert_num_queries(1):  # what the office set
        assert client.get("/sign-in/").status_code == 200


def test_each_click_of_the_staff_costs_three_queries_and_what_the_office_set(
    client: Client, administrator: Member, django_assert_num_queries, settings
) -> None:
    settings.COUNTY = 990901
    administrator.enter(client)
    with django_assert_num_queries(4):  # the session, the stay with its account, the posts held, settings
        assert client.get("/no/such/page/").status_code == 404


def test_the_worker_closes_forgotten_stays_and_clears_old_sessions(client: Client, clerk: Member) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        clerk.enter(client)
        clock.shift(timedelta(hours=12))
        tidy()
        assert SignIn.objects.filter(ended_at=None).count() == Session.objects.count() == 1
        clock.shift(timedelta(seconds=1))
        tidy()
        assert SignIn.objects.filter(ended_at=None).count() == Session.objects.count() == 0
        assert Throttle.objects.count() == 1  # codes are counted for a day
        clock.shift(timedelta(hours=12))
        tidy()
        assert Throttle.objects.count() == 0
