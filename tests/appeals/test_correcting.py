"""更正 and 作废: proposed by one, approved by another, old values kept sealed, figures by what is right."""

from typing import Any

import pytest
from django.test import Client

from lianxin.appeals.figures import Scope, balance
from lianxin.appeals.models import Appellant, Correction
from lianxin.appeals.queries.standing import voided_because
from lianxin.kernel import numbering
from lianxin.kernel.crypto import blind_index
from lianxin.kernel.models.event import Event
from lianxin.kernel.search import find_ids
from lianxin.matters.models import Matter
from lianxin.matters.rebuild import check
from lianxin.matters.refusals import Refused
from lianxin.places.models import Area
from tests.township import TOWN, Township, at, enter


def propose(town: Township, matter: Matter, field: str, value: Any) -> Correction:
    """Somebody at the desk proposes."""
    town.go(matter, "correct", by=town.clerk, field=field, value=value, why="登记时听错了。")
    return matter.corrections.get(field=field, decided_at=None)


def approve(town: Township, matter: Matter, asked: Correction) -> None:
    """The reviewer agrees."""
    town.go(matter, "approve_correction", by=town.reviewer, correction=asked.pk)
    matter.refresh_from_db()


def test_nothing_changes_before_a_second_person_agrees(town: Township) -> None:
    matter = town.file()
    other = Area.objects.create(code=f"{TOWN}202", name="溪口村", kind="village")
    asked = propose(town, matter, "area", other.pk)
    matter.refresh_from_db()
    assert matter.area_id == town.village.pk
    Correction.objects.update(proposed_by=town.reviewer.account)
    with pytest.raises(Refused, match="要由另一个人批"):
        approve(town, matter, asked)
    Correction.objects.update(proposed_by=town.clerk.account)
    approve(town, matter, asked)
    assert matter.area_id == other.pk
    asked.refresh_from_db()
    assert (asked.approved, asked.decided_by) == (True, town.reviewer.account)
    assert (asked.old, asked.new) == (str(town.village.pk), str(other.pk))


@pytest.mark.req("INV-07")
@pytest.mark.parametrize("who", ["clerk", "water_handler", "caller", "administrator"])
def test_others_do_not_decide(town: Township, who: str) -> None:
    matter = town.file()
    asked = propose(town, matter, "urgency", "urgent")
    with pytest.raises(Refused) as refusal:
        town.go(matter, "approve_correction", by=getattr(town, who), correction=asked.pk)
    assert refusal.value.code == "not_allowed"


def test_a_refused_correction_changes_nothing_and_may_be_proposed_again(town: Township) -> None:
    matter = town.file()
    asked = propose(town, matter, "urgency", "urgent")
    with pytest.raises(Refused, match="已有一条更正等着批"):
        propose(town, matter, "urgency", "emergency")
    town.go(matter, "refuse_correction", by=town.reviewer, correction=asked.pk)
    matter.refresh_from_db()
    assert matter.urgency == "ordinary"
    with pytest.raises(Refused, match="没有这条等着批的更正"):
        approve(town, matter, asked)
    approve(town, matter, propose(town, matter, "urgency", "emergency"))
    assert matter.urgency == "emergency"


def test_a_name_and_a_telephone_are_sealed_and_never_in_the_log(town: Township) -> None:
    matter = town.file()
    approve(town, matter, propose(town, matter, "name", "林晓曼"))
    approve(town, matter, propose(town, matter, "phone", "19900007777"))
    speaker = Appellant.objects.get()
    assert (speaker.name, speaker.phone) == ("林晓曼", "19900007777")
    assert speaker.phone_index == blind_index("19900007777", "phone")
    assert {one.old for one in Correction.objects.all()} == {"林小满", "19900001111"}
    log = str(list(Event.objects.values_list("facts", flat=True)))
    for word in ("林", "1990000"):
        assert word not in log
    assert all(b"1990" not in bytes(one.old_sealed) for one in Correction.objects.all())


@pytest.mark.req("XC-02")
def test_who_stays_unknown_gets_no_name_by_correction(town: Township) -> None:
    matter = town.file(identity="anonymous", name="", phone="")
    with pytest.raises(Refused, match="匿名反映的"):
        propose(town, matter, "name", "林小满")


def test_corrected_words_are_found_and_the_old_ones_are_not(town: Township) -> None:
    matter = town.file(text="桥灯不亮。", title="桥灯")
    approve(town, matter, propose(town, matter, "text", "路口红绿灯不亮。"))
    approve(town, matter, propose(town, matter, "title", "红绿灯"))
    assert list(find_ids("matter", "红绿灯")) == [matter.pk]
    assert list(find_ids("matter", "桥灯")) == []


