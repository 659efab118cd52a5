"""The query lint over the whole suite: what a cluster would refuse fails here, on both engines.

Watches while a test and its own fixtures run; making, emptying and dropping test databases is Django's business.
"""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from lianxin.kernel.lint import watch

# A list, because threads of a test open connections of their own and all look here.
_watching = [False]


def while_watching(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    """`watch`, as long as a test runs."""
    if not _watching[0]:
        return execute(sql, params, many, context)
    return watch(execute, sql, params, many, context)


def install(connection: BaseDatabaseWrapper, **about: object) -> None:
    """First in line, so that wrappers of the test itself come and go behind it."""
    if while_watching not in connection.execute_wrappers:
        connection.execute_wrappers.insert(0, while_watching)


connection_created.connect(install)


@contextmanager
def watched(*, now: bool) -> Iterator[None]:
    """Watch, or look away, until the step is over."""
    for connection in connections.all(initialized_only=True):
        install(connection)
    before, _watching[0] = _watching[0], now
    try:
        yield
    finally:
        _watching[0] = before


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[Any]) -> Generator[None, Any, Any]:
    """Our fixtures are watched, pytest-django's are not."""
    with watched(now=not fixturedef.func.__module__.startswith("pytest_django")):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None, Any, Any]:
    """The test itself."""
    with watched(now=True):
        return (yield)
