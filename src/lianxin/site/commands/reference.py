"""`./run reference`: the pages of docs/reference that are written from the code."""

import argparse
from collections.abc import Callable
from pathlib import Path

from django.utils import translation

from lianxin.site.home import CHECKOUT
from lianxin.site.reference import access, commands, dictionary, interface, workflows

NAME = "reference"
HELP = "按代码重写 docs/reference 里的命令、流程表、访问矩阵、数据字典和接口说明"

PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands.page,
    "workflows.md": workflows.page,
    "access.md": access.page,
    "data-dictionary.md": dictionary.page,
    "openapi.json": interface.page,
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Write, or only look whether anything is out of date."""
    parser.add_argument("--check", action="store_true", help="只检查是否过期，不写")


def run(options: argparse.Namespace) -> int:
    """0 when every page is as the code says."""
    stale = outdated()
    for path, text in stale.items():
        print(f"{'✗ 过期' if options.check else '✓ 已写'} {path.relative_to(CHECKOUT)}")
        if not options.check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return 1 if stale and options.check else 0


def outdated() -> dict[Path, str]:
    """The pages that differ from what the code gives, with their right text."""
    folder = CHECKOUT / "docs" / "reference"
    with translation.override("zh-hans"):
        pages = {folder / name: page() for name, page in PAGES.items()}
    return {path: text for path, text in pages.items() if not path.exists() or path.read_text() != text}
