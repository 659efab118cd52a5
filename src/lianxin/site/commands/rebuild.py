"""`./run rebuild --check`: state, version, holder and clocks from the log alone, compared with the tables."""

import argparse
from collections.abc import Iterator

from lianxin.insight.queries.months import differences
from lianxin.kernel.counties import each_county
from lianxin.matters.rebuild import check, missing_numbers

NAME = "rebuild"
HELP = "只凭办理记录重算每件事的状态和时限，与库里核对（--check）"
SHOWN = 20


def configure(parser: argparse.ArgumentParser) -> None:
    """Checking is all it does: the log is the truth, and nothing is overwritten by a command."""
    parser.add_argument("--check", action="store_true", required=True, help="核对，不改动任何数据")


def run(options: argparse.Namespace) -> int:
    """0 when stored = rebuilt for every row, 1 when not; the first differences are named."""
    found = 0
    for county in each_county():
        for sentence in sentences():
            found += 1
            if found <= SHOWN:
                print(f"✗ {county} {sentence}")
    print(
        f"✗ 共 {found} 处不符"
        if found
        else "✓ 每件事的状态、版本、承办单位和时限都与记录一致，编号没有缺漏，月报也重数得出"
    )
    return 1 if found else 0


def sentences() -> Iterator[str]:
    """What doesn't agree in the current county: rows with their log, numbers with their series."""
    for difference in check():
        yield difference.sentence()
    yield from differences()
    for number in missing_numbers():
        yield f"编号 {number} 发出去了，却没有这件事，也没有作废记录"
