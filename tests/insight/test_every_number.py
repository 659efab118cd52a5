"""Every number of Monday's page is what its list shows, what its export holds, and what plain SQL counts."""

import re
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import Client

from lianxin.appeals.models import Appellant
from lianxin.insight.figures.monday import monday
from lianxin.insight.figures.weeks import Week
from lianxin.kernel import clock
from lianxin.kernel.exports import Ask, list_named
from lianxin.matters.models import Matter
from tests.insight.busy import NEVER, busy_week
from tests.insight.plain import recount
from tests.township import Township, at, enter

NOW = at("2026-11-09 09:00")
WEEK = Week(at("2026-11-02 00:00").date())
LINK = re.compile(r'<a[^>]*href="(/matters/\?figure=[^"]+)"[^>]*>(.*?)</a>', re.DOTALL)
SPOKEN = re.compile(r'<a[^>]*href="(/leader/contacts/[^"]+)"[^>]*>(.*?)</a>', re.DOTALL)
ROW = re.compile(r'<a href="/matters/[\d-]+/">')


def numbers(page: str, links: re.Pattern[str] = LINK) -> list[tuple[str, int]]:
    """The address behind each number of the page; where it stands among words, the last number of them."""
    found = []
    for address, words in links.findall(page):
        digits = re.findall(r"\d+", re.sub(r"<[^>]*>", "", words))
        if digits:
            found.append((unescape(address), int(digits[-1])))
    return found


def asked(address: str) -> dict[str, str]:
    """The parameters of an address."""
    return dict(parse_qsl(urlsplit(address).query))


def by_list(leader: Client, town: Township, address: str) -> int:
    """What the list shows, page by page."""
    shown, following = 0, address
    while following:
        answer = leader.get(following)
        assert answer.status_code == 200
        shown += len(set(ROW.findall(answer.content.decode())))
        following = f"/matters/{answer.context['next']}" if answer.context["next"] else ""
    return shown


def by_export(leader: Client, town: Township, address: str) -> int:
    """What the export of the list holds."""
    sheet, ask = list_named("matters"), Ask(asked(address))
    assert sheet is not None
    lines = list(sheet.lines(town.leader, ask))
    assert sheet.count(town.leader, ask) == len(lines)
    return len(lines)


def by_sql(leader: Client, town: Township, address: str) -> int:
    """What plain SQL counts."""
    return recount(asked(address), now=NOW)


@pytest.fixture
def week(town: Township) -> Township:
    """The week in which everything happens."""
    with clock.standing_at(at("2026-11-08 20:00")):
        return busy_week(town)


@pytest.mark.req("INV-02", "INV-14")
@pytest.mark.parametrize("how", [by_list, by_export, by_sql])
def test_every_number_is_its_list_its_export_and_its_recount(week: Township, how: object) -> None:
    assert callable(how)
    with clock.standing_at(NOW):
        leader = enter(Client(), week.leader)
        page = leader.get("/leader/monday/").content.decode()
        told = numbers(page)
        counted = {asked(address)["figure"] for address, _number in told}
        wrong = [
            (address, number, found)
            for address, number in dict(told).items()
            if (found := how(leader, week, address)) != number
        ]
    assert wrong == []
    assert len(set(told)) == len(dict(told))  # one address has one number
    assert len(counted) >= 30
    assert "不平" not in page


def test_the_times_somebody_spoke_are_their_list(week: Township) -> None:
    with clock.standing_at(NOW):
        leader = enter(Client(), week.leader)
        told = numbers(leader.get("/leader/monday/").content.decode(), SPOKEN)
        assert told
        for address, number in told:
            assert leader.get(address).context["total"] == number


def test_the_figures_are_what_happened_in_the_week(week: Township) -> None:
    page = monday(WEEK, by=week.leader, now=NOW)
    words = {code: trend.words for code, trend in page.trends.items()}
    assert page.balance.even
    assert words["solved"] == "2/4"  # two solved of four who spoke; no word of who wasn't reached
    assert words["content"] == "3/4"  # the last word of each counts, and nobody's silence does
    assert [line.count for line in page.said] == [1, 1, 0]  # accepted, in part, no: that one was solved later
    assert (page.beside["by_proxy"].n, page.beside["in_vain"].n) == (1, 1)
    assert (page.trends["reworked"].now.n, page.trends["reopened"].now.n) == (1, 1)
    assert (page.beside["joint"].n, page.beside["whistled"].n, page.beside["arrived"].n) == (1, 1, 1)
    assert page.beside["ruling_waits"].n == 1
    merged = Matter.objects.get(state="merged")
    new, repeated = page.trends["new"].now.query, page.trends["repeated"].now.query
    rows = {
        query.code: set(query.rows("numerator", by=week.leader, now=NOW).values_list("pk", flat=True))
        for query in (new, repeated)
    }
    assert merged.pk not in rows["new"]
    assert merged.pk in rows["repeated"]


def test_one_who_calls_six_times_is_one(week: Township) -> None:
    page = monday(WEEK, by=week.leader, now=NOW)
    (topic,) = page.topics
    voices = set(
        Appellant.objects.filter(matter__filed_at__gte=WEEK_START, matter__appeal__category=week.category)
        .exclude(matter__appeal__type="report")
        .exclude(matter__state="voided")
        .values_list("phone_index", flat=True)
    )
    assert topic.people == len(voices) < topic.count
    assert (topic.label, topic.place, topic.fresh) == ("供水", "樟荫村", False)
    (spot,) = [one for one in page.proposals if one.place != "樟荫村"]
    assert (spot.place, spot.people, spot.count) == ("樟荫村水井路", 9, 9)


WEEK_START = at("2026-11-02 00:00")
PAGES = ("/leader/monday/", "/leader/wall/", "/leader/months/2026-11/analysis/", "/leader/")


@pytest.mark.parametrize("address", PAGES)
def test_no_name_no_number_no_door_and_no_ranking_of_people(week: Township, address: str) -> None:
    with clock.standing_at(NOW):
        page = enter(Client(), week.leader).get(address)
    body = page.content.decode()
    shown = body[body.index('id="main"') :]
    assert page.status_code == 200
    found = [
        words
        for words in (*NEVER, "1 号", "12号", "碾坊", "水管漏了", "维修员", "养护员", "镇长员")
        if words in shown
    ]
    assert found == []
