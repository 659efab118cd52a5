"""退单 and 裁定 on pages, on paper and in the catalogue: what each desk, unit and keeper sees and presses."""

import pytest
from django.test import Client

from lianxin.appeals.actions import duty as actions
from lianxin.appeals.actions.duty import LineFacts
from lianxin.appeals.models import Adjudication, DutyLine, DutyProposal, Return
from lianxin.appeals.queries import classes, duty
from lianxin.appeals.queries.returning import proposals_waiting
from lianxin.kernel.actor import Role
from lianxin.matters.models import Matter
from lianxin.people.models import Unit
from lianxin.people.rules import Refused
from tests.appeals.catalogue import LIGHT, WATER, catalogue, first_list, village_unit
from tests.appeals.returned import RULED, SAID, asked, disputed, ruled
from tests.appeals.test_prints import printed
from tests.kernel.paper.reading import said
from tests.township import TOWN, Township, actor, enter


def test_a_unit_gives_back_the_desk_answers_and_a_leader_decides_all_on_pages(town: Township) -> None:
    matter = town.working(town.file())
    matter.refresh_from_db()
    unit, desk, leader = (enter(Client(), by) for by in (town.water_handler, town.triage, town.leader))
    page = f"/matters/{matter.number}/"
    assert "申请退单" in unit.get(page).content.decode()
    typed = {**SAID, "unit": town.roads.pk, "version": matter.version}
    lacking = unit.post(f"{page}do/ask_return/", {**typed, "basis": ""})
    assert lacking.status_code == 422
    assert unit.post(f"{page}do/ask_return/", typed).status_code == 302
    waiting = desk.get("/desk/").content.decode()
    assert "退单待审" in waiting
    assert matter.number in waiting
    shown = desk.get(page).content.decode()
    for words in ("同意退单", "不同意退单", "提交裁定", SAID["reason"], SAID["basis"], "等派单员答复"):
        assert words in shown
    matter.refresh_from_db()
    assert (
        desk.post(
            f"{page}do/submit_dispute/", {"opinion": "两家都说不是。", "version": matter.version}
        ).status_code
        == 302
    )
    assert matter.number in leader.get("/desk/").content.decode()
    form = leader.get(f"{page}do/adjudicate/").content.decode()
    assert "两家都说不是。" in form
    matter.refresh_from_db()
    decided = {**RULED, "unit": town.roads.pk, "version": matter.version}
    assert leader.post(f"{page}do/adjudicate/", decided).status_code == 302
    after = leader.get(page).content.decode()
    for words in ("已裁定", "由谁主办", "村镇建设办", RULED["decision"], "争议裁定书（F-94）"):
        assert words in after


def test_the_list_shows_each_what_is_theirs_and_of_a_lost_matter_only_the_number(town: Township) -> None:
    matter = disputed(town, town.working(town.file(title="井边的管子")))
    unit, roads = enter(Client(), town.water_handler), enter(Client(), town.roads_handler)
    assert "井边的管子" in unit.get("/desk/returns/").content.decode()
    assert matter.number not in roads.get("/desk/returns/").content.decode()
    ruled(town, matter)
    lost = unit.get("/desk/returns/").content.decode()
    assert matter.number in lost
    assert "井边的管子" not in lost
    for words in ("已裁定", RULED["decision"], SAID["reason"]):
        assert words in lost
    assert unit.get(f"/matters/{matter.number}/").status_code == 404
    assert "井边的管子" in roads.get("/desk/returns/").content.decode()
    assert enter(Client(), town.caller).get("/desk/returns/").status_code == 403


@pytest.mark.req("J8")
def test_a_unit_that_loses_it_by_a_precedent_lands_on_its_desk_and_reads_the_number(town: Township) -> None:
    first = town.working(town.file())
    ruled(town, disputed(town, first))
    again = town.working(town.file())
    again.refresh_from_db()
    unit = enter(Client(), town.water_handler)
    typed = {**SAID, "unit": town.roads.pk, "version": again.version}
    assert unit.post(f"/matters/{again.number}/do/ask_return/", typed)["Location"] == "/desk/"
    body = unit.get("/desk/returns/").content.decode()
    assert f"先例：{first.number} 的裁定" in body


