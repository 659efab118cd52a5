"""The pages of a renovation: what everybody reads, what only who works on it reads, and a word against it."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from lianxin.appeals.models import Appeal
from lianxin.doors.forms.claims import new_claim
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.attachment import Attachment
from lianxin.kernel.models.printing import PrintLog
from lianxin.matters.models import Matter
from lianxin.renovation.models import Demolition, Objection, Project, SitePromise
from tests.doors.conftest import photo
from tests.kernel.paper.reading import pages, squeezed
from tests.renovation.conftest import ASKED, BASIS, Works, drawing, planned
from tests.township import Township, enter

WORDS = "东侧的菜园子种了二十年，要没了怎么办。"


def page_of(client: Client, address: str, status: int = 200) -> str:
    """What stands there."""
    answer = client.get(address)
    assert answer.status_code == status, address
    return str(answer.content.decode())


def sent(works: Works, **more: object) -> dict[str, object]:
    """What a resident's form sends."""
    return {
        "client_id": new_claim(),
        "about": "garden",
        "building": "1 栋",
        "text": WORDS,
        "identity": "named",
        "name": "林小满",
        "phone": "19900001111",
        "tell_by": "",
        **more,
    }


@pytest.mark.req("REN-01")
def test_a_plan_is_public_from_the_posting_on_and_never_before(works: Works, client: Client) -> None:
    address = f"/projects/{works.row.pk}/"
    page_of(client, address, 404)
    assert works.row.name not in page_of(client, "/projects/")
    works.posted()
    shown = page_of(client, address)
    for told in (
        "换雨污管网",
        "2026年11月2日",
        "小区东门",
        "问了 40 户，同意 31 户",
        "方案.pdf",
        "1 栋、2 栋",
    ):
        assert told in shown
    assert works.row.name in page_of(client, "/projects/")


@pytest.mark.req("REN-01")
def test_a_resident_objects_on_the_page_and_holds_a_receipt(works: Works, client: Client) -> None:
    works.posted()
    address = f"/projects/{works.row.pk}/object/"
    said = sent(works)
    answers = [client.post(address, {**said, "photos": photo()}) for _ in range(3)]
    matter = Matter.objects.get()
    assert [answer["Location"] for answer in answers] == [f"/receipt/{matter.number}/"] * 3
    line = Objection.objects.get()
    assert (line.project_id, line.matter_id, line.about, line.building) == (
        works.row.pk,
        matter.pk,
        "garden",
        "1 栋",
    )
    assert Appeal.objects.get().address == f"{works.row.name} 1 栋"
    assert matter.area_id == works.row.area_id
    assert Attachment.objects.filter(row_kind="matter", row_id=matter.pk).count() == 1


def test_nothing_typed_is_lost_and_no_word_of_a_resident_is_refused(works: Works, client: Client) -> None:
    works.posted()
    address = f"/projects/{works.row.pk}/object/"
    answer = client.post(address, sent(works, name="", text="有人说我是钉子户，阻挠施工，我不服。"))
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "实名反映请填姓名" in shown
    assert "有人说我是钉子户" in shown
    assert not Matter.objects.exists()
    again = client.post(address, sent(works, text="有人说我是钉子户，阻挠施工，我不服。"))
    assert again.status_code == 302


def test_a_form_without_a_claim_of_ours_files_nothing(works: Works, client: Client) -> None:
    works.posted()
    answer = client.post(f"/projects/{works.row.pk}/object/", sent(works, client_id=str(uuid7())))
    assert answer.status_code == 200
    assert not Matter.objects.exists()


@pytest.mark.req("REN-01", "XC-13")
def test_objections_are_counted_in_public_only_where_they_are_many(works: Works, client: Client) -> None:
    works.posted()
    address = f"/projects/{works.row.pk}/"
    for _ in range(4):
        works.objected("garden")
    assert "不到 5 件" in page_of(client, address)
    for about in ("garden", "noise"):
        works.objected(about)
    shown = page_of(client, address)
    assert "一共 6 件" in shown
    assert "各种事由合计" in shown
    assert "菜园子、花木要没了" not in shown
    for _ in range(4):
        works.objected("noise")
    shown = page_of(client, address)
    assert ("菜园子、花木要没了" in shown, "施工噪声、扬尘、出行" in shown) == (True, True)
    for hidden in (WORDS, "林小满", "19900001111"):
        assert hidden not in shown


