"""Taking a list out of the house: masked as the screen, by two persons where it matters, on record, gone in time."""

import io
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from python_calamine import CalamineWorkbook

from lianxin.kernel import attachments, clock, worker
from lianxin.kernel.actor import Actor, Role, system
from lianxin.kernel.editions import Change, change
from lianxin.kernel.events import reasons_of
from lianxin.kernel.exports import KIND
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.attachment import Attachment
from lianxin.kernel.models.event import AccessEntry
from lianxin.kernel.models.export import Export
from lianxin.kernel.models.notice import Notice
from lianxin.people.actions.exports import expire, withdraw_all_of
from lianxin.people.models import Account, Appointment, Person, Post
from lianxin.people.rules.exports import EXPORTS
from tests.people.neighbours import PHONE, id_number, other_village, resident, village_clerk
from tests.township import Township, enter, people

WHY = {"ground": "other", "reason": "县民政局每月要的台账"}


@pytest.fixture
def two_alone(town: Township) -> None:
    """An office where one person takes out two rows at most."""
    wanted = Change({"alone": 2, "days": 7, "most": 50})
    change(EXPORTS, wanted, by=system(town.county), client_id=uuid7())


def ask(
    browser: Client, sheet: str = "residents", *, columns: tuple[str, ...] = (), **filters: str
) -> Export:
    """Ask for a list, with a reason."""
    query = f"?{urlencode(filters)}" if filters else ""
    sent = browser.post(f"/exports/new/{sheet}/{query}", {**WHY, "columns": columns})
    assert sent.status_code == 302, sent.content.decode()
    return Export.objects.get(pk=int(sent["Location"].strip("/").split("/")[-1]))


def table(answer: HttpResponse) -> list[list[object]]:
    """The rows of a file that was fetched, header first, without the hidden column."""
    with CalamineWorkbook.from_filelike(io.BytesIO(answer.content)) as book:
        return [row[1:] for row in book.get_sheet_by_index(0).to_python()]


def fetched(browser: Client, export: Export) -> list[list[object]]:
    """The rows of an export that is ready."""
    answer = browser.get(f"/exports/{export.pk}/file/")
    assert answer.status_code == 200
    return table(answer)


def approved(export: Export, by: Actor) -> Export:
    """The second person agrees and the worker works."""
    browser = enter(Client(), by)
    assert browser.post(f"/exports/{export.pk}/approve/").status_code == 302
    worker.run_due()
    export.refresh_from_db()
    return export


def neighbours(town: Township) -> list[Person]:
    """Three residents of 樟荫村 and one of another village."""
    other = other_village(town)
    first = resident(town, "林小满", phone=PHONE, id_number=id_number())
    return [
        first,
        resident(town, "白鹭洲"),
        resident(town, "晏清溪"),
        resident(town, "程夏至", area=other.pk),
    ]


@pytest.mark.req("INV-15")
def test_a_sheet_holds_what_the_list_shows_masked_the_same_way_and_no_more(
    town: Township, client: Client
) -> None:
    neighbours(town)
    browser = enter(client, village_clerk(town.village))
    screen = browser.get("/residents/").content.decode()
    rows = fetched(browser, ask(browser))
    assert rows[0] == ["档案号", "姓名（已隐去）", "出生年份", "电话（已隐去）", "村（社区）", "区域代码"]
    assert [row[1] for row in rows[1:]] == ["晏＊", "白＊", "林＊"]
    assert all(str(cell) in screen for row in rows[1:] for cell in (row[1], row[3]) if cell)
    assert PHONE not in str(rows)
    assert ("程＊" in screen, "程＊" in str(rows)) == (False, False)


@pytest.mark.req("INV-15")
def test_the_filters_of_the_list_go_along(town: Township, client: Client) -> None:
    neighbours(town)
    browser = enter(client, town.triage)
    page = browser.get("/residents/?q=lxm").content.decode()
    assert "/exports/new/residents/?q=lxm" in page
    assert [row[1] for row in fetched(browser, ask(browser, q="lxm"))[1:]] == ["林＊"]


