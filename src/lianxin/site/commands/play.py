"""`./run play NAME`: fill an empty demo folder with one of the five methods and the story of its article."""

import argparse

from lianxin.insight.queries.claims import Claimed
from lianxin.site.commands.demo import refuse_an_office, refuse_the_filled
from lianxin.site.demo.load import tell_what_is_there
from lianxin.site.playbooks import names, play
from lianxin.site.startup import prepare_tables

NAME = "play"
HELP = "往空的演示文件夹里装入一种工作法和它的故事，并把报道的数字和系统算的对照"


def configure(parser: argparse.ArgumentParser) -> None:
    """Which of the methods."""
    parser.add_argument("name", metavar="名称", choices=names(), help="、".join(names()))


def run(options: argparse.Namespace) -> int:
    """0 when it was played. Raises Unable where there is data already."""
    refuse_an_office()
    prepare_tables(print)
    refuse_the_filled()
    played = play(options.name)
    tell_what_is_there()
    for one in played.claims:
        print("\n  ".join(lines(one)))
    for said in played.words:
        print(f"· {said['name']}  报的：{said['said']}\n  {said['remark']}")
    print(f"✓ {played.book.town['town']['name']}已装好，报道的数字都在“报来的数”页上。运行 ./run 打开。")
    return 0


def lines(one: Claimed) -> list[str]:
    """A printed number beside the counted one, with what lies between."""
    own = [("按它自己的两个数算", one.own)] if one.own else []
    held = [*own, *(("按系统的记录算", ours) for ours in one.ours)]
    said = [f"{how}：{found.reckoned}  {found.difference}".rstrip() for how, found in held]
    return [f"· {one.row.name}  报的：{one.words}", *said, *filter(None, (one.cannot, one.row.note))]
