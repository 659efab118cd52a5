"""`./run import-areas FILE [--county CODE] [--json]`: the official table of divisions."""

import argparse
import json
import sys
from pathlib import Path

from lianxin.kernel import clock
from lianxin.kernel.actor import system
from lianxin.places.intake.run import Report, import_table, lines
from lianxin.places.intake.table import BadTable

NAME = "import-areas"
HELP = "导入官方五级区划代码表（CSV 或 .csv.gz）；重复导入不会多出一个地方"
NATION = 100000


def configure(parser: argparse.ArgumentParser) -> None:
    """The table, and whose rows are wanted."""
    parser.add_argument("file", type=Path, help="表头为 code,name,level,parent 的 CSV 或 .csv.gz")
    parser.add_argument("--county", type=int, help="只要这一个县的（六位代码）；不写就是全部")
    parser.add_argument("--json", action="store_true", help="按 JSON 打印结果")


def run(options: argparse.Namespace) -> int:
    """0 when every row was taken, 1 when some were left out, 2 when the file can't be used."""
    try:
        with options.file.open("rb") as file:
            report = import_table(
                file,
                by=system(options.county or NATION),
                at=clock.now(),
                only=options.county,
                progress=show_progress,
            )
    except OSError as error:
        print(f"✗ 打不开 {options.file}：{error.strerror}。请核对文件名。", file=sys.stderr)
        return 2
    except BadTable as fault:
        print(f"✗ {fault}", file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps(report.as_json(), ensure_ascii=False))
    else:
        tell(report, options.county)
    return 1 if report.refused else 0


def show_progress(rows: int) -> None:
    """A line that moves, for the one who waits."""
    if sys.stderr.isatty():
        print(f"\r  {rows}", end="", file=sys.stderr, flush=True)


def tell(report: Report, county: int | None) -> None:
    """The result in words, the lines left out on the standard error."""
    print(
        f"✓ 共 {report.rows} 行：新增 {report.created}，没有变化 {report.unchanged}，更名 {report.renamed}，"
        f"退回 {report.refused}"
    )
    if county:
        print(f"  其他县的 {report.others} 行没有导入。")
    if report.counties:
        print(f"  新建县（市、区）{report.counties} 个。")
    if report.gone:
        print(f"  这一版表里没有、原来就有的 {report.gone} 个，都保留着，请逐个核对：")
        print("  " + "、".join(report.gone_codes))
    for sentence in lines(report):
        print(f"✗ {sentence}", file=sys.stderr)