@pytest.mark.req("A8")
@pytest.mark.usefixtures("two_alone")
def test_more_rows_than_one_may_take_alone_wait_for_a_second_person(town: Township, client: Client) -> None:
    neighbours(town)
    browser = enter(client, town.triage)
    export = ask(browser)
    assert (export.status, export.rows, Attachment.objects.count()) == ("asked", 4, 0)
    assert browser.get(f"/exports/{export.pk}/file/").status_code == 302
    told = Notice.objects.get(letter="staff.export_asked", post_id=town.leader.post)
    assert told.row_id == export.pk
    approved(export, town.leader)
    assert (export.status, export.made_rows, export.decided_by) == ("ready", 4, town.leader.account)
    assert Notice.objects.filter(letter="staff.export_ready", account_id=town.triage.account).count() == 1
    assert len(fetched(browser, export)) == 5


@pytest.mark.req("A8")
def test_names_and_numbers_in_clear_wait_for_a_second_person_however_few(
    town: Township, client: Client
) -> None:
    resident(town, "林小满", phone=PHONE, id_number=id_number())
    browser = enter(client, town.triage)
    export = ask(browser, columns=("name", "phone", "id_number"))
    assert export.status == "asked"
    approved(export, town.security)
    header, row = fetched(browser, export)
    assert header == ["档案号", "姓名", "出生年份", "身份证号", "电话", "村（社区）", "区域代码"]
    assert (row[1], row[3], row[4]) == ("林小满", id_number(), PHONE)


@pytest.mark.req("A8")
def test_a_column_beyond_the_screen_needs_a_reason(town: Township, client: Client) -> None:
    resident(town, "林小满")
    browser = enter(client, town.triage)
    answer = browser.post("/exports/new/residents/", {"ground": "other", "reason": "", "columns": ["name"]})
    assert (answer.status_code, Export.objects.count()) == (422, 0)
    assert "请写清为什么要导出，至少四个字。" in answer.content.decode()
    export = ask(browser, columns=("name",))
    assert (export.status, fetched(browser, export)[1][1]) == ("ready", "林小满")


@pytest.mark.req("A8")
@pytest.mark.usefixtures("two_alone")
def test_nobody_agrees_to_what_they_asked_for_with_another_account_neither(
    town: Township, client: Client
) -> None:
    neighbours(town)
    asking, twin = people(
        [(town.water, "综合", (Role.TRIAGE, Role.LEADER)), (town.roads, "副镇长", (Role.LEADER,))]
    )
    export = ask(enter(client, asking))
    own = client.post(f"/exports/{export.pk}/approve/", follow=True)
    assert "自己申请的导出，不能自己批准" in own.content.decode()
    same = Appointment.objects.get(account_id=asking.account).person
    Appointment.objects.filter(account_id=twin.account).update(person=same)
    other = enter(Client(), twin).post(f"/exports/{export.pk}/approve/", follow=True)
    assert "申请人和您是同一个人" in other.content.decode()
    colleague = enter(Client(), town.triage)
    assert colleague.post(f"/exports/{export.pk}/approve/").status_code == 403
    export.refresh_from_db()
    assert export.status == "asked"


@pytest.mark.req("A8")
@pytest.mark.usefixtures("two_alone")
def test_a_leader_of_another_area_knows_nothing_of_it(town: Township, client: Client) -> None:
    neighbours(town)
    export = ask(enter(client, town.triage))
    village = other_village_leader(town)
    assert enter(Client(), village).post(f"/exports/{export.pk}/approve/").status_code == 404
    assert enter(Client(), town.clerk).get(f"/exports/{export.pk}/").status_code == 404
    assert enter(Client(), town.auditor).get(f"/exports/{export.pk}/").status_code == 200


def other_village_leader(town: Township) -> Actor:
    """Somebody who leads one village only."""
    (leader,) = people([(town.roads, "村主任", (Role.LEADER,))])
    Post.objects.filter(pk=leader.post).update(scopes=["990901101202"])
    return leader


