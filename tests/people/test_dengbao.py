"""等保 mode: off, nothing of it; on, composition, rotation, lock-out and history (B10, docs/decisions/0013)."""

from datetime import timedelta

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from lianxin.kernel.actor import system
from lianxin.kernel.editions import Change, change
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.county import County
from lianxin.people import passwords
from lianxin.people.actions import units
from lianxin.people.actions.factors import keep_password
from lianxin.people.models import PastPassword, SignIn
from lianxin.people.rules import Refused
from lianxin.people.terms import TERMS, terms
from tests.conftest import COUNTY
from tests.people.conftest import ELSEWHERE, HOME, PASSWORD, Member, Office

WRONG = "不是这一句话呀真的不是"
STRONG = "Shui-guan 3 tian le"


@pytest.fixture
def dengbao(county: County) -> None:
    """The switch is on."""
    switch(dengbao=True)


def switch(**value: bool) -> None:
    """A new edition of the terms."""
    change(TERMS, Change(value), by=system(COUNTY), client_id=uuid7())


def guess(member: Member, address: str, password: str = WRONG) -> HttpResponse:
    return Client().post("/sign-in/", {"login": member.login, "password": password}, REMOTE_ADDR=address)


@pytest.mark.req("B10")
def test_the_switch_is_off_by_default_and_then_a_sentence_is_a_good_password(county: County) -> None:
    assert not terms().dengbao
    assert passwords.fault_of(PASSWORD, login="chuangkou") is None


@pytest.mark.req("B10")
@pytest.mark.parametrize(
    ("password", "kinds"),
    [
        *[("门前的水管已经漏了三天啦", 1), ("shuiguanloulesantian", 1), ("shuiguan3tianlou", 2)],
        *[("Shuiguan3tianlou", 3), ("shuiguan-3-tian", 3), ("SHUIGUAN漏了3天了呀呀", 3), (STRONG, 4)],
    ],
)
def test_three_of_four_kinds_of_signs(password: str, kinds: int) -> None:
    assert passwords.kinds_in(password) == kinds
    fault = passwords.fault_of(password, login="chuangkou", kinds=3)
    assert (fault is None) == (kinds >= 3)


@pytest.mark.req("B10")
def test_the_form_asks_for_the_kinds_when_the_switch_is_on(
    client: Client, office: Office, clerk: Member
) -> None:
    clerk.enter(client)
    typed = {
        "current": PASSWORD,
        "password": "后院的石榴树今年结了三十个",
        "again": "后院的石榴树今年结了三十个",
    }
    switch(dengbao=True)
    page = client.post("/me/password/", typed)
    assert page.status_code == 422
    assert "密码要有大写字母、小写字母、数字、其他字符中的 3 种" in page.content.decode()
    switch(dengbao=False)
    assert client.post("/me/password/", typed).status_code == 302


@pytest.mark.req("B10")
def test_five_wrong_passwords_from_anywhere_lock_the_account_for_thirty_minutes(
    office: Office, clerk: Member, dengbao: None
) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for number in range(5):
            assert guess(clerk, f"10.7.0.{number}").status_code == 422
            clock.shift(timedelta(minutes=4))
        locked = guess(clerk, HOME, PASSWORD)
        assert (locked.status_code, locked.headers["Retry-After"]) == (429, str(26 * 60))
        assert guess(clerk, ELSEWHERE, PASSWORD).status_code == 429
        clock.shift(timedelta(minutes=26, seconds=-1))
        assert guess(clerk, HOME, PASSWORD).status_code == 429
        clock.shift(timedelta(seconds=1))
        assert guess(clerk, HOME, PASSWORD).url.startswith("/sign-in/code/")


@pytest.mark.req("B10", "B3")
def test_an_unknown_login_is_locked_just_the_same(office: Office, dengbao: None) -> None:
    nobody = Member(office.member("lin", office.desk).account, "nobody.here")
    answers = [guess(nobody, f"10.7.1.{number}").status_code for number in range(6)]
    assert answers == [422] * 5 + [429]


@pytest.mark.req("B3")
def test_with_the_switch_off_nobody_is_locked_out_from_elsewhere(office: Office, clerk: Member) -> None:
    for number in range(40):
        assert guess(clerk, f"10.7.{number}.1").status_code == 422
    assert clerk.enter(Client()).url == "/desk/"


