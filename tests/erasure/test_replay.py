"""A restored copy does not bring back who was erased (C12)."""

import json
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lianxin.kernel import clock
from lianxin.kernel.audit import verify
from lianxin.kernel.backups.after import Restored, run_all
from lianxin.kernel.erasure import batches, journal
from lianxin.kernel.erasure.registry import ERASED
from lianxin.kernel.models.erasure import JournalLine
from lianxin.matters.models import Matter
from lianxin.matters.rebuild import check
from lianxin.site.commands import erasures
from tests.erasure.canary import LISTED, LONG_AGO, PHONE, RUN, WORD, agreed, found, told_by
from tests.township import Township


def line(matter: Matter, mark: str = "") -> dict[str, object]:
    """What the journal says of a matter, as JSON gives it back."""
    row = {"record": "appeal", "row_kind": "matter", "row_id": matter.pk, "batch": 7, "at": RUN.isoformat()}
    told: dict[str, object] = json.loads(json.dumps({**row, "mark": mark or str(matter.client_id)}))
    return told


@pytest.mark.req("C12")
def test_what_the_copy_brought_back_is_erased_again_and_the_log_tells_it(
    town: Township, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    matter = told_by(town)
    with django_capture_on_commit_callbacks(execute=True):
        assert journal.replay([line(matter)]) == 1
    assert journal.replay([line(matter)]) == 0
    assert found(WORD, PHONE) == set()
    assert JournalLine.objects.count() == 1
    assert verify("events").ok
    assert list(check()) == []


@pytest.mark.req("C12")
def test_an_id_that_is_somebody_elses_by_now_is_left_alone(town: Township) -> None:
    matter = town.closed(town.file(when=LONG_AGO), LONG_AGO)
    assert journal.replay([line(matter, mark="0190a3c0-0000-7000-8000-000000000000")]) == 0
    matter.refresh_from_db()
    assert matter.title != ERASED


def test_a_kind_of_record_this_version_does_not_know_is_named(town: Township) -> None:
    matter = town.file()
    with pytest.raises(LookupError, match="gossip"):
        journal.replay([{**line(matter), "record": "gossip"}])


@pytest.mark.req("C12")
def test_after_a_run_the_journal_stands_in_a_file_beside_the_database_once(town: Township) -> None:
    matter = told_by(town)
    with clock.standing_at(LISTED):
        (batch,) = batches.list_next_month()
    with clock.standing_at(RUN):
        agreed(town, batch)
    assert journal.write_out() == 0
    with journal.journal_path().open("a", encoding="ascii") as file:
        file.write('\n{"record": "app')  # cut off by a crash
    assert [(row["row_id"], row["mark"]) for row in journal.written()] == [(matter.pk, str(matter.client_id))]
    assert journal.written() == journal.export()
    assert WORD not in journal.journal_path().read_text(encoding="ascii")


@pytest.mark.req("C12")
def test_a_restore_reads_the_folder_it_replaced(
    town: Township, tmp_path: Path, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    matter = told_by(town)
    path = journal.journal_path(tmp_path)
    path.parent.mkdir()
    path.write_text(json.dumps(line(matter)), encoding="ascii")
    with django_capture_on_commit_callbacks(execute=True):
        run_all(Restored(LONG_AGO, RUN, tmp_path))
    assert found(WORD, PHONE) == set()
    assert [row["row_id"] for row in journal.written()] == [matter.pk]


@pytest.mark.req("C12")
def test_on_an_empty_machine_the_command_reads_the_journal_that_was_kept_elsewhere(
    town: Township, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    matter, path = told_by(town), tmp_path / f"lianxin-{town.county}.erasures"
    path.write_text(json.dumps(line(matter)), encoding="ascii")
    assert erasures.run(Namespace(what="replay", file=path)) == 0
    assert "又删了 1 条" in capsys.readouterr().out
    (tmp_path / "990902.jsonl").touch()
    for other in (tmp_path / "990902.jsonl", tmp_path / "none.jsonl"):
        assert erasures.run(Namespace(what="replay", file=other)) == 1
    said = capsys.readouterr().out
    assert ("不是本县的" in said, "没有这个文件" in said) == (True, True)
