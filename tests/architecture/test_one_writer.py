import pytest

from tests.architecture.shape import PACKAGE
from tests.architecture.writers import WRITERS, writes, writes_elsewhere

pytestmark = pytest.mark.once


def test_only_the_writer_assigns_a_state():
    assert writes_elsewhere() == []


def test_every_writer_named_exists_and_writes():
    assert {name for name in WRITERS if not any(writes((PACKAGE / name).read_text("utf-8")))} == set()


@pytest.mark.parametrize(
    "line",
    [
        'row.state = "closed"',
        'row.state: str = "closed"',
        'a, row.state = 1, "closed"',
        'row.state += "x"',
        'Appeal.objects.filter(pk=1).update(state="closed")',
        'Appeal.objects.create(state="closed")',
        'setattr(row, "state", "closed")',
        'object.__setattr__(row, "state", "closed")',
        'Appeal.objects.bulk_update(rows, ["version", "state"])',
    ],
)
def test_every_way_to_assign_a_state_is_seen(line):
    assert list(writes(line)) == [1]


@pytest.mark.parametrize(
    "line", ["found = rows.filter(state=asked)", 'state = "closed"', "print(row.state)", 'row.estate = "x"']
)
def test_reading_a_state_is_nobodys_business(line):
    assert list(writes(line)) == []
