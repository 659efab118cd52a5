"""Links and codes on paper for staff without telephones: printed once, on record, dead after 48 hours."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from lianxin.kernel.models.event import Event
from lianxin.people.models import OneTimeLink, RecoveryCode, SignIn
from tests.people.conftest import HOME, PASSWORD, Member, Office


@pytest.fixture
def keeper(client: Client, administrator: Member) -> Client:
    """The administrator at work."""
    administrator.enter(client)
    return client


def printed(keeper: Client, *members: Member, paper: bool = False) -> list[tuple[str, list[str]]]:
    """The path of the link and the codes of each slip."""
    typed = {"account": [member.account.pk for member in members]} | ({"paper": "1"} if paper else {})
    page = keeper.post("/people/slips/", typed)
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store, private"
    body = page.content.decode()
    slips = re.split(r'<section class="slip">', body)[1:]
    return [
        (
            re.findall(r"http://testserver(/join/[\w-]{43}/)", slip)[0],
            re.findall(r"<li[^>]*>([a-z2-9-]{9})</li>", slip),
        )
        for slip in slips
    ]


def begun(link: str) -> Client:
    """A browser that opened the link and chose a password."""
    client = Client()
    assert client.get(link).url == "/join/"
    assert client.post("/join/", {"password": PASSWORD, "again": PASSWORD}).url == "/join/code/"
    return client


def sign_in(member: Member, code: str) -> HttpResponse:
    client = Client()
    client.post("/sign-in/", {"login": member.login, "password": PASSWORD}, REMOTE_ADDR=HOME)
    return client.post("/sign-in/code/", {"code": code}, REMOTE_ADDR=HOME)


@pytest.mark.req("B1")
def test_a_printed_list_stands_for_the_telephone(keeper: Client, office: Office) -> None:
    member = office.member("lin", office.desk, ready=False)
    [(link, codes)] = printed(keeper, member, paper=True)
    assert len(set(codes)) == 20
    browser = begun(link)
    asked = browser.get("/join/code/").content.decode()
    assert "填口令单" in asked
    assert "<svg" not in asked.partition("<h1>")[2]
    wrong = browser.post("/join/code/", {"code": "aaaa-bbbb"})
    assert "从口令单上照抄一个没划掉的" in wrong.content.decode()
    assert browser.post("/join/code/", {"code": codes[0].upper()}).url == "/desk/"
    assert "口令单上还有 19 个口令没用" in browser.get("/me/").content.decode()
    assert sign_in(member, codes[0]).status_code == 422
    assert sign_in(member, codes[1]).url == "/desk/"
    assert sign_in(member, codes[1]).status_code == 422
    assert list(SignIn.objects.order_by("pk").values_list("how", flat=True))[-2:] == ["link", "paper"]


@pytest.mark.req("B1")
def test_the_password_alone_lets_nobody_in_from_paper(keeper: Client, office: Office) -> None:
    member = office.member("lin", office.desk, ready=False)
    [(link, codes)] = printed(keeper, member, paper=True)
    assert sign_in(member, codes[0]).status_code == 302  # to sign-in: the account is not set up yet
    assert SignIn.objects.filter(account=member.account).count() == 0
    begun(link)
    assert sign_in(member, codes[0]).url.startswith("/sign-in/")
    assert SignIn.objects.filter(account=member.account).count() == 0


def test_slips_die_after_48_hours_the_codes_with_the_link(keeper: Client, office: Office) -> None:
    late, soon = (office.member(login, office.desk, ready=False) for login in ("lin", "bai"))
    with time_machine.travel(timezone.now(), tick=False) as clock:
        (first, codes), (second, others) = printed(keeper, late, soon, paper=True)
        assert begun(second).post("/join/code/", {"code": others[0]}).url == "/desk/"
        browser = begun(first)
        clock.shift(timedelta(hours=48))
        assert Client().get(first).status_code == 404
        assert browser.post("/join/code/", {"code": codes[0]}).status_code == 404
        assert sign_in(soon, others[1]).url == "/desk/"  # a list in use goes on
    assert RecoveryCode.objects.filter(account=late.account, used_at=None).count() == 20


def test_codes_of_a_dead_slip_open_nothing_later(keeper: Client, office: Office, clerk: Member) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        [(_link, codes)] = printed(keeper, clerk, paper=True)
        clock.shift(timedelta(hours=49))
        clerk.account.refresh_from_db()
        clerk.account.must_set = False
        clerk.account.set_password(PASSWORD)
        clerk.account.save()
        assert sign_in(clerk, codes[0]).status_code == 422


def test_each_print_is_on_record_by_ids_and_names_nobody(
    keeper: Client, office: Office, administrator: Member
) -> None:
    members = [office.member(login, office.desk, ready=False) for login in ("lin", "bai")]
    printed(keeper, *members)
    event = Event.objects.get(move="people.slips_printed")
    assert event.actor_id == administrator.account.pk
    assert event.facts == {"accounts": [one.account.pk for one in members], "paper": False}
    assert OneTimeLink.objects.filter(account__in=event.facts["accounts"], withdrawn_at=None).count() == 2


def test_a_fresh_list_replaces_the_old_one_and_the_password_stays(keeper: Client, office: Office) -> None:
    member = office.member("lin", office.desk, ready=False)
    [(link, codes)] = printed(keeper, member, paper=True)
    begun(link).post("/join/code/", {"code": codes[0]})
    page = keeper.post(f"/people/{member.account.pk}/codes/")
    fresh = re.findall(r"<li[^>]*>([a-z2-9-]{9})</li>", page.content.decode())
    assert len(fresh) == 20
    assert sign_in(member, codes[1]).status_code == 422
    assert sign_in(member, fresh[0]).url == "/desk/"
    assert Event.objects.filter(move="people.codes_printed", row_id=member.account.pk).count() == 1


def test_who_has_a_telephone_gets_no_list_and_who_has_a_list_no_recovery_codes(
    keeper: Client, office: Office, clerk: Member
) -> None:
    answer = keeper.post(f"/people/{clerk.account.pk}/codes/", follow=True).content.decode()
    assert "这个人不用口令单登录" in answer
    member = office.member("lin", office.desk, ready=False)
    [(link, codes)] = printed(keeper, member, paper=True)
    browser = begun(link)
    browser.post("/join/code/", {"code": codes[0]})
    assert "换一批恢复码" not in browser.get("/me/").content.decode()
    assert "您用的是口令单" in browser.post("/me/recovery-codes/", follow=True).content.decode()
    assert sign_in(member, codes[1]).url == "/desk/"


def test_nothing_ticked_too_many_or_nobody_on_a_post_prints_nothing(
    keeper: Client, office: Office, clerk: Member
) -> None:
    before = OneTimeLink.objects.count()
    for accounts, words in (
        ([], "请至少勾选一个人。"),
        ([4711], "请至少勾选一个人。"),
        (list(range(1, 52)), "一次最多打印 50 张"),
    ):
        page = keeper.post("/people/slips/", {"account": accounts})
        assert (page.status_code, words in page.content.decode()) == (422, True)
    keeper.post(f"/people/{clerk.account.pk}/posts/{office.appointment(clerk).pk}/end/")
    page = keeper.post("/people/slips/", {"account": [clerk.account.pk]})
    assert (page.status_code, "林小满：这个账号现在没有岗位" in page.content.decode()) == (422, True)
    assert OneTimeLink.objects.count() == before


def test_who_waits_for_a_first_sign_in_is_offered_first(
    keeper: Client, office: Office, clerk: Member
) -> None:
    office.member("xinlai", office.desk, ready=False, name="新来的")
    assert [one.account.login for one in keeper.get("/people/slips/").context["page"].members] == ["xinlai"]
    found = keeper.get("/people/slips/", {"state": "", "q": "lxm"}).context["page"].members
    assert [one.account.login for one in found] == ["chuangkou"]


def test_guessing_at_a_printed_code_is_slowed_down(keeper: Client, office: Office) -> None:
    member = office.member("lin", office.desk, ready=False)
    [(link, codes)] = printed(keeper, member, paper=True)
    browser = begun(link)
    answers = [browser.post("/join/code/", {"code": f"aaaa-bbb{letter}"}).status_code for letter in "cdefgh"]
    assert answers == [422] * 5 + [429]
    assert browser.post("/join/code/", {"code": codes[0]}).status_code == 429
