"""`./run drill`: restore the newest backup into a folder of its own and prove it, without touching the office."""

import argparse
import os
import tempfile
import time
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from lianxin.kernel.backups import diary
from lianxin.kernel.backups.diary import Line
from lianxin.kernel.backups.sealed_file import Refused
from lianxin.site import restoring, saying
from lianxin.site.card import keys_for
from lianxin.site.errors import Sentence, Unable, explain
from lianxin.site.home import home_path

NAME = "drill"
HELP = "演练：把最新的备份恢复到临时目录，核对后删掉，记下结果（每月做一次）"
NEEDS_DJANGO = False  # it works for the restored folder, never for the office


def configure(parser: argparse.ArgumentParser) -> None:
    """Which backup, where, with which key."""
    parser.add_argument("file", nargs="?", metavar="FILE", help="备份文件；不写就用最新的一份")
    parser.add_argument("--card", nargs="?", const="-", metavar="FILE", help="输入密钥卡，连卡一起演练")
    parser.add_argument("--in", dest="place", metavar="FOLDER", help="在哪个目录里演练（要有地方）")


def run(options: argparse.Namespace) -> int:
    """0 when everything was as it should be, 1 when not; the diary of the office keeps both."""
    home = home_path()
    path = newest(home) if options.file is None else Path(options.file).expanduser().resolve()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix=".drill-", dir=options.place or home) as name:
        try:
            proof = drill(path, home, Path(name) / "office", options)
        except Exception as error:
            said = sentence_of(error, path)
            diary.add(home, Line("drill", datetime.now(tz=UTC), ok=False, path=str(path), why=said.zh))
            raise Unable(said.zh, said.en) from error
    words = f"{proof}，用时 {time.monotonic() - begun:.0f} 秒"
    diary.add(home, Line("drill", datetime.now(tz=UTC), ok=True, path=str(path)))
    print(f"✓ 演练通过  The drill passed: {path.name}\n  {words}")
    return 0


def newest(home: Path) -> Path:
    """The newest good backup that is still there. Raises Unable."""
    lines = [line for line in reversed(diary.read(home)) if line.ok and line.what != "drill"]
    found = next((Path(line.path) for line in lines if Path(line.path).exists()), None)
    if found is None:
        raise Unable(
            "找不到备份文件：还没有备份，或都拿走了；请先运行 ./run backup，或写明文件：./run drill 文件",
            "No backup is here: run ./run backup first, or name a file.",
        )
    return found


def drill(path: Path, home: Path, place: Path, options: argparse.Namespace) -> str:
    """Restore and prove; gives what was found. Raises Refused, Unable, Unproven."""
    # Always SQLite: a drill needs no second server, and no backup may depend on the engine it came from.
    os.environ["DATABASE_URL"] = ""
    keys = keys_for(restoring.head_of(path), home, card=options.card, file=None, say=print)
    checked = restoring.check(path, keys, say=say)
    verdicts = restoring.build(checked, place, say=say)
    proof = import_module("lianxin.site.proving").prove()
    links = sum(verdict.length for verdict in verdicts)
    return f"数据 {checked.manifest.rows} 行与清单一致，记录链 {links} 条核验无误，{proof}"


def sentence_of(error: Exception, path: Path) -> Sentence:
    """What the operator reads, now and in the doctor's report."""
    if isinstance(error, Refused):
        return saying.refused(error, path).sentence
    return explain(error) or Sentence(f"演练没有通过：{error}", f"The drill failed: {error!r}")


def say(words: str) -> None:
    """A line for each long step."""
    print(f"… {words}", flush=True)
