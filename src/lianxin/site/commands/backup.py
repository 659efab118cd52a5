"""`./run backup`: one sealed file with everything but the keys, while the office goes on working."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from lianxin import __version__
from lianxin.kernel import crypto
from lianxin.kernel.backups import diary, keys, making
from lianxin.kernel.backups.diary import Line
from lianxin.kernel.backups.making import Made, Source
from lianxin.kernel.backups.nightly import Plan
from lianxin.kernel.backups.sealed_file import Refused
from lianxin.kernel.counties import served
from lianxin.kernel.durable import locked
from lianxin.site import saying
from lianxin.site.errors import Sentence, Unable, explain

NAME = "backup"
HELP = "备份：数据、附件、设置做成一个加密文件（--to 放到 U 盘），办公不停"
MEGABYTE = 1 << 20


def configure(parser: argparse.ArgumentParser) -> None:
    """Where to."""
    parser.add_argument(
        "--to", metavar="FOLDER", help="放到哪个目录，例如 U 盘；不写就放在数据目录的 backups"
    )
    parser.add_argument("--copy-to", metavar="FOLDER", help="再抄一份到另一个目录")
    parser.add_argument(
        "--night", action="store_true", help="每晚的备份：按 config.toml 的 [backup] 存放和保留"
    )


def run(options: argparse.Namespace) -> int:
    """0 when the file is whole and was read back; 1 when not, and the diary says why. Raises Unable."""
    home, what = Path(settings.HOME.path), "night" if options.night else "backup"
    with locked(home / "log" / "backup.lock") as mine:
        if not mine:
            raise Unable(
                "另一个备份正在进行，请等它做完。", "Another backup is under way: wait until it is done."
            )
        try:
            made = back_up(options, home)
        except Exception as error:
            said = sentence_of(error, home)
            diary.add(home, Line(what, datetime.now(tz=UTC), ok=False, why=said.zh))
            raise Unable(said.zh, said.en) from error
        diary.add(home, line_of(what, made))
    report(made)
    return 0


def back_up(options: argparse.Namespace, home: Path) -> Made:
    """Make the file and its copy, and take away the old nights. Raises OSError, Refused, KeyLost, Unable."""
    plan = plan_of()
    county = settings.COUNTY or next(iter(served()), None)
    if county is None:
        raise Unable(
            "还没有装好，没有可备份的；请先运行 ./run setup。", "Nothing is set up yet: run ./run setup."
        )
    crypto.key_ring()  # a demo draws its keys at first use
    source = Source(home, keys.from_file(crypto.key_file()), county, __version__)
    folder = plan.folder if options.to is None else Path(options.to).expanduser().resolve()
    made = making.make(source, folder, night=options.night, say=say)
    copy_to = Path(options.copy_to) if options.copy_to else plan.copy_to if options.night else None
    for place in [copy_to] if copy_to else []:
        say(f"再抄一份到 {place}")
        making.copy_to(made.path, place)
    if options.night:
        for place in filter(None, (folder, copy_to)):
            making.thin_out(place, daily=plan.daily, weekly=plan.weekly)
    return made


def plan_of() -> Plan:
    """The settings of backups. Raises Unable when they can't be used."""
    try:
        return Plan.read()
    except (ValueError, TypeError) as fault:
        raise Unable(
            "config.toml 里 [backup] 的 hour 应在 0 到 23 之间，daily 至少是 1，weekly 不小于 0；请改正。",
            "[backup] of config.toml: hour from 0 to 23, daily at least 1, weekly not below 0.",
        ) from fault


def sentence_of(error: Exception, home: Path) -> Sentence:
    """What the operator reads, now and in the doctor's report."""
    if isinstance(error, Refused):
        return saying.refused(error, home).sentence
    if isinstance(error, crypto.KeyLost):
        zh, _, en = str(error).partition(" / ")
        return Sentence(zh, en)
    return explain(error) or Sentence(
        f"备份没有做成：{type(error).__name__}；旧的备份都还在，请把这一行告诉技术人员。",
        f"The backup failed: {error!r}; the earlier ones are untouched.",
    )


def say(words: str) -> None:
    """A line for each long step."""
    print(f"… {words}", flush=True)


def line_of(what: str, made: Made) -> Line:
    """A backup as the diary has it."""
    return Line(
        what,
        datetime.now(tz=UTC),
        ok=True,
        path=str(made.path),
        size=made.size,
        rows=made.manifest.rows,
        files=made.manifest.files,
        fingerprint=keys.shown(made.head.key),
    )


def report(made: Made) -> None:
    """What was made, and what a clerk does with it."""
    size = made.size / MEGABYTE
    print(f"✓ 备份好了  Done: {made.path}")
    print(f"  {size:.1f} MB，数据 {made.manifest.rows} 行，附件 {made.manifest.files} 个，已读回核对")
    print(f"  密钥指纹 {keys.shown(made.head.key)}：恢复时要用指纹相同的密钥卡（./run keys --card）")
    if sys.stdout.isatty():
        print("  请拷到 U 盘，拔下来，放到另一间屋。  Copy it to a stick and keep it in another room.")
