"""The command line: our own words first, Django's after.

Each file of `site/commands` is a command: `NAME`, `HELP` (one Chinese line), `configure(parser)` and
`run(options) -> int`. With `NEEDS_DJANGO = False` it is imported before the settings are read.
"""

import argparse
import ast
import difflib
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import NoReturn, Protocol, cast

from lianxin.site.errors import explain, report

COMMANDS = Path(__file__).parent / "commands"
SETTINGS = "lianxin.site.settings"


class CommandModule(Protocol):
    """What a file of `site/commands` offers."""

    NAME: str
    HELP: str

    def configure(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, options: argparse.Namespace) -> int: ...


@dataclass(frozen=True)
class Command:
    """One command as its source says, known without importing it."""

    name: str
    help: str
    module: str
    needs_django: bool


class Parser(argparse.ArgumentParser):
    """Argparse with Chinese headings; a mistake ends with exit code 2 and the way to the help."""

    def __init__(self, command: Command) -> None:
        super().__init__(prog=f"./run {command.name}", description=command.help, add_help=False)
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这段说明")

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, f"✗ 命令写得不对：{message}。详细用法：{self.prog} --help\n")


def main(words: Sequence[str]) -> int:
    """Run one command; returns the exit code: 0 done, 1 could not, 2 wrongly asked, 130 interrupted."""
    try:
        return dispatch(list(words))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read our words has gone; Python must not try to flush the rest to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:
        said = explain(error)
        if said is None or os.environ.get("LIANXIN_TRACEBACK"):
            raise
        report(said)
        return 1


def dispatch(words: list[str]) -> int:
    """Find the command for the first word: ours, else Django's."""
    known = commands()
    if not words or words[0] in {"help", "-h", "--help"}:
        return show_help(known, words[1:])
    if words[0] in known:
        return run_own(known[words[0]], words[1:])
    return run_django(known, words)


def commands() -> dict[str, Command]:
    """Every command of `site/commands`, by its word."""
    found = (read_command(path) for path in sorted(COMMANDS.glob("*.py")) if path.stem != "__init__")
    return {command.name: command for command in found}


def read_command(path: Path) -> Command:
    """What a command says of itself, read from its source: the list costs no import."""
    said = {}
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            said[ast.unparse(node.targets[0])] = node.value.value
    return Command(
        name=str(said["NAME"]),
        help=str(said["HELP"]),
        module=f"lianxin.site.commands.{path.stem}",
        needs_django=said.get("NEEDS_DJANGO") is not False,
    )


def run_own(command: Command, words: list[str]) -> int:
    """Load one command, read its options and run it."""
    if command.needs_django:
        start_django()
    module = cast(CommandModule, import_module(command.module))
    parser = Parser(command)
    module.configure(parser)
    return module.run(parser.parse_args(words))


def start_django() -> None:
    """Read the settings and the models."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import_module("django").setup()


def run_django(known: dict[str, Command], words: list[str]) -> int:
    """A word of Django's (migrate, shell …); for a word of nobody's, the nearest of ours."""
    start_django()
    management = import_module("django.core.management")
    if words[0] not in management.get_commands():
        near = difflib.get_close_matches(words[0], known, n=1)
        hint = f"您是不是要 ./run {near[0]}？" if near else "./run help 列出全部命令。"
        print(f"✗ 没有“{words[0]}”这条命令。{hint}\n  There is no such command.", file=sys.stderr)
        return 2
    management.execute_from_command_line(["./run", *words])
    return 0


def show_help(known: dict[str, Command], words: list[str]) -> int:
    """All commands with a line each, or one command's own help."""
    if words and words[0] in known:
        return run_own(known[words[0]], ["--help"])
    width = max(map(len, known), default=0)
    print("连心桥的命令  ./run 命令 [选项]\n")
    for name in sorted(known):
        print(f"  {name:<{width}}  {known[name].help}")
    print("\n  ./run help 命令   看一条命令的用法")
    print("  其他词交给 Django，例如 ./run migrate、./run shell")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
