"""Limits the law sets: petitions (T6e), information requests (T20), bad ratings (T14); T11 to T13 by the calendar."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from lianxin.appeals.limits import DEFAULT, LATER, LIMITS, read_table
from lianxin.appeals.models import BadRating
from lianxin.appeals.queries.answer_sheet import answer_sheets
from lianxin.kernel import editions
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.message import Message
from lianxin.matters.ledger import running_clocks
from lianxin.matters.models import Clock, Matter
from lianxin.matters.queries import today
from lianxin.matters.rebuild import check
from lianxin.matters.refusals import Refused
from tests.appeals.hands import running, state_of, told
from tests.appeals.test_limits import due_of, signed
from tests.township import Township, at, enter

PETITION, DISCLOSURE = {"track": "petition"}, {"track": "disclosure"}
REPLY = "水费按表计，条例没有免的规定；可以分期交，供水站二号窗口办。"


def accepted(town: Township, filed: str, when: str, **more: object) -> Matter:
    """Filed at one moment, accepted at another."""
    matter = town.file(when=at(filed))
    said = {"type": "help", "category": town.category.pk, "area": town.village.pk, "urgency": "ordinary"}
    town.go(matter, "accept", by=town.triage, when=at(when), **{**said, **more})
    return matter


def answered(town: Township, matter: Matter, when: str) -> Matter:
    """The unit answers and the reviewer agrees, all at one moment."""
    moment = at(when)
    town.go(matter, "record", by=town.water_handler, when=moment, kind="contact", text="打过电话。")
    town.go(matter, "finish", by=town.water_handler, when=moment, outcome="explained", reply=REPLY)
    town.go(matter, "approve", by=town.reviewer, when=moment)
    return matter


def badly_rated(town: Township, when: str, rated: str) -> Matter:
    """Closed with a resident who is very dissatisfied."""
    matter = answered(town, signed(town, when), when)
    said = {"reached": True, "resolved": "accepted", "satisfied": 1}
    town.go(matter, "call_back", by=town.caller, when=at(rated), **said)
    return matter


@pytest.mark.req("XC-08")
def test_a_petition_runs_from_its_acceptance_and_whoever_filed_it_is_told(town: Township) -> None:
    matter = accepted(town, "2025-09-26 09:00", "2025-09-30 09:00", **PETITION)
    assert running(matter)["T6e"] == at("2025-12-01 17:30")  # raw 11-29, a Saturday
    told_by = Clock.objects.get(row_id=matter.pk, limit="T6e1")
    assert (told_by.due, told_by.stopped) == (at("2025-10-11 17:30"), at("2025-09-30 09:00"))
    assert told(matter)[-1] == "petition_accepted"
    assert Message.objects.latest("pk").variables["due"] == "2025-12-01"
    basis = {"unit": town.water.pk, "basis": "职责清单第 3 条"}
    town.go(matter, "dispatch", by=town.triage, when=at("2025-10-09 09:00"), **basis)
    town.go(matter, "sign", by=town.water_handler, when=at("2025-10-10 09:00"))
    assert (running(matter)["T6e"], Clock.objects.filter(limit="T6e").count()) == (at("2025-12-01 17:30"), 1)
    assert list(check()) == []


def test_a_petition_accepted_too_late_is_told_too_late(town: Township) -> None:
    matter = accepted(town, "2022-01-28 09:00", "2022-02-15 09:00", **PETITION)
    told_by = Clock.objects.get(row_id=matter.pk, limit="T6e1")
    assert told_by.stopped is not None
    assert told_by.due == at("2022-02-14 17:30") < told_by.stopped


def test_what_is_no_petition_starts_when_the_unit_signs(town: Township) -> None:
    matter = accepted(town, "2026-11-02 09:00", "2026-11-02 09:00")
    assert not Clock.objects.filter(row_id=matter.pk, limit__startswith="T6").exists()
    assert "petition_accepted" not in told(matter)


@pytest.mark.req("XC-08")
@pytest.mark.parametrize(
    ("track", "most", "due"),
    [(PETITION, 30, "2026-02-24 17:30"), (DISCLOSURE, 20, "2026-01-16 17:30")],
)
def test_by_law_it_is_extended_once_and_by_no_more(
    town: Township, track: dict[str, str], most: int, due: str
) -> None:
    """60 N + 30 N (T6e2): raw 2026-02-18, in the Spring Festival; 20 W + 20 W (T20), one of them a working Sunday."""
    matter, when = signed(town, "2025-11-20 09:00", **track), at("2025-11-21 09:00")
    said = {"reason": "要请县里鉴定。"}
    with pytest.raises(Refused, match="最多能延"):
        town.go(matter, "ask_extend", by=town.water_handler, when=when, amount=most + 1, **said)
    town.go(matter, "ask_extend", by=town.water_handler, when=when, amount=most, **said)
    asked = matter.extensions.get()
    town.go(matter, "extend", by=town.leader, when=when, extension=asked.pk)
    assert max(running(matter).values()) == at(due)
    with pytest.raises(Refused, match="已经延过一次"):
        town.go(matter, "ask_extend", by=town.water_handler, when=when, amount=1, **said)


def test_an_information_request_runs_from_its_receipt_however_urgent(town: Township) -> None:
    """T20: twenty working days from 2026-02-13, through the Spring Festival and its make-up days."""
    matter = accepted(
        town, "2026-02-13 09:00", "2026-02-14 09:00", **DISCLOSURE, type="enquiry", urgency="emergency"
    )
    assert running(matter)["T20"] == at("2026-03-19 17:30")
    assert "T6c" not in running(matter)


@pytest.mark.parametrize(("asked", "late"), [("2025-10-11 17:00", False), ("2025-10-13 09:00", True)])
def test_a_unit_objects_to_a_petition_within_five_working_days_of_the_order(
    town: Township, asked: str, late: bool
) -> None:
    """T6e3: ordered on 2025-09-28, a working Sunday; eight days of holiday, and a working Saturday at the end."""
    matter = signed(town, "2025-09-28 09:00", **PETITION)
    said = {"ground": "duty", "basis": "职责清单第 9 条", "reason": "管子归县水务局管。"}
    if late:
        with pytest.raises(Refused, match="到 2025年10月11日 17:30 为止"):
            town.go(matter, "ask_return", by=town.water_handler, when=at(asked), **said)
    else:
        town.go(matter, "ask_return", by=town.water_handler, when=at(asked), **said)
        assert state_of(matter) == "return_asked"


@pytest.mark.req("F-98")
def test_an_answer_to_a_petition_says_until_when_a_review_may_be_asked_for(town: Township, settings) -> None:
    """T6e4: thirty days from 2021-09-24, raw 10-24, a Sunday."""
    settings.COUNTY = town.county
    matter = answered(town, signed(town, "2021-09-24 09:00", **PETITION), "2021-09-24 10:00")
    sheet = answer_sheets(matter)[-1]
    assert sheet.review_until == date(2021, 10, 25)
    assert any("最迟 2021年10月25日 可以请求复查" in line for line in sheet.routes)
    page = enter(Client(), town.reviewer).get(f"/matters/{matter.number}/").content.decode()
    assert "2021-10-25 前可以请求复查" in page
    other = answered(town, signed(town, "2021-09-24 09:00"), "2021-09-24 10:00")
    assert answer_sheets(other)[-1].review_until is None
    assert not any("最迟" in line for line in answer_sheets(other)[-1].routes)


def test_after_a_bad_rating_its_clocks_run_on_though_the_matter_is_closed(town: Township) -> None:
    """T14: why it was bad within a working day, put right within fifteen, over the Spring Festival of 2022."""
    matter = badly_rated(town, "2022-01-26 09:00", "2022-01-28 09:00")
    task = BadRating.objects.get()
    assert running(matter) == {"T14a": at("2022-01-29 17:30"), "T14b": at("2022-02-23 17:30")}
    assert (task.ask_by, task.mend_by) == (at("2022-01-29 17:30"), at("2022-02-23 17:30"))
    matter.refresh_from_db()
    assert (matter.state, matter.due_at) == ("closed", task.ask_by)
    page = enter(Client(), town.caller).get(f"/matters/{matter.number}/").content.decode()
    assert "差评问原因" in page
    town.go(matter, "ask_why", by=town.caller, when=at("2022-01-29 09:00"), cause="slow", said="太慢。")
    assert list(running(matter)) == ["T14b"]
    mended = "已说明分期办法，并把收费依据贴到站里。"
    town.go(matter, "put_right", by=town.water_handler, when=at("2022-02-07 09:00"), mended=mended)
    matter.refresh_from_db()
    assert (running(matter), matter.due_at) == ({}, None)
    assert list(check()) == []


def test_a_bad_rating_keeps_its_days_whatever_table_comes(town: Township) -> None:
    matter = badly_rated(town, "2026-11-02 09:00", "2026-11-03 09:00")
    before = running(matter)
    town.go(matter, "reopen", by=town.auditor, when=at("2026-11-03 10:00"), how="office", words="再看一遍。")
    town.go(matter, "relimit", by=town.system, when=at("2026-11-03 11:00"))
    assert {code: running(matter)[code] for code in before} == before


def test_what_is_voided_has_no_clock_left(town: Township) -> None:
    matter = badly_rated(town, "2026-11-02 09:00", "2026-11-03 09:00")
    town.voided(matter, at("2026-11-03 10:00"))
    assert running_clocks([matter])[matter.pk] == []


@pytest.mark.req("XC-08")
def test_review_callback_and_rework_are_due_by_the_calendar(town: Township) -> None:
    """T11 1 W, T12 3 W, T13 5 W, each over a holiday."""
    matter = signed(town, "2022-01-28 09:00")
    town.go(
        matter, "record", by=town.water_handler, when=at("2022-01-28 10:00"), kind="contact", text="打过。"
    )
    done = {"outcome": "resolved", "reply": REPLY}
    town.go(matter, "finish", by=town.water_handler, when=at("2022-01-28 11:00"), **done)
    assert due_of(matter, "T11") == at("2022-01-29 17:30")
    town.go(matter, "approve", by=town.reviewer, when=at("2022-01-28 12:00"))
    assert due_of(matter, "T12") == at("2022-02-07 17:30")
    said = {"reached": True, "resolved": "no", "satisfied": 3}
    town.go(matter, "call_back", by=town.caller, when=at("2022-01-30 09:00"), **said)
    assert due_of(matter, "T13") == at("2022-02-11 17:30")


@pytest.mark.req("XC-08")
@pytest.mark.parametrize("channel", ["letter", "box", "round", "phone", "visit"])
@pytest.mark.parametrize(
    ("spoken", "due"),
    [("2022-01-29 09:00", "2022-01-29 17:30"), ("2022-02-03 10:00", "2022-02-07 17:30")],
)
def test_paper_and_spoken_words_have_their_number_the_same_day(
    town: Township, channel: str, spoken: str, due: str
) -> None:
    """T1, on a working Saturday too; what came on a day off by the end of the first working day."""
    matter = town.file(by=town.clerk, when=at("2022-02-08 09:00"), channel=channel, filed_at=at(spoken))
    assert Clock.objects.get(row_id=matter.pk, limit="T1").due == at(due)


def test_a_table_from_before_has_the_later_limits_of_the_default(town: Township) -> None:
    lines = [line for line in DEFAULT["lines"] if line["code"] not in LATER]
    change = editions.Change({"also_running": False, "lines": lines})
    editions.change(LIMITS, change, by=town.administrator, client_id=uuid7())
    assert {one.code for one in read_table(change.value).limits} >= LATER
    matter = accepted(town, "2027-01-04 09:00", "2027-01-04 09:00", **DISCLOSURE)
    assert timezone.localdate(running(matter)["T20"]) > date(2027, 1, 28)


def test_who_asks_why_has_it_on_the_desk_in_the_colour_of_its_limit(town: Township, settings) -> None:
    settings.COUNTY = town.county
    badly_rated(town, "2026-11-02 09:00", "2026-11-03 09:00")
    pile = next(task for task in today(by=town.caller) if task.state.code == "to_ask_why")
    assert [row.due_at for row in pile.rows] == [at("2026-11-04 17:30")]
