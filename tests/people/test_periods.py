"""Posts held for a period, and who stands in meanwhile (任期、代班)."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from lianxin.kernel.models.event import Event
from lianxin.people import queries
from lianxin.people.actions import staff
from lianxin.people.chores import tidy
from lianxin.people.models import Account, Appointment, Handover, SignIn
from lianxin.people.rules import Period, Refused
from tests.people.conftest import Member, Office

DAY = timedelta(days=1)


def morning(days: int) -> datetime:
    """Nine o'clock, so many days from today."""
    return timezone.localtime().replace(hour=9, minute=0, second=0, microsecond=0) + days * DAY


def holds(member: Member, at: datetime) -> set[str]:
    actor = queries.actor_of(Account.objects.get(pk=member.account.pk), at=at)
    return set(actor.roles) if actor else set()


@pytest.fixture
def keeper(client: Client, administrator: Member) -> Client:
    """The administrator at work."""
    administrator.enter(client)
    return client


def day(days: int) -> str:
    return (timezone.localdate() + days * DAY).isoformat()


def test_a_post_given_for_days_to_come_holds_on_these_days(
    keeper: Client, office: Office, clerk: Member
) -> None:
    typed = {"post": office.handling.pk, "since": day(3), "until": day(5)}
    assert keeper.post(f"/people/{clerk.account.pk}/posts/", typed).status_code == 302
    seen = [holds(clerk, morning(days)) for days in (2, 3, 5, 6)]
    assert seen == [{"clerk"}, {"clerk", "handler"}, {"clerk", "handler"}, {"clerk"}]


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        (5, 3, "结束日期要晚于开始日期"),
        (None, -1, "结束日期要晚于开始日期"),
    ],
)
def test_a_period_ends_after_it_begins(
    keeper: Client, office: Office, clerk: Member, since: int | None, until: int, words: str
) -> None:
    typed = {"post": office.handling.pk, "until": day(until)} | ({"since": day(since)} if since else {})
    page = keeper.post(f"/people/{clerk.account.pk}/posts/", typed)
    assert page.status_code == 422
    assert words in page.content.decode()
    assert day(until) in page.content.decode()
    assert Appointment.objects.filter(account=clerk.account).count() == 1


def test_a_post_is_not_held_twice_in_periods_that_meet(office: Office, clerk: Member) -> None:
    now, person = timezone.now(), office.appointment(clerk).person

    def appoint(since: int, until: int) -> Appointment:
        period = Period(now + since * DAY, now + until * DAY)
        return staff.appoint(clerk.account, person, office.handling, by=office.by, at=now, period=period)

    appoint(10, 20)
    appoint(20, 30)
    appoint(5, 10)
    for since, until in ((19, 21), (1, 6), (29, 40), (12, 13)):
        with pytest.raises(Refused, match="已经在这个岗位上了"):
            appoint(since, until)


def test_a_last_day_known_ahead_is_a_whole_day_and_then_the_account_closes(
    office: Office, administrator: Member, clerk: Member
) -> None:
    keeper, device, held = Client(), Client(), office.appointment(clerk)
    with time_machine.travel(morning(1), tick=False) as clock:
        administrator.enter(keeper)
        keeper.post(f"/people/{clerk.account.pk}/posts/{held.pk}/end/", {"on": day(0)})
        assert Handover.objects.get().leaver == held
        clock.shift(timedelta(hours=5))
        clerk.enter(device)
        clock.move_to(morning(1).replace(hour=0) - timedelta(seconds=1))  # midnight, one second to go
        SignIn.objects.filter(account=clerk.account).update(started_at=timezone.now())
        session = device.session
        session["seen"] = timezone.now().timestamp()
        session.save()
        assert device.get("/me/").status_code == 200
        clock.shift(timedelta(seconds=1))
        assert device.get("/me/").status_code == 302
        tidy()
        clerk.account.refresh_from_db()
        assert not clerk.account.active
        assert Event.objects.filter(move="people.closed", row_id=clerk.account.pk).count() == 1
        tidy()
        assert Event.objects.filter(move="people.closed").count() == 1


