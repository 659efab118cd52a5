"""`./run import-appeals FILE --mapping MAP.toml --county CODE`: appeals from a foreign sheet."""

import argparse
import json
import sys
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from lianxin.appeals.intake.mapping import BadMapping, read_mapping
from lianxin.appeals.intake.run import Report, import_sheet, undo_batch
from lianxin.kernel.actor import system
from lianxin.kernel.context import in_county
from lianxin.kernel.models.county import County
from lianxin.kernel.sheets.limits import BadSheet

NAME = "import-appeals"
HELP = "从表格导入诉求；带答复的按历史补录，重复导入不会多出一件"


def configure(parser: argparse.ArgumentParser) -> None:
    """The sheet, its mapping, and whose appeals they are."""
    parser.add_argument(
        "file",
        type=Path,
        nargs="?",
        help="表格文件：XLSX、XLS（最多 5 万行），或 CSV（UTF-8 或 GBK，行数不限）",
    )
    parser.add_argument("--mapping", type=Path, help="对照表(TOML):哪一列是什么")
    parser.add_argument("--undo", metavar="BATCH", help="撤销一批还没有人办过的导入（批次号见导入结果）")
    parser.add_argument("--county", type=int, required=True, help="六位县级区划代码")
    parser.add_argument("--dry-run", action="store_true", help="试一遍，不写入")
    parser.add_argument("--json", action="store_true", help="按 JSON 打印结果")
    parser.add_argument("--errors", type=Path, help="问题表写到哪里")


def run(options: argparse.Namespace) -> int:
    """0 when every row was taken or known, 1 when some were refused, 2 when nothing could be read."""
    if not County.objects.filter(code=options.county).exists():
        print(
            f"✗ 这里没有代码为 {options.county} 的县。请核对 --county，或先运行 ./run setup。",
            file=sys.stderr,
        )
        return 2
    if options.undo:
        return undo(options)
    if options.file is None or options.mapping is None:
        print("✗ 请写明表格文件和 --mapping 对照表；撤销导入用 --undo 批次号。", file=sys.stderr)
        return 2
    errors = options.errors or error_sheet(options.file)
    try:
        with in_county(options.county):
            report = import_sheet(
                options.file,
                read_mapping(options.mapping),
                by=system(options.county),
                errors=errors,
                dry_run=options.dry_run,
                progress=show_progress,
            )
    except (BadMapping, BadSheet) as fault:
        print(f"✗ {fault}", file=sys.stderr)
        return 2
    print(json.dumps(report.as_json(), ensure_ascii=False) if options.json else sentence(report, options))
    return 1 if report.refused else 0


def undo(options: argparse.Namespace) -> int:
    """0 when the whole batch was taken back, 1 when some of it was handled since, 2 when there is no such batch."""
    with in_county(options.county):
        done, kept = undo_batch(options.undo, by=system(options.county))
    if not done and not kept:
        print(f"✗ 没有批次 {options.undo}，或者已经撤销过。", file=sys.stderr)
        return 2
    print(f"✓ 撤销 {done} 件，编号作废并注明原因；{kept} 件已有人办过，没有动。")
    return 1 if kept else 0


def error_sheet(file: Path) -> Path:
    """Where the refused rows of this sheet go by default."""
    now = timezone.localtime()
    return Path(settings.HOME.path) / "imports" / f"{file.stem}-{now:%Y%m%d-%H%M%S}-问题.csv"


def show_progress(done: int, total: int) -> None:
    """A line that moves, for the one who waits."""
    if sys.stderr.isatty():
        print(f"\r  {done} / {total}", end="\n" if done == total else "", file=sys.stderr, flush=True)


def sentence(report: Report, options: argparse.Namespace) -> str:
    """The result in words."""
    trial = "（试运行，没有写入）" if options.dry_run else ""
    told = f"✓ 共 {report.rows} 行：新增 {report.created} 件，已有 {report.known} 件，退回 {report.refused} 行{trial}"
    if report.created and not options.dry_run:
        told += f"\n  批次 {report.batch}；导错了，没人办过以前可以整批撤销：--undo {report.batch}"
    return told + (f"\n  退回的行和原因：{report.error_sheet}" if report.error_sheet else "")