@pytest.mark.req("INV-08")
def test_what_turned_out_an_accusation_is_on_no_units_list(town: Township) -> None:
    matter = disputed(town, town.working(town.file()))
    ruled(town, matter)
    matter.appeal.type = "report"
    matter.appeal.save()
    for who in (town.water_handler, town.roads_handler, town.leader):
        assert matter.number not in enter(Client(), who).get("/desk/returns/").content.decode()


@pytest.mark.req("F-94")
@pytest.mark.parametrize("stage", ["asked", "ruled", "followed"])
def test_the_paper_is_an_application_until_it_is_decided(town: Township, stage: str) -> None:
    matter = town.working(town.file())
    if stage == "asked":
        asked(town, matter)
    else:
        ruled(town, disputed(town, matter))
    first = matter
    if stage == "followed":
        matter = asked(town, town.working(town.file()))
    back = Return.objects.latest("pk")
    reader = enter(Client(), town.leader)
    address = f"/matters/{matter.number}/returns/{back.pk}/"
    page, text = reader.get(address).content.decode(), said(printed(reader, f"{address}file/"))
    told = {
        "asked": ("退单申请", "等派单员答复"),
        "ruled": ("争议裁定书", "已裁定", "村镇建设办", RULED["decision"]),
        "followed": ("争议裁定书", "照先例办", f"先例：{first.number} 的裁定"),
    }
    for words in (*told[stage], SAID["basis"], SAID["reason"], matter.number):
        assert words in page
        assert words.replace(" ", "") in text.replace(" ", "")
    assert "F-94" in page
    assert enter(Client(), town.administrator).get(address).status_code in {403, 404}
    other = town.file()
    assert reader.get(f"/matters/{other.number}/returns/{back.pk}/").status_code == 404


@pytest.mark.req("F-94")
def test_the_blank_form_prints(town: Township) -> None:
    answer = enter(Client(), town.clerk).get("/papers/")
    assert "退单申请 / 争议裁定书" in answer.content.decode()


# What it does to the catalogue


def usual(town: Township, **flags: bool) -> None:
    """供水 of the village to the water station, everything else to the hall."""
    first_list(town, **flags)
    catalogue(
        town,
        LineFacts(town.hall.pk, "清单第 1 条", class_code=LIGHT),
        LineFacts(town.water.pk, "清单第 3 条", class_code=WATER, area=f"{TOWN}201"),
        LineFacts(town.hall.pk, "没有单位认领的", backstop=True),
    )


def decided(town: Township, unit: int) -> Matter:
    """A matter about 供水 that the catalogue sent to the water station, decided for a unit."""
    matter = town.file()
    said = {"type": "help", "category": classes.tree().by_code[WATER].pk, "area": town.village.pk}
    town.go(matter, "accept", by=town.triage, urgency="ordinary", **said)
    town.go(matter, "dispatch", by=town.triage, unit=town.water.pk, basis="按目录")
    town.go(matter, "sign", by=town.water_handler)
    ruled(town, disputed(town, matter), unit=unit)
    return matter


def test_a_decision_proposes_a_line_and_the_keeper_takes_it_over_with_one_press(town: Township) -> None:
    usual(town)
    matter = decided(town, town.roads.pk)
    keeper, desk = enter(Client(), town.administrator), enter(Client(), town.triage)
    page = keeper.get("/duties/").content.decode()
    assert "类别 供水 × 区域 樟荫村 → 村镇建设办，依据：职责清单第 5 条" in page
    assert matter.number in page
    assert RULED["decision"] not in page
    assert "写进草稿" not in desk.get("/duties/").content.decode()
    asked_for = DutyProposal.objects.get()
    address = f"/duties/proposals/{asked_for.pk}/"
    assert desk.post(address, {"step": "take"}).status_code == 403
    assert keeper.post(address, {"step": "take"})["Location"] == "/duties/2/"
    drafted = list(DutyLine.objects.filter(edition__number=2).values_list("unit_id", "class_code", "area"))
    village = f"{TOWN}201"
    assert drafted == [
        (town.hall.pk, LIGHT, ""),
        (town.roads.pk, WATER, village),
        (town.water.pk, WATER, village),
        (town.hall.pk, "", ""),
    ]
    assert keeper.post(address, {"step": "take"}).status_code == 404
    assert proposals_waiting(town.administrator) == []
    draft = duty.draft()
    assert draft is not None
    actions.publish(draft, effective=classes.today(), note="", by=town.administrator)
    found = duty.proposal(matter)
    assert found is not None
    assert found.line is not None
    assert found.line.unit == town.roads.pk