@pytest.mark.req("B10")
def test_a_right_password_forgets_the_wrong_ones(office: Office, clerk: Member, dengbao: None) -> None:
    for _ in range(2):
        for number in range(4):
            assert guess(clerk, f"10.7.0.{number}").status_code == 422
        assert guess(clerk, HOME, PASSWORD).status_code == 302


@pytest.mark.req("B10")
def test_an_old_password_is_changed_before_anything_else_and_the_way_goes_on(
    office: Office, clerk: Member, dengbao: None
) -> None:
    client, onward = Client(), "/matters/?state=open"
    with time_machine.travel(timezone.now(), tick=False) as clock:
        keep_password(clerk.account, PASSWORD, at=timezone.now())
        clock.shift(timedelta(days=90))
        assert clerk.enter(Client(), onward=onward).url == onward
        clock.shift(timedelta(seconds=60))
        asked = clerk.enter(client, onward=onward)
        assert asked.url == "/sign-in/password/?next=%2Fmatters%2F%3Fstate%3Dopen"
        assert client.get("/desk/").status_code == 302  # nothing is seen before
        assert SignIn.objects.filter(account=clerk.account).count() == 1
        weak = client.post("/sign-in/password/", {"password": PASSWORD, "again": PASSWORD, "next": onward})
        assert weak.status_code == 422
        assert onward.replace("&", "&amp;") in weak.content.decode()
        done = client.post("/sign-in/password/", {"password": STRONG, "again": STRONG, "next": onward})
        assert done.url == onward
        assert client.get("/desk/").status_code == 200
        clerk.account.refresh_from_db()
        assert passwords.matches(STRONG, clerk.account.password)
        assert client.get("/sign-in/password/").url == "/sign-in/"


@pytest.mark.req("B10")
def test_who_set_the_password_before_the_switch_sets_a_new_one_first(
    client: Client, office: Office, clerk: Member, dengbao: None
) -> None:
    assert PastPassword.objects.count() == 0
    assert clerk.enter(client).url == "/sign-in/password/"


@pytest.mark.req("B10")
def test_the_page_for_a_new_password_is_nobodys_without_both_factors(client: Client, clerk: Member) -> None:
    assert client.get("/sign-in/password/").url == "/sign-in/"
    client.post("/sign-in/", {"login": clerk.login, "password": PASSWORD})
    assert client.post("/sign-in/password/", {"password": STRONG, "again": STRONG}).url == "/sign-in/"
    clerk.account.refresh_from_db()
    assert passwords.matches(PASSWORD, clerk.account.password)


@pytest.mark.req("B10")
def test_the_last_five_passwords_are_remembered_and_the_sixth_comes_back(clerk: Member) -> None:
    switch(dengbao=True)
    at = timezone.now()
    for number in range(6):
        keep_password(clerk.account, f"{STRONG}{number}", at=at + timedelta(days=number))
    for number in (5, 1):
        with pytest.raises(Refused, match="最近 5 次用过的密码不能再用") as refusal:
            keep_password(clerk.account, f"{STRONG}{number}", at=at + timedelta(days=7))
        assert refusal.value.field == "password"
    assert PastPassword.objects.filter(account=clerk.account).count() == 5
    keep_password(clerk.account, f"{STRONG}0", at=at + timedelta(days=7))
    switch(dengbao=False)
    keep_password(clerk.account, f"{STRONG}0", at=at + timedelta(days=8))


@pytest.mark.req("B10", "XC-07")
def test_the_terms_are_the_security_administrators_to_change_once_there_is_one(
    office: Office, administrator: Member
) -> None:
    first, second = Client(), Client()
    address = "/settings/people.accounts/"
    administrator.enter(first)
    assert first.get(address).status_code == 200
    post = units.add_post(office.unit, name="安全管理岗", roles=["security"], by=office.by, at=timezone.now())
    office.member("anquan", post, name="岑若水").enter(second)
    assert first.get(address).status_code == 404
    assert second.get("/settings/").status_code == 200
    page = second.get(address)
    typed = {**page.context["form"].initial, "dengbao": "on", "step": "confirm"}
    assert second.post(address, typed).status_code == 302
    assert terms().dengbao
    assert first.post(address, {**typed, "two_persons": ""}).status_code == 404
    assert terms().two_persons
    assert second.get("/settings/office.face/").status_code == 404
