"""kill -9 in the middle: under its final name there is a whole backup or none, a whole installation or the old one."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from lianxin.kernel.backups import making
from lianxin.kernel.backups.making import found_in
from lianxin.site import home as homes, restoring
from lianxin.site.cli import main
from lianxin.site.errors import Unable
from lianxin.site.home import CONFIG, write_home
from lianxin.site.restoring import NEW, RESTORING
from tests.kernel.installation import ROOT
from tests.site.restored import Office, office_at

# The same command, killed when it says this.
KILLED = """
import os, signal, sys
words = sys.argv.pop(1)
from lianxin.site import cli
from lianxin.site.commands import restore
def say(said):
    if words in said:
        os.kill(os.getpid(), signal.SIGKILL)
restore.say = say
sys.exit(cli.main(sys.argv[1:]))
"""


@pytest.fixture
def office(county, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    return office_at(tmp_path / "office", county.code, monkeypatch)


@pytest.mark.once
@pytest.mark.req("I1")
@pytest.mark.parametrize("words", ["可以照常办公", "正在备份附件", "正在读一遍核对"])
def test_a_backup_that_is_killed_has_no_name_and_the_next_one_clears_it_away(
    words: str, office: Office, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"

    def die(said: str) -> None:
        if words in said:
            os._exit(9)

    child = os.fork()
    if not child:
        making.make(making.Source(office.home, office.keys, office.county, "0"), stick, say=die)
        os._exit(0)
    _, ended = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(ended) == 9
    assert found_in(stick) == []
    assert len(list(stick.iterdir())) == 1
    made = office.back_up(stick)
    assert list(stick.iterdir()) == [made.path]


def test_what_goes_wrong_leaves_no_file_at_all(office: Office, tmp_path: Path) -> None:
    def fail(said: str) -> None:
        if "附件" in said:
            raise OSError(28, "No space left on device")

    source = making.Source(office.home, office.keys, office.county, "0")
    with pytest.raises(OSError, match="No space"):
        making.make(source, tmp_path / "stick", say=fail)
    assert list((tmp_path / "stick").iterdir()) == []


@pytest.mark.once
@pytest.mark.req("I5")
def test_a_restore_that_is_killed_is_no_installation_and_nothing_starts_there(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, empty = office.back_up(tmp_path / "stick"), tmp_path / "empty"
    known = os.environ | {"LIANXIN_HOME": str(empty), "PYTHONPATH": str(ROOT / "src")}
    words = [
        "-c",
        KILLED,
        "正在恢复",
        "restore",
        str(made.path),
        "--keys",
        str(office.home / "keys" / "field.key"),
    ]
    assert subprocess.run([sys.executable, *words], env=known, check=False).returncode == -signal.SIGKILL
    assert [path.name for path in empty.iterdir() if path.name != restoring.LOCK] == [RESTORING]
    assert not restoring.has_data(empty)
    monkeypatch.setenv("LIANXIN_HOME", str(empty))
    with pytest.raises(Unable) as refused:
        homes.read_home()
    assert "恢复没有做完" in refused.value.sentence.zh
    restoring.clear_unfinished(empty)
    assert not (empty / RESTORING).exists()


@pytest.mark.once
@pytest.mark.req("I5")
def test_between_the_word_that_it_counts_and_the_last_move_neither_the_old_folder_nor_a_demo_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LIANXIN_HOME", raising=False)
    monkeypatch.setattr(homes, "CHECKOUT", tmp_path)
    office = tmp_path / "var" / "office"
    write_home(office, mode="office", county=990901)
    assert homes.read_home().path == office
    write_home(office / RESTORING / NEW, mode="office", county=990901)
    assert homes.read_home().path == office  # nothing counts yet
    restoring.mark_ready(office)
    for _ in range(2):
        with pytest.raises(Unable) as refused:
            homes.read_home()
        assert "恢复没有做完" in refused.value.sentence.zh
        (office / CONFIG).unlink(missing_ok=True)  # the first of the moves


@pytest.mark.once
def test_without_a_file_a_restore_goes_on_with_what_was_begun_and_asks_for_one_where_nothing_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "home"
    monkeypatch.setenv("LIANXIN_HOME", str(home))
    write_home(home, mode="office", county=990901)
    assert main(["restore"]) == 1
    assert "请写明备份文件" in capsys.readouterr().err
    write_home(home / RESTORING / NEW, mode="office", county=990902)
    restoring.mark_ready(home)
    assert main(["restore"]) == 0
    assert "恢复好了" in capsys.readouterr().out
    assert homes.read_home().county == 990902


@pytest.mark.once
@pytest.mark.parametrize("strike", range(14))
def test_the_moves_are_finished_wherever_the_power_went(strike: int, tmp_path: Path, monkeypatch) -> None:
    home = tmp_path / "home"
    write_home(home, mode="office", county=990901)
    (home / "lianxin.sqlite3").write_text("old")
    new = home / RESTORING / NEW
    write_home(new, mode="office", county=990901)
    (new / "lianxin.sqlite3").write_text("new")
    (home / "backups").mkdir()
    restoring.mark_ready(home)
    begun = restoring.ready(home)
    strike_at(strike, monkeypatch)
    try:
        restoring.take_into_use(home, begun["replaced"])
    except PowerCut:
        monkeypatch.undo()
        assert (home / CONFIG).exists() is False or strike == 0
        assert restoring.take_into_use(home, restoring.ready(home)["replaced"]) == home / begun["replaced"]
    assert (home / "lianxin.sqlite3").read_text() == "new"
    assert (home / begun["replaced"] / "lianxin.sqlite3").read_text() == "old"
    assert {path.name for path in home.iterdir()} == {
        *("files", "anchors", "keys", "log", CONFIG, "lianxin.sqlite3", "backups", begun["replaced"])
    }


class PowerCut(Exception):
    """The end of this process."""


def strike_at(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the power go before one of the renames."""
    whole, left = Path.rename, [count]

    def rename(path: Path, target: Path) -> Path:
        if not left[0]:
            raise PowerCut
        left[0] -= 1
        return whole(path, target)

    monkeypatch.setattr(Path, "rename", rename)


@pytest.mark.once
def test_nobody_restores_where_somebody_works(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made = office.back_up(tmp_path / "stick")
    monkeypatch.setenv("LIANXIN_HOME", str(office.home))
    with restoring.holding(office.home, alone=False) as free:
        assert free
        assert main(["restore", str(made.path), "--replace"]) == 1
        with restoring.holding(office.home, alone=False) as beside:
            assert beside
    assert "连心桥正在用" in capsys.readouterr().err
    with restoring.holding(office.home, alone=True), restoring.holding(office.home, alone=False) as free:
        assert not free
