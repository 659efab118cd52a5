"""Whatever the document allows is asked, and what it doesn't: it keeps its word, and nothing falls over (A11)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings, strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from lianxin.site.api import fence
from tests.site.api.hands import token_of
from tests.township import Township

KEPT = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]
SHUT = [*KEPT, checks.negative_data_rejection, checks.missing_required_header, checks.unsupported_method]


@dataclass
class Office:
    """Matters in many states, and programs on many posts."""

    numbers: list[str]
    tokens: list[str]


@pytest.fixture
def office(town: Township, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """What the programs find; nobody is told to slow down, or nothing else would be asked."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)  # as Django's own client: the test's transaction goes on
    monkeypatch.setattr(fence, "WRITES_A_MINUTE", 1_000_000)
    ways = (town.asked_for_more, town.accepted, town.dispatched, town.working, town.closing, town.answered)
    rows = [town.file(), *(way(town.file()) for way in ways), town.closed(town.file())]
    posts = (town.triage, town.clerk, town.water_handler, town.reviewer, town.caller, town.leader)
    yield Office([row.number for row in rows], [token_of(by).token for by in posts])
    for signal in signals:
        signal.connect(close_old_connections)


def operations() -> Iterator[Any]:
    """Every operation of the document as it is served."""
    document = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())
    for found in document.get_all_operations():
        yield found.ok()


def ask(operation: Any, office: Office, mode: GenerationMode, *, examples: int) -> None:
    """One operation with whatever this way of making things up comes to."""

    @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(
        case=operation.as_strategy(generation_mode=mode),
        token=st.sampled_from(office.tokens),
        number=st.sampled_from(office.numbers),
    )
    def one(case: Any, token: str, number: str) -> None:
        if "number" in case.path_parameters and mode is GenerationMode.POSITIVE:
            case.path_parameters["number"] = number
        answer = case.call(headers={"Authorization": f"Bearer {token}"})
        case.validate_response(answer, checks=KEPT if mode is GenerationMode.POSITIVE else SHUT)

    one()


SHORT = {"dispatch", "call_back"}  # two of the moves, of which all are made from forms alike


@pytest.mark.req("A11")
@pytest.mark.once
def test_the_document_keeps_its_word(office: Office) -> None:
    for operation in operations():
        move = operation.path.partition("/moves/")[2]
        for mode in GenerationMode if not move or move in SHORT else ():
            ask(operation, office, mode, examples=2)


@pytest.mark.req("A11")
@pytest.mark.deep
def test_the_document_keeps_its_word_at_length(office: Office) -> None:
    for operation in operations():
        for mode in GenerationMode:
            ask(operation, office, mode, examples=40)
