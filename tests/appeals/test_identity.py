"""Who speaks: sealed in the tables, masked on the page, shown for a reason that stays on record."""

import pytest
from django.db import connection
from django.test import Client

from lianxin.appeals.models import Appellant
from lianxin.kernel.context import all_counties
from lianxin.kernel.events import reasons_of
from lianxin.kernel.models.event import AccessEntry
from lianxin.matters.models import Matter
from tests.township import Township, enter

REASON = {"field": "phone", "ground": "verify", "reason": "电话核实漏水位置"}


def address(matter: Matter) -> str:
    """Where to ask for the one appellant's name and number."""
    return f"/matters/{matter.number}/who/{Appellant.objects.get(matter=matter).pk}/"


def test_name_and_number_are_not_in_the_tables_in_clear(town: Township) -> None:
    town.file()
    with all_counties("looking at the bytes of the table"), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM appeals_appellant")
        row = str([bytes(cell) if isinstance(cell, memoryview) else cell for cell in cursor.fetchone()])
    assert "林小满" not in row
    assert "19900001111" not in row
    appellant = Appellant.objects.get()
    assert (appellant.name, appellant.phone) == ("林小满", "19900001111")


def test_the_page_shows_them_masked(town: Township, client: Client) -> None:
    matter = town.file()
    page = enter(client, town.triage).get(f"/matters/{matter.number}/").content.decode()
    assert "199****1111" in page
    assert "林小满" not in page
    assert "19900001111" not in page


def test_they_are_shown_for_a_reason_and_the_look_is_on_record(town: Township, client: Client) -> None:
    matter = town.file()
    page = enter(client, town.triage).post(address(matter), REASON).content.decode()
    assert "19900001111" in page
    assert "林小满" not in page
    entry = AccessEntry.objects.get()
    assert (entry.actor_id, entry.row_id, entry.what) == (town.triage.account, matter.pk, "phone")
    assert reasons_of([entry])[entry.seq] == "核实情况：电话核实漏水位置"
    named = client.post(address(matter), {**REASON, "field": "name"}).content.decode()
    assert "林小满" in named
    assert "19900001111" not in named


@pytest.mark.parametrize(
    "said", [{}, {"field": "phone", "ground": "verify", "reason": "看看"}, {**REASON, "field": "text"}]
)
def test_without_a_real_reason_nothing_is_shown_and_nothing_is_recorded(
    town: Township, client: Client, said: dict[str, str]
) -> None:
    matter = town.file()
    answer = enter(client, town.triage).post(address(matter), said)
    assert answer.status_code == 422
    assert "19900001111" not in answer.content.decode()
    assert AccessEntry.objects.count() == 0


@pytest.mark.parametrize(
    ("identity", "who", "status"),
    [
        ("named", "water_handler", 200),
        ("confidential", "water_handler", 404),
        ("confidential", "triage", 200),
        ("confidential", "caller", 200),
        ("named", "roads_handler", 404),
        ("named", "leader", 200),
        ("confidential", "leader", 404),
        ("named", "clerk", 200),
        ("confidential", "clerk", 404),
        ("named", "auditor", 200),
        ("confidential", "auditor", 404),
        ("named", "reviewer", 403),
        ("named", "security", 403),
        ("named", "administrator", 403),
    ],
)
def test_a_confidential_name_stays_with_the_desk(
    town: Township, client: Client, identity: str, who: str, status: int
) -> None:
    matter = town.dispatched(town.file(identity=identity))
    answer = enter(client, getattr(town, who)).post(address(matter), REASON)
    assert answer.status_code == status
    assert AccessEntry.objects.count() == (1 if status == 200 else 0)


@pytest.mark.parametrize(
    ("identity", "who", "shown"),
    [
        ("named", "water_handler", True),
        ("confidential", "water_handler", False),
        ("confidential", "reviewer", False),
        ("confidential", "leader", False),
        ("confidential", "clerk", True),
        ("confidential", "triage", True),
        ("confidential", "caller", True),
    ],
)
def test_of_a_confidential_name_the_others_see_not_even_the_surname(
    town: Township, client: Client, identity: str, who: str, shown: bool
) -> None:
    matter = town.dispatched(town.file(identity=identity))
    page = enter(client, getattr(town, who)).get(f"/matters/{matter.number}/").content.decode()
    assert ("林＊" in page, "1111" in page) == (shown, shown)
    assert "林小满" not in page


def test_an_anonymous_appeal_keeps_neither_name_nor_number(town: Township) -> None:
    town.file(identity="anonymous")
    appellant = Appellant.objects.get()
    assert (appellant.name, appellant.phone, appellant.phone_index) == ("", "", "")
