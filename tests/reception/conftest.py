"""The hour at which the tests of a reception day happen."""

from collections.abc import Iterator

import pytest

from lianxin.kernel import clock
from tests.township import at


@pytest.fixture
def morning() -> Iterator[None]:
    """A Wednesday at ten, for the office and its pages."""
    with clock.standing_at(at("2026-11-04 10:00")):
        yield
