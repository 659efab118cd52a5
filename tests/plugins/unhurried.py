"""A page asks the same questions however slow the machine is: nothing runs out between two counted pages."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from lianxin.people import sessions
from lianxin.people.actions import tokens
from lianxin.wording.queries import classes


@pytest.fixture
def django_assert_num_queries(
    django_assert_num_queries: DjangoAssertNumQueries, monkeypatch: pytest.MonkeyPatch
) -> DjangoAssertNumQueries:
    """Stays and tokens are stamped once a minute, the table of classes is read every half: here, hourly."""
    monkeypatch.setattr(sessions, "STAMP_EVERY", timedelta(hours=1))
    monkeypatch.setattr(tokens, "STAMP_EVERY", timedelta(hours=1))
    monkeypatch.setattr(classes, "FRESH_SECONDS", 3600.0)
    return django_assert_num_queries