def test_a_proposal_may_be_left_out_and_is_settled_once(town: Township) -> None:
    usual(town)
    decided(town, town.roads.pk)
    keeper, one = enter(Client(), town.administrator), DutyProposal.objects.get()
    assert keeper.post(f"/duties/proposals/{one.pk}/", {"step": "leave"})["Location"] == "/duties/"
    assert proposals_waiting(town.administrator) == []
    assert duty.draft() is None
    with pytest.raises(Refused, match="刚才有人处理过"):
        actions.take_over(one, by=town.administrator)


def test_what_the_catalogue_says_already_is_not_proposed(town: Township) -> None:
    usual(town)
    decided(town, town.water.pk)
    assert Adjudication.objects.count() == 1
    assert DutyProposal.objects.count() == 0


@pytest.mark.req("J9")
def test_a_proposal_that_would_push_down_by_now_is_refused_in_words(town: Township) -> None:
    usual(town)
    village = village_unit(town)
    decided(town, village.pk)
    classes.tree().by_code[WATER].__class__.objects.filter(code=WATER).update(departments=True)
    classes.forget()
    answer = enter(Client(), town.administrator).post(
        f"/duties/proposals/{DutyProposal.objects.get().pk}/", {"step": "take"}, follow=True
    )
    assert "樟荫村委会不能主办" in answer.content.decode()
    assert len(proposals_waiting(town.administrator)) == 1


def test_the_desk_sees_whom_the_last_unit_suggested(town: Township) -> None:
    usual(town)
    matter = asked(town, town.working(town.file()))
    town.go(matter, "agree_return", by=town.triage)
    answer = enter(Client(), town.triage).get(f"/matters/{matter.number}/do/dispatch/")
    assert answer.context["form"]["unit"].value() == town.roads.pk
    body = answer.content.decode()
    assert "供水站已退单：不是本单位的职责，依据：职责清单第 5 条" in body
    assert "建议由村镇建设办办" in body


def test_who_decides_sees_what_the_catalogue_says_and_how_it_was_decided_before(town: Township) -> None:
    usual(town)
    first = decided(town, town.roads.pk)
    matter = town.file()
    said = {"type": "help", "category": classes.tree().by_code[WATER].pk, "area": town.village.pk}
    town.go(matter, "accept", by=town.triage, urgency="ordinary", **said)
    town.go(matter, "dispatch", by=town.triage, unit=town.hall.pk, basis="窗口先接")
    asked(town, matter, by=actor(town.hall, "承办", Role.HANDLER), unit=town.water.pk)
    town.go(matter, "submit_dispute", by=town.triage)
    leaders = Unit.objects.create(name="镇领导", code="00", kind="leadership", area=town.hall.area)
    page = enter(Client(), actor(leaders, "书记", Role.LEADER))
    body = page.get(f"/matters/{matter.number}/do/adjudicate/").content.decode()
    assert "第 2 行：类别 供水 × 区域 樟荫村 → 供水站" in body
    assert "这一类事以前的裁定：" in body
    assert f"{first.number}</span> → 村镇建设办" in body


def test_a_reviewer_who_handles_at_neither_unit_has_the_button(town: Township) -> None:
    matter = disputed(town, town.working(town.file()))
    page = f"/matters/{matter.number}/"
    assert "do/adjudicate/" in enter(Client(), town.reviewer).get(page).content.decode()
    own = actor(town.roads, "副主任", Role.REVIEWER)
    assert "do/adjudicate/" not in enter(Client(), own).get(page).content.decode()
