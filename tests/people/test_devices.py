"""One's own stays, each with its device, each to be ended alone (B8, 我的账号)."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from lianxin.people.devices import device_of
from lianxin.people.models import SignIn
from tests.people.conftest import Member, Office

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/90.0.4430.93 Safari/537.36"
PHONE = "Mozilla/5.0 (Linux; Android 12; NOH-AN00) AppleWebKit/537.36 Chrome/88.0 Mobile MicroMessenger/8.0"


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (WINDOWS, "Chrome · Windows"),
        (PHONE, "WeChat · Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Gecko/20100101 Firefox/120.0", "Firefox · Mac"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/120.0 Safari/537.36 Edg/120.0", "Edge · Windows"),
        ("curl/8.0", ""),
        ("", ""),
    ],
)
def test_a_device_is_a_few_words_without_version_or_model(agent: str, words: str) -> None:
    assert device_of(agent) == words


def entered(member: Member, agent: str) -> Client:
    client = Client(headers={"user-agent": agent})
    assert member.enter(client).status_code == 302
    return client


@pytest.mark.req("B8")
def test_each_device_is_listed_and_ended_alone(office: Office, clerk: Member) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        desk = entered(clerk, WINDOWS)
        clock.shift(timedelta(seconds=60))
        phone = entered(clerk, PHONE)
        page = desk.get("/me/").content.decode()
        assert re.findall(r"(Chrome · Windows|WeChat · Android)", page) == [
            "WeChat · Android",
            "Chrome · Windows",
        ]
        assert page.count("就是这一台") == 1
        assert page.index("就是这一台") > page.index("Chrome · Windows")
        assert "NOH-AN00" not in page
        away = SignIn.objects.get(device="WeChat · Android")
        assert desk.post(f"/me/stays/{away.pk}/end/").url == "/me/"
        assert [phone.get("/me/").status_code, desk.get("/me/").status_code] == [302, 200]


@pytest.mark.req("B8")
def test_ending_the_own_device_is_signing_out(client: Client, clerk: Member) -> None:
    clerk.enter(client)
    answer = client.post(f"/me/stays/{SignIn.objects.get().pk}/end/")
    assert (answer.url, answer.headers["Clear-Site-Data"]) == ("/sign-in/", '"cache", "storage"')
    assert client.get("/me/").status_code == 302


def test_nobody_ends_another_ones_stay_by_the_own_page(office: Office, clerk: Member) -> None:
    other = office.member("lin", office.handling)
    mine, theirs = Client(), Client()
    clerk.enter(mine)
    other.enter(theirs)
    stay = SignIn.objects.get(account=other.account)
    assert mine.post(f"/me/stays/{stay.pk}/end/").status_code == 404
    assert theirs.get("/me/").status_code == 200


def test_last_seen_moves_on_once_a_minute(client: Client, clerk: Member) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        clerk.enter(client)
        first = SignIn.objects.get().seen_at
        clock.shift(timedelta(seconds=59))
        client.get("/me/")
        assert SignIn.objects.get().seen_at == first == timezone.now() - timedelta(seconds=59)
        clock.shift(timedelta(seconds=1))
        client.get("/me/")
        assert SignIn.objects.get().seen_at == timezone.now()


@pytest.mark.req("B8")
def test_an_administrator_ends_one_device_of_somebody(
    client: Client, office: Office, administrator: Member, clerk: Member
) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        desk = entered(clerk, WINDOWS)
        clock.shift(timedelta(seconds=60))
        phone = entered(clerk, PHONE)
        administrator.enter(client)
        stay = SignIn.objects.get(device="WeChat · Android")
        assert "WeChat · Android" in client.get(f"/people/{clerk.account.pk}/").content.decode()
        assert client.post(f"/people/{administrator.account.pk}/stays/{stay.pk}/end/").status_code == 404
        assert client.post(f"/people/{clerk.account.pk}/stays/{stay.pk}/end/").status_code == 302
        assert [phone.get("/me/").status_code, desk.get("/me/").status_code] == [302, 200]
