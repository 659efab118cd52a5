"""Looking at what is hidden: one value, a reason, a minute, a quota; and who looked is read by others (XC-07)."""

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from lianxin.appeals.models import Appellant
from lianxin.kernel.actor import system
from lianxin.kernel.editions import Change, change
from lianxin.kernel.events import looked
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.event import AccessEntry
from lianxin.matters.models import Matter
from lianxin.people.models import LooksOfDay, SecurityAlarm
from lianxin.people.rules.confidentiality import Ground, ground_of, reason_in_log
from lianxin.people.rules.settings import REVEALS
from tests.people.neighbours import OTHER_PHONE, PHONE, id_number, resident
from tests.township import Township, enter

LOOK = {"field": "phone", "ground": "verify", "reason": "电话核实漏水位置"}


def who_page(matter: Matter) -> str:
    """Where to ask for one appellant's name or number."""
    return f"/matters/{matter.number}/who/{Appellant.objects.get(matter=matter).pk}/"


@pytest.fixture
def three_a_day(town: Township) -> None:
    """An office that lets everybody look three times a day, for thirty seconds."""
    wanted = Change({"daily": 3, "seconds": 30})
    change(REVEALS, wanted, by=system(town.county), client_id=uuid7())


@pytest.mark.req("XC-07")
def test_what_is_shown_hides_itself_again_after_a_minute(town: Township, client: Client) -> None:
    address = who_page(town.file())
    browser = enter(client, town.triage)
    shown = browser.post(address, LOOK)
    assert PHONE in shown.content.decode()
    assert shown.headers["Refresh"] == f"60; url={address}"
    assert shown.headers["Cache-Control"] == "no-store, private"
    again = browser.get(address)
    assert PHONE not in again.content.decode()
    assert "Refresh" not in again.headers


@pytest.mark.req("XC-07")
@pytest.mark.usefixtures("three_a_day")
def test_beyond_the_days_quota_nothing_is_shown_and_the_security_hand_is_told(
    town: Township, client: Client
) -> None:
    address = who_page(town.file())
    browser = enter(client, town.triage)
    for _time in range(3):
        shown = browser.post(address, LOOK)
        assert (PHONE in shown.content.decode(), shown.headers["Refresh"][:3]) == (True, "30;")
    for _time in range(2):
        refused = browser.post(address, LOOK)
        assert (refused.status_code, PHONE in refused.content.decode()) == (422, False)
        assert "今天已经查看了 3 次，到了限额" in refused.content.decode()
        assert "电话核实漏水位置" in refused.content.decode()
    assert AccessEntry.objects.filter(what="phone").count() == 3
    alarm = SecurityAlarm.objects.get()
    assert (alarm.account_id, alarm.tries, alarm.closed_at) == (town.triage.account, 2, None)
    other = enter(Client(), town.caller)
    assert PHONE in other.post(address, LOOK).content.decode()


@pytest.mark.usefixtures("three_a_day")
def test_residents_and_matters_share_one_quota_which_begins_anew_each_day(
    town: Township, client: Client
) -> None:
    person = resident(town, "林小满", phone=PHONE, id_number=id_number())
    browser = enter(client, town.triage)
    address = f"/residents/{person.pk}/look/"
    assert id_number() in browser.post(address, {**LOOK, "field": "id_number"}).content.decode()
    assert PHONE in browser.post(address, LOOK).content.decode()
    browser.post(who_page(town.file()), LOOK)
    assert PHONE not in browser.post(address, LOOK).content.decode()
    LooksOfDay.objects.update(day=timezone.localdate() - timezone.timedelta(days=1))
    assert PHONE in browser.post(address, LOOK).content.decode()


def test_only_what_is_there_can_be_asked_for(town: Township, client: Client) -> None:
    person = resident(town, "林小满", phone=PHONE)
    browser = enter(client, town.triage)
    assert browser.post(f"/residents/{person.pk}/look/", {**LOOK, "field": "id_number"}).status_code == 422
    assert browser.get(f"/residents/{resident(town, '王大力').pk}/look/").status_code == 404
    nameless = town.file(identity="confidential", name="")
    page = browser.get(who_page(nameless)).content.decode()
    assert ('value="phone"' in page, 'value="name"' in page) == (True, False)


@pytest.mark.req("XC-07")
def test_the_audit_hand_reads_who_looked_at_what_and_why_and_is_seen_reading(
    town: Township, client: Client
) -> None:
    matter, person = town.file(), resident(town, "王大力", phone=OTHER_PHONE)
    desk = enter(client, town.triage)
    desk.post(who_page(matter), LOOK)
    desk.post(f"/residents/{person.pk}/look/", LOOK)
    for reader in (town.auditor, town.security):
        page = enter(Client(), reader).get("/audit/looks/").content.decode()
        assert all(
            words in page
            for words in (
                "派单员",
                "便民服务中心 派单",
                "核实情况：电话核实漏水位置",
                matter.number,
                "居民 王＊",
            )
        )
        assert not any(hidden in page for hidden in (PHONE, OTHER_PHONE, "林小满", "王大力"))
    assert list(AccessEntry.objects.filter(what="access_log").values_list("actor_id", flat=True)) == [
        town.auditor.account,
        town.security.account,
    ]


