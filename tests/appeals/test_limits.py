"""Limits as a setting: which one a matter gets, what a change of the table moves, and D.4 through real acts."""

import re

import pytest
from django.test import Client

from lianxin.appeals.actions.relimit import altered
from lianxin.appeals.limits import DEFAULT, LABELS, LIMITS, limits_at, read_table
from lianxin.appeals.models import AppealClass
from lianxin.kernel import clock, editions
from lianxin.kernel.editions import Change
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.edition import Edition
from lianxin.kernel.worker import run_due
from lianxin.matters.ledger import running_clocks
from lianxin.matters.models import Clock, Matter
from lianxin.matters.rebuild import check
from tests.township import Township, at, enter

PAGE = "/settings/appeals.limits/"


def table(*, also_running: bool = False, **amounts: float) -> dict[str, object]:
    """The default table with other amounts for these codes."""
    lines = [
        {**line, "amount": amounts.get(line["code"], line["amount"])}
        for line in DEFAULT["lines"]
        if line["urgency"] == "*"
    ]
    return {"also_running": also_running, "lines": lines}


def with_line(**said: object) -> dict[str, object]:
    """The default table and one line more."""
    line = {"category": "*", "urgency": "*", "kind": "W", "yellow": 8, "red": 2, "source": ""}
    return {"also_running": False, "lines": [*DEFAULT["lines"], line | said]}


def set_table(town: Township, value: dict[str, object], when: str) -> Edition:
    """An administrator changes the table."""
    with clock.standing_at(at(when)):
        return editions.change(LIMITS, Change(value), by=town.administrator, client_id=uuid7())


def due_of(matter: Matter, code: str) -> object:
    """When a running limit of a matter is due."""
    return next(one.due for one in running_clocks([matter])[matter.pk] if one.limit == code)


def signed(town: Township, when: str, **accepted: object) -> Matter:
    """A matter that was filed, accepted, dispatched and signed at one moment."""
    moment, matter = at(when), town.file(when=at(when))
    said = {"type": "help", "category": town.category.pk, "area": town.village.pk, "urgency": "ordinary"}
    town.go(matter, "accept", by=town.triage, when=moment, **{**said, **accepted})
    town.go(matter, "dispatch", by=town.triage, when=moment, unit=town.water.pk, basis="职责清单第 3 条")
    town.go(matter, "sign", by=town.water_handler, when=moment)
    return matter


# -- D.4, through the writer --


@pytest.mark.req("XC-08", "INV-10")
@pytest.mark.parametrize(
    ("start", "accepted", "code", "due"),
    [
        ("2022-01-28 09:00", {}, "T6b", "2022-02-09 17:30"),
        ("2022-01-30 09:00", {}, "T6b", "2022-02-11 17:30"),
        ("2021-09-24 09:00", {}, "T6b", "2021-09-30 17:30"),
        ("2025-01-24 09:00", {}, "T6b", "2025-02-07 17:30"),
        ("2025-09-26 09:00", {}, "T6b", "2025-10-10 17:30"),
        ("2025-09-30 09:00", {}, "T6b", "2025-10-14 17:30"),
        ("2026-02-13 09:00", {}, "T6b", "2026-02-27 17:30"),
        ("2026-02-13 09:00", {"track": "complex"}, "T6d", "2026-03-05 17:30"),
        ("2025-09-30 09:00", {"track": "petition"}, "T6e", "2025-12-01 17:30"),
        ("2022-02-03 10:00", {"urgency": "emergency"}, "T6c", "2022-02-04 10:00"),
        ("2022-01-28 09:00", {"type": "enquiry"}, "T6a", "2022-01-30 17:30"),
    ],
)
def test_the_unit_has_until_then(
    town: Township, start: str, accepted: dict[str, object], code: str, due: str
) -> None:
    assert due_of(signed(town, start, **accepted), code) == at(due)


@pytest.mark.req("XC-08", "INV-10")
@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("2022-01-28 09:00", "2022-02-14 17:30"),
        ("2025-09-26 09:00", "2025-10-11 17:30"),
        ("2021-09-24 09:00", "2021-10-09 17:30"),
    ],
)
def test_the_resident_has_until_then_to_bring_what_is_missing(town: Township, start: str, due: str) -> None:
    matter = town.asked_for_more(town.file(when=at(start)), when=at(start))
    assert due_of(matter, "T2n") == at(due)


