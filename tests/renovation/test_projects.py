"""A renovation from plan to handover: nothing begins, falls or ends before its time (REN-01, REN-02)."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from lianxin.kernel.actor import Role
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.attachment import Attachment
from lianxin.matters.act import act, offers
from lianxin.matters.rebuild import check
from lianxin.matters.refusals import Refused
from lianxin.renovation.models import Consultation, Demolition, Project, SitePromise
from tests.doors.conftest import photo
from tests.renovation.conftest import ASKED, BASIS, BEGIN, Works, drawing, planned
from tests.township import actor, at


@pytest.mark.req("REN-01")
def test_nothing_is_posted_that_nobody_can_look_at_nor_for_too_short(works: Works) -> None:
    said = {"since": date(2026, 11, 2), "until": date(2026, 11, 8), "where": "东门", "photos": []}
    with pytest.raises(Refused, match="还没有改造方案或图纸"):
        works.go("post", when=BEGIN, **said)
    works.go("add_files", kind="drawing", papers=[drawing()])
    with pytest.raises(Refused, match="公示至少 7 天。请把结束日期改到 2026年11月8日"):
        works.go("post", when=BEGIN, **{**said, "until": date(2026, 11, 7)})
    with pytest.raises(Refused, match="不能从过去的日子算起"):
        works.go("post", when=BEGIN, **{**said, "since": date(2026, 10, 20)})
    works.go("post", when=BEGIN, **said)
    works.row.refresh_from_db()
    assert (works.row.state, works.row.posted_until) == ("posted", date(2026, 11, 8))


@pytest.mark.req("REN-01")
def test_work_begins_only_when_the_posting_ended_and_residents_were_asked(works: Works) -> None:
    works.go("add_files", kind="plan", papers=[drawing()])
    said = {"since": date(2026, 11, 2), "until": date(2026, 11, 8), "where": "东门", "photos": [photo()]}
    works.go("post", when=BEGIN, **said)
    day = {"day": date(2026, 11, 8)}
    with pytest.raises(Refused, match=r"公示到 2026年11月8日.*才满"):
        works.go("start", by=works.town.leader, when=at("2026-11-08 23:59"), **day)
    with pytest.raises(Refused, match="期满以后才能办"):
        works.go("take_down", when=at("2026-11-08 17:00"), photos=[photo(colour="red")])
    with pytest.raises(Refused, match="还没有记公示期满"):
        works.start()
    works.go("take_down", when=at("2026-11-09 00:01"), photos=[photo(colour="red")])
    with pytest.raises(Refused, match="还没有征求居民意见的记录"):
        works.start()
    works.go("consult", day=date(2026, 11, 5), **ASKED)
    works.start()
    works.row.refresh_from_db()
    assert works.row.state == "working"
    assert sorted(Attachment.objects.values_list("origin", flat=True)) == ["plan", "posted", "taken_down"]
    assert list(check()) == []


@pytest.mark.req("REN-01", "INV-07")
def test_who_planned_it_does_not_let_it_begin(works: Works) -> None:
    works.posted().looked_at()
    works.row.refresh_from_db()
    assert "start" not in {move.code for move in offers(works.row, works.town.clerk)}
    assert "start" in {move.code for move in offers(works.row, works.town.reviewer)}
    both = actor(works.town.hall, "兼任", Role.CLERK, Role.LEADER)
    row = planned(works.town, by=both)
    assert row.area is not None
    works = Works(works.town, row).posted().looked_at()
    works.row.refresh_from_db()
    assert "take_down" in {move.code for move in offers(works.row, both)}
    assert "start" not in {move.code for move in offers(works.row, both)}


@pytest.mark.req("REN-01")
@pytest.mark.parametrize("missing", [*BASIS, "papers"])
def test_no_work_while_a_demolition_lacks_a_part_of_its_legal_basis(works: Works, missing: str) -> None:
    works.posted().looked_at()
    said = {"what": "2 栋东侧砖棚", "building": "2 栋", "papers": [drawing("决定.pdf")], **BASIS}
    lacking = {**said, missing: [] if missing == "papers" else None}
    works.go("demolish", **lacking)
    with pytest.raises(Refused, match="“2 栋东侧砖棚”的拆除依据还缺："):
        works.start()
    one = Demolition.objects.get()
    works.go("complete", demolition=one.pk, **{missing: said[missing]})
    works.start()
    assert Attachment.objects.get(row_kind="demolition").row_id == one.pk


@pytest.mark.req("REN-01")
def test_nothing_falls_while_review_and_suit_are_open_unless_the_owner_agreed(works: Works) -> None:
    works.working()
    works.go("demolish", what="2 栋东侧砖棚", papers=[drawing("决定.pdf")], **BASIS)
    one = Demolition.objects.get()
    fall = {"demolition": one.pk, "day": date(2026, 11, 20), "photos": []}
    with pytest.raises(Refused, match="行政强制法 2012 版第四十四条，请核对原文"):
        works.go("fell", when=at("2026-11-20 10:00"), **fall)
    last = {**fall, "day": date(2027, 2, 5)}
    with pytest.raises(Refused, match="现在不能拆"):
        works.go("fell", when=at("2027-02-05 10:00"), **last)
    works.go("complete", demolition=one.pk, agreed=True, papers=[drawing("同意书.pdf")])
    works.go("fell", when=at("2026-11-20 10:00"), **fall)
    one.refresh_from_db()
    assert (one.done_on, one.decision) == (date(2026, 11, 20), BASIS["decision"])


@pytest.mark.req("REN-02")
def test_it_is_not_accepted_while_somebody_waits_for_an_answer_or_a_promise(works: Works) -> None:
    town = works.town
    matter = works.working().objected()
    works.go("promise", what="东侧补种 12 株桂花", by_whom="施工单位", due_on=date(2026, 12, 1))
    works.go("demolish", what="旧车棚")
    ready = {"by": town.leader, "day": date(2026, 12, 2)}
    with pytest.raises(Refused, match="还有 1 件异议没有答复"):
        works.go("accept", **ready)
    town.answered(matter)
    with pytest.raises(Refused, match=r"承诺板上“东侧补种 12 株桂花”（2026年12月1日.* 以前）还没有结果"):
        works.go("accept", **ready)
    works.go("settle", promise=SitePromise.objects.get().pk, kept="yes")
    with pytest.raises(Refused, match="“旧车棚”还没有记拆除"):
        works.go("accept", **ready)
    works.go("drop", demolition=Demolition.objects.get().pk, why="居民要留着停车。")
    with pytest.raises(Refused, match="还没有居民验收的记录"):
        works.go("accept", **ready)
    bad = {"how": "逐户", "asked": 10, "agreed": 5, "against": 5, "silent": 0}
    works.go("consult_on_result", day=date(2026, 12, 1), **bad)
    with pytest.raises(Refused, match="认可 5 户、不认可 5 户，不能算验收通过"):
        works.go("accept", **ready)
    works.go("consult_on_result", day=date(2026, 12, 2), **{**bad, "agreed": 9, "against": 1})
    works.go("accept", **ready)
    kept = {"keeper": "物业", "keeper_phone": "0990-7654321", "warranty_until": date(2028, 12, 2)}
    works.go("hand_over", day=date(2026, 12, 3), **kept)
    works.row.refresh_from_db()
    assert (works.row.state, works.row.keeper) == ("handed_over", "物业")
    assert list(check()) == []


@pytest.mark.req("REN-02")
def test_an_objection_that_goes_back_to_work_waits_again(works: Works) -> None:
    town = works.town
    matter = town.answered(works.working().objected())
    town.go(matter, "call_back", by=town.caller, reached=True, resolved="no", satisfied=2, words="还是不行。")
    matter.refresh_from_db()
    assert matter.state == "rework"
    with pytest.raises(Refused, match="还有 1 件异议没有答复"):
        works.go("accept", by=town.leader, day=date(2026, 12, 2))


@pytest.mark.req("REN-02")
def test_a_broken_promise_stays_on_the_board_as_it_was_written(works: Works) -> None:
    works.working()
    works.go("promise", what="恢复路灯", by_whom="施工单位", due_on=date(2026, 11, 20))
    one = SitePromise.objects.get()
    works.go("settle", promise=one.pk, kept="no", words="灯杆没到货，改到 12 月 5 日。")
    with pytest.raises(SitePromise.DoesNotExist):
        works.go("settle", promise=one.pk, kept="yes", words="")
    one.refresh_from_db()
    assert (one.kept, one.words) == ("no", "灯杆没到货，改到 12 月 5 日。")


@pytest.mark.req("REN-01")
def test_a_changed_plan_is_posted_anew(works: Works) -> None:
    works.working()
    works.go("stop", by=works.town.leader, why="挖到旧管，方案要改。")
    works.go("resume", by=works.town.leader, changed="yes")
    works.row.refresh_from_db()
    assert (works.row.state, works.row.posted_until) == ("planned", None)
    said = {"since": date(2026, 11, 16), "until": date(2026, 11, 22), "where": "东门", "photos": []}
    works.go("post", when=at("2026-11-16 09:00"), **said)
    with pytest.raises(Refused, match="才满"):
        works.go("start", by=works.town.leader, when=at("2026-11-17 09:00"), day=date(2026, 11, 17))


def test_what_is_stopped_goes_on_from_where_it_was(works: Works) -> None:
    works.working()
    works.go("stop", by=works.town.leader, why="连下大雨。")
    works.go("resume", by=works.town.reviewer, changed="no")
    works.row.refresh_from_db()
    assert (works.row.state, works.row.stopped_why) == ("working", "")


@pytest.mark.req("REN-01")
def test_the_parts_of_a_consultation_are_the_whole_in_the_table_too(works: Works) -> None:
    wrong = {**ASKED, "against": 5}
    with pytest.raises(IntegrityError), transaction.atomic():
        Consultation.objects.create(project=works.row, stage="plan", day=date(2026, 11, 1), **wrong)


@pytest.mark.req("INV-12")
def test_the_same_move_sent_twice_acts_once_and_two_desks_at_once_are_told(works: Works) -> None:
    works.posted()
    works.row.refresh_from_db()
    said = {"day": date(2026, 11, 3), **ASKED}
    key, version = uuid7(), works.row.version
    for _ in range(2):
        act(works.row, "consult", by=works.town.clerk, data=said, client_id=key, version=version)
    assert Consultation.objects.filter(day=said["day"]).count() == 1
    with pytest.raises(Refused, match="先做了「记征求意见」"):
        act(works.row, "consult", by=works.town.clerk, data=said, client_id=uuid7(), version=version)


@pytest.mark.req("REN-01")
def test_no_table_of_a_renovation_has_a_place_for_what_somebody_is(works: Works) -> None:
    """“阻挠施工” is a word about a person: no field takes it, no choice spells it."""
    for model in (Project, Demolition, Consultation, SitePromise):
        names = {field.name for field in model._meta.get_fields()}
        assert not names & {"person", "obstructs", "label", "appellant", "resident"}
