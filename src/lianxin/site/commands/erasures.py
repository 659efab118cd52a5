"""`./run erasures replay FILE`: erase again what a restored copy brought back, by the journal kept elsewhere."""

import argparse
from pathlib import Path

from lianxin.kernel.counties import each_county
from lianxin.kernel.erasure import journal

NAME = "erasures"
HELP = "恢复旧备份以后，按另存的删除日志再删一遍（replay 文件）"


def configure(parser: argparse.ArgumentParser) -> None:
    """What to do, and with which file."""
    parser.add_argument("what", choices=["replay"], help="replay：按日志再删一遍")
    parser.add_argument("file", type=Path, help="另存的日志，例如备份旁边的 lianxin-990101.erasures")


def run(options: argparse.Namespace) -> int:
    """0 when the copy holds nobody any more who was erased, 1 when there is no such file."""
    path: Path = options.file
    if not path.is_file():
        print(f"✗ 没有这个文件：{path}。请插好另存删除日志的 U 盘，再写一次。")
        return 1
    for county in each_county():
        if str(county) in path.name:
            print(f"✓ {county} 又删了 {journal.replay(journal.written(path))} 条，已删过的没有再动")
            return 0
    print(f"✗ 这份日志不是本县的：{path.name}。文件名里有县的六位代码，请换成本县那一份。")
    return 1
