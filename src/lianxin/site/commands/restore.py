"""`./run restore FILE`: look at everything first, then make the installation again from one backup."""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from lianxin.kernel.backups.sealed_file import Head, Refused
from lianxin.site import restoring, saying
from lianxin.site.card import keys_for
from lianxin.site.cli import start_django
from lianxin.site.commands.setup import begun_here, office_path
from lianxin.site.errors import Unable
from lianxin.site.home import RESTORING
from lianxin.site.restoring import Checked

if TYPE_CHECKING:
    from lianxin.kernel.audit import Verdict

NAME = "restore"
HELP = "从一个备份文件恢复：先全部检查，有问题就不动任何东西（--card 输入密钥卡）"
NEEDS_DJANGO = False  # the data folder is made here


def configure(parser: argparse.ArgumentParser) -> None:
    """Which file, with which key, over what."""
    parser.add_argument("file", nargs="?", metavar="FILE", help="备份文件")
    parser.add_argument(
        "--card", nargs="?", const="-", metavar="FILE", help="输入密钥卡；卡上的字在文件里时写文件名"
    )
    parser.add_argument("--keys", metavar="FILE", help="原来的 keys/field.key")
    parser.add_argument("--replace", action="store_true", help="替换这里的数据；现有的先备份，再移到一边")
    parser.add_argument("--check", action="store_true", help="只检查备份文件，不恢复")
    parser.add_argument("--open", action="store_true", help="恢复后看过了，重新接通短信、微信")


def run(options: argparse.Namespace) -> int:
    """0 when restored; whatever is wrong raises Unable before anything is touched."""
    home = office_path()
    if options.open:
        return open_gateways()
    if not options.file and restoring.ready(home) is not None:
        return go_on(home)
    if not options.file:
        raise Unable("请写明备份文件，例如 ./run restore lianxin-….backup --card", "Name the backup file.")
    path = Path(options.file).expanduser().resolve()
    try:
        return restore(path, home, options)
    except Refused as refusal:
        raise saying.refused(refusal, path) from refusal
    except FileNotFoundError as error:
        raise Unable(f"找不到文件 {error.filename}。", f"There is no file {error.filename}.") from error


def restore(path: Path, home: Path, options: argparse.Namespace) -> int:
    """Finish what was begun, or look at everything and begin. Raises Refused, Unable, OSError."""
    if restoring.ready(home) is not None:
        with alone(home):
            if finish_begun(home):
                return 0
    head = restoring.head_of(path)
    refuse_another(path, home, head)
    over = restoring.has_data(home)
    if over and not (options.replace or options.check):
        raise saying.occupied(home)
    keys = keys_for(head, home, card=options.card, file=options.keys, say=print)
    say("正在核对备份文件，还没有改动任何东西")
    checked = restoring.check(path, keys, say=say)
    if options.check:
        print(
            f"✓ {path} 完好  The file is sound: {checked.manifest.rows} 行，附件 {checked.manifest.files} 个"
        )
        return 0
    with alone(home):
        refuse_little_room(home, checked)
        if over:
            back_up_first(home)
        return put_in(checked, home, over=over)


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Nobody works in the folder while this lasts. Raises Unable when somebody does."""
    with restoring.holding(home, alone=True) as free:
        if not free:
            raise saying.in_use(home)
        yield


def put_in(checked: Checked, home: Path, *, over: bool) -> int:
    """Make the new folder beside, then take it into use; what was refused meanwhile leaves nothing.

    Raises Refused, Unable.
    """
    restoring.clear_unfinished(home)
    new, aside = home / RESTORING / restoring.NEW, home if over else None
    try:
        verdicts = restoring.build(checked, new, previous=aside, over=over, say=say)
    except (Refused, Unable, OSError):
        restoring.clear_unfinished(home)
        raise
    if restoring.ready(home) is None:
        restoring.mark_ready(home)
    begun = restoring.ready(home) or {}
    return announce(home, restoring.take_into_use(home, begun["replaced"]), verdicts)


def go_on(home: Path) -> int:
    """What was begun, without the backup at hand: finished, or cleared away where nothing was changed yet."""
    with alone(home):
        if not finish_begun(home):
            print(f"✓ 数据库没有改动，{home} 还是原来的，可以照常启动  Nothing was changed: start as before.")
    return 0


def finish_begun(home: Path) -> bool:
    """Finish a restore that has begun to count; clear it away where its database never came to count."""
    begun = restoring.ready(home) or {}
    if still_counts(home, begun):
        announce(home, restoring.take_into_use(home, begun["replaced"]), [])
        return True
    restoring.clear_unfinished(home)
    return False


def still_counts(home: Path, begun: dict[str, str]) -> bool:
    """Whether the database belongs to the folder that was ready: on a server the power may have gone before
    its commit. Once the old folder is gone it does; then the new one may be at its place already."""
    if "database" not in begun or (home / RESTORING / restoring.GONE).exists():
        return True
    os.environ["LIANXIN_HOME"] = str(home / RESTORING / restoring.NEW)
    start_django()
    made: str = import_module("lianxin.site.refilling").made_when()
    return made == begun["database"]


def refuse_another(path: Path, home: Path, head: Head) -> None:
    """Raises Unable when the folder is another county's."""
    there = begun_here(home)
    if there is not None and int(there["county"]) != head.county:
        raise saying.other_county(path, head.county, int(there["county"]))


def refuse_little_room(home: Path, checked: Checked) -> None:
    """Raises Unable when what comes won't fit."""
    needed = restoring.room_needed(checked)
    if shutil.disk_usage(home).free < needed:
        raise saying.little_room(home, needed)


def back_up_first(home: Path) -> None:
    """What is there, in a backup of its own. Raises Unable when that can't be made."""
    say("先备份这里现有的数据")
    done = subprocess.run(
        [sys.executable, "-m", "lianxin", "backup"], env=os.environ | {"LIANXIN_HOME": str(home)}, check=False
    )
    if done.returncode:
        raise saying.not_backed_up(home)


def open_gateways() -> int:
    """A person has looked: messages leave again."""
    start_django()
    import_module("lianxin.kernel.backups.after").open_gateways()
    print("✓ 短信、微信已重新接通  Messages leave again.")
    return 0


def say(words: str) -> None:
    """A line for each long step."""
    print(f"… {words}", flush=True)


def announce(home: Path, aside: Path | None, verdicts: "Iterable[Verdict]") -> int:
    """What was done, and what a person does next."""
    print(f"\n✓ 恢复好了  Restored: {home}")
    for verdict in verdicts:
        print(f"  {verdict.sentence()}")
    if aside is not None:
        print(f"  原来的数据移到了 {aside}，确认无误后可以删除  What was there is kept here.")
    print("  1. 启动  Start: ./run（所有人要重新登录）")
    print("  2. 管理员打开“设置 → 恢复后核对”：逐条看没发完的通知，重发或作废，再接通短信、微信")
    print("  3. 核对记录  Verify: ./run audit verify，./run rebuild --check")
    return 0
