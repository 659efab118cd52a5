"""`./run classes train|predict`: classes of messages in a file, without a database; `train-county`: of a county."""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from django.conf import settings

from lianxin.kernel.actor import system
from lianxin.kernel.context import in_county
from lianxin.kernel.ids import uuid7
from lianxin.kernel.jobs import Failed
from lianxin.kernel.sheets.limits import BadSheet
from lianxin.people.queries import only_county
from lianxin.people.rules import Refused
from lianxin.site.errors import Unable
from lianxin.wording.actions import training
from lianxin.wording.intake.messages import Columns, Messages, read_messages, with_columns
from lianxin.wording.rules.class_file import BadModel, read_model
from lianxin.wording.rules.classes import ClassModel

NAME = "classes"
HELP = "分类建议：用一张分好类的表训练模型，给一张表分类，或用本县办结的事训练"

LEAST, NAMED = 20, 10
ADDED = ("label", "confidence")
BAD = {
    "foreign": "{file} 不是分类模型文件，请用 ./run classes train 生成的文件。",
    "newer": "{file} 是别的版本的连心桥做的，这里读不了；请用这个版本重新训练。",
    "damaged": "{file} 坏了（校验和不对），请重新训练或重新拷贝。",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """What to do, with which file and columns."""
    parser.add_argument(
        "what",
        choices=["train", "predict", "train-county"],
        help="train 用一张表训练；predict 给一张表分类；train-county 用本县办结的事训练",
    )
    parser.add_argument("--csv", type=Path, help="表格文件：CSV（UTF-8 或 GBK）、XLSX 或 XLS")
    parser.add_argument("--title", help="哪一列是标题")
    parser.add_argument("--text", help="哪一列是正文")
    parser.add_argument("--label", help="哪一列是分类（train 要填）")
    parser.add_argument("--model", type=Path, help="模型文件（predict 要填）")
    parser.add_argument("--out", type=Path, help="写到哪里：train 是模型文件，predict 是 CSV")
    parser.add_argument("--county", type=int, help="县代码（train-county），只有一个县时不用填")


def run(options: argparse.Namespace) -> int:
    """0 when it was done, 1 when it could not be, 2 when it was wrongly asked for. Raises Unable."""
    ways = {
        "train": (train, ("csv", "title", "text", "label", "out")),
        "predict": (predict, ("model", "csv", "title", "text", "out")),
        "train-county": (train_county, ()),
    }
    way, needed = ways[options.what]
    missing = [f"--{name}" for name in needed if not getattr(options, name)]
    if missing:
        print(f"✗ 还缺 {'、'.join(missing)}。详细用法：./run classes --help", file=sys.stderr)
        return 2
    try:
        return way(options)
    except (BadSheet, Refused) as fault:
        print(f"✗ {fault}", file=sys.stderr)
        return 1


def train(options: argparse.Namespace) -> int:
    """A model from a sheet with classes. Raises BadSheet, Unable."""
    said = read_messages(options.csv, Columns(options.title, options.text, options.label))
    examples = list(examples_of(said))
    tell_left_out(said)
    counts = Counter(one["label"] for one in examples)
    if len(counts) < 2 or len(examples) < LEAST:
        sentence = f"能学的只有 {len(examples)} 行、{len(counts)} 类；至少要 {LEAST} 行、2 类。"
        raise BadSheet(sentence)
    print(f"  学 {len(examples)} 行，{len(counts)} 类……", flush=True)
    try:
        data = training.learn(examples)
    except Failed as fault:
        raise Unable(f"没有训练成（{fault.code}）。", f"The training failed ({fault.code}).") from fault
    write(options.out, data)
    tell(read_model(data))
    print(f"✓ 模型已写到 {options.out}（{len(data) / 1024 / 1024:.1f} MB）")
    return 0


def examples_of(said: Messages) -> Iterator[Mapping[str, str]]:
    """The rows that can be learnt from."""
    left = {*said.empty, *said.unlabelled}
    for row in said.rows:
        if row.line not in left:
            yield {"title": said.title(row), "text": said.text(row), "label": said.label(row)}


def tell_left_out(said: Messages) -> None:
    """How many rows say nothing or have no class, and which."""
    for lines, words in ((said.empty, "标题和正文都是空的"), (said.unlabelled, "没有分类")):
        if lines:
            more = " 等" if len(lines) > NAMED else ""
            print(f"  {len(lines)} 行{words}，跳过：第 {'、'.join(map(str, lines[:NAMED]))} 行{more}")


def tell(model: ClassModel) -> None:
    """What held-out parts said of a model."""
    told = model.told
    print(
        f"  五份交叉（近似重复在同一份）：各类平均 F1 {told['macro_f1']:.4f} ± {told['spread']:.4f}，"
        f"判对 {told['accuracy']:.1%}"
    )
    for label, one in told["classes"].items():
        print(f"    {label}  {one['count']} 行  F1 {one['f1']:.3f}")


def predict(options: argparse.Namespace) -> int:
    """A sheet with a class and a confidence for each row. Raises BadSheet, Unable."""
    model = opened(options.model)
    said = read_messages(options.csv, Columns(options.title, options.text))
    tell_left_out(said)
    write(options.out, with_columns(said, ADDED, guesses(model, said)).encode())
    taken = [one for one in ADDED if one in said.headings]
    if taken:
        print(f"  原表已有 {'、'.join(taken)} 列，改名为 {'、'.join(f'{one}_before' for one in taken)}")
    print(f"✓ {len(said.rows) - len(said.empty)} 行已分类，写到 {options.out}")
    return 0


def opened(path: Path) -> ClassModel:
    """The model of a file. Raises Unable."""
    try:
        return read_model(path.read_bytes())
    except OSError as fault:
        raise Unable(f"打不开 {path}，请核对路径和权限。", f"{path} can't be opened.") from fault
    except BadModel as fault:
        raise Unable(BAD[fault.code].format(file=path), f"{path}: {fault.code} model file.") from fault


def guesses(model: ClassModel, said: Messages) -> Iterator[Mapping[str, str]]:
    """What is said of each row; nothing of an empty one."""
    empty = set(said.empty)
    for row in said.rows:
        if row.line in empty:
            yield dict.fromkeys(ADDED, "")
        else:
            guess = model.guess(said.title(row), said.text(row))
            yield {"label": guess.label, "confidence": f"{guess.confidence:.4f}"}


def write(path: Path, data: bytes) -> None:
    """Put a file where it was asked for. Raises Unable."""
    try:
        path.write_bytes(data)
    except OSError as fault:
        raise Unable(f"写不了 {path}，请核对路径和权限。", f"{path} can't be written.") from fault


def train_county(options: argparse.Namespace) -> int:
    """The same as the button on the page, and the learning here and now. Raises Refused, Unable."""
    county = options.county or settings.COUNTY or only_county()
    if county is None:
        raise Unable("还没有装好，或有几个县；请用 --county 指明县代码。", "Name a county by --county.")
    with in_county(county):
        row = training.ask(by=system(county), client_id=uuid7(), queued=False)
        try:
            training.train_now(row)
        except Failed as fault:
            raise Unable(f"没有训练成（{fault.code}）。", f"The training failed ({fault.code}).") from fault
        print(f"✓ {county} 第 {row.number} 版分类建议已启用")
    return 0
