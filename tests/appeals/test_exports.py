"""The list of matters and the callback list as sheets: through the gate, masked, with their filters."""

import io
from urllib.parse import urlencode

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from python_calamine import CalamineWorkbook

from lianxin.kernel import worker
from lianxin.kernel.actor import Actor
from lianxin.kernel.exports import Ask, list_named
from lianxin.kernel.models.event import AccessEntry
from lianxin.kernel.models.export import Export
from lianxin.people.models import Avoidance
from tests.township import Township, enter

PHONE = "19900001111"
WHY = {"ground": "other", "reason": "信访局每月要的台账"}


def taken(
    by: Actor,
    sheet: str = "matters",
    *,
    columns: tuple[str, ...] = (),
    second: Actor | None = None,
    **filters: str,
) -> list[dict[str, str]]:
    """The rows somebody takes out, by heading."""
    browser = enter(Client(), by)
    sent = browser.post(f"/exports/new/{sheet}/?{urlencode(filters)}", {**WHY, "columns": columns})
    assert sent.status_code == 302, sent.content.decode()
    export = Export.objects.latest("pk")
    if second is not None:
        enter(Client(), second).post(f"/exports/{export.pk}/approve/")
        worker.run_due()
    answer = browser.get(f"/exports/{export.pk}/file/")
    assert answer.status_code == 200
    return rows_of(answer)


def rows_of(answer: HttpResponse) -> list[dict[str, str]]:
    """The rows of a file by heading, as text."""
    with CalamineWorkbook.from_filelike(io.BytesIO(answer.content)) as book:
        head, *rows = book.get_sheet_by_index(0).to_python()
    return [dict(zip(map(str, head[1:]), map(str, row[1:]), strict=True)) for row in rows]


def numbers(by: Actor, **filters: str) -> set[str]:
    """The matters somebody takes out."""
    return {row["事项编号"] for row in taken(by, **filters)}


@pytest.mark.req("INV-15")
def test_the_sheet_has_the_matters_of_the_list_with_its_filters(town: Township) -> None:
    closed, waiting = town.closed(town.file()), town.file(text="路灯坏了。", area=None)
    assert numbers(town.triage) == {closed.number, waiting.number}
    assert numbers(town.triage, state="open") == {waiting.number}
    assert numbers(town.triage, q="路灯") == {waiting.number}
    assert numbers(town.triage, unit=str(town.water.pk)) == {closed.number}
    (row,) = taken(town.triage, state="closed")
    assert (row["标题"], row["状态"], row["承办单位"], row["事项分类"], row["满意度"]) == (
        closed.title,
        "已办结",
        "供水站",
        "供水",
        "非常满意",
    )


@pytest.mark.req("INV-08")
def test_what_somebody_may_not_know_of_is_in_no_sheet(town: Township) -> None:
    ours = town.file()
    sealed = town.file(type="report", text="反映某人的作风。")
    assert numbers(town.triage) == {ours.number, sealed.number}
    assert numbers(town.clerk) == {ours.number}
    assert numbers(town.auditor) == {ours.number}


@pytest.mark.req("INV-08")
def test_who_keeps_away_from_a_unit_takes_out_none_of_its_matters(town: Township) -> None:
    town.working(town.file())
    other = town.file()
    Avoidance.objects.create(
        account_id=town.leader.account, unit=town.water, tie="kin", declared_at=timezone.now()
    )
    assert numbers(town.leader) == {other.number}


def who(rows: list[dict[str, str]]) -> dict[str, tuple[str, str]]:
    """Who speaks in each matter."""
    return {row["事项编号"]: (row["反映人"], row["反映人电话"]) for row in rows}


@pytest.mark.req("INV-15")
def test_a_speaker_is_in_clear_only_for_whom_the_page_would_show_them(town: Township) -> None:
    named = town.working(town.file())
    hidden = town.working(town.file(identity="confidential", name="白鹭洲"))
    columns = ("reporter", "phone")
    desk = who(taken(town.triage, columns=columns, second=town.leader))
    assert desk == {named.number: ("林小满", PHONE), hidden.number: ("白鹭洲", PHONE)}
    unit = who(taken(town.water_handler, columns=columns, second=town.leader))
    assert unit == {named.number: ("林小满", PHONE), hidden.number: ("", "")}


@pytest.mark.req("INV-15")
def test_words_and_names_are_only_in_the_sheet_of_who_chose_them(town: Township) -> None:
    town.closed(town.file(text="路灯坏了。电工说要等三天。"))
    plain, words = taken(town.triage)[0], taken(town.triage, columns=("text", "reply"))[0]
    assert not {"诉求内容", "答复", "反映人", "反映人电话"} & set(plain)
    assert "要等三天" not in str(plain)
    assert (words["诉求内容"], words["答复"][:3]) == ("路灯坏了。电工说要等三天。", "供水站")
    assert PHONE not in str(words)


@pytest.mark.req("XC-07")
def test_who_has_exported_a_matter_is_said_on_its_page_of_looks(town: Township) -> None:
    matter = town.file()
    taken(town.triage)
    looks = enter(Client(), town.leader).get(f"/matters/{matter.number}/looks/").content.decode()
    assert "导出" in looks
    assert f"导出第 {Export.objects.get().serial} 号" in looks
    assert AccessEntry.objects.filter(row_kind="matter", row_id=matter.pk, what="export").count() == 1


def test_the_callback_list_goes_out_without_names(town: Township) -> None:
    town.answered(town.file())
    (row,) = taken(town.caller, "callbacks")
    assert (row["打过几次"], PHONE in str(row), "林小满" in str(row)) == ("0.0", False, False)


def test_five_hundred_matters_take_as_many_queries_as_five(
    town: Township, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _one in range(3):
        town.file()
    known = list_named("matters")
    assert known is not None
    ask = Ask({}, frozenset({"text", "reporter", "phone"}))
    with django_assert_num_queries(8):
        rows = list(known.lines(town.triage, ask))
    assert len(rows) == 3


@pytest.mark.req("C2")
@pytest.mark.parametrize(("identity", "shown"), [("named", "199****5555"), ("confidential", "〔电话①〕")])
def test_numbers_in_what_was_written_go_out_as_the_page_shows_them(
    town: Township, identity: str, shown: str
) -> None:
    for _ in range(2):
        town.dispatched(town.file(text="水管漏了，打19900005555。", identity=identity))
    rows = taken(town.leader, columns=("text",))
    assert [row["诉求内容"] for row in rows] == [f"水管漏了，打{shown}。"] * 2
    assert taken(town.triage, columns=("text",))[0]["诉求内容"] == "水管漏了，打199****5555。"