def test_a_substitute_acts_on_the_post_for_the_period_and_the_page_says_so(
    keeper: Client, office: Office, clerk: Member
) -> None:
    other = office.member("lin", office.handling, name="白鹭洲")
    held = office.appointment(clerk)
    address = f"/people/{clerk.account.pk}/posts/{held.pk}/"
    typed = {"who": "白鹭洲", "since": day(1), "until": day(2)}
    assert keeper.post(f"{address}substitute/", typed).url == address
    assert [holds(other, at) for at in (timezone.now(), *map(morning, (1, 2, 3)))] == [
        {"handler"},
        {"handler", "clerk"},
        {"handler", "clerk"},
        {"handler"},
    ]
    actor = queries.actor_of(other.account, at=morning(1))
    assert actor is not None
    assert "便民服务中心 登记岗（代班）" in actor.duty
    assert [duty.stands_for for duty in actor.duties] == [None, clerk.account.pk]
    assert "白鹭洲" in keeper.get(address).content.decode()


def test_a_substitution_can_be_ended_early_and_leaves_no_handover(
    keeper: Client, office: Office, clerk: Member
) -> None:
    other = office.member("lin", office.handling)
    held = office.appointment(clerk)
    keeper.post(f"/people/{clerk.account.pk}/posts/{held.pk}/substitute/", {"who": "lin", "until": day(9)})
    standing = Appointment.objects.get(substitute_for=held)
    assert holds(other, timezone.now()) == {"handler", "clerk"}
    assert keeper.post(f"/people/{other.account.pk}/posts/{standing.pk}/end/").status_code == 302
    assert holds(other, timezone.now()) == {"handler"}
    assert Handover.objects.count() == 0


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"who": "nobody", "until": 3}, "没有这个在岗的人"),
        ({"who": "", "until": 3}, "请填代班人的登录名或姓名。"),
        ({"who": "lin"}, "代班要有结束日期。"),
        ({"who": "chuangkou", "until": 3}, "不能由本人替自己代班"),
        ({"who": "guanli", "until": 3}, "要分在三个账号上"),
        ({"who": "同名", "until": 3}, "有几个人叫这个名字，请改填登录名。"),
    ],
)
def test_a_wrong_substitute_is_sent_back_with_what_was_typed(
    keeper: Client, office: Office, clerk: Member, typed: dict[str, object], words: str
) -> None:
    office.member("lin", office.handling)
    office.member("tong1", office.handling, name="同名")
    office.member("tong2", office.handling, name="同名")
    said = {**typed} | ({"until": day(3)} if "until" in typed else {})
    held = office.appointment(clerk)
    page = keeper.post(f"/people/{clerk.account.pk}/posts/{held.pk}/substitute/", said)
    assert page.status_code == 422
    assert words in page.content.decode()
    assert f'value="{typed["who"]}"' in page.content.decode() or not typed["who"]
    assert not Appointment.objects.exclude(substitute_for=None).exists()


def test_the_last_administrator_leaves_on_no_day_to_come(
    keeper: Client, office: Office, administrator: Member
) -> None:
    held = office.appointment(administrator)
    address = f"/people/{administrator.account.pk}/posts/{held.pk}/end/"
    assert "至少要留一位能登录的系统管理员" in keeper.post(address, {"on": day(30)}).content.decode()
    held.refresh_from_db()
    assert held.until is None


def test_each_post_counts_in_its_own_area(office: Office, clerk: Member) -> None:
    person = office.appointment(clerk).person
    office.handling.scopes = ["990901101202"]
    office.handling.save()
    staff.appoint(clerk.account, person, office.handling, by=office.by, at=timezone.now())
    actor = queries.actor_of(clerk.account, at=timezone.now())
    assert actor is not None
    hands = {hand.post: (hand.scopes, set(hand.roles)) for hand in actor.hands()}
    assert hands == {
        office.desk.pk: (("990901101",), {"clerk"}),
        office.handling.pk: (("990901101202",), {"handler"}),
    }