@pytest.mark.req("REN-01", "INV-08")
def test_an_accusation_is_neither_linked_nor_counted(works: Works, client: Client) -> None:
    town = works.town
    works.posted()
    sealed = town.file(type="report", text="反映某人的作风。")
    desk = enter(Client(), town.clerk)
    form = {
        "number": sealed.number,
        "about": "other",
        "version": works.row.version,
        "client_id": str(uuid7()),
    }
    works.row.refresh_from_db()
    form["version"] = works.row.version
    answer = desk.post(f"/desk/projects/{works.row.pk}/do/link/", form)
    assert "没有这个编号的诉求，或者不归您看" in answer.content.decode()
    for _ in range(5):
        works.objected("garden")
    Appeal.objects.filter(pk=Matter.objects.exclude(pk=sealed.pk).first().pk).update(type="report")
    assert "不到 5 件" in page_of(client, f"/projects/{works.row.pk}/")


@pytest.mark.req("REN-02")
def test_what_came_by_another_door_is_linked_and_counted_by_building(works: Works) -> None:
    town = works.town
    works.posted()
    other = town.file(text="2 栋门口的路挖开了，老人出不去。")
    desk = enter(Client(), town.triage)
    works.row.refresh_from_db()
    form = {"number": other.number, "about": "noise", "building": "2 栋", "version": works.row.version}
    first = desk.post(f"/desk/projects/{works.row.pk}/do/link/", {**form, "client_id": str(uuid7())})
    assert first.status_code == 302
    form["version"] = works.row.version + 1
    again = desk.post(f"/desk/projects/{works.row.pk}/do/link/", {**form, "client_id": str(uuid7())})
    assert "一件诉求只关联一个项目" in again.content.decode()
    works.objected(building="2 栋")
    shown = page_of(desk, f"/desk/projects/{works.row.pk}/")
    assert "按楼栋" in shown
    assert f"/matters/{other.number}/" in shown
    matter = page_of(desk, f"/matters/{other.number}/")
    assert f"/desk/projects/{works.row.pk}/" in matter
    assert "来自和相关" in matter


@pytest.mark.req("REN-01")
def test_the_papers_of_a_demolition_are_not_for_everybody(works: Works, client: Client) -> None:
    works.posted()
    works.go("demolish", what="2 栋东侧砖棚", building="2 栋", papers=[drawing("决定.pdf")], **BASIS)
    paper = Attachment.objects.get(row_kind="demolition")
    plan = Attachment.objects.get(row_kind="project", origin="plan")
    assert client.get(reverse("attachment", kwargs={"client_id": paper.client_id})).status_code == 404
    assert client.get(reverse("attachment", kwargs={"client_id": plan.client_id})).status_code == 200
    desk = enter(Client(), works.town.clerk)
    assert desk.get(reverse("attachment", kwargs={"client_id": paper.client_id})).status_code == 200
    shown = page_of(client, f"/projects/{works.row.pk}/")
    assert "1 处有拆除决定" in shown
    assert "砖棚" not in shown
    assert BASIS["decision"] in page_of(desk, f"/desk/projects/{works.row.pk}/")


@pytest.mark.req("REN-01")
def test_a_note_that_labels_a_person_is_refused_with_a_sentence_and_kept_in_the_box(works: Works) -> None:
    works.posted()
    works.row.refresh_from_db()
    desk = enter(Client(), works.town.clerk)
    said = {
        "day": "2026-10-31",
        "how": "上门",
        "words": "1 栋一户是钉子户，阻挠施工。",
        "version": works.row.version,
        "client_id": str(uuid7()),
        **{name: ASKED[name] for name in ("asked", "agreed", "against", "silent")},
    }
    answer = desk.post(f"/desk/projects/{works.row.pk}/do/consult/", said)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "“阻挠施工、钉子户”是给人贴标签，不能写进记录" in shown
    assert "1 栋一户是钉子户，阻挠施工。" in shown
    plain = {**said, "words": "1 栋一户不同意，要求移栽两棵桂花。"}
    assert desk.post(f"/desk/projects/{works.row.pk}/do/consult/", plain).status_code == 302
    number = {**said, "words": "找 19900001111 谈过。", "client_id": str(uuid7())}
    number["version"] = works.row.version + 1
    refused = desk.post(f"/desk/projects/{works.row.pk}/do/consult/", number)
    assert "这里不写个人的电话和证件号码" in refused.content.decode()