@pytest.mark.usefixtures("two_alone")
def test_a_refusal_is_told_with_its_reason(town: Township, client: Client) -> None:
    neighbours(town)
    browser = enter(client, town.triage)
    export = ask(browser)
    said = {"why": "月底前不再外报，请等月报。"}
    leader = enter(Client(), town.leader)
    leader.post(f"/exports/{export.pk}/refuse/", {"why": "不"})
    export.refresh_from_db()
    assert export.status == "asked"
    leader.post(f"/exports/{export.pk}/refuse/", said)
    export.refresh_from_db()
    assert export.status == "refused"
    assert said["why"] in browser.get(f"/exports/{export.pk}/").content.decode()
    assert (
        leader.post(f"/exports/{export.pk}/approve/", follow=True).content.decode().count("刚刚有人定过了")
        == 1
    )


@pytest.mark.req("XC-07")
@pytest.mark.usefixtures("two_alone")
def test_who_took_out_a_row_is_on_record_beside_every_other_look_at_it(
    town: Township, client: Client
) -> None:
    person = resident(town, "林小满", phone=PHONE)
    browser = enter(client, town.triage)
    export = approved(ask(browser, columns=("phone",)), town.leader)
    fetched(browser, export)
    steps = AccessEntry.objects.filter(row_kind=KIND, row_id=export.pk).order_by("seq")
    assert list(steps.values_list("what", "actor_id")) == [
        ("export.ask", town.triage.account),
        ("export.agree", town.leader.account),
        ("export.fetch", town.triage.account),
    ]
    (row,) = AccessEntry.objects.filter(row_kind="person", row_id=person.pk, what__startswith="export")
    assert (row.actor_id, row.what) == (town.triage.account, "export.identity")
    assert reasons_of([row]) == {row.seq: f"其他：{WHY['reason']}（导出第 {export.serial} 号）"}
    log = enter(Client(), town.auditor).get("/audit/looks/?what=export.identity").content.decode()
    assert "居民 林＊" in log
    assert "导出，含姓名或号码" in log


@pytest.mark.req("A6")
def test_who_may_see_less_now_does_not_get_yesterdays_file(town: Township, client: Client) -> None:
    resident(town, "林小满")
    browser = enter(client, town.triage)
    export = ask(browser)
    Post.objects.filter(pk=town.triage.post).update(scopes=["990901101202"])
    answer = browser.get(f"/exports/{export.pk}/file/", follow=True)
    assert "您的岗位、所管区域或回避申报变了" in answer.content.decode()
    assert AccessEntry.objects.filter(what="export.fetch").count() == 0


@pytest.mark.req("A6")
@pytest.mark.usefixtures("two_alone")
@pytest.mark.parametrize("left", [True, False])
def test_who_left_or_sees_less_while_it_waited_gets_no_file_made(
    town: Township, client: Client, left: bool
) -> None:
    neighbours(town)
    export = ask(enter(client, town.triage))
    if left:
        Account.objects.filter(pk=town.triage.account).update(active=False)
    else:
        Post.objects.filter(pk=town.triage.post).update(scopes=["990901101201"])
    approved(export, town.leader)
    assert (export.status, Attachment.objects.count()) == ("failed", 0)
    assert "没有生成。请重新申请" in export.fault


@pytest.mark.req("INV-15")
def test_the_file_is_only_for_who_asked_and_lies_sealed(town: Township, client: Client) -> None:
    resident(town, "林小满", phone=PHONE)
    browser = enter(client, town.triage)
    export = ask(browser, columns=("name",))
    file = Attachment.objects.get(row_kind=KIND, row_id=export.pk)
    for other in (town.clerk, town.leader, town.auditor):
        assert enter(Client(), other).get(f"/exports/{export.pk}/file/").status_code == 404
    assert browser.get(f"/files/{file.client_id}").status_code == 404
    path = attachments.sealed_path(town.county, file.sha256)
    assert not path.read_bytes().startswith(b"PK")
    assert not attachments.path_of(town.county, file.sha256).exists()


def test_after_its_days_the_file_is_gone(town: Township, client: Client) -> None:
    resident(town, "林小满")
    browser = enter(client, town.triage)
    export = ask(browser)
    path = attachments.sealed_path(town.county, Attachment.objects.get(row_id=export.pk).sha256)
    assert (expire(), path.exists()) == (0, True)
    with clock.shifted(timedelta(days=7, minutes=1)):
        answer = browser.get(f"/exports/{export.pk}/file/", follow=True)
        assert "已经到期删除" in answer.content.decode()
        assert expire() == 1
    export.refresh_from_db()
    assert (export.status, path.exists(), Attachment.objects.count()) == ("expired", False, 0)


