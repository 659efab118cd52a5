"""A clerk leaves and the work passes on: one list over all modules, three signatures, nothing lost (XC-06)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from lianxin.kernel.actor import Actor
from lianxin.kernel.models.event import Event
from lianxin.matters.models import Matter
from lianxin.matters.queries import timeline, today, visible
from lianxin.people import handover as registry
from lianxin.people.actions.staff import add_person, appoint, end_appointment, open_account
from lianxin.people.chores import tidy
from lianxin.people.models import Account, Appointment, Handover, Post, SignIn, Unit
from lianxin.people.queries import actor_of, names_of_accounts
from lianxin.people.rules import Period
from lianxin.places.models import Area
from tests.township import Township, enter


def join(town: Township, post: Post, name: str, login: str) -> Actor:
    """Somebody new on this post."""
    account = open_account(login)
    Account.objects.filter(pk=account.pk).update(must_set=False)
    now = timezone.now()
    appoint(account, add_person(name=name), post, by=town.system, at=now)
    return fresh(account.pk)


def fresh(account: int | None) -> Actor:
    actor = actor_of(Account.objects.get(pk=account), at=timezone.now())
    assert actor is not None
    return actor


def post_of(actor: Actor) -> Post:
    return Post.objects.get(pk=actor.post)


def appointment_of(actor: Actor) -> Appointment:
    return Appointment.objects.get(account_id=actor.account, substitute_for=None)


def leave(town: Township, actor: Actor) -> Handover:
    """The system's own hand ends the appointment now."""
    held = appointment_of(actor)
    end_appointment(held, by=town.system, at=timezone.now())
    return Handover.objects.get(leaver=held)


def waiting_for(actor: Actor) -> dict[str, list[int]]:
    """What lies on somebody's desk, by state."""
    return {task.state.code: [row.pk for row in task.rows] for task in today(by=actor)}


def tally(actor: Actor) -> dict[str, int]:
    return {pile.code: pile.count for pile in registry.counts(actor)}


@pytest.mark.req("XC-06")
def test_the_work_of_who_leaves_is_on_the_successors_desk_at_the_next_click(town: Township) -> None:
    unsigned, working = town.dispatched(town.file()), town.working(town.file())
    leaver = town.water_handler
    devices = [enter(Client(), leaver) for _ in range(2)]
    successor = join(town, post_of(leaver), "白鹭洲", "bailu")
    her_desk = waiting_for(leaver)
    assert her_desk == {"to_sign": [unsigned.pk], "working": [working.pk]}
    keeper = enter(Client(), town.administrator)
    held = appointment_of(leaver)
    ended = keeper.post(f"/people/{leaver.account}/posts/{held.pk}/end/")
    assert ended.url == f"/handovers/{Handover.objects.get().pk}/"
    assert waiting_for(successor) == her_desk
    shown = enter(Client(), successor).get("/desk/").content.decode()
    assert unsigned.number in shown
    assert working.number in shown
    assert [device.get("/desk/").status_code for device in devices] == [302, 302]
    assert not Account.objects.get(pk=leaver.account).active
    assert SignIn.objects.filter(account_id=leaver.account, ended_at=None).count() == 0
    signed = Event.objects.get(move="sign", row_id=working.pk)
    assert (signed.actor_id, names_of_accounts([signed.actor_id])) == (
        leaver.account,
        {leaver.account: "维修员"},
    )
    town.go(working, "record", by=successor, kind="contact", text="接手后打了电话，约明天上门。")
    assert [one.account_id for one in working.handlings.order_by("pk")] == [successor.account]
    assert [step.who for step in timeline(working)][-2:] == ["供水站 维修（维修员）", "供水站 维修（白鹭洲）"]


@pytest.mark.req("XC-06")
def test_one_list_names_every_open_thing_by_module(town: Township) -> None:
    town.closed(town.file())
    for build in (town.dispatched, town.working, town.closing, town.answered):
        build(town.file())
    town.accepted(town.file())
    assert tally(town.water_handler) == {"appeals.sign": 1, "appeals.hand": 3, "appeals.draft": 1}
    assert tally(town.triage) == {"appeals.triage": 1, "matters.tell": 6}
    assert tally(town.reviewer) == {"appeals.review": 1}
    assert tally(town.caller) == {"appeals.call": 1, "matters.tell": 6}
    assert tally(town.roads_handler) == tally(town.administrator) == tally(town.security) == {}


