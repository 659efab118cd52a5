"""Urgent words raise a matter to 紧急 and tell who has it at once; a person lowers it; they start no limit."""

import pytest
from django.test import Client

from lianxin.appeals.workflow import APPEAL
from lianxin.kernel import editions
from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.editions import Change
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.event import Event
from lianxin.kernel.models.notice import Notice
from lianxin.matters.act import open_row
from lianxin.matters.models import Clock, Matter
from lianxin.matters.rebuild import check
from lianxin.people.models import Unit
from lianxin.wording.signs import SIGNS_OWN
from tests.doors.conftest import fields_of, text_of
from tests.township import Township, enter, people

FIRE = "水井边的柴房着火了，烟很大。"
TOLD = "staff.raised_by_words"


def told_of(matter: Matter) -> list[int | None]:
    """The posts that were told."""
    return [one.post_id for one in Notice.objects.filter(letter=TOLD, row_id=matter.pk)]


def post_of(by: Actor) -> int:
    return next(iter(by.posts))


def test_words_raise_it_and_the_triage_desk_is_told_at_once(town: Township) -> None:
    matter = town.file(text=FIRE)
    assert matter.urgency == "urgent"
    assert told_of(matter) == [post_of(town.triage)]
    facts = Event.objects.get(row_id=matter.pk).facts
    assert (facts["signs"], facts["raised"]) == (["fire"], True)
    assert "着火" not in str(facts)
    assert list(check()) == []


def test_words_start_no_limit_of_emergencies(town: Township) -> None:
    """T2a of ten minutes and T3 of two hours are a person's promise (0034)."""
    plain, raised = town.file(), town.file(text=FIRE)
    limits = [
        sorted(Clock.objects.filter(row_id=one.pk, row_kind="matter").values_list("limit", "due"))
        for one in (plain, raised)
    ]
    assert [code for code, _due in limits[0]] == [code for code, _due in limits[1]]
    assert all(abs((one[1] - two[1]).total_seconds()) < 120 for one, two in zip(*limits, strict=True))


def test_what_is_denied_or_ordinary_tells_nobody(town: Township) -> None:
    for text in ("并没有着火，只是烧草有烟。", "燃气费怎么交？", "路灯不亮。"):
        matter = town.file(text=text)
        assert matter.urgency == "ordinary"
        assert told_of(matter) == []
        assert "signs" not in Event.objects.get(row_id=matter.pk).facts


def test_an_emergency_stays_one_and_is_told_as_such(town: Township) -> None:
    matter = town.file(text=FIRE, urgency="emergency")
    assert matter.urgency == "emergency"
    assert told_of(matter) == []
    assert Notice.objects.filter(letter="staff.emergency_filed", row_id=matter.pk).exists()


def test_what_is_entered_late_raises_nothing(town: Township) -> None:
    matter = town.file(text=FIRE, late_entered=True)
    assert matter.urgency == "ordinary"
    assert told_of(matter) == []


def test_a_person_lowers_it_at_the_triage_and_the_words_leave_it_so(town: Township) -> None:
    matter = town.accepted(town.file(text=FIRE))
    matter.refresh_from_db()
    assert matter.urgency == "ordinary"
    assert Event.objects.get(row_id=matter.pk, move="accept").facts["urgency"] == "ordinary"


def test_new_words_of_the_resident_raise_it_too_and_tell_the_unit_that_has_it(town: Township) -> None:
    matter = town.working(town.file())
    town.go(matter, "contact", by=town.clerk, channel="phone", words="水漫进屋，老人触电了！")
    matter.refresh_from_db()
    assert matter.urgency == "urgent"
    assert told_of(matter) == [post_of(town.water_handler)]
    asked = town.asked_for_more(town.file())
    town.go(asked, "supply", by=town.clerk, channel="phone", text="墙刚才坍塌了。")
    asked.refresh_from_db()
    assert asked.urgency == "urgent"
    assert told_of(asked) == [post_of(town.triage)]


def test_the_triage_desk_sees_the_mark_and_the_words_that_say_so(town: Township) -> None:
    town.file(text="路灯不亮。")
    raised = town.file(text=FIRE)
    desk = enter(Client(), town.triage)
    listed = text_of(desk.get("/desk/triage/"))
    assert "写到：火情" in listed
    page = text_of(desk.get(f"/desk/triage/?number={raised.number}"))
    assert "着火" in page.split("写到了要紧的词")[1][:40]
    assert fields_of(desk.get(f"/matters/{raised.number}/do/accept/"))["urgency"] == "urgent"


def test_the_triage_desk_reads_what_type_the_words_speak_for_and_nothing_is_preset(town: Township) -> None:
    matter = town.file(text="楼下饭店油烟扰民，投诉多次没人管。", type="help")
    desk = enter(Client(), town.triage)
    answer = desk.get(f"/matters/{matter.number}/do/accept/")
    assert "看字面像“投诉”" in text_of(answer)
    assert fields_of(answer)["type"] == "help"
    same = town.file(text="楼下饭店油烟扰民，投诉多次没人管。", type="complaint")
    assert "看字面像" not in text_of(desk.get(f"/matters/{same.number}/do/accept/"))


def test_the_clerk_reads_both_while_writing_and_on_a_form_that_comes_back(town: Township) -> None:
    counter = enter(Client(), town.clerk)
    typed = {"text": FIRE + "请问怎么办？", "type": "help", "urgency": "ordinary"}
    part = counter.post("/desk/new/hints/", typed)
    assert "火情" in text_of(part)
    assert "看字面像“咨询”" in text_of(part)
    page = fields_of(counter.get("/desk/new/"))
    again = counter.post("/desk/new/", {**page, **typed, "channel": "nothing"})
    assert (again.status_code, "火情" in text_of(again)) == (422, True)
    assert text_of(counter.post("/desk/new/hints/", {"text": "井边。"})).strip() == ""
    assert Matter.objects.count() == 0


@pytest.mark.req("INV-08")
def test_an_accusation_tells_no_triage_desk(town: Township) -> None:
    office = Unit.objects.create(name="纪检监察办", code="04", kind="office", area=town.hall.area)
    people([(office, "纪检", (Role.DISCIPLINE,))])
    said = town.words(text="供水站站长打伤了人，还收好处。", type="report", units=[town.water.pk])
    matter = open_row(APPEAL, by=town.resident, data=said, client_id=uuid7(), move="accuse")
    assert matter.urgency == "urgent"
    assert told_of(matter) == []


def test_a_county_adds_words_and_takes_names_out(town: Township) -> None:
    assert town.file(text="红石崖又掉石头。").urgency == "ordinary"
    value = {"raising": ["红石崖"], "harmless": ["起火岭"]}
    editions.change(SIGNS_OWN, Change(value), by=town.administrator, client_id=uuid7())
    assert town.file(text="红石崖又掉石头。").urgency == "urgent"
    assert town.file(text="起火岭的路灯不亮。").urgency == "ordinary"


def test_the_setting_refuses_a_word_of_one_sign(town: Township) -> None:
    keeper = enter(Client(), town.administrator)
    answer = keeper.post("/settings/wording.signs/", {"raising": "火", "harmless": ""})
    assert "一个词至少两个字" in text_of(answer)