@pytest.mark.req("INV-02")
def test_figures_count_by_what_is_right_and_say_how_many_were_corrected(town: Township) -> None:
    other = Area.objects.create(code=f"{TOWN}202", name="溪口村", kind="village")
    matter, when = town.file(when=at("2026-11-02 09:00")), at("2026-11-03 09:00")
    week = (at("2026-11-02 00:00"), at("2026-11-09 00:00"))

    def counted(area: Area) -> tuple[int, int, bool]:
        told = balance(Scope(town.leader, area=area.code), *week)
        return told.terms.get("new", 0), told.corrected, told.even

    assert (counted(town.village), counted(other)) == ((1, 0, True), (0, 0, True))
    town.go(matter, "correct", by=town.clerk, when=when, field="area", value=other.pk, why="村名听错。")
    asked = matter.corrections.get()
    town.go(matter, "approve_correction", by=town.reviewer, when=when, correction=asked.pk)
    assert (counted(town.village), counted(other)) == ((0, 0, True), (1, 1, True))
    assert list(check()) == []


@pytest.mark.req("INV-08")
def test_an_accusation_stays_one_and_is_decided_at_the_desk(town: Township) -> None:
    matter = town.file(type="report")
    with pytest.raises(Refused, match="举报不能改成别的类型"):
        town.go(matter, "correct", by=town.triage, field="type", value="help", why="不是举报。")
    town.go(matter, "correct", by=town.triage, field="urgency", value="urgent", why="很急。")
    asked = matter.corrections.get()
    for who in ("reviewer", "leader"):
        with pytest.raises(Refused, match="举报只由派单台更正"):
            town.go(matter, "approve_correction", by=getattr(town, who), correction=asked.pk)
        page = enter(Client(), getattr(town, who)).get("/desk/corrections/")
        assert matter.number not in page.content.decode()
        paper = f"/matters/{matter.number}/corrections/{asked.pk}/"
        assert enter(Client(), getattr(town, who)).get(paper).status_code == 404


@pytest.mark.req("INV-13")
def test_a_void_number_takes_two_persons_and_is_explained(town: Township) -> None:
    matter, kept = town.file(), town.file()
    with pytest.raises(Refused, match="没有这条等着批的更正"):
        town.go(matter, "void", by=town.leader, correction=None)
    town.go(matter, "ask_void", by=town.triage, why="同一张表登记了两次。")
    asked = matter.corrections.get()
    with pytest.raises(Refused, match="要由另一个人批"):
        town.go(matter, "void", by=town.triage, correction=asked.pk)
    with pytest.raises(Refused, match="没有这条等着批的更正"):
        town.go(matter, "approve_correction", by=town.leader, correction=asked.pk)
    town.go(matter, "void", by=town.leader, correction=asked.pk)
    matter.refresh_from_db()
    assert (matter.state, voided_because(matter)) == ("voided", "同一张表登记了两次。")
    series, year = numbering.series_in_use()[0]
    assert numbering.gaps(series, year) == []
    assert kept.number > matter.number
    shown = enter(Client(), town.triage).get(f"/matters/{matter.number}/").content.decode()
    assert "编号已作废：同一张表登记了两次。" in shown


def test_the_pages_name_who_proposed_what_and_let_another_decide(town: Township) -> None:
    matter = town.file()
    desk = enter(Client(), town.clerk)
    typed = {"field": "phone", "words": "19900007777", "why": "听错一位。", "version": matter.version}
    assert desk.post(f"/matters/{matter.number}/do/correct/", typed).status_code == 302
    asked = Correction.objects.get()
    leader = enter(Client(), town.leader)
    waiting = leader.get("/desk/corrections/").content.decode()
    assert "反映人电话" in waiting
    assert "听错一位。" in waiting
    assert "19900007777" not in waiting
    page = leader.get(f"/matters/{matter.number}/corrections/").content.decode()
    assert "批准更正" in page
    assert "批准更正" not in desk.get(f"/matters/{matter.number}/corrections/").content.decode()
    matter.refresh_from_db()
    sent = leader.post(
        f"/matters/{matter.number}/do/approve_correction/",
        {"correction": asked.pk, "version": matter.version},
    )
    assert sent.status_code == 302
    assert Appellant.objects.get().phone == "19900007777"
    paper = leader.get(f"/matters/{matter.number}/corrections/{asked.pk}/").content.decode()
    for words in ("F-102", "数据更正单", "听错一位。", "窗口", "镇长", "已批准"):
        assert words in paper
    assert "19900001111" not in paper


def test_a_field_left_empty_is_asked_for(town: Township) -> None:
    matter = town.file()
    typed = {"field": "title", "words": "", "why": "错字。", "version": matter.version}
    answer = enter(Client(), town.clerk).post(f"/matters/{matter.number}/do/correct/", typed)
    assert answer.status_code == 422
    assert "请填正确的内容。" in answer.content.decode()
