"""Frozen figures on their pages: who may open them, what they say when somebody touched them."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from lianxin.insight.figures.monday import FROZEN
from lianxin.insight.queries.frozen import frozen_figure, frozen_figures
from lianxin.kernel import clock
from lianxin.kernel.actor import Role, Shunned
from lianxin.kernel.figures.registry import Query, tell
from lianxin.kernel.models.figure import FrozenFigure
from lianxin.people.models import Unit
from lianxin.places.models import Area
from tests.township import Township, actor, at, enter

NOW = at("2026-11-09 09:00")


@pytest.fixture
def leader(town: Township) -> Iterator[Client]:
    """The leader at a browser on Monday morning, with two matters of last week."""
    for _ in range(2):
        town.file(when=at("2026-11-03 09:00"))
    with clock.standing_at(NOW):
        yield enter(Client(), town.leader)


def freeze(leader: Client) -> FrozenFigure:
    """Click 冻结这几个数; gives the copy of what was new."""
    page = leader.get("/leader/monday/").content.decode()
    sent = {
        "client_id": re.findall(r'name="client_id" value="([^"]+)"', page)[0],
        "query": [text.replace("&amp;", "&") for text in re.findall(r'name="query" value="([^"]+)"', page)],
        "purpose": "给县里的周报",
    }
    for _ in range(2):  # a double click
        assert leader.post("/leader/frozen/new/", sent).status_code == 302
    assert FrozenFigure.objects.count() == len(FROZEN)
    return FrozenFigure.objects.get(code="new")


@pytest.mark.req("CNT-04")
def test_the_numbers_of_the_page_are_frozen_and_counted_again_beside(leader: Client, town: Township) -> None:
    row = freeze(leader)
    assert "给县里的周报" in leader.get("/leader/frozen/").content.decode()
    assert "一件不差" in leader.get(f"/leader/frozen/{row.pk}/").content.decode()
    with clock.standing_at(at("2026-11-10 09:00")):
        late = town.file(when=at("2026-11-05 09:00"))
        page = leader.get(f"/leader/frozen/{row.pk}/").content.decode()
    assert "一件不差" not in page
    for words in ("<b>2件</b>", "<b>3件</b>", late.number, "多出来", "补录：事情在前，登记在后", row.hash):
        assert words in page


@pytest.mark.req("CNT-04")
def test_a_touched_copy_says_so(leader: Client) -> None:
    row = freeze(leader)
    FrozenFigure.objects.filter(pk=row.pk).update(numerator=7)
    assert (
        "对不上" not in leader.get(f"/leader/frozen/{row.pk}/").content.decode()
    )  # the hash covers the rows
    FrozenFigure.objects.filter(pk=row.pk).update(rows={"numerator": []})
    assert "这份冻结的数和留痕对不上" in leader.get(f"/leader/frozen/{row.pk}/").content.decode()


@pytest.mark.req("INV-08")
def test_a_copy_of_a_wider_scope_is_not_there_for_who_sees_less(leader: Client, town: Township) -> None:
    row = freeze(leader)
    elsewhere = Area.objects.create(code="990901102000", name="白溪镇", kind="town")
    hall = Unit.objects.create(name="白溪镇便民中心", code="09", kind="office", area=elsewhere)
    stranger = enter(Client(), actor(hall, "白溪镇长", Role.LEADER))
    assert stranger.get(f"/leader/frozen/{row.pk}/").status_code == 404
    assert frozen_figures(town.auditor) == frozen_figures(town.leader) != []


def test_only_leaders_freeze(leader: Client, town: Township) -> None:
    auditor = enter(Client(), town.auditor)
    assert "冻结这几个数" not in auditor.get("/leader/monday/").content.decode()
    assert auditor.post("/leader/frozen/new/", {}).status_code == 403
    assert leader.post("/leader/frozen/new/", {"query": "figure=gossip"}, follow=True).redirect_chain
    assert not FrozenFigure.objects.exists()


@pytest.mark.req("CNT-04")
def test_a_copy_leaves_the_house_with_its_query_its_cut_off_and_its_hash(leader: Client) -> None:
    row = freeze(leader)
    why = {"ground": "other", "reason": "县里要的周报"}
    asked = leader.post("/exports/new/frozen/", why)
    with CalamineWorkbook.from_filelike(io.BytesIO(leader.get(f"{asked['Location']}file/").content)) as book:
        rows = book.get_sheet_by_index(0).to_python()
    line = next(dict(zip(rows[0], cells, strict=True)) for cells in rows[1:] if row.hash in cells)
    assert (line["数字"], line["当时是"], line["查询条件"]) == (
        "新收诉求",
        "2件",
        "figure=new since=2026-11-02 until=2026-11-08",
    )
    assert "2026-11-09" in str(line["截止统计"])


@pytest.mark.req("INV-08")
def test_who_keeps_away_from_a_matter_has_neither_its_count_nor_its_copy(
    leader: Client, town: Township
) -> None:
    town.dispatched(town.file(when=at("2026-11-03 09:00")), when=at("2026-11-03 10:00"))
    row = freeze(leader)
    kin = replace(town.leader, shuns=Shunned(units=frozenset({town.water.pk})))
    query = Query("new", row.since, row.until)
    counted = {who.shuns: tell({"new": query}, by=who, now=NOW)["new"].n for who in (town.leader, kin)}
    assert (counted[town.leader.shuns], counted[kin.shuns]) == (3, 2)
    assert row.pk in {one.pk for one in frozen_figures(town.leader)}
    assert row.pk not in {one.pk for one in frozen_figures(kin)}
    assert frozen_figure(row.pk, by=kin) is None
