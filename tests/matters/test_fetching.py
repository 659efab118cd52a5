"""Whose files anybody may fetch who may know of the row: asked of the gate, for each kind of row."""

import pytest

from lianxin.boxes.models import Opening, Slip
from lianxin.kernel.attachments import store, visible_attachment
from lianxin.matters import fetching
from lianxin.matters.models import Stateful
from lianxin.reception.models import FieldCheck
from lianxin.renovation.models import Project
from tests.doors.conftest import photo
from tests.township import Township


class Seen:
    """A gate that lets one row be known of."""

    def __init__(self, key: int) -> None:
        self.key = key

    def filter(self, *, pk: int) -> "Seen":
        return Seen(self.key if pk == self.key else 0)

    def exists(self) -> bool:
        return bool(self.key)


@pytest.mark.parametrize(
    ("kind", "model"),
    [("opening", Opening), ("slip", Slip), ("fieldcheck", FieldCheck), ("project", Project)],
)
def test_who_may_know_of_a_row_fetches_its_files_and_nobody_else(
    town: Township, monkeypatch: pytest.MonkeyPatch, kind: str, model: type[Stateful]
) -> None:
    mine, other = (store(photo(), row_kind=kind, row_id=key) for key in (7, 8))
    asked = []

    def visible(by: object, table: object) -> Seen:
        asked.append((by, table))
        return Seen(7)

    monkeypatch.setattr(fetching, "visible", visible)
    assert visible_attachment(mine.client_id, town.clerk) == mine
    assert visible_attachment(other.client_id, town.clerk) is None
    assert asked == [(town.clerk, model)] * 2