@pytest.mark.req("XC-06")
def test_the_list_is_signed_by_all_three_and_then_closed(town: Township) -> None:
    working = town.working(town.file())
    leaver, watcher = town.water_handler, town.leader
    successor = join(town, post_of(leaver), "白鹭洲", "bailu")
    browsers = {one: enter(Client(), one) for one in (leaver, successor, watcher, town.administrator)}
    keeper, held = browsers[town.administrator], appointment_of(leaver)
    last_day = (timezone.localdate() + timedelta(days=5)).isoformat()
    address = keeper.post(f"/people/{leaver.account}/posts/{held.pk}/end/", {"on": last_day}).url
    row = Handover.objects.get()
    early = browsers[leaver].post(f"{address}sign/handed/", follow=True).content.decode()
    assert "请系统管理员先定接收人" in early
    heir = appointment_of(successor)
    named = keeper.post(f"{address}name/", {"successor": heir.pk, "watcher": "镇长员"}, follow=True)
    assert "已定接收人" in named.content.decode()
    assert working.title in browsers[successor].get(address).content.decode()
    assert "份移交清单等您" in browsers[successor].get("/desk/").content.decode()
    for one, side in (
        (successor, "handed"),
        (watcher, "handed"),
        (leaver, "received"),
        (town.caller, "watched"),
    ):
        browser = browsers.get(one) or enter(Client(), one)
        browser.post(f"{address}sign/{side}/")
        row.refresh_from_db()
        assert (row.handed_at, row.received_at, row.watched_at) == (None, None, None)
    for one, side in ((leaver, "handed"), (successor, "received"), (watcher, "watched")):
        assert row.done_at is None
        assert browsers[one].post(f"{address}sign/{side}/").status_code == 302
        row.refresh_from_db()
    assert row.done_at is not None
    assert row.counts == {"appeals.hand": 1}
    assert "移交已办完" in browsers[watcher].get(address).content.decode()
    again = keeper.post(f"{address}name/", {"successor": heir.pk}).content.decode()
    assert "已经办完，不能再改" in again


@pytest.mark.req("XC-06")
def test_the_watcher_signs_for_who_is_gone(town: Township) -> None:
    leaver = town.water_handler
    successor = join(town, post_of(leaver), "白鹭洲", "bailu")
    row = leave(town, leaver)
    address = f"/handovers/{row.pk}/"
    keeper = enter(Client(), town.administrator)
    keeper.post(f"{address}name/", {"successor": appointment_of(successor).pk, "watcher": "镇长员"})
    watcher = enter(Client(), town.leader)
    for side in ("handed", "watched"):
        watcher.post(f"{address}sign/{side}/")
    enter(Client(), successor).post(f"{address}sign/received/")
    row.refresh_from_db()
    assert (row.handed_by, row.done_at is not None) == (town.leader.account, True)
    assert "镇长员代签" in watcher.get(address).content.decode()


@pytest.mark.req("XC-06")
def test_what_hung_on_the_person_hangs_on_the_successor_after_signing(town: Township) -> None:
    elsewhere = Area.objects.create(code="990901102000", name="远山镇", kind="town")
    far = Area.objects.create(code="990901102201", name="远山村", kind="village", parent=elsewhere)
    leaver = town.clerk
    taken = town.file(by=leaver, channel="phone", area=far.pk)
    successor = join(town, post_of(leaver), "白鹭洲", "bailu")

    def sees(actor: Actor) -> bool:
        return visible(fresh(actor.account), Matter).filter(pk=taken.pk).exists()

    assert (sees(leaver), sees(successor)) == (True, False)
    assert tally(leaver) == {"appeals.taken": 1, "matters.tell": 1}
    row = leave(town, leaver)
    address = f"/handovers/{row.pk}/"
    keeper = enter(Client(), town.administrator)
    keeper.post(f"{address}name/", {"successor": appointment_of(successor).pk, "watcher": "镇长员"})
    for side in ("handed", "watched"):
        enter(Client(), town.leader).post(f"{address}sign/{side}/")
    assert not sees(successor)
    enter(Client(), successor).post(f"{address}sign/received/")
    assert sees(successor)
    assert taken.contacts.get().taker_id == leaver.account  # history says who took it down
    third = join(town, post_of(leaver), "晏清溪", "yan")
    second = leave(town, fresh(successor.account))
    keeper.post(f"/handovers/{second.pk}/name/", {"successor": appointment_of(third).pk, "watcher": "镇长员"})
    for side in ("handed", "watched"):
        enter(Client(), town.leader).post(f"/handovers/{second.pk}/sign/{side}/")
    enter(Client(), third).post(f"/handovers/{second.pk}/sign/received/")
    assert sees(third)


