"""`./run similar group --csv FILE --id COL --title COL --text COL --time COL --out FILE`: messages that are one."""

import argparse
import csv
import io
import sys
from collections import Counter
from pathlib import Path

from lianxin.wording.rules.grouping import Message, group

NAME = "similar"
HELP = "把一张表里说同一件事的留言归到一起：每行给出归并组，不连数据库，也不改原表"
NEEDS_DJANGO = False  # a file is all it needs: an office may try it before anything is set up
ENCODINGS = ("utf-8-sig", "gb18030")


class BadFile(Exception):
    """The sheet can't be used; the sentence says what to do."""


def configure(parser: argparse.ArgumentParser) -> None:
    """The sheet, its columns, and where the groups go."""
    parser.add_argument("what", choices=["group"], help="group：归并")
    parser.add_argument("--csv", type=Path, required=True, help="CSV 文件，UTF-8 或 GB18030，第一行是表头")
    parser.add_argument("--id", default="id", help="编号列的表头")
    parser.add_argument("--title", default="title", help="标题列的表头")
    parser.add_argument("--text", default="text", help="内容列的表头")
    parser.add_argument("--time", default="time", help="时间列的表头；组以最早的一条命名")
    parser.add_argument("--out", type=Path, required=True, help="结果：id,group 两列，行的次序照原表")


def run(options: argparse.Namespace) -> int:
    """0 when the groups were written, 2 when the sheet can't be used."""
    try:
        messages = read(options.csv, options)
        groups = group(messages)
        with options.out.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["id", "group"])
            writer.writerows([row.key, groups[row.key]] for row in messages)
    except OSError as error:
        print(f"✗ 打不开 {error.filename}：{error.strerror}。请核对文件名和权限。", file=sys.stderr)
        return 2
    except BadFile as fault:
        print(f"✗ {fault}", file=sys.stderr)
        return 2
    sizes = Counter(groups.values())
    several = sum(size > 1 for size in sizes.values())
    largest = max(sizes.values(), default=0)
    print(
        f"✓ 共 {len(messages)} 条，归成 {len(sizes)} 组，其中 {several} 组不止一条，最多的一组 {largest} 条。"
    )
    print("  这只是建议：同不同一件事，请由人看过再并案。")
    return 0


def read(path: Path, options: argparse.Namespace) -> list[Message]:
    """The rows of the sheet. Raises BadFile."""
    rows = csv.DictReader(io.StringIO(decoded(path.read_bytes()), newline=""))
    missing = [
        name
        for name in (options.id, options.title, options.text, options.time)
        if name not in (rows.fieldnames or [])
    ]
    if missing:
        raise BadFile(f"表头里没有“{'”“'.join(missing)}”这一列。请核对 --id --title --text --time 写的列名。")
    found, seen = [], set()
    for line, row in enumerate(rows, start=2):
        key = (row[options.id] or "").strip()
        if not key or key in seen:
            raise BadFile(
                f"第 {line} 行的编号{'是空的' if not key else f' {key} 前面已经有了'}。编号要每行一个、各不相同。"
            )
        seen.add(key)
        found.append(
            Message(key, *((row[name] or "").strip() for name in (options.title, options.text, options.time)))
        )
    return found


def decoded(content: bytes) -> str:
    """The words of a sheet. Raises BadFile."""
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadFile("文件既不是 UTF-8 也不是 GB18030。请另存为“CSV UTF-8”再来。")
