"""`./run county export|import|moved`: a county moves to another installation, with everything it has."""

import argparse
import os
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lianxin.kernel.backups.archive import look_through
from lianxin.kernel.backups.keys import Keys
from lianxin.kernel.backups.sealed_file import CountyHead, Refused, read_head
from lianxin.site import card, relocating_words as words, restoring, saying
from lianxin.site.cli import start_django
from lianxin.site.commands.setup import office_path
from lianxin.site.errors import Unable
from lianxin.site.home import CONFIG, home_path, write_home

if TYPE_CHECKING:
    from lianxin.kernel.relocation.arriving import Arrived

NAME = "county"
HELP = "县的迁移：export 迁出成一个加密文件，import 迁入，moved 在原处标明已迁走"
NEEDS_DJANGO = False  # a county may arrive in a folder where nothing is yet
MEGABYTE = 1 << 20


def configure(parser: argparse.ArgumentParser) -> None:
    """Which of the three, of which county, which file."""
    parser.add_argument("what", choices=["export", "import", "moved"], help="迁出、迁入、标明已迁走")
    parser.add_argument("which", metavar="CODE|FILE", help="县代码（export、moved），或迁出的文件（import）")
    parser.add_argument("file", nargs="?", metavar="FILE", help="export：写到哪个文件")
    parser.add_argument(
        "--card",
        nargs="?",
        const="-",
        metavar="FILE",
        help="迁移密钥：export 时写到这个文件，import 时从这个文件读；不写就显示、输入",
    )
    parser.add_argument("--check", action="store_true", help="import：只检查文件，不迁入")
    parser.add_argument("--to", default="", metavar="WHERE", help="moved：迁到哪里，例如新的网址")
    parser.add_argument("--undo", action="store_true", help="moved：没有迁成，恢复办公")


def run(options: argparse.Namespace) -> int:
    """0 when done; whatever is wrong raises Unable before anything is changed."""
    path = (
        Path(options.file if options.what == "export" and options.file else options.which)
        .expanduser()
        .resolve()
    )
    home = office_path() if options.what == "import" else home_path()
    with restoring.holding(home, alone=True) as free:
        if not free:
            raise saying.in_use(home)
        try:
            return {"export": move_out, "import": move_in, "moved": mark}[options.what](options, path, home)
        except Refused as refusal:
            raise words.refused(refusal, path) from refusal
        except FileNotFoundError as error:
            raise Unable(f"找不到文件 {error.filename}。", f"There is no file {error.filename}.") from error


def at_work(home: Path) -> Any:
    """Django on this folder, and what moves counties there."""
    os.environ["LIANXIN_HOME"] = str(home)
    start_django()
    return import_module("lianxin.site.relocating")


def code_of(options: argparse.Namespace) -> int:
    """The county that was named. Raises Unable."""
    if not (options.which.isdecimal() and len(options.which) == 6):
        raise words.no_code(options.what)
    return int(options.which)


def move_out(options: argparse.Namespace, path: Path, home: Path) -> int:
    """Write the file, show its key. Raises Unable, Refused."""
    code = code_of(options)
    if options.file is None:
        raise words.no_code(options.what)
    left = at_work(home).leave(code, path, say=say)
    size, listed = path.stat().st_size / MEGABYTE, left.manifest
    print(f"\n✓ 迁出文件写好了  Written: {path}")
    print(f"  {size:.1f} MB，数据 {listed.rows} 行，附件 {listed.files} 个，已读回核对")
    show_key(left.keys, options.card)
    print(f"  1. 在这里标明已迁走  Close it here: ./run county moved {code} --to 新的网址")
    print("  2. 到新地方迁入  Read it there: ./run county import 文件")
    return 0


def show_key(keys: Keys, file: str | None) -> None:
    """The key of this file alone, on the screen or in a file of its own; it goes another way than the county."""
    text = card.as_text(keys).replace("密钥卡", "迁移密钥")
    if file in {None, "-"}:
        print("\n" + "\n".join(f"  {line}" for line in text.splitlines()) + "\n")
        print("  抄下来，和文件分开送；这把密钥只开这一个文件，不会再显示  Send it apart from the file.")
        return
    path = Path(str(file)).expanduser().resolve()
    path.touch(mode=0o600)
    path.write_text(text, encoding="utf-8")
    print(f"  迁移密钥在 {path}，请和文件分开送，用完删掉  The key: send it apart from the file.")


def move_in(options: argparse.Namespace, path: Path, home: Path) -> int:
    """Look at everything, then take the county in. Raises Unable, Refused."""
    with path.open("rb") as file:
        head = read_head(file, CountyHead)
    keys = card.keys_for(head, home, card=options.card or "-", file=None, say=print)
    say("正在核对文件，还没有改动任何东西")
    _, manifest = look_through(path, keys, say=say, kind=CountyHead)
    if options.check:
        print(f"✓ {path} 完好  The file is sound: {manifest.rows} 行，附件 {manifest.files} 个")
        return 0
    fresh = not (home / CONFIG).exists()
    if fresh:
        write_home(home, mode="office", county=head.county)
    there = at_work(home)
    if fresh:
        there.prepare()
    arrived = there.arrive(there.Checked(path, head, manifest, keys), say=say)
    print(f"\n✓ 迁入好了  Arrived: {head.county}，{manifest.rows} 行与清单一致，每件事与记录一致")
    announce(head.county, arrived, fresh=fresh)
    return 0


def announce(county: int, arrived: "Arrived", *, fresh: bool) -> None:
    """What people have to know of a county that came."""
    for verdict in arrived.verdicts:
        print(f"  {verdict.sentence()}")
    for login, here in arrived.renamed.items():
        print(f"  登录名 {login} 这里已有人用，迁来的改为 {here}，请告诉本人  Taken here: tell them.")
    print("  1. 在 config.toml 里写明网址  Name its address in config.toml:")
    print(
        '     hosts = ["新网址"]'
        if fresh
        else f'     hosts 里加上“新网址”；[counties] 里加上 "新网址" = {county}'
    )
    print("  2. 启动  Start: ./run（所有人要重新登录）")
    print("  3. 恢复码、口令单已作废，请管理员重印  Recovery codes are void: print new ones.")
    print("  4. 管理员打开“设置 → 恢复后核对”，逐条看没发完的通知  Look through the messages that were held.")


def mark(options: argparse.Namespace, path: Path, home: Path) -> int:
    """Close the county's log here, or open it again. Raises Unable."""
    code, there = code_of(options), at_work(home)
    if options.undo:
        opened = there.reopen(code)
        print("✓ 已恢复办公  Open again." if opened else "△ 没有标明过迁走，不用恢复  It was open.")
        return 0
    there.close(code, options.to.strip())
    print(f"✓ {code} 已标明迁往 {options.to.strip()}；这里只能看，不能再改  Closed here.")
    print(f"  没有迁成就恢复  To open it again: ./run county moved {code} --undo")
    return 0


def say(said: str) -> None:
    """A line for each long step."""
    print(f"… {said}", flush=True)