@pytest.mark.req("XC-06", "XC-07")
def test_the_administrator_sees_counts_and_no_case_on_list_and_paper(town: Township) -> None:
    working = town.working(town.file())
    row = leave(town, town.water_handler)
    keeper = enter(Client(), town.administrator)
    for address in (f"/handovers/{row.pk}/", f"/handovers/{row.pk}/print/"):
        body = keeper.get(address).content.decode()
        assert "已签收、还没办结的" in body
        assert "另有 1 件不归您看，只计数。" in body
        assert working.number not in body
        assert working.title not in body
    paper = enter(Client(), town.leader).get(f"/handovers/{row.pk}/print/").content.decode()
    assert working.number in paper
    assert "移交人：_" in paper


@pytest.mark.req("XC-06")
def test_a_list_is_there_for_those_it_concerns_and_for_nobody_else(town: Township) -> None:
    row = leave(town, town.water_handler)
    concerned = {"leader": 200, "reviewer": 404, "administrator": 200}
    nobody = {"roads_handler": 404, "clerk": 404, "security": 404, "auditor": 404}
    for who, status in (concerned | nobody).items():
        browser = enter(Client(), getattr(town, who))
        assert browser.get(f"/handovers/{row.pk}/").status_code == status, who
        assert (f"/handovers/{row.pk}/" in browser.get("/handovers/").content.decode()) == (status == 200), (
            who
        )


@pytest.mark.req("XC-06")
def test_the_last_handler_of_a_unit_leaves_with_a_warning_and_the_head_sees_the_gap(town: Township) -> None:
    town.dispatched(town.file())
    heading = Post.objects.create(unit=town.water, name="负责人岗", roles=["reviewer"])
    head = join(town, heading, "晏清溪", "yan")
    held = appointment_of(town.water_handler)
    keeper = enter(Client(), town.administrator)
    answer = keeper.post(f"/people/{town.water_handler.account}/posts/{held.pk}/end/", follow=True)
    assert "供水站 已经没有承办人：派到这里的事没有人签收。请马上安排人" in answer.content.decode()
    assert "供水站 维修" in keeper.get("/people/").content.decode()
    desk = enter(Client(), head).get("/desk/").content.decode()
    assert "本单位空着的岗位" in desk
    assert "本单位已没有承办人" in desk
    assert "本单位空着的岗位" not in enter(Client(), town.reviewer).get("/desk/").content.decode()
    assert Matter.objects.get().holder == Unit.objects.get(pk=town.water.pk)
    join(town, post_of(town.water_handler), "白鹭洲", "bailu")
    assert "本单位空着的岗位" not in enter(Client(), head).get("/desk/").content.decode()


@pytest.mark.parametrize(
    ("successor", "watcher", "words"),
    [
        ("", "", "请选接收人。"),
        ("clerk", "", "这个人不在这个岗位上，请重选。"),
        ("heir", "白鹭洲", "监交人要另外一个人。"),
        ("heir", "谁也不是", "没有这个在岗的人，请核对登录名或姓名。"),
    ],
)
def test_a_wrong_pair_is_sent_back(town: Township, successor: str, watcher: str, words: str) -> None:
    heir = join(town, post_of(town.water_handler), "白鹭洲", "bailu")
    row = leave(town, town.water_handler)
    keys = {"": "", "clerk": appointment_of(town.clerk).pk, "heir": appointment_of(heir).pk}
    keeper = enter(Client(), town.administrator)
    page = keeper.post(f"/handovers/{row.pk}/name/", {"successor": keys[successor], "watcher": watcher})
    assert page.status_code == 422
    assert words in page.content.decode()
    assert watcher in page.content.decode()
    row.refresh_from_db()
    assert row.successor is None


@pytest.mark.req("XC-06")
def test_the_list_of_an_appointment_that_runs_out_is_opened_a_week_before(town: Township) -> None:
    now, post = timezone.now(), post_of(town.water_handler)
    for days, login in ((6, "soon"), (8, "later")):
        period = Period(until=now + timedelta(days=days))
        appoint(open_account(login), add_person(name="临时工"), post, by=town.system, at=now, period=period)
    for _ in range(2):
        tidy()
        assert [one.leaver.account.login for one in Handover.objects.all()] == ["soon"]
    assert (
        "有 1 份移交清单还没定接收人" in enter(Client(), town.administrator).get("/people/").content.decode()
    )