@pytest.mark.req("REN-02")
def test_the_board_shows_what_is_open_late_kept_and_broken(works: Works, client: Client) -> None:
    works.working()
    for what, due in (("补种桂花", date(2026, 11, 10)), ("恢复路灯", date(2030, 1, 5))):
        works.go("promise", what=what, by_whom="施工单位", due_on=due)
    address = f"/projects/{works.row.pk}/"
    shown = page_of(client, address)
    assert "有噪声的活只在" not in shown
    assert "还没有承诺" not in shown
    garden = SitePromise.objects.get(what="补种桂花")
    SitePromise.objects.filter(pk=garden.pk).update(due_on=date(2020, 1, 1))
    assert "过了日子，还没有兑现" in page_of(client, address)
    waiting = page_of(enter(Client(), works.town.clerk), "/desk/")
    assert "承诺过了日子：补种桂花" in waiting
    works.go("settle", promise=garden.pk, kept="yes", words="")
    shown = page_of(client, address)
    assert "兑现了" in shown
    assert "过了日子，还没有兑现" not in shown


@pytest.mark.req("REN-01")
def test_a_project_of_elsewhere_does_not_exist_for_who_works_here(town: Township) -> None:
    row = planned(town)
    Project.objects.filter(pk=row.pk).update(area=None, holder=town.roads)
    desk = enter(Client(), town.water_handler)
    page_of(desk, f"/desk/projects/{row.pk}/", 404)
    page_of(enter(Client(), town.roads_handler), f"/desk/projects/{row.pk}/")
    assert desk.post(f"/desk/projects/{row.pk}/do/consult/", {}).status_code == 404


def test_a_project_is_written_down_on_a_page_and_a_faulty_one_keeps_what_was_typed(town: Township) -> None:
    desk = enter(Client(), town.clerk)
    said = {
        "name": "樟荫小区管网改造",
        "area": town.village.pk,
        "unit": town.hall.pk,
        "plan": "换雨污管网。",
        "buildings": "1 栋\n2 栋\n1 栋\n",
        "client_id": str(uuid7()),
    }
    answer = desk.post("/desk/projects/new/", {**said, "plan": ""})
    assert answer.status_code == 422
    assert "樟荫小区管网改造" in answer.content.decode()
    answer = desk.post("/desk/projects/new/", said)
    row = Project.objects.get()
    assert answer["Location"] == f"/desk/projects/{row.pk}/"
    assert row.buildings == ["1 栋", "2 栋"]
    assert row.name in page_of(desk, "/desk/projects/")


def test_the_list_asks_as_often_for_ten_as_for_two(town: Township, django_assert_num_queries: object) -> None:
    planned(town)
    planned(town)
    desk = enter(Client(), town.clerk)
    page_of(desk, "/desk/projects/")
    with django_assert_num_queries(7):  # type: ignore[operator]  # a fixture
        page_of(desk, "/desk/projects/")
    for _ in range(8):
        planned(town)
    with django_assert_num_queries(7):  # type: ignore[operator]  # a fixture
        page_of(desk, "/desk/projects/")


def test_no_demolition_is_chosen_that_is_another_projects(works: Works) -> None:
    works.posted()
    other = Works(works.town, planned(works.town, name="别的小区"))
    other.go("demolish", what="别的小区的棚子")
    works.go("demolish", what="旧车棚")
    works.row.refresh_from_db()
    desk = enter(Client(), works.town.clerk)
    form = {
        "demolition": Demolition.objects.get(project=other.row).pk,
        "why": "不拆。",
        "version": works.row.version,
        "client_id": str(uuid7()),
    }
    answer = desk.post(f"/desk/projects/{works.row.pk}/do/drop/", form)
    assert answer.status_code == 422
    assert not Demolition.objects.exclude(dropped_why="").exists()


@pytest.mark.req("REN-01", "F-60")
def test_the_notice_hangs_as_it_was_posted_and_prints_blank_too(works: Works) -> None:
    desk = enter(Client(), works.town.clerk)
    address = f"/desk/projects/{works.row.pk}/notice/"
    assert desk.post(address, {"as": "pdf"}).status_code == 404
    works.posted()
    answer = desk.post(address, {"as": "pdf"})
    paper = squeezed("".join(pages(bytes(answer.content))))
    for told in (
        "F-60",
        "樟荫小区管网改造",
        "2026年11月2日至2026年11月8日",
        "小区东门",
        "可以复议、可以起诉",
    ):
        assert told in paper
    assert PrintLog.objects.get().row_kind == "project"
    blank = desk.post("/papers/F-60/blank/", {"as": "docx"})
    assert blank.status_code == 200
