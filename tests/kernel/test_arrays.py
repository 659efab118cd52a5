"""A list comes back from PostgreSQL as it was handed over."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from hypothesis import given, strategies as st

pytestmark = [
    pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's arrays"),
    pytest.mark.django_db,
]


def there_and_back(value: list[Any], kind: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT %s::{kind}[]", [value])
        return cursor.fetchone()[0]


@given(st.lists(st.none() | st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))))
def test_any_text_comes_back(value: list[str | None]) -> None:
    assert there_and_back(value, "text") == value


@pytest.mark.parametrize(
    "text", ["", "NULL", "null", '"', "\\", '\\"', "{}", "a,b", " ", "\u3000", "'", "𠮷"]
)
def test_what_means_something_in_an_array_comes_back(text: str) -> None:
    assert there_and_back([text, None, text], "text") == [text, None, text]


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ([1, None, -(2**60)], "bigint"),
        ([True, False, None], "boolean"),
        ([1.5, float("inf")], "double precision"),
        ([datetime(2026, 2, 28, 9, 30, tzinfo=UTC), None], "timestamptz"),
        ([UUID(int=7)], "uuid"),
        ([b"\x00\\\"'", None], "bytea"),
        ([[1, 2], [3, 4]], "integer"),
        ([], "text"),
        ([None, None], "text"),
    ],
)
def test_other_kinds_come_back(value: list[Any], kind: str) -> None:
    assert there_and_back(value, kind) == value
