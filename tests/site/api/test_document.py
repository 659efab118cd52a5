"""The document and its page: every operation and every move, nothing from elsewhere, the same as the reference."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from lianxin.appeals.forms.triage import DispatchForm
from lianxin.matters.flows import matter_flows
from lianxin.site.api import moves
from lianxin.site.commands.reference import PAGES
from lianxin.web.problems import KINDS

pytestmark = [pytest.mark.once, pytest.mark.django_db]


@pytest.fixture
def document(county: object) -> dict[str, Any]:
    """As it is served, to whoever asks."""
    answer = Client().get("/api/v1/openapi.json")
    assert answer["Content-Type"] == "application/json"
    return answer.json()


def each(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    """Path, method and operation."""
    return [
        (path, method, one) for path, methods in document["paths"].items() for method, one in methods.items()
    ]


def test_every_operation_says_what_it_asks_and_what_may_go_wrong(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")
    names = [one["operationId"] for _path, _method, one in each(document)]
    assert len(names) == len(set(names)) > 30
    for path, method, one in each(document):
        assert [*one["security"][0]] == ["token"]
        assert {"401", "403", "405", "429", "500"} <= one["responses"].keys()
        headers = {row["name"] for row in one["parameters"] if row["in"] == "header"}
        assert ("Idempotency-Key" in headers) == (method == "post")
        assert ("If-Match" in headers) == ("/moves/" in path)


def test_every_move_people_make_has_its_address_and_its_form(document: dict[str, Any]) -> None:
    told = {path.rpartition("/")[2] for path in document["paths"] if "/moves/" in path}
    flows = matter_flows()
    made = {move.code for flow in flows for move in flow.moves if move.source and not move.elsewhere}
    assert told <= made
    assert {"accept", "dispatch", "sign", "finish", "approve", "call_back", "withdraw"} <= told
    assert {move.code for move, _form in moves.documented()} == told
    dispatch = document["components"]["schemas"]["Dispatch"]
    assert set(dispatch["properties"]) == set(DispatchForm.base_fields)
    assert dispatch["required"] == ["unit", "basis"]
    assert dispatch["properties"]["basis"]["maxLength"] == 200
    assert dispatch["additionalProperties"] is False


def test_the_page_shows_all_of_it_and_needs_no_network(document: dict[str, Any]) -> None:
    page = Client().get("/api/").content.decode()
    for path in document["paths"]:
        assert f"/api/v1{path}</code>" in page
    for code in KINDS:
        assert f'id="{code}"' in page
    assert re.findall(r'(?:src|href)="(?:https?:)?//', page) == []


def test_the_reference_holds_the_document_as_it_is_served(document: dict[str, Any]) -> None:
    assert json.loads(PAGES["openapi.json"]()) == document
