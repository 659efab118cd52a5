"""The night's backup: when it is due, what is kept, how a failure comes to be known."""

from argparse import Namespace
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings

from lianxin.kernel import crypto
from lianxin.kernel.backups import diary, making, nightly
from lianxin.kernel.backups.diary import Line
from lianxin.kernel.models.county import County
from lianxin.site.checkups import backups
from lianxin.site.checkups.finding import State, examine
from lianxin.site.commands import backup, keys
from lianxin.site.errors import Unable
from tests.site.restored import Office, office_at
from tests.township import at

NOW = at("2026-11-24 09:00")


@pytest.fixture
def office(county: County, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    yield office_at(tmp_path / "office", county.code, monkeypatch)
    crypto.key_ring.cache_clear()


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often a backup was begun."""
    begun: list[int] = []
    monkeypatch.setattr(nightly, "start", lambda: begun.append(1))
    return begun


def configure(monkeypatch: pytest.MonkeyPatch, **said: object) -> None:
    monkeypatch.setattr(settings, "HOME", replace(settings.HOME, backup=said))


def look(moment: str) -> None:
    with time_machine.travel(at(moment), tick=False):
        nightly.look()


@pytest.mark.req("I1")
def test_a_night_is_backed_up_once_and_made_up_for_when_the_machine_was_off(
    office: Office, started: list[int]
) -> None:
    diary.add(office.home, Line("night", at("2026-11-23 02:10"), ok=True))
    look("2026-11-24 01:30")
    assert started == []
    look("2026-11-24 08:00")
    assert started == [1]
    diary.add(office.home, Line("night", at("2026-11-24 08:01"), ok=False, why="磁盘已满"))
    look("2026-11-24 08:30")
    assert started == [1, 1]
    diary.add(office.home, Line("night", at("2026-11-24 08:32"), ok=True))
    look("2026-11-24 23:30")
    assert started == [1, 1]


def test_one_county_of_several_looks_and_a_demo_makes_none(
    office: Office, started: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    County.objects.create(code=office.county - 1, name="邻县")
    look("2026-11-24 08:00")
    assert started == []
    County.objects.filter(code=office.county - 1).delete()
    monkeypatch.setattr(settings, "HOME", replace(settings.HOME, mode="demo"))
    look("2026-11-24 08:00")
    assert started == []


def test_seven_days_and_four_weeks_are_kept_and_nothing_made_by_hand_goes(tmp_path: Path) -> None:
    by_hand = tmp_path / "lianxin-990901-20200101-120000.backup"
    others = [
        by_hand,
        tmp_path / "notes.txt",
        tmp_path / "lianxin-990901-20200101-020000-night.backup.1.part",
    ]
    for path in others:
        path.touch()
    for day in range(60):
        moment = at("2026-11-24 02:00") - timedelta(days=day)
        (tmp_path / f"lianxin-990901-{moment:%Y%m%d-%H%M%S}-night.backup").touch()
    gone = making.thin_out(tmp_path, daily=7, weekly=4)
    kept = [f"{making.moment_of(path):%m-%d}" for path in making.found_in(tmp_path) if path != by_hand]
    # A Tuesday; each week's newest is its Sunday.
    assert kept == ["11-08", "11-15", "11-18", "11-19", "11-20", "11-21", "11-22", "11-23", "11-24"]
    assert len(gone) == 51
    assert all(path.exists() for path in others)
    assert making.thin_out(tmp_path, daily=7, weekly=4) == []


@pytest.mark.req("I1")
def test_a_night_lies_where_the_settings_say_with_its_copy(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    disk, nas = tmp_path / "disk", tmp_path / "nas"
    configure(monkeypatch, folder=str(disk), copy_to=str(nas), daily=1, weekly=0)
    for day in ("2026-11-23", "2026-11-24"):
        with time_machine.travel(at(f"{day} 02:00"), tick=False):
            assert backup.run(Namespace(to=None, copy_to=None, night=True)) == 0
    names = [[path.name for path in place.iterdir()] for place in (disk, nas)]
    assert names == [["lianxin-990901-20261124-020000-night.backup"]] * 2
    assert next(disk.iterdir()).read_bytes() == next(nas.iterdir()).read_bytes()
    assert [(line.what, line.ok) for line in diary.read(office.home)] == [("night", True)] * 2
    assert "✓ 备份好了" in capsys.readouterr().out


@pytest.mark.req("I1")
def test_a_failure_is_a_sentence_now_and_in_the_doctors_report(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "full").write_text("no folder")
    with pytest.raises(Unable):
        backup.run(Namespace(to=str(tmp_path / "full"), copy_to=None, night=False))

    def full(*words: object, **more: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(making, "make", full)
    with pytest.raises(Unable) as refused:
        backup.run(Namespace(to=str(tmp_path), copy_to=None, night=False))
    assert refused.value.sentence.zh.startswith("磁盘已满")
    found = backups.backup()
    assert (found.state, "没有做成：磁盘已满" in found.zh) == (State.BROKEN, True)


def test_two_backups_at_once_are_one(office: Office, tmp_path: Path) -> None:
    with backup.locked(office.home / "log" / "backup.lock") as mine:
        assert mine
        with pytest.raises(Unable) as refused:
            backup.run(Namespace(to=str(tmp_path), copy_to=None, night=False))
    assert "另一个备份正在进行" in refused.value.sentence.zh
    assert diary.read(office.home) == []


@pytest.mark.req("I1", "I2")
def test_the_doctor_knows_the_age_of_the_backup_the_drill_and_the_card(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def states() -> dict[str, State]:
        with time_machine.travel(NOW, tick=False):
            return {finding.code: finding.state for finding in examine(backups.CHECKS)}

    note, ok, broken = State.NOTE, State.OK, State.BROKEN
    assert states() == {"backup": note, "nights": ok, "drill": note, "card": note, "restored": ok}
    keys.remember(office.home, office.keys.fingerprint)
    for hours, state in ((80, broken), (25, note), (24, ok)):
        diary.add(office.home, Line("backup", NOW - timedelta(hours=hours), ok=True))
        assert states()["backup"] is state, hours
    for line, state in (
        (Line("drill", NOW - timedelta(days=40), ok=True), note),
        (Line("drill", NOW - timedelta(days=2), ok=True), ok),
        (Line("drill", NOW - timedelta(days=1), ok=False, why="附件 3 不在备份里"), broken),
    ):
        diary.add(office.home, line)
        assert states()["drill"] is state
    assert states()["card"] is ok
    crypto.add_seal_key(office.home / "keys" / "field.key")
    assert states()["card"] is note
    configure(monkeypatch, hour=25)
    assert states()["nights"] is broken


def test_a_torn_diary_is_an_empty_one(office: Office) -> None:
    (office.home / "log" / diary.NAME).write_text('[{"what": "ba')
    assert diary.read(office.home) == []
    assert backups.backup().state is State.NOTE
