"""`./run county export|import|moved`: a county moves to another installation, with everything it has."""

import argparse
from pathlib import Path
from typing import Any

from django.conf import settings

from lianxin import __version__
from lianxin.kernel.backups import keys as ring
from lianxin.kernel.backups.sealed_file import CountyHead, Refused, read_head
from lianxin.kernel.chain import Closed
from lianxin.kernel.context import in_county
from lianxin.kernel.counties import served
from lianxin.kernel.relocation import arriving, closing, leaving
from lianxin.kernel.relocation.arriving import Arrived
from lianxin.site import card, relocating_words as words, restoring, saying
from lianxin.site.commands.rebuild import sentences
from lianxin.site.errors import Unable

NAME = "county"
HELP = "县的迁移：export 迁出成一个加密文件，import 迁入，moved 在原处标明已迁走"
MEGABYTE = 1 << 20


def configure(parser: argparse.ArgumentParser) -> None:
    """Which of the three, of which county, which file."""
    parts = parser.add_subparsers(dest="what", required=True, metavar="export|import|moved")
    out = parts.add_parser("export", help="把一个县的全部数据写成一个加密文件（先停掉服务）")
    out.add_argument("code", type=int, metavar="CODE", help="县代码，六位")
    out.add_argument("file", metavar="FILE", help="写到哪个文件")
    out.add_argument("--card", metavar="FILE", help="把打开这个文件的密钥写到哪里；不写就显示在屏幕上")
    into = parts.add_parser("import", help="把迁出的县读进这里（先停掉服务）")
    into.add_argument("file", metavar="FILE", help="迁出的文件")
    into.add_argument(
        "--card", nargs="?", const="-", default="-", metavar="FILE", help="输入密钥；在文件里时写文件名"
    )
    into.add_argument("--check", action="store_true", help="只检查，不迁入")
    gone = parts.add_parser("moved", help="在原处标明这个县已经迁走：只能看，不能再改")
    gone.add_argument("code", type=int, metavar="CODE", help="县代码，六位")
    gone.add_argument("--to", default="", metavar="WHERE", help="迁到哪里，例如新的网址；不能再改时告诉大家")
    gone.add_argument("--undo", action="store_true", help="没有迁成，恢复办公")


def run(options: argparse.Namespace) -> int:
    """0 when done; whatever is wrong raises Unable before anything is changed."""
    home = Path(settings.HOME.path)
    with restoring.holding(home, alone=True) as free:
        if not free:
            raise saying.in_use(home)
        act: dict[str, Any] = {"export": move_out, "import": move_in, "moved": mark}
        return int(act[options.what](options, home))


def move_out(options: argparse.Namespace, home: Path) -> int:
    """Write the file, show its key. Raises Unable."""
    path = Path(options.file).expanduser().resolve()
    refuse_unserved(options.code)
    if path.exists():
        raise words.there_already(path)
    try:
        with in_county(options.code):
            left = leaving.leave(home, path, __version__, say=say)
    except Closed as closed:
        raise words.closed(options.code, closed.where) from closed
    except Refused as refusal:
        raise words.refused(refusal, path) from refusal
    print(f"\n✓ 迁出文件写好了  Written: {path}")
    size, listed = path.stat().st_size / MEGABYTE, left.manifest
    print(f"  {size:.1f} MB，数据 {listed.rows} 行，附件 {listed.files} 个，已读回核对")
    show_key(left.keys, options.card)
    print(f"  1. 在这里标明已迁走  Close it here: ./run county moved {options.code} --to 新的网址")
    print("  2. 到新地方迁入  Read it there: ./run county import 文件 --card")
    return 0


def show_key(keys: ring.Keys, file: str | None) -> None:
    """The key of this file alone, on the screen or in a file of its own; it goes another way than the file."""
    text = card.as_text(keys).replace("密钥卡", "迁移密钥")
    if file is None:
        print("\n" + "\n".join(f"  {line}" for line in text.splitlines()) + "\n")
        print("  抄下来，和文件分开送；这把密钥只开这一个文件，不会再显示  Send it apart from the file.")
        return
    path = Path(file).expanduser().resolve()
    path.touch(mode=0o600)
    path.write_text(text, encoding="utf-8")
    print(f"  密钥在 {path}，请和文件分开送，用完删掉  The key: send it apart from the file.")


def move_in(options: argparse.Namespace, home: Path) -> int:
    """Look at everything, then take the county in. Raises Unable."""
    path = Path(options.file).expanduser().resolve()
    try:
        with path.open("rb") as file:
            head = read_head(file, CountyHead)
        keys = card.keys_for(head, home, card=options.card, file=None, say=print)
        say("正在核对文件，还没有改动任何东西")
        checked = arriving.check(path, keys, say=say)
        if options.check:
            print(
                f"✓ {path} 完好，可以迁入  Sound: {checked.manifest.rows} 行，附件 {checked.manifest.files} 个"
            )
            return 0
        arrived = arriving.take_in(checked, home, prove=prove, say=say)
    except Refused as refusal:
        raise words.refused(refusal, path) from refusal
    except FileNotFoundError as error:
        raise Unable(f"找不到文件 {error.filename}。", f"There is no file {error.filename}.") from error
    announce(checked.county, arrived)
    return 0


def prove() -> None:
    """Every matter as its log says, every number accounted for. Raises Refused."""
    wrong = next(sentences(), None)
    if wrong is not None:
        raise Refused("chain", sentence=wrong)


def announce(county: int, arrived: Arrived) -> None:
    """What came, and what people have to know."""
    print(f"\n✓ 迁入好了  Arrived: {county}，{sum(arrived.rows.values())} 行与清单一致")
    for verdict in arrived.verdicts:
        print(f"  {verdict.sentence()}")
    for login, here in arrived.renamed.items():
        print(f"  登录名 {login} 这里已有人用，迁来的改为 {here}，请告诉本人  Taken here: tell them.")
    print("  1. config.toml 里写明这个县的网址  Name its host in config.toml:")
    print(f'     [counties]\n     "新网址" = {county}')
    print("  2. 所有人重新登录；恢复码和口令单作废，请管理员重印  Recovery codes are void: print new ones.")
    print("  3. 管理员打开“设置 → 恢复后核对”，逐条看没发完的通知  Look through the messages that were held.")


def mark(options: argparse.Namespace, home: Path) -> int:
    """Close the county's log here, or open it again. Raises Unable."""
    refuse_unserved(options.code)
    with in_county(options.code):
        if options.undo:
            print(
                "✓ 已恢复办公  Open again."
                if closing.reopen()
                else "这个县没有标明迁走，不用恢复  It was open."
            )
            return 0
        if not options.to.strip():
            raise words.where_to(options.code)
        try:
            closing.close(options.to.strip())
        except Closed as closed:
            raise words.closed(options.code, closed.where) from closed
        except closing.NeverExported as never:
            raise words.never_exported(options.code) from never
        except closing.WorkedSince as since:
            raise words.worked_since(options.code, since.count) from since
    print(f"✓ {options.code} 已标明迁往 {options.to.strip()}；这里只能看，不能再改  Closed here.")
    print(f"  没有迁成就恢复  To open it again: ./run county moved {options.code} --undo")
    return 0


def refuse_unserved(code: int) -> None:
    """Raises Unable for a county nobody works for here."""
    if code not in served():
        raise words.not_here(code, served())


def say(said: str) -> None:
    """A line for each long step."""
    print(f"… {said}", flush=True)