def test_nobody_else_reads_the_log(town: Township) -> None:
    for by in (town.administrator, town.leader, town.triage, town.clerk, town.water_handler):
        assert enter(Client(), by).get("/audit/looks/").status_code == 403


def test_the_log_is_searched_by_who_what_which_and_when(town: Township, client: Client) -> None:
    one, two = town.file(), town.file()
    for by, matter, what in [
        (town.triage, one, "phone"),
        (town.caller, one, "name"),
        (town.caller, two, "phone"),
    ]:
        looked("matter", matter.pk, by=by, what=what, reason="回访：问问办得怎么样")
    browser = enter(client, town.auditor)

    def found(query: str) -> list[tuple[str, str]]:
        lines = browser.get(f"/audit/looks/?{query}").context["lines"]
        return [(line.who, line.row.words) for line in lines if line.row is not None]

    assert found("who=回访员") == [("回访员", two.number), ("回访员", one.number)]
    assert found("what=name") == [("回访员", one.number)]
    assert found(f"row={one.number}") == [("回访员", one.number), ("派单员", one.number)]
    assert found(f"row={one.number[:-1]}") == []
    assert found("since=2999-01-01") == found("until=2000-01-01") == found("who=谁") == []
    assert browser.get("/audit/looks/?since=昨天").status_code == 422


@pytest.mark.parametrize("count", [1, 60])
def test_the_log_is_paged_and_asks_as_often_however_long_it_is(
    town: Township, client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    matter = town.file()
    for _time in range(count):
        looked("matter", matter.pk, by=town.triage, what="phone", reason="回访：问问")
    browser = enter(client, town.auditor)
    browser.get("/audit/looks/")
    with django_assert_num_queries(19):
        page = browser.get("/audit/looks/")
    assert len(page.context["lines"]) == min(count + 2, 50)
    seen, address = [], "/audit/looks/"
    while address:
        shown = browser.get(address).context
        seen += [line for line in shown["lines"] if line.what == "电话"]
        address = f"/audit/looks/{shown['next']}" if shown["next"] else ""
    assert len(seen) == count


@pytest.mark.usefixtures("three_a_day")
def test_an_alarm_is_closed_by_the_security_hand_alone_and_opens_again(
    town: Township, client: Client
) -> None:
    address = who_page(town.file())
    desk = enter(client, town.triage)
    for _time in range(4):
        desk.post(address, LOOK)
    alarm = SecurityAlarm.objects.get()
    auditor, security = enter(Client(), town.auditor), enter(Client(), town.security)
    assert "有 1 条告警没有处理" in auditor.get("/audit/looks/").content.decode()
    assert "派单员" in auditor.get("/audit/alarms/").content.decode()
    assert auditor.get(f"/audit/alarms/{alarm.pk}/").status_code == 403
    assert security.post(f"/audit/alarms/{alarm.pk}/", {"note": "是"}).status_code == 422
    assert security.post(f"/audit/alarms/{alarm.pk}/", {"note": "集中回访，已核实"}).status_code == 302
    alarm.refresh_from_db()
    assert (alarm.closed_by, alarm.note) == (town.security.account, "集中回访，已核实")
    desk.post(address, LOOK)
    alarm.refresh_from_db()
    assert alarm.closed_at is None


def test_the_quota_is_set_by_the_security_hand_and_not_by_the_administrator(town: Township) -> None:
    assert enter(Client(), town.administrator).get("/settings/people.reveals/").status_code == 404
    assert enter(Client(), town.security).get("/settings/people.reveals/").status_code == 200
    assert enter(Client(), town.security).get("/settings/people.mourning/").status_code == 404


@pytest.mark.req("XC-07")
def test_a_leader_reads_who_looked_at_a_matter_and_is_seen_reading(town: Township, client: Client) -> None:
    matter = town.file()
    enter(Client(), town.triage).post(who_page(matter), LOOK)
    browser = enter(client, town.leader)
    assert "/looks/" in browser.get(f"/matters/{matter.number}/").content.decode()
    page = browser.get(f"/matters/{matter.number}/looks/").content.decode()
    assert "核实情况：电话核实漏水位置" in page
    assert AccessEntry.objects.filter(what="access_log", actor_id=town.leader.account).count() == 1
    assert "/looks/" not in enter(Client(), town.triage).get(f"/matters/{matter.number}/").content.decode()


@pytest.mark.parametrize("ground", list(Ground))
def test_the_ground_of_a_reason_is_read_back(ground: Ground) -> None:
    assert ground_of(reason_in_log(ground, "问：在不在家")) == ground


def test_an_old_reason_has_no_ground_of_its_own() -> None:
    assert ground_of("电话核实漏水位置") == Ground.OTHER
