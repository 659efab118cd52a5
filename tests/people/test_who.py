"""今天您是谁: open on the demo's own machine and nowhere else."""

import pytest
from django.test import Client
from django.utils import timezone

from lianxin.people.actions.sign_in import begin_demo
from lianxin.people.models import SignIn
from lianxin.people.rules import Refused
from tests.people.conftest import Member, Office


@pytest.fixture
def invented(office: Office, settings) -> Member:
    """Somebody of the demo, without a password."""
    member = office.member("yanshi", office.desk, name="何青禾", ready=False)
    settings.DEMO = True
    return member


def take_on(client: Client, member: Member, **more: str):
    return client.post("/who/", {"account": str(member.account.pk)}, **more)


def test_the_demo_lists_its_people_by_unit_with_what_they_do(client: Client, invented: Member) -> None:
    page = client.get("/who/")
    assert page.status_code == 200
    for words in ("今天您是谁？", "便民服务中心", "何青禾", "登记岗", "把群众说的登记下来"):
        assert words in page.content.decode()


def test_one_click_takes_a_person_on_and_another_takes_another_on(
    client: Client, office: Office, invented: Member
) -> None:
    arrived = take_on(client, invented)
    assert (arrived.status_code, arrived.url) == (302, "/desk/")
    assert "何青禾" in client.get("/me/").content.decode()
    second = office.member("yanshi2", office.keeping, name="许远", ready=False)
    assert take_on(client, second).url == "/people/"
    assert client.get("/people/").status_code == 200


def test_in_the_demo_signing_in_means_picking_a_person(client: Client, invented: Member) -> None:
    page = client.get("/me/")
    assert page.url == "/sign-in/?next=%2Fme%2F"
    assert client.get(page.url).url == "/who/?next=%2Fme%2F"
    assert client.post("/who/", {"account": str(invented.account.pk), "next": "/me/"}).url == "/me/"


@pytest.mark.parametrize(
    "address", ["10.20.30.40", "192.168.1.7", "::ffff:10.0.0.1", "fe80::1", "", "localhost"]
)
def test_from_another_machine_there_is_no_such_page(client: Client, invented: Member, address: str) -> None:
    assert client.get("/who/", REMOTE_ADDR=address).status_code == 404
    assert take_on(client, invented, REMOTE_ADDR=address).status_code == 404
    assert SignIn.objects.count() == 0


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])
def test_this_machine_has_several_names(client: Client, invented: Member, address: str) -> None:
    assert client.get("/who/", REMOTE_ADDR=address).status_code == 200


@pytest.mark.parametrize(
    "header", ["X-Forwarded-For", "X-Real-IP", "Forwarded", "Via", "X-Forwarded-Host", "X-Forwarded-Proto"]
)
def test_behind_a_proxy_there_is_no_such_page(client: Client, invented: Member, header: str) -> None:
    assert client.get("/who/", headers={header: "127.0.0.1"}).status_code == 404
    answer = client.post("/who/", {"account": str(invented.account.pk)}, headers={header: "127.0.0.1"})
    assert answer.status_code == 404
    assert SignIn.objects.count() == 0


def test_an_office_has_no_such_page(client: Client, invented: Member, settings) -> None:
    settings.DEMO = False
    assert client.get("/who/").status_code == 404
    assert take_on(client, invented).status_code == 404
    with pytest.raises(Refused, match="只有演示版可以这样登录"):
        begin_demo(invented.account, at=timezone.now())
    assert SignIn.objects.count() == 0


def test_a_stay_of_the_demo_is_none_once_the_folder_serves_an_office(
    client: Client, invented: Member, settings
) -> None:
    take_on(client, invented)
    assert client.get("/me/").status_code == 200
    settings.DEMO = False
    assert client.get("/me/").status_code == 302


def test_a_stay_of_the_demo_does_not_travel_to_another_machine(client: Client, invented: Member) -> None:
    take_on(client, invented)
    assert client.get("/me/", REMOTE_ADDR="10.20.30.40").status_code == 302


@pytest.mark.parametrize("chosen", ["", "x", "0", "99999999999", "-1", "１２"])
def test_a_person_who_is_not_on_the_list_is_nobody(client: Client, invented: Member, chosen: str) -> None:
    assert client.post("/who/", {"account": chosen}).status_code == 404
    assert SignIn.objects.count() == 0


def test_taking_somebody_on_needs_the_forms_token(invented: Member) -> None:
    assert take_on(Client(enforce_csrf_checks=True), invented).status_code == 403
    assert SignIn.objects.count() == 0


def test_a_browser_that_signs_out_of_the_demo_may_be_another_person(client: Client, invented: Member) -> None:
    take_on(client, invented)
    client.post("/sign-out/")
    assert client.get("/me/").status_code == 302


def test_in_the_demo_an_administrator_changes_posts_as_in_an_office(
    client: Client, office: Office, invented: Member
) -> None:
    keeper = office.member("guanli", office.keeping, name="许远", ready=False)
    take_on(client, keeper)
    changed = {"name": "窗口岗", "roles": ["clerk", "triage"], "active": "on"}
    assert client.post(f"/posts/{office.desk.pk}/", changed).status_code == 302
    held = office.appointment(keeper)
    refused = client.post(f"/people/{keeper.account.pk}/posts/{held.pk}/end/", follow=True)
    assert "至少要留一位能登录的系统管理员" in refused.content.decode()
