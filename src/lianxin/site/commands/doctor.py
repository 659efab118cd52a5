"""`./run doctor`: look at every setting, name each broken one with its remedy, change nothing."""

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict
from importlib import import_module

from lianxin.site.checkups import folder, machine
from lianxin.site.checkups.finding import Finding, State, examine
from lianxin.site.cli import start_django
from lianxin.site.home import CONFIG, home_path

NAME = "doctor"
HELP = "逐项检查设置，说出哪里坏了、怎么修（不改动任何东西）"
NEEDS_DJANGO = False

MARKS = {State.OK: "✓", State.NOTE: "△", State.BROKEN: "✗"}


def configure(parser: argparse.ArgumentParser) -> None:
    """How to show the findings."""
    parser.add_argument("--json", action="store_true", help="输出 JSON，供程序读取")


def run(options: argparse.Namespace) -> int:
    """One line a setting; exit code 1 when any is broken."""
    findings = list(look())
    if options.json:
        print(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=1))
    else:
        print("\n".join(map(line, findings)))
    return 1 if any(finding.state is State.BROKEN for finding in findings) else 0


def look() -> Iterator[Finding]:
    """The folder and the machine first: without them the rest can't even be loaded."""
    made = (home_path() / CONFIG).exists()
    found = list(examine(folder.CHECKS if made else folder.CHECKS_BEFORE))
    yield from found
    # Reading the settings would make a folder that is missing, and fail on one that is broken.
    unread = not made or any(one.code in {"home", "config"} and one.state is State.BROKEN for one in found)
    yield from examine(machine.CHECKS_BEFORE if unread else machine.CHECKS)
    if unread:
        return
    start_django()
    database = import_module("lianxin.site.checkups.database")
    if database.not_made():
        yield from examine(database.CHECKS_BEFORE)
    else:
        yield from examine(database.CHECKS)
        yield from examine(import_module("lianxin.site.checkups.backups").CHECKS)
    yield from examine(import_module("lianxin.site.checkups.outside").CHECKS)


def line(finding: Finding) -> str:
    """One finding; a fault also in English."""
    words = f"{MARKS[finding.state]} {finding.name}：{finding.zh}"
    return words if finding.state is State.OK else f"{words}。\n    {finding.en}."
