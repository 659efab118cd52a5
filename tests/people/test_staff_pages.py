"""The administrator's pages: who may open them, what they change, and what they never show."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.models.event import Event
from lianxin.people.actions import staff, units
from lianxin.people.models import Account, Appointment, OneTimeLink, Person, Post, SignIn, Unit
from lianxin.people.rules import Refused
from lianxin.people.urls import urlpatterns
from tests.people.conftest import Member, Office

ADMINISTRATORS = [
    *[("people", ()), ("person_add", ()), ("person", ("account",)), ("appoint", ("account",))],
    *[
        ("person_link", ("account",)),
        ("end_stays", ("account",)),
        ("end_appointment", ("account", "appointment")),
    ],
    *[("slips", ()), ("person_codes", ("account",)), ("handover_name", ("key",))],
    *[(name, ("account", "appointment")) for name in ("appointment", "stand_in")],
    *[("end_stay", ("account", "stay"))],
    *[("units", ()), ("unit_add", ()), ("unit", ("unit",)), ("post_add", ("unit",)), ("post", ("post",))],
]


@pytest.fixture
def keeper(client: Client, administrator: Member) -> Client:
    """The administrator at work."""
    administrator.enter(client)
    return client


def rows() -> list[object]:
    """Everything these pages can change."""
    tables = (Unit, Post, Person, Appointment, OneTimeLink, Event)
    return [list(table.objects.order_by("pk").values()) for table in tables] + [
        list(Account.objects.order_by("pk").values("login", "password", "active", "must_set"))
    ]


@pytest.mark.req("A1")
@pytest.mark.parametrize(("name", "needs"), ADMINISTRATORS)
def test_nobody_but_an_administrator_opens_these_pages(
    client: Client, office: Office, clerk: Member, name: str, needs: tuple[str, ...]
) -> None:
    pks = {
        "account": clerk.account.pk,
        "appointment": office.appointment(clerk).pk,
        "unit": office.unit.pk,
        "post": office.desk.pk,
        "stay": 1,
        "key": 1,
    }
    address = reverse(name, kwargs={need: pks[need] for need in needs})
    before = rows()
    stranger = client.get(address)
    assert (stranger.status_code, stranger.url.partition("?")[0]) == (302, "/sign-in/")
    assert client.post(address).status_code == 403
    assert rows() == before
    clerk.enter(client)
    before = rows()
    assert client.get(address).status_code == 403
    assert client.post(address).status_code == 403
    assert rows() == before


def test_the_list_above_has_every_address_an_administrator_has() -> None:
    named = {one.name for one in urlpatterns if one.callback.see.__name__ == "holds_administrator"}
    assert named == {name for name, _needs in ADMINISTRATORS}


def typed(office: Office, **more: object) -> dict[str, object]:
    return {"name": "白鹭洲", "login": "Bailu ", "post": office.desk.pk, "phone": "199 0000 1111", **more}


def test_a_member_is_taken_on_and_the_link_shown_once(keeper: Client, office: Office) -> None:
    page = keeper.post("/people/new/", typed(office))
    address = page.context["address"]
    assert address in page.content.decode()
    account = Account.objects.get(login="bailu")
    assert (account.must_set, account.active, account.password[0]) == (True, True, "!")
    person = Person.objects.get(name="白鹭洲")
    assert person.phone == "19900001111"
    assert b"19900001111" not in bytes(person.phone_sealed)
    held = Appointment.objects.get(account=account)
    assert (held.person, held.post, held.until) == (person, office.desk, None)
    assert Client().get(address.partition("testserver")[2]).status_code == 302
    shown = keeper.get(f"/people/{account.pk}/").content.decode()
    assert address.split("/join/")[1] not in shown
    assert "199****1111" in shown
    assert "19900001111" not in shown
    moves = [
        event.move for event in Event.objects.filter(row_kind="account", row_id=account.pk).order_by("seq")
    ]
    assert moves == ["people.appointed", "people.link_invite"]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"login": "guanli"}, "这个登录名已经有人用了，请换一个。"),
        ({"login": "白鹭"}, "登录名是 3 到 32 个小写字母"),
        ({"name": ""}, "请填姓名。"),
        ({"post": ""}, "请选一个岗位。"),
        ({"post": "4711"}, "没有这个岗位，请重选。"),
        ({"phone": "12345678901"}, "电话号码不对。请填 11 位手机号"),
    ],
)
def test_a_wrong_entry_names_the_field_keeps_the_rest_and_writes_nothing(
    keeper: Client, office: Office, more: dict[str, object], words: str
) -> None:
    before = rows()
    page = keeper.post("/people/new/", typed(office, **more))
    assert page.status_code == 422
    field = next(iter(more))
    assert words in str(page.context["form"].errors[field])
    assert words in page.content.decode()
    assert 'value="白鹭洲"' in page.content.decode() or field == "name"
    assert rows() == before


def test_a_name_is_corrected_and_an_empty_telephone_stays(keeper: Client, clerk: Member) -> None:
    address = f"/people/{clerk.account.pk}/"
    assert keeper.post(address, {"name": "林小满", "phone": "０９１２－5551234"}).status_code == 302
    assert keeper.post(address, {"name": "林晓满", "phone": ""}).status_code == 302
    person = Person.objects.get(name="林晓满")
    assert person.phone == "0912-5551234"


def test_a_second_post_is_given_once(keeper: Client, office: Office, clerk: Member) -> None:
    address = f"/people/{clerk.account.pk}/posts/"
    assert keeper.post(address, {"post": office.handling.pk}).status_code == 302
    before = rows()
    again = keeper.post(address, {"post": office.handling.pk})
    assert again.status_code == 422
    assert "已经在这个岗位上了" in again.content.decode()
    assert rows() == before


@pytest.mark.req("D7")
def test_one_account_never_keeps_accounts_and_reads_cases(
    keeper: Client, office: Office, administrator: Member, clerk: Member
) -> None:
    before = rows()
    for member, post in [(clerk, office.keeping), (administrator, office.desk)]:
        refused = keeper.post(f"/people/{member.account.pk}/posts/", {"post": post.pk})
        assert refused.status_code == 422
        assert "系统管理、安全管理、审计要分在三个账号上" in refused.content.decode()
    mixed = {"name": "登记岗", "roles": ["clerk", "administrator"], "active": "on"}
    assert keeper.post(f"/posts/{office.desk.pk}/", mixed).status_code == 422
    assert rows() == before


@pytest.mark.req("D7")
def test_a_post_whose_holder_reads_cases_elsewhere_cannot_become_an_administrators(
    office: Office, clerk: Member
) -> None:
    person = office.appointment(clerk).person
    staff.appoint(clerk.account, person, office.handling, by=office.by, at=timezone.now())
    before = rows()
    with pytest.raises(Refused, match="系统管理、安全管理、审计要分在三个账号上"):
        units.change_post(
            office.handling,
            name="承办岗",
            roles=["administrator"],
            active=True,
            by=office.by,
            at=timezone.now(),
        )
    assert rows() == before


def test_somebody_leaves_and_can_come_back(keeper: Client, office: Office, clerk: Member) -> None:
    held, address = office.appointment(clerk), f"/people/{clerk.account.pk}/"
    assert keeper.post(f"{address}posts/{held.pk}/end/").status_code == 302
    clerk.account.refresh_from_db()
    assert not clerk.account.active
    assert "已离岗" in keeper.get("/people/").content.decode()
    assert "已停用" in keeper.get(address).content.decode()
    assert keeper.post(f"{address}posts/{held.pk}/end/").status_code == 404
    before = rows()
    refused = keeper.post(f"{address}link/", follow=True)
    assert "这个账号现在没有岗位。请先安排岗位，再发链接。" in refused.content.decode()
    assert rows() == before
    keeper.post(f"{address}posts/", {"post": office.desk.pk})
    assert "/join/" in keeper.post(f"{address}link/").context["address"]
    clerk.account.refresh_from_db()
    assert (clerk.account.active, clerk.account.must_set) == (True, True)


def test_there_is_always_an_administrator_left(keeper: Client, office: Office, administrator: Member) -> None:
    held, pk = office.appointment(administrator), administrator.account.pk
    office.member("xinguanli", office.keeping, ready=False)  # has not signed in yet: does not count
    before = rows()
    words = "至少要留一位能登录的系统管理员"
    for address in (f"/people/{pk}/posts/{held.pk}/end/", f"/people/{pk}/link/"):
        assert words in keeper.post(address, follow=True).content.decode()
    post = {"name": "系统管理岗", "roles": ["leader"], "active": "on"}
    assert words in keeper.post(f"/posts/{office.keeping.pk}/", post).content.decode()
    unit = {"name": "便民服务中心", "code": "SL", "kind": "desk", "area": office.area.pk}
    assert words in keeper.post(f"/units/{office.unit.pk}/", unit).content.decode()
    assert rows() == before
    assert keeper.get("/people/").status_code == 200


def test_an_administrator_signs_somebody_out_of_every_device(keeper: Client, clerk: Member) -> None:
    device = Client()
    clerk.enter(device)
    answer = keeper.post(f"/people/{clerk.account.pk}/stays/", follow=True)
    assert "已让 1 台设备退出登录" in answer.content.decode()
    assert device.get("/me/").status_code == 302
    assert SignIn.objects.filter(account=clerk.account, ended_at=None).count() == 0


def test_a_reset_from_the_page_gives_a_link_that_works(keeper: Client, clerk: Member) -> None:
    page = keeper.post(f"/people/{clerk.account.pk}/link/")
    assert OneTimeLink.objects.filter(account=clerk.account).latest("pk").purpose == "reset"
    assert Client().get(page.context["address"].partition("testserver")[2]).status_code == 302
    assert page.headers["Cache-Control"] == "no-store, private"


def test_a_link_made_on_the_server_itself_can_be_opened_from_elsewhere(
    keeper: Client, clerk: Member, settings
) -> None:
    settings.HOME = replace(settings.HOME, hosts=("10.1.2.3",))
    address = f"/people/{clerk.account.pk}/link/"
    for host, shown in [
        ("127.0.0.1:8000", "http://10.1.2.3:8000/join/"),
        ("localhost", "http://10.1.2.3/join/"),
        ("testserver:8000", "http://testserver:8000/join/"),
    ]:
        page = keeper.post(address, headers={"host": host})
        assert page.context["address"].startswith(shown)


def test_units_are_listed_as_an_office_thinks_of_them(keeper: Client, office: Office) -> None:
    for code, kind in [("A", "village"), ("B", "station"), ("Z", "leadership")]:
        units.add_unit(
            units.UnitFacts(f"{code}单位", code, kind, office.area.pk), by=office.by, at=timezone.now()
        )
    shown = [row.unit.code for row in keeper.get("/units/").context["units"]]
    assert shown == ["Z", "SL", "B", "A"]
    assert [unit.code for unit in keeper.get("/people/").context["unmanned"]] == ["Z", "B", "A"]


def test_a_unit_and_its_posts_are_made_and_changed(keeper: Client, office: Office) -> None:
    facts = {
        "name": "供水站",
        "code": "SD",
        "kind": "station",
        "area": office.area.pk,
        "phone": "0912-5550000",
    }
    made = keeper.post("/units/new/", {**facts, "active": "on"})
    unit = Unit.objects.get(code="SD")
    assert made.url == f"/units/{unit.pk}/"
    assert (unit.name, unit.kind, unit.area, unit.phone, unit.active) == (
        *("供水站", "station", office.area, "0912-5550000", True),
    )
    posted = {"name": "维修岗", "roles": ["handler", "reviewer"], "active": "on"}
    assert keeper.post(f"/units/{unit.pk}/posts/", posted).status_code == 302
    post = Post.objects.get(unit=unit)
    assert post.roles == ["handler", "reviewer"]
    assert keeper.post(f"/posts/{post.pk}/", {"name": "抢修岗", "roles": ["handler"]}).status_code == 302
    post.refresh_from_db()
    assert (post.name, post.roles, post.active) == ("抢修岗", ["handler"], False)
    assert keeper.post(f"/units/{unit.pk}/", {**facts, "name": "供排水站"}).status_code == 302
    unit.refresh_from_db()
    assert (unit.name, unit.active) == ("供排水站", False)
    moves = list(Event.objects.order_by("seq").values_list("move", flat=True))[-4:]
    assert moves == ["people.unit_added", "people.post_added", "people.post_changed", "people.unit_changed"]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", "便民服务中心", "已经有同名的单位，请换个名称。"),
        ("code", "SL", "这个单位代码已经有了，请换一个。"),
        ("code", "供水", "单位代码只用字母、数字和横线。"),
        ("area", "4711", "没有这个地方，请重选。"),
        ("name", "", "请填单位名称。"),
    ],
)
def test_a_wrong_unit_is_sent_back(
    keeper: Client, office: Office, field: str, value: str, words: str
) -> None:
    facts = {"name": "供水站", "code": "SD", "kind": "station", "area": office.area.pk, "active": "on"}
    before = rows()
    page = keeper.post("/units/new/", {**facts, field: value})
    assert page.status_code == 422
    assert words in str(page.context["form"].errors[field])
    assert rows() == before


def test_a_wrong_post_is_sent_back(keeper: Client, office: Office) -> None:
    before = rows()
    for given, words in [
        ({"name": "登记岗", "roles": ["clerk"]}, "这个单位已经有同名的岗位"),
        ({"name": "新岗", "roles": []}, "请至少勾选一项职责。"),
        ({"name": "新岗", "roles": ["system"]}, "没有这项职责，请重选。"),
    ]:
        page = keeper.post(f"/units/{office.unit.pk}/posts/", given)
        assert page.status_code == 422
        assert words in page.content.decode()
    assert rows() == before


def test_what_does_not_exist_is_not_found(keeper: Client) -> None:
    for address in ("/people/4711/", "/units/4711/", "/posts/4711/", "/units/4711/posts/"):
        assert keeper.get(address).status_code == 404
    for address in ("/people/4711/link/", "/people/4711/stays/", "/people/4711/posts/"):
        assert keeper.post(address).status_code == 404


def test_the_lists_cost_the_same_however_many_people_there_are(
    keeper: Client, office: Office, django_assert_max_num_queries, settings
) -> None:
    settings.COUNTY = office.county.code
    for number in range(3):
        office.member(f"lin{number}", office.desk)
    for path, most in [("/people/", 16), ("/units/", 7), ("/people/new/", 6)]:
        with django_assert_max_num_queries(most):
            assert keeper.get(path).status_code == 200


@pytest.mark.req("D7")
@pytest.mark.parametrize("role", [Role.CLERK, Role.LEADER, Role.RESIDENT])
def test_every_act_asks_again_who_acts(office: Office, clerk: Member, role: Role) -> None:
    by, now = Actor(account=1, county=office.county.code, roles=frozenset({role})), timezone.now()
    held, facts = office.appointment(clerk), units.UnitFacts("站", "X", "station", office.area.pk)
    acts: list[Callable[[], object]] = [
        lambda: staff.add_member(name="甲", phone="", login="jia", post=office.desk, by=by, at=now),
        lambda: staff.appoint(clerk.account, held.person, office.handling, by=by, at=now),
        lambda: staff.end_appointment(held, by=by, at=now),
        lambda: staff.end_stays_of(clerk.account, by=by, at=now),
        lambda: units.add_unit(facts, by=by, at=now),
        lambda: units.change_unit(office.unit, facts, by=by, at=now),
        lambda: units.add_post(office.unit, name="新岗", roles=["clerk"], by=by, at=now),
        lambda: units.change_post(office.desk, name="新岗", roles=[], active=False, by=by, at=now),
    ]
    before = rows()
    for act in acts:
        with pytest.raises(Refused, match="只有系统管理员能做这件事"):
            act()
    assert rows() == before