@pytest.mark.req("XC-08", "DSP-04")
@pytest.mark.parametrize(
    ("urgency", "start", "first", "triage"),
    [
        ("ordinary", "2022-01-28 09:00", "2022-01-29 17:30", "2022-01-28 14:30"),
        ("ordinary", "2022-02-05 10:00", "2022-02-07 17:30", "2022-02-07 12:00"),
        ("emergency", "2022-02-05 10:00", "2022-02-05 12:00", "2022-02-05 10:10"),
    ],
)
def test_the_first_call_and_the_triage_are_due_then(
    town: Township, urgency: str, start: str, first: str, triage: str
) -> None:
    matter = town.file(when=at(start), urgency=urgency)
    assert (due_of(matter, "T3"), due_of(matter, "T2a")) == (at(first), at(triage))


def test_the_first_contact_on_record_stops_its_limit(town: Township) -> None:
    matter = signed(town, "2026-11-02 09:00")
    town.go(matter, "record", by=town.water_handler, when=at("2026-11-02 10:00"), kind="site", text="看过。")
    assert due_of(matter, "T3") == at("2026-11-03 17:30")
    town.go(
        matter, "record", by=town.water_handler, when=at("2026-11-02 11:00"), kind="contact", text="打过。"
    )
    assert Clock.objects.get(row_id=matter.pk, limit="T3").stopped == at("2026-11-02 11:00")


def test_the_desk_may_be_the_first_to_call(town: Township) -> None:
    matter = town.file(when=at("2026-11-02 09:00"))
    town.go(matter, "reach", by=town.clerk, when=at("2026-11-02 09:20"), text="问清了在哪一段。")
    assert Clock.objects.get(row_id=matter.pk, limit="T3").stopped == at("2026-11-02 09:20")


def test_who_left_no_telephone_is_promised_no_call(town: Township) -> None:
    matter = town.file(identity="anonymous", name="", phone="")
    assert not Clock.objects.filter(row_id=matter.pk, limit="T3").exists()


@pytest.mark.parametrize(("written", "late"), [("2026-11-02 17:00", False), ("2026-11-03 09:00", True)])
def test_what_came_by_letter_has_its_number_that_day_or_was_late(
    town: Township, written: str, late: bool
) -> None:
    matter = town.file(by=town.clerk, when=at(written), channel="letter", filed_at=at("2026-11-02 08:00"))
    kept = Clock.objects.get(row_id=matter.pk, limit="T1")
    assert (kept.due, kept.stopped) == (at("2026-11-02 17:30"), at(written))
    assert (kept.stopped > kept.due) is late
    assert list(check()) == []


def test_every_limit_of_the_main_path_has_a_line_and_a_source() -> None:
    codes = {line["code"] for line in DEFAULT["lines"]}
    assert codes == set(LABELS)
    assert {f"T{n}" for n in (1, 2, 3, 4, 5, 8, 9, 10, 11, 12, 13)} <= codes
    assert {"T1h", "T2a", "T6a", "T6b", "T6c", "T6d", "T6e"} <= codes
    assert all(line["source"] for line in DEFAULT["lines"])


# -- a change of the table --


def test_a_new_table_holds_for_what_starts_from_then_on(town: Township) -> None:
    before = signed(town, "2026-11-02 09:00")
    set_table(town, table(T6b=3), "2026-11-02 12:00")
    after = signed(town, "2026-11-02 14:00")
    assert (due_of(before, "T6b"), due_of(after, "T6b")) == (at("2026-11-09 17:30"), at("2026-11-05 17:30"))
    kept = Clock.objects.filter(limit="T6b").order_by("pk").values_list("edition", "amount")
    assert list(kept) == [("2026-12", 5), ("#1", 3)]
    assert list(check()) == []


def test_an_act_of_the_past_goes_by_the_table_of_its_day(town: Township) -> None:
    set_table(town, table(T6b=3), "2026-11-02 12:00")
    assert due_of(signed(town, "2026-11-02 09:00"), "T6b") == at("2026-11-09 17:30")


def test_running_clocks_follow_a_table_that_says_so_and_it_is_on_record(town: Township) -> None:
    working, paused = signed(town, "2026-11-02 09:00"), town.file(when=at("2026-11-02 09:00"))
    town.asked_for_more(paused, when=at("2026-11-02 10:00"))
    value = table(also_running=True, T6b=3, T2n=10)
    assert altered(value, at("2026-11-02 12:00")) == 2
    set_table(town, value, "2026-11-02 12:00")
    with clock.standing_at(at("2026-11-02 12:00")):
        run_due(now=at("2026-11-02 12:00"))
    assert (due_of(working, "T6b"), due_of(paused, "T2n")) == (at("2026-11-05 17:30"), at("2026-11-12 17:30"))
    working.refresh_from_db()
    assert working.due_at == at("2026-11-03 17:30")
    kept = Clock.objects.get(row_id=working.pk, limit="T6b")
    assert (kept.edition, kept.original_due) == ("#1", at("2026-11-09 17:30"))
    assert list(check()) == []
    assert altered(value, at("2026-11-02 12:00")) == 0


