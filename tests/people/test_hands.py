"""Three hands keep the house, and a right needs two persons once there are two (D7, A8, XC-07)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.editions import Change, change
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.event import Event
from lianxin.people import passwords, queries
from lianxin.people.actions import grants, links, staff, units
from lianxin.people.models import Account, Appointment, Post, Proposal
from lianxin.people.queries.duties import proposals
from lianxin.people.rules import Purpose, Refused
from lianxin.people.terms import TERMS
from tests.people.conftest import PASSWORD, Member, Office


@pytest.fixture
def guarding(office: Office) -> Post:
    """安全管理岗."""
    return units.add_post(
        office.unit, name="安全管理岗", roles=[Role.SECURITY], by=office.by, at=timezone.now()
    )


@pytest.fixture
def guard(office: Office, guarding: Post) -> Member:
    """The security administrator, who has signed in before."""
    return office.member("anquan", guarding, name="岑若水")


def acting(member: Member) -> Actor:
    actor = queries.actor_of(Account.objects.get(pk=member.account.pk), at=timezone.now())
    assert actor is not None
    return actor


def roles_of(account: int) -> set[str]:
    actor = queries.actor_of(Account.objects.get(pk=account), at=timezone.now(), passwordless=True)
    return set(actor.roles) if actor else set()


@pytest.mark.req("A8")
def test_without_a_security_administrator_a_right_holds_at_once_and_the_page_says_so(
    client: Client, office: Office, administrator: Member, clerk: Member
) -> None:
    administrator.enter(client)
    page = client.post(f"/people/{clerk.account.pk}/posts/", {"post": office.handling.pk}, follow=True)
    assert "没有设安全管理员，不需要第二个人确认" in page.content.decode()
    assert roles_of(clerk.account.pk) == {"clerk", "handler"}
    assert "还没有能登录的安全管理员，授权当场生效" in client.get("/grants/").content.decode()


@pytest.mark.req("A8", "XC-07")
def test_a_new_account_gives_nothing_before_the_security_administrator_agrees(
    client: Client, office: Office, administrator: Member, guard: Member
) -> None:
    administrator.enter(client)
    typed = {"name": "白鹭洲", "login": "bailu", "post": office.desk.pk, "phone": ""}
    page = client.post("/people/new/", typed, follow=True)
    account = Account.objects.get(login="bailu")
    assert "待安全管理员确认" in page.content.decode()
    assert roles_of(account.pk) == set()
    refused = client.post(f"/people/{account.pk}/link/", follow=True).content.decode()
    assert "这个账号现在没有岗位" in refused
    second = Client()
    guard.enter(second)
    listed = second.get("/grants/").content.decode()
    assert "白鹭洲" in listed
    assert "方远舟" in listed  # who asks
    proposal = Proposal.objects.get()
    assert second.post(f"/grants/{proposal.pk}/confirm/").status_code == 302
    assert roles_of(account.pk) == {"clerk"}
    assert "/join/" in client.post(f"/people/{account.pk}/link/").context["address"]
    event = Event.objects.get(move="people.grant_confirmed")
    assert (event.actor_id, event.facts["proposed_by"]) == (guard.account.pk, administrator.account.pk)


@pytest.mark.req("A8")
def test_what_is_refused_never_was(office: Office, administrator: Member, guard: Member) -> None:
    now = timezone.now()
    account, link = staff.add_member(
        name="白鹭洲", phone="", login="bailu", post=office.desk, by=acting(administrator), at=now
    )
    assert link is None
    grants.refuse(proposals()[0], by=acting(guard), at=now)
    assert (roles_of(account.pk), proposals()) == (set(), [])
    held = Appointment.objects.get(account=account)
    assert (held.awaits, held.until) == (True, now)
    with pytest.raises(Refused, match="刚刚有人定过了"):
        grants.confirm(Proposal.objects.get(), by=acting(guard), at=now)


@pytest.mark.req("A8")
def test_nobody_confirms_their_own_proposal_nor_with_a_second_account(
    office: Office, administrator: Member, guard: Member, guarding: Post
) -> None:
    now = timezone.now()
    mine = Appointment.objects.get(account=administrator.account).person
    other, _link = staff.add_member(
        name="方远舟", phone="19900002222", login="fang2", post=guarding, by=office.by, at=now
    )
    Account.objects.filter(pk=other.pk).update(must_set=False)
    mine.phone_index = Appointment.objects.get(account=other).person.phone_index
    mine.save()
    staff.add_member(name="甲", phone="", login="jia", post=office.desk, by=acting(administrator), at=now)
    proposal = proposals()[0]
    second_account = queries.actor_of(Account.objects.get(pk=other.pk), at=now)
    assert second_account is not None
    with pytest.raises(Refused, match="同一个人"):
        grants.confirm(proposal, by=second_account, at=now)
    with pytest.raises(Refused, match="只有安全管理员能确认授权"):
        grants.confirm(proposal, by=acting(administrator), at=now)
    Proposal.objects.filter(pk=proposal.pk).update(proposed_by=guard.account.pk)
    proposal.refresh_from_db()
    with pytest.raises(Refused, match="不能自己确认"):
        grants.confirm(proposal, by=acting(guard), at=now)
    assert roles_of(Account.objects.get(login="jia").pk) == set()


@pytest.mark.req("A8", "XC-07")
def test_a_post_gets_more_duties_only_by_two_and_loses_them_at_once(
    client: Client, office: Office, administrator: Member, guard: Member, clerk: Member
) -> None:
    administrator.enter(client)
    typed = {"name": "登记岗", "roles": ["triage"], "active": "on"}
    page = client.post(f"/posts/{office.desk.pk}/", typed, follow=True).content.decode()
    assert "等安全管理员确认后生效" in page
    assert roles_of(clerk.account.pk) == set()  # clerk is gone, triage not yet there
    grants.confirm(proposals()[0], by=acting(guard), at=timezone.now())
    assert roles_of(clerk.account.pk) == {"triage"}


@pytest.mark.req("A8")
def test_a_wider_area_is_more_too(
    office: Office, administrator: Member, guard: Member, clerk: Member
) -> None:
    def change(scopes: list[str]) -> bool:
        office.desk.refresh_from_db()
        return units.change_post(
            office.desk,
            name="登记岗",
            roles=["clerk"],
            active=True,
            scopes=scopes,
            by=acting(administrator),
            at=timezone.now(),
        )

    assert change(["990901101201"])  # one village of the unit's town: less
    assert acting(clerk).scopes == ("990901101201",)
    assert not change(["990901"])  # the whole county: more
    assert acting(clerk).scopes == ("990901101201",)
    grants.confirm(proposals()[0], by=acting(guard), at=timezone.now())
    assert acting(clerk).scopes == ("990901",)


@pytest.mark.req("D7", "XC-07")
@pytest.mark.parametrize("role", [Role.CLERK, Role.LEADER, Role.SECURITY, Role.AUDITOR])
def test_an_administrator_gives_no_other_duty_to_the_own_account(
    client: Client, office: Office, administrator: Member, role: Role
) -> None:
    post = units.add_post(office.unit, name="别的岗", roles=[role], by=office.by, at=timezone.now())
    administrator.enter(client)
    refused = client.post(f"/people/{administrator.account.pk}/posts/", {"post": post.pk})
    assert refused.status_code == 422
    assert "请给这个人另开一个账号，或者换一个人" in refused.content.decode()
    assert roles_of(administrator.account.pk) == {"administrator"}


@pytest.mark.req("D7")
def test_the_last_security_administrator_is_not_removed_by_the_first_hand(
    client: Client, office: Office, administrator: Member, guard: Member, guarding: Post
) -> None:
    administrator.enter(client)
    held, words = office.appointment(guard), "至少要留一位能登录的安全管理员"
    end = f"/people/{guard.account.pk}/posts/{held.pk}/end/"
    assert words in client.post(end).content.decode()
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    assert words in client.post(end, {"on": tomorrow}).content.decode()
    post = {"name": "安全管理岗", "roles": ["security"]}
    assert words in client.post(f"/posts/{guarding.pk}/", post).content.decode()
    assert roles_of(guard.account.pk) == {"security"}
    office.member("anquan2", guarding, name="晏清溪")
    assert client.post(end).status_code == 302
    assert roles_of(guard.account.pk) == set()


@pytest.mark.req("D7", "XC-07")
def test_the_first_hand_makes_no_link_for_the_second(
    client: Client, office: Office, administrator: Member, guard: Member
) -> None:
    administrator.enter(client)
    answer = client.post(f"/people/{guard.account.pk}/link/", follow=True).content.decode()
    assert "./run account link anquan" in answer
    printed = client.post("/people/slips/", {"account": guard.account.pk})
    assert (printed.status_code, "岑若水" in printed.content.decode()) == (422, True)
    guard.account.refresh_from_db()
    assert passwords.matches(PASSWORD, guard.account.password)
    assert links.issue(guard.account, purpose=Purpose.RESET, by=office.by, at=timezone.now()).token


@pytest.mark.req("D7")
def test_a_right_that_waited_is_looked_at_again_when_it_is_confirmed(
    office: Office, administrator: Member, guard: Member, clerk: Member
) -> None:
    now, person = timezone.now(), office.appointment(clerk).person
    staff.appoint(clerk.account, person, office.handling, by=acting(administrator), at=now)
    Post.objects.filter(pk=office.desk.pk).update(roles=["auditor"])
    with pytest.raises(Refused, match="要分在三个账号上"):
        grants.confirm(proposals()[0], by=acting(guard), at=now)
    assert roles_of(clerk.account.pk) == {"auditor"}
    assert len(proposals()) == 1


def test_a_confirmed_right_holds_at_the_next_click_of_an_open_session(
    client: Client, office: Office, administrator: Member, guard: Member, clerk: Member
) -> None:
    clerk.enter(client)
    assert client.get("/desk/triage/").status_code == 403
    person = office.appointment(clerk).person
    triage = units.add_post(office.unit, name="派单岗", roles=[Role.TRIAGE], by=office.by, at=timezone.now())
    staff.appoint(clerk.account, person, triage, by=acting(administrator), at=timezone.now())
    assert client.get("/desk/triage/").status_code == 403
    grants.confirm(proposals()[0], by=acting(guard), at=timezone.now())
    assert client.get("/desk/triage/").status_code == 200


def test_the_terms_can_leave_the_second_person_out(
    office: Office, administrator: Member, guard: Member
) -> None:
    change(TERMS, Change({"two_persons": False}), by=office.by, client_id=uuid7())
    now = timezone.now()
    account, link = staff.add_member(
        name="甲", phone="", login="jia", post=office.desk, by=acting(administrator), at=now
    )
    assert link is not None
    assert (roles_of(account.pk), proposals()) == ({"clerk"}, [])


@pytest.mark.req("A1")
@pytest.mark.parametrize("who", ["clerk", "administrator"])
def test_nobody_but_the_security_administrator_decides(
    client: Client, office: Office, administrator: Member, guard: Member, clerk: Member, who: str
) -> None:
    staff.add_member(
        name="甲", phone="", login="jia", post=office.desk, by=acting(administrator), at=timezone.now()
    )
    {"clerk": clerk, "administrator": administrator}[who].enter(client)
    pk = proposals()[0].pk
    assert client.post(f"/grants/{pk}/confirm/").status_code == 403
    assert client.post(f"/grants/{pk}/refuse/").status_code == 403
    assert client.get("/grants/").status_code == (200 if who == "administrator" else 403)
    assert len(proposals()) == 1
