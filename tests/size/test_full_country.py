"""Pages ask the same few questions of a small township and of a county with the whole country beside it.

Both tests read one table of addresses, roles and literals: what holds for 61 villages, 3 staff and a matter in each
queue holds for 663,131 places, 1,000 staff and forty matters in each. With 61 villages the picker is a box to type
into, as in every larger place; up to sixty it is a plain list.
"""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from lianxin.kernel import clock, editions
from lianxin.kernel.actor import system
from lianxin.places.intake.run import import_table
from lianxin.places.models import Area
from lianxin.web.settings_catalogue import page_of
from tests.size.asked import PAGES, SETTING, SETTING_BY_AREA, WITH_PREVIEW, Page
from tests.size.country import OURS, ROWS, write_table
from tests.size.office import Office, matters, settle, staff
from tests.township import TOWN, Township, enter

MOST = 200
LONGEST_WAIT = 2.0  # seconds; a loose look at the page's own work, on a machine that does other things too


def pages(office: Office) -> Iterator[Page]:
    """The table, and the page of every setting by whoever may change it."""
    yield from PAGES
    for setting in editions.registered():
        if not setting.code.startswith("test."):
            mine = page_of(setting.code, office.actors["administrator"])
            who, asked = (
                "administrator" if mine else "security",
                SETTING_BY_AREA if setting.per_area else SETTING,
            )
            yield Page(who, f"/settings/{setting.code}/", WITH_PREVIEW.get(setting.code, asked))


def walk(office: Office, count: DjangoAssertNumQueries) -> Iterator[tuple[str, HttpResponse, float]]:
    """Open every page once and count what it asks; gives who and where, the answer, the seconds it took."""
    browsers = {who: enter(Client(), by) for who, by in office.actors.items()} | {"": Client()}
    for client in browsers.values():
        client.get("/me/")  # the first page of a stay notes that it began
    for page in pages(office):
        address, client = page.address.format(**office.keys), browsers[page.who]
        sent = {name: said.format(**office.keys) for name, said in (page.sent or {}).items()}
        name = f"{page.who or 'resident'}: {address} {sent or ''}"
        began = time.perf_counter()
        with count(page.queries, info=name):
            answer = client.get(address) if page.sent is None else client.post(address, sent)
        assert answer.status_code == 200, name
        yield name, answer, time.perf_counter() - began


def longest_list(answer: HttpResponse) -> int:
    """The most choices in one box, rows, or links of a page."""
    body = answer.content.decode()
    boxes = [box.count("<option") for box in re.findall(r"<select.*?</select>", body, re.DOTALL)]
    return max([*boxes, *(body.count(one) for one in ("<a ", "<tr", 'type="radio"'))])


def test_a_small_office_asks_this_often(
    town: Township, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    place = Area.objects.get(code=f"{TOWN}000")
    county = Area.objects.create(code=f"{OURS}000000", name="青禾县", kind="county")
    Area.objects.bulk_create(
        Area(code=f"{TOWN}{202 + serial}", name=f"第{serial}村", kind="village", parent=place)
        for serial in range(60)
    )
    office = settle(town, county)
    staff(office, count=3, units=2)
    matters(office, each=1)
    assert len(list(walk(office, django_assert_num_queries))) > len(PAGES)


@pytest.mark.deep
def test_a_thousand_staff_in_a_whole_country_ask_as_often(
    town: Township,
    tmp_path: Path,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    table = tmp_path / "table.csv.gz"
    write_table(table)
    with table.open("rb") as file:
        report = import_table(file, by=system(town.county), at=clock.now())
    assert (report.rows, report.created, report.unchanged, report.refused) == (ROWS, ROWS - 2, 2, 0)
    office = settle(town, Area.objects.get(code=f"{OURS}000000"))
    staff(office, count=1000, units=120)
    matters(office, each=40)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # as a server has done by itself a minute later
    lists, slow = {}, {}
    for name, answer, seconds in walk(office, django_assert_num_queries):
        lists[name] = longest_list(answer)
        slow |= {name: seconds} if seconds > LONGEST_WAIT else {}
    assert {name: length for name, length in lists.items() if length > MOST} == {}
    assert max(lists.values()) > 100  # a page of the large office was measured, not an empty one
    assert slow == {}