@pytest.mark.req("INV-20")
def test_what_is_erased_does_not_lie_on_in_a_copy(town: Township, client: Client) -> None:
    resident(town, "林小满")
    export = ask(enter(client, town.triage))
    assert (withdraw_all_of("household"), withdraw_all_of("person")) == (0, 1)
    export.refresh_from_db()
    assert (export.status, Attachment.objects.count()) == ("expired", 0)


def test_a_list_is_only_for_who_sees_it(town: Township, client: Client) -> None:
    browser = enter(client, town.leader)
    assert browser.get("/exports/new/residents/").status_code == 403
    assert browser.get("/exports/new/nothing/").status_code == 404
    assert browser.get("/exports/new/matters/").status_code == 200
    assert enter(Client(), town.administrator).get("/exports/new/matters/").status_code == 403


def test_a_double_click_asks_once(town: Township, client: Client) -> None:
    resident(town, "林小满")
    browser, once = enter(client, town.triage), {**WHY, "client_id": str(uuid7())}
    first, second = (browser.post("/exports/new/residents/", once) for _time in range(2))
    assert first["Location"] == second["Location"]
    assert Export.objects.count() == 1


@pytest.mark.req("XC-04")
def test_the_same_rows_are_read_as_csv_and_printed_with_whose_copy_it_is(
    town: Township, client: Client
) -> None:
    resident(town, "=林小满")
    browser = enter(client, town.triage)
    export = ask(browser, columns=("name",))
    csv = browser.get(f"/exports/{export.pk}/csv/")
    text = csv.content.decode()
    assert (csv["Content-Type"], text[0]) == ("text/csv; charset=utf-8", "\ufeff")
    assert f"\r\n{Person.objects.get(resident=True).pk},'=林小满," in text
    paper = browser.get(f"/exports/{export.pk}/print/").content.decode()
    mark = f"便民服务中心 派单（派单员） · {timezone.localtime(export.asked_at):%Y-%m-%d}"
    assert paper.count(mark) == 2
    assert f"导出第 {export.serial} 号" in paper
    fetches = AccessEntry.objects.filter(what="export.fetch").order_by("seq")
    assert list(reasons_of(fetches).values()) == ["下载 CSV", "打印台账"]


@pytest.mark.usefixtures("two_alone")
def test_an_empty_list_and_one_too_long_are_refused_in_words(town: Township, client: Client) -> None:
    browser = enter(client, town.triage)
    none = browser.post("/exports/new/residents/", WHY)
    assert (none.status_code, "没有一行可以导出" in none.content.decode()) == (422, True)
    few = Change({"alone": 1, "days": 7, "most": 2})
    change(EXPORTS, few, by=system(town.county), client_id=uuid7())
    neighbours(town)
    many = browser.post("/exports/new/residents/", WHY).content.decode()
    assert "一共 4 行，一份文件最多 2 行。请加上条件，分几次导出。" in many
    assert Export.objects.count() == 0


def test_the_pages_of_exports_ask_as_often_for_twenty_as_for_two(
    town: Township, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    resident(town, "林小满")
    browser = enter(client, town.triage)
    for _time in range(2):
        ask(browser)
    with django_assert_num_queries(9):
        browser.get("/exports/")
    with django_assert_num_queries(7):
        browser.get("/exports/new/residents/")


@pytest.mark.req("H4")
def test_a_line_that_broke_goes_on_where_it_was(town: Township, client: Client) -> None:
    resident(town, "林小满")
    browser = enter(client, town.triage)
    address = f"/exports/{ask(browser).pk}/file/"
    whole = browser.get(address)
    assert (whole.status_code, whole["Accept-Ranges"]) == (200, "bytes")
    rest = browser.get(address, headers={"Range": "bytes=100-", "If-Range": whole["ETag"]})
    size = len(whole.content)
    assert (rest.status_code, rest["Content-Range"]) == (206, f"bytes 100-{size - 1}/{size}")
    assert whole.content[:100] + rest.content == whole.content
    other = browser.get(address, headers={"Range": "bytes=100-", "If-Range": '"another file"'})
    assert (other.status_code, other.content) == (200, whole.content)
