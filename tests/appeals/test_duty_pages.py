"""The duty catalogue as an office keeps it, and as the desk meets it at 派单."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from lianxin.appeals.actions import duty as actions
from lianxin.appeals.actions.duty import LineFacts
from lianxin.appeals.forms.triage import DispatchForm
from lianxin.appeals.intake.duty import lines_in, sheet
from lianxin.appeals.models import DutyEdition, DutyLine, Order
from lianxin.appeals.queries import classes, duty
from lianxin.appeals.rules.class_tree import BadTree, Entry
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.event import Event
from lianxin.matters.models import Matter
from lianxin.matters.refusals import Refused as MoveRefused
from lianxin.people.rules import Refused
from lianxin.places.models import Area
from tests.appeals.catalogue import LIGHT, WATER, catalogue, first_list, village_unit
from tests.kernel.sheet_files import workbook
from tests.township import TOWN, Township, enter


@pytest.fixture
def keeper(town: Township) -> Client:
    """The administrator at a browser."""
    return enter(Client(), town.administrator)


def usual(town: Township, **flags: bool) -> DutyEdition:
    """供水 to the water station, 路灯 of the village that mentions 灯 to the roads office, the hall behind all."""
    first_list(town, **flags)
    return catalogue(
        town,
        LineFacts(town.water.pk, "清单第 3 条", class_code=WATER),
        LineFacts(town.roads.pk, "清单第 5 条", class_code=LIGHT, area=f"{TOWN}201", words="灯"),
        LineFacts(town.hall.pk, "没有单位认领的", backstop=True),
    )


def accepted(town: Township, code: str, **more: object) -> Matter:
    """A matter of this class, waiting to be sent on."""
    matter = town.file(**more)
    said = {"type": "help", "category": classes.tree().by_code[code].pk, "area": town.village.pk}
    town.go(matter, "accept", by=town.triage, urgency="ordinary", **said)
    matter.refresh_from_db()
    return matter


# At the desk


def test_the_dispatch_begins_with_the_unit_and_basis_of_the_line_that_fits_and_says_why(
    town: Township,
) -> None:
    usual(town)
    matter = accepted(town, LIGHT, text="村口路灯不亮。")
    answer = enter(Client(), town.triage).get(f"/matters/{matter.number}/do/dispatch/")
    form, body = answer.context["form"], answer.content.decode()
    assert (form["unit"].value(), form["basis"].value()) == (town.roads.pk, "清单第 5 条")
    assert "派单目录第 1 版" in body
    assert "第 2 行：类别 路灯 × 区域 樟荫村 × 提到 灯 → 村镇建设办，依据：清单第 5 条" in body
    assert "前面 1 行不合：类别不同 1 行。" in body
    assert "还有 1 行也合" in body
    assert "第 2 行" in enter(Client(), town.triage).get("/desk/triage/").content.decode()


def test_where_nothing_fits_the_backstop_is_offered_and_said_to_be_one(town: Township) -> None:
    usual(town)
    form = DispatchForm(by=town.triage, row=accepted(town, "0101"))
    assert form["unit"].value() == town.hall.pk
    assert form.proposal is not None
    assert form.proposal.decision.sentence.startswith("没有一行合适，由兜底单位接")


def test_without_a_catalogue_the_desk_is_told_so_and_chooses_freely(town: Township) -> None:
    matter = town.accepted(town.file())
    answer = enter(Client(), town.triage).get(f"/matters/{matter.number}/do/dispatch/")
    assert "还没有派单目录" in answer.content.decode()
    assert answer.context["form"]["unit"].value() is None
    event = town.go(matter, "dispatch", by=town.triage, unit=town.water.pk, basis="职责清单第 3 条")
    assert "catalogue" not in event.facts
    assert (Order.objects.get().line, Order.objects.get().followed) == (None, None)


@pytest.mark.parametrize("heeded", [True, False])
def test_the_order_and_the_log_keep_which_line_spoke_and_whether_it_was_heeded(
    town: Township, heeded: bool
) -> None:
    row = usual(town)
    matter, unit = accepted(town, WATER), town.water if heeded else town.roads
    event = town.go(matter, "dispatch", by=town.triage, unit=unit.pk, basis="按目录")
    order, line = Order.objects.get(), DutyLine.objects.get(edition=row, place=1)
    assert (order.line, order.followed, order.unit) == (line, heeded, unit)
    told = {"edition": 1, "line": line.pk, "proposed": town.water.pk, "followed": heeded}
    assert event.facts["catalogue"] == told


@pytest.mark.req("J9")
def test_the_desk_can_not_push_a_departments_matter_down_to_a_village(town: Township) -> None:
    usual(town, departments=True)
    village, matter, free = village_unit(town), accepted(town, WATER), accepted(town, LIGHT)
    with pytest.raises(MoveRefused) as refusal:
        town.go(matter, "dispatch", by=town.triage, unit=village.pk, basis="就近")
    assert refusal.value.message.startswith("这一类事在部门清单上，樟荫村委会不能主办，不得往下推。")
    assert not Order.objects.exists()
    town.go(free, "dispatch", by=town.triage, unit=village.pk, basis="就近")
    assert Order.objects.get().unit == village


# At the keeper's


def line_typed(town: Township, **more: object) -> dict[str, object]:
    """A line as a browser sends it."""
    return {"class_code": WATER, "area": "", "words": "", "unit": town.water.pk, "basis": "第 1 条", **more}


def test_an_edition_is_drafted_from_the_old_one_published_from_a_day_on_and_taken_back(
    town: Township, keeper: Client
) -> None:
    usual(town)
    for _ in range(2):
        assert keeper.post("/duties/draft/")["Location"] == "/duties/2/"
    assert duty.line_count(duty.edition(2)) == 3  # type: ignore[arg-type]
    assert (
        keeper.post("/duties/2/lines/new/", line_typed(town, class_code="01", unit=town.roads.pk)).status_code
        == 302
    )
    body = keeper.get("/duties/2/publish/").content.decode()
    assert "多了 1 行，少了 0 行。" in body
    assert "<ins>类别 交通 × 区域 * → 村镇建设办，依据：第 1 条</ins>" in body
    later = classes.today() + timedelta(days=10)
    assert keeper.post("/duties/2/publish/", {"effective": "2020-01-01"}).status_code == 422
    assert keeper.post("/duties/2/publish/", {"effective": f"{later}", "note": "新清单"}).status_code == 302
    duty.forget()
    assert (duty.in_force().number, duty.in_force(later).number) == (1, 2)  # type: ignore[union-attr]
    assert keeper.get("/duties/2/lines/new/").status_code == 404
    assert "撤回以后用第 1 版。" in keeper.get("/duties/2/undo/").content.decode()
    keeper.post("/duties/2/undo/")
    duty.forget()
    assert duty.in_force(later).number == 1  # type: ignore[union-attr]
    facts = [event.facts["number"] for event in Event.objects.filter(row_kind="dutyedition").order_by("seq")]
    assert facts == [1, 2, 2]


def test_a_draft_is_put_in_order_changed_and_thrown_away_without_touching_what_holds(
    town: Township, keeper: Client
) -> None:
    row = usual(town)
    keeper.post("/duties/draft/")
    first, second, third = DutyLine.objects.filter(edition__number=2)
    keeper.post("/duties/2/lines/move/", {"down": first.pk})
    keeper.post("/duties/2/lines/move/", {"up": third.pk})
    keeper.post("/duties/2/lines/move/", {"up": second.pk})
    assert [one.pk for one in DutyLine.objects.filter(edition__number=2)] == [second.pk, third.pk, first.pk]
    answer = keeper.post(f"/duties/2/lines/{first.pk}/", line_typed(town, basis=""))
    assert (answer.status_code, "请填“依据”。" in answer.content.decode()) == (422, True)
    keeper.post(f"/duties/2/lines/{first.pk}/", line_typed(town, basis="第 9 条"))
    assert DutyLine.objects.get(pk=first.pk).basis == "第 9 条"
    keeper.post(f"/duties/2/lines/{first.pk}/", {"step": "delete"})
    assert not DutyLine.objects.filter(pk=first.pk).exists()
    keeper.post("/duties/2/undo/")
    assert list(DutyEdition.objects.all()) == [row]
    assert duty.line_count(row) == 3
    with pytest.raises(Refused):
        actions.add_line(row, LineFacts(town.water.pk, "晚了"))


@pytest.mark.req("J9")
def test_a_village_is_refused_as_lead_of_what_is_on_the_departments_list(
    town: Township, keeper: Client
) -> None:
    usual(town, departments=True)
    village = village_unit(town)
    keeper.post("/duties/draft/")
    for code, says in ((WATER, True), ("02", True), ("", True), (LIGHT, False), ("0101", False)):
        answer = keeper.post("/duties/2/lines/new/", line_typed(town, class_code=code, unit=village.pk))
        assert (answer.status_code == 422) is says, code
        if says:
            sentence = "“供水”在部门清单上，樟荫村委会不能主办，不得往下推。"
            assert sentence in answer.content.decode()
            assert 'value="第 1 条"' in answer.content.decode()
    answer = keeper.post(
        "/duties/2/lines/new/", line_typed(town, class_code=LIGHT, unit=village.pk, departments="on")
    )
    assert "这一行标了“部门清单”，樟荫村委会不能主办" in answer.content.decode()
    brought = f"类别,单位,依据\n{WATER},樟荫村委会,推下去\n"
    with pytest.raises(BadTree) as told:
        lines_in(brought.replace("类别,", "类别代码,"), "x")
    assert told.value.faults[0][1].startswith("第 2 行：“供水”在部门清单上")


@pytest.mark.req("J9")
def test_a_draft_that_pushes_down_can_not_be_published_even_when_the_class_was_listed_later(
    town: Township, keeper: Client
) -> None:
    usual(town)
    village = village_unit(town)
    keeper.post("/duties/draft/")
    keeper.post("/duties/2/lines/new/", line_typed(town, unit=village.pk))
    row = classes.tree().by_code[WATER]
    keeper.post(f"/classes/{row.pk}/", {"departments": "on", "active": "on"})
    today = {"effective": f"{classes.today()}"}
    body = keeper.post("/duties/2/publish/", today).content.decode()
    assert "第 4 行让“樟荫村委会”主办部门清单上的事，村（社区）不能主办，请先改掉。" in body
    assert duty.edition(2).draft  # type: ignore[union-attr]


def test_the_checks_name_gaps_lines_never_reached_units_out_of_use_and_classes_that_are_gone(
    town: Township, keeper: Client
) -> None:
    usual(town)
    keeper.post("/duties/draft/")
    keeper.post("/duties/2/lines/new/", line_typed(town, area=town.village.pk))
    keeper.post("/duties/2/lines/new/", line_typed(town, class_code="0101", unit=town.roads.pk))
    DutyLine.objects.filter(edition__number=2, class_code="0101").update(class_code="77")
    town.roads.active = False
    town.roads.save()
    body = keeper.get("/duties/2/checks/").content.decode()
    assert '道路 <span class="soft">0101</span>' in body
    assert '路灯 <span class="soft">0203</span>' in body
    assert "第 4 行（类别 供水 × 区域 樟荫村）：前面第 1 行（类别 供水 × 区域 *）都接走了" in body
    assert "单位已停用的行" in body
    assert "第 5 行：77 → 村镇建设办" in body
    assert "没有兜底的单位" not in body
    answer = keeper.post("/duties/2/publish/", {"effective": f"{classes.today()}"})
    assert "第 2 行的单位“村镇建设办”已停用，请先改掉。" in answer.content.decode()


def test_the_try_it_box_answers_a_class_a_place_and_words(town: Township, keeper: Client) -> None:
    usual(town)
    key = classes.tree().by_code[LIGHT].pk
    client = enter(Client(), town.triage)
    asked = {"category": key, "area": town.village.pk, "text": "路灯不亮", "go": "1"}
    body = client.get("/duties/1/try/", asked).content.decode()
    assert '<h2 id="answer">村镇建设办</h2>' in body
    assert "第 1 行：类别 供水 × 区域 * → 供水站" in body
    body = client.get("/duties/1/try/", asked | {"text": "黑"}).content.decode()
    assert '<h2 id="answer">便民服务中心</h2>' in body
    assert "没有提到要求的字词 1 行" in body
    assert not Event.objects.filter(move__startswith="duties.tried").exists()


def test_in_a_large_county_the_area_of_a_line_is_looked_up_by_name(town: Township, keeper: Client) -> None:
    usual(town)
    place = Area.objects.get(code=f"{TOWN}000")
    Area.objects.bulk_create(
        Area(code=f"{TOWN}{300 + n}", name=f"第{n}村", kind="village", parent=place) for n in range(70)
    )
    keeper.post("/duties/draft/")
    lines = DutyLine.objects.filter(edition__number=2).order_by("place")
    page = keeper.get("/duties/2/lines/new/").content.decode()
    assert 'name="area-words"' in page
    assert "第30村" not in page
    keeper.post("/duties/2/lines/new/", line_typed(town, **{"area-words": "樟荫村"}))
    keeper.post("/duties/2/lines/new/", line_typed(town, class_code=LIGHT, area=place.pk))
    assert [line.area for line in lines][3:] == [f"{TOWN}201", TOWN]
    several = keeper.post("/duties/2/lines/new/", line_typed(town, **{"area-words": "第3"}))
    assert "叫得上“第3”的不止一个，请在下面选一个。" in several.content.decode()
    Area.objects.filter(pk=town.village.pk).update(valid_to="2026-01-01")
    address = f"/duties/2/lines/{lines[3].pk}/"
    assert "樟荫村" in keeper.get(address).content.decode()
    keeper.post(address, line_typed(town, area=town.village.pk, basis="第 2 条"))
    kept = DutyLine.objects.get(pk=lines[3].pk)
    assert (kept.area, kept.basis) == (f"{TOWN}201", "第 2 条")
    looking = keeper.get("/duties/2/try/", {"text": "水管漏了", "area-find": "1"}).content.decode()
    assert "青禾镇" in looking
    assert "水管漏了" in looking
    assert '<h2 id="answer">' not in looking
    tried = keeper.get("/duties/2/try/", {"text": "水管漏了", "area-words": "第30村", "go": "1"})
    assert '<h2 id="answer">便民服务中心</h2>' in tried.content.decode()


def test_a_catalogue_goes_out_as_a_sheet_and_comes_back_whole_or_not_at_all(
    town: Township, keeper: Client
) -> None:
    row = usual(town)
    keeper.post("/duties/draft/")
    text = keeper.get("/duties/1/sheet/").content.decode("utf-8-sig")
    assert text.splitlines()[2] == f"0203,路灯,{TOWN}201,樟荫村,灯,村镇建设办,清单第 5 条,,"
    bad = text + "0999,,,,,没有的单位,第 1 条,,\n,供水,,,,供水站,,,\n"
    body = keeper.post("/duties/2/import/", {"text": bad}).content.decode()
    assert "第 5 行：没有在用的单位“没有的单位”。" in body
    assert "第 6 行：依据是空的。" in body
    more = text + ",道路,,樟荫村,,村镇建设办,第 7 条,,\n"
    lines = [line.split(",") for line in more.splitlines()]
    file = SimpleUploadedFile("目录.xlsx", workbook([("青禾镇派单目录",), *lines]))
    body = keeper.post("/duties/2/import/", {"file": file}).content.decode()
    assert "表里 4 行都认得。导入后这一版现有的 3 行全部换成它们。" in body
    assert duty.line_count(duty.edition(2)) == 3  # type: ignore[arg-type]
    keeper.post("/duties/2/import/", {"text": more, "step": "confirm"})
    assert sheet(duty.edition(2)).replace("0101,道路", ",道路") != sheet(row)  # type: ignore[arg-type]
    assert sheet(duty.edition(2)).startswith(sheet(row))  # type: ignore[arg-type]
    assert duty.line_count(duty.edition(2)) == 4  # type: ignore[arg-type]


# At size


@pytest.fixture
def large(town: Township) -> DutyEdition:
    """Four hundred classes and five hundred lines, drafted."""
    codes = [f"01{n:03d}" for n in range(400)]
    first_list(town, *(Entry(code, f"类 {code}", "01") for code in codes))
    lines = [LineFacts(town.roads.pk, "清单", class_code=code) for code in codes]
    lines += [LineFacts(town.water.pk, "清单", class_code=code, area=f"{TOWN}201") for code in codes[:99]]
    catalogue(town, *lines, LineFacts(town.hall.pk, "兜底", backstop=True))
    return actions.begin_draft(by=town.administrator, client_id=uuid7())


def test_pages_ask_the_same_few_questions_with_400_classes_and_500_lines(
    town: Township, large: DutyEdition, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    keeper, desk = enter(Client(), town.administrator), enter(Client(), town.triage)
    matter = accepted(town, "01399")
    for client, page, queries in (
        (keeper, "/duties/2/", 12),
        (keeper, "/duties/2/checks/", 12),
        (desk, f"/matters/{matter.number}/do/dispatch/", 29),
        (keeper, "/classes/", 11),
    ):
        client.get(page)
        with django_assert_num_queries(queries):
            answer = client.get(page)
        assert answer.status_code == 200
    assert len(keeper.get("/duties/2/").context["lines"]) == 100
    assert len(keeper.get("/duties/2/checks/").context["found"].shadows) == 99
