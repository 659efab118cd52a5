"""One-time links, as their holders use them."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.models.event import Event
from lianxin.people import totp
from lianxin.people.actions import links
from lianxin.people.models import Account, OneTimeLink, RecoveryCode, SignIn
from lianxin.people.rules import Purpose, Refused
from tests.people.conftest import PASSWORD, Member, Office

TYPED = {"password": PASSWORD, "again": PASSWORD}


@pytest.fixture
def newcomer(office: Office) -> Member:
    """Somebody invited who has not come yet."""
    return office.member("xinlai", office.desk, ready=False)


def fresh(office: Office, member: Member, purpose: Purpose = Purpose.INVITE) -> str:
    link = links.issue(member.account, purpose=purpose, by=office.by, at=timezone.now())
    return f"/join/{link.token}/"


def secret_of(member: Member) -> str:
    return Account.objects.get(pk=member.account.pk).totp


def state(member: Member) -> tuple[object, ...]:
    """Everything a link can change."""
    account = Account.objects.get(pk=member.account.pk)
    used = list(OneTimeLink.objects.order_by("pk").values_list("used_at", "withdrawn_at"))
    counts = (RecoveryCode.objects.count(), SignIn.objects.count(), Event.objects.count())
    return account.password, bytes(account.totp_sealed), account.must_set, used, counts


def test_a_newcomer_chooses_a_password_binds_a_telephone_and_is_in(
    client: Client, office: Office, newcomer: Member
) -> None:
    opened = client.get(fresh(office, newcomer))
    assert (opened.status_code, opened.url) == (302, "/join/")
    assert "xinlai" in client.get("/join/").content.decode()
    assert client.post("/join/", TYPED).url == "/join/code/"
    page = client.get("/join/code/").content.decode()
    assert totp.typed_key(secret_of(newcomer)) in page
    assert '<svg xmlns="http://www.w3.org/2000/svg"' in page
    done = client.post("/join/code/", {"code": newcomer.code()})
    codes = done.context["codes"]
    assert len(set(codes)) == 10
    assert all(code in done.content.decode() for code in codes)
    assert done.headers["Cache-Control"] == "no-store, private"
    assert client.get("/me/").status_code == 200
    assert RecoveryCode.objects.count() == 10
    assert SignIn.objects.get().how == "link"


def test_whoever_joined_signs_in_with_what_they_chose(office: Office, newcomer: Member) -> None:
    first = Client()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        first.get(fresh(office, newcomer))
        first.post("/join/", TYPED)
        first.post("/join/code/", {"code": newcomer.code()})
        clock.shift(timedelta(seconds=30))
        assert newcomer.enter(Client()).status_code == 302


def test_a_link_works_once(client: Client, office: Office, newcomer: Member) -> None:
    address = fresh(office, newcomer)
    client.get(address)
    client.post("/join/", TYPED)
    client.post("/join/code/", {"code": newcomer.code()})
    before, other = state(newcomer), Client()
    gone = other.get(address)
    assert gone.status_code == 404
    assert "这个链接不能用了" in gone.content.decode()
    for path, given in [("/join/", TYPED), ("/join/code/", {"code": newcomer.code()})]:
        assert other.post(path, given).status_code == 404
    assert state(newcomer) == before


def test_of_two_browsers_with_one_link_one_gets_in(office: Office, newcomer: Member) -> None:
    address = fresh(office, newcomer)
    first, second = Client(), Client()
    for browser in (first, second):
        browser.get(address)
    first.post("/join/", TYPED)
    stale = secret_of(newcomer)
    second.post("/join/", TYPED)  # takes over: the first one's telephone is bound to nothing now
    refused = first.post("/join/code/", {"code": totp.code_at(stale, at=timezone.now())})
    assert refused.status_code == 422
    second.post("/join/code/", {"code": newcomer.code()})
    assert first.get("/me/").status_code == 302
    assert second.get("/me/").status_code == 200
    assert SignIn.objects.count() == 1


def test_a_link_expires_after_two_days(client: Client, office: Office, newcomer: Member) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        address = fresh(office, newcomer)
        clock.shift(timedelta(hours=48) - timedelta(seconds=1))
        assert client.get(address).status_code == 302
        assert client.post("/join/", TYPED).status_code == 302
        before = state(newcomer)
        clock.shift(timedelta(seconds=1))
        assert client.post("/join/code/", {"code": newcomer.code()}).status_code == 404
        assert Client().get(address).status_code == 404
    assert state(newcomer) == before


def test_looking_at_a_link_uses_nothing_up(office: Office, newcomer: Member) -> None:
    address, before = fresh(office, newcomer), None
    before = state(newcomer)
    for _ in range(3):
        assert Client().get(address).status_code == 302
        assert Client().head(address).status_code == 302
    assert state(newcomer) == before


def test_a_new_link_withdraws_the_one_before(client: Client, office: Office, newcomer: Member) -> None:
    older = fresh(office, newcomer)
    newer = fresh(office, newcomer)
    assert client.get(older).status_code == 404
    assert client.get(newer).status_code == 302


def test_a_guessed_link_gets_the_same_answer_as_a_used_one(
    client: Client, office: Office, newcomer: Member
) -> None:
    older = fresh(office, newcomer)
    fresh(office, newcomer)
    bodies = {client.get(path).content.decode().split("<main")[1] for path in (older, "/join/abc/")}
    assert len(bodies) == 1


def test_a_weak_password_is_sent_back_with_the_reason_and_nothing_is_kept(
    client: Client, office: Office, newcomer: Member
) -> None:
    client.get(fresh(office, newcomer))
    before = state(newcomer)
    for given, words in [
        ({"password": "短短的", "again": "短短的"}, "密码至少 12 个字"),
        ({"password": PASSWORD, "again": PASSWORD + "！"}, "两次填的不一样"),
        (
            {"password": "密码就用林小满的名字好了吧", "again": "密码就用林小满的名字好了吧"},
            "不要带登录名或姓名",
        ),
    ]:
        answer = client.post("/join/", given)
        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert given["password"] not in answer.content.decode()
    assert state(newcomer) == before


def test_the_code_can_be_typed_again_after_a_wrong_one(
    client: Client, office: Office, newcomer: Member
) -> None:
    client.get(fresh(office, newcomer))
    client.post("/join/", TYPED)
    wrong = client.post("/join/code/", {"code": "000000"})
    assert wrong.status_code == 422
    assert "动态口令不对" in wrong.content.decode()
    assert client.post("/join/code/", {"code": newcomer.code()}).status_code == 200


def test_nobody_binds_a_telephone_before_choosing_a_password(
    client: Client, office: Office, newcomer: Member
) -> None:
    client.get(fresh(office, newcomer))
    assert client.get("/join/code/").status_code == 404
    assert SignIn.objects.count() == 0


def test_an_unfinished_first_sign_in_opens_no_door(client: Client, office: Office, newcomer: Member) -> None:
    client.get(fresh(office, newcomer))
    client.post("/join/", TYPED)
    other = Client()
    answer = other.post("/sign-in/", {"login": "xinlai", "password": PASSWORD})
    assert answer.status_code == 422
    assert "登录名或密码不对" in answer.content.decode()


@pytest.mark.req("A6")
def test_a_reset_ends_password_telephone_recovery_codes_and_stays_at_once(
    client: Client, office: Office, administrator: Member, clerk: Member
) -> None:
    clerk.enter(client)
    assert client.get("/me/").status_code == 200
    old_code = clerk.code()
    address = fresh(office, clerk, Purpose.RESET)
    assert client.get("/me/").status_code == 302
    assert SignIn.objects.filter(ended_at=None).count() == 0
    assert Client().post("/sign-in/", {"login": clerk.login, "password": PASSWORD}).status_code == 422
    other = Client()
    other.get(address)
    other.post("/join/", TYPED)
    assert other.post("/join/code/", {"code": old_code}).status_code == 422
    assert RecoveryCode.objects.count() == 0


def test_only_an_administrator_makes_links(office: Office, clerk: Member) -> None:
    stranger = Actor(account=clerk.account.pk, county=office.county.code, roles=frozenset({Role.CLERK}))
    before = state(clerk)
    with pytest.raises(Refused, match="只有系统管理员能做这件事"):
        links.issue(clerk.account, purpose=Purpose.RESET, by=stranger, at=timezone.now())
    assert state(clerk) == before


def test_only_the_hash_of_a_link_is_kept(office: Office, newcomer: Member) -> None:
    token = fresh(office, newcomer).split("/")[2]
    link = OneTimeLink.objects.latest("pk")
    assert link.digest == links.digest_of(token)
    assert token not in str([event.content() for event in Event.objects.all()])