def test_a_table_for_later_moves_running_clocks_on_that_day(town: Township) -> None:
    matter = signed(town, "2026-11-02 09:00")
    change = Change(table(also_running=True, T6b=8), effective=at("2026-11-05 00:00"))
    with clock.standing_at(at("2026-11-02 12:00")):
        editions.change(LIMITS, change, by=town.administrator, client_id=uuid7())
        run_due(now=at("2026-11-02 12:00"))
    assert due_of(matter, "T6b") == at("2026-11-09 17:30")
    editions.forget()
    with clock.standing_at(at("2026-11-05 00:00")):
        run_due(now=at("2026-11-05 00:00"))
    assert due_of(matter, "T6b") == at("2026-11-12 17:30")


def test_a_class_and_an_urgency_may_have_a_limit_of_their_own(town: Township) -> None:
    other = AppealClass.objects.create(code="0901", name="村务公开", edition="2026-11")
    set_table(town, with_line(code="T6b", category="03", amount=2), "2026-11-01 09:00")
    assert due_of(signed(town, "2026-11-02 09:00"), "T6b") == at("2026-11-04 17:30")
    assert due_of(signed(town, "2026-11-02 09:00", category=other.pk), "T6b") == at("2026-11-09 17:30")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (with_line(code="T99", amount=1), "没有“T99”这个时限。"),
        (with_line(code="T6b", urgency="urgent", amount=1.5), "“办理答复”的长短不对"),
        (with_line(code="T6b", urgency="urgent", amount=1, red=9), "“办理答复”的红灯要比黄灯晚亮"),
        (with_line(code="T6b", amount=4), "“办理答复”有两行管的是同一类事"),
        ({"lines": [line for line in DEFAULT["lines"] if line["code"] != "T2"]}, "“签收”少了管所有事的一行"),
    ],
)
def test_a_table_that_cannot_be_kept_is_refused_in_a_sentence(value: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        read_table(value)


def sent_lines(page: str) -> dict[str, str]:
    """The boxes of the page as a browser sends them back."""
    boxes = re.findall(r'<input type="(?:text|number|hidden)" name="(l\d+-\w+)"(?: value="([^"]*)")?', page)
    picked = re.findall(r'<select name="(l\d+-\w+)".*?</select>', page, re.DOTALL)
    chosen = {
        name: found[1]
        for name in picked
        if (found := re.search(rf'name="{name}".*?value="([^"]*)" selected', page, re.DOTALL))
    }
    return dict(boxes) | chosen


def test_the_page_previews_how_many_running_limits_a_change_touches(town: Township, settings) -> None:
    settings.COUNTY = town.county
    signed(town, "2026-11-02 09:00")
    browser = enter(Client(), town.administrator)
    typed = sent_lines(browser.get(PAGE).content.decode())
    where = next(name for name, value in typed.items() if value == "T6b").replace("code", "amount")
    looked = browser.post(PAGE, typed | {where: "3"}).content.decode()
    assert "正在走的 1 个时限和新的不同，仍按原来的走完。" in looked
    assert "<ins>3 个工作日；黄灯 48，红灯 8" in looked
    both = browser.post(PAGE, typed | {where: "3", "also_running": "on"}).content.decode()
    assert "正在走的 1 个时限会按新的重算。" in both
    assert browser.post(PAGE, typed | {where: "3", "step": "confirm"}).status_code == 302
    editions.forget()
    changed = {code: lines[0].amount for code, lines in limits_at(clock.now()).items()}
    assert changed == {code: lines[0].amount if code != "T6b" else 3 for code, lines in by_default().items()}


def by_default() -> dict[str, list[object]]:
    """The default table by code."""
    found: dict[str, list[object]] = {}
    for one in read_table(DEFAULT).limits:
        found.setdefault(one.code, []).append(one)
    return found


def test_a_faulty_line_is_named_and_what_was_typed_stays(town: Township, settings) -> None:
    settings.COUNTY = town.county
    browser = enter(Client(), town.administrator)
    typed = sent_lines(browser.get(PAGE).content.decode())
    where = next(name for name, value in typed.items() if value == "T6b").replace("code", "amount")
    answer = browser.post(PAGE, typed | {where: ""})
    assert answer.status_code == 422
    assert "请填“多久”" in answer.content.decode()
    assert not Edition.objects.exists()
