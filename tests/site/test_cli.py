import argparse
import os
import subprocess
import sys

import pytest

from lianxin.site import cli
from lianxin.site.cli import COMMANDS, Command, Parser, commands, main
from lianxin.site.errors import Unable
from tests.site.checkout import ROOT


def test_every_file_of_the_folder_is_a_command():
    files = {path.stem for path in COMMANDS.glob("*.py")} - {"__init__"}
    assert {command.module.rsplit(".", 1)[1] for command in commands().values()} == files


def test_every_command_says_in_chinese_what_it_does():
    silent = [
        c.name for c in commands().values() if not any("\u4e00" <= letter <= "\u9fff" for letter in c.help)
    ]
    assert silent == []


@pytest.mark.parametrize("words", [[], ["help"], ["--help"], ["-h"]])
def test_help_lists_the_commands(words, capsys):
    assert main(words) == 0
    said = capsys.readouterr().out
    assert said.startswith("连心桥的命令")
    assert "  serve " in said
    assert "  doctor " in said


def test_help_of_one_command_shows_its_options(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["help", "doctor"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert "--json" in said
    assert "选项" in said


def test_help_loads_no_django():
    words = "import sys; from lianxin.site.cli import main; main(['help']); sys.exit('django' in sys.modules)"
    known = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run([sys.executable, "-c", words], env=known, capture_output=True, check=False)
    assert done.returncode == 0


@pytest.mark.parametrize(("word", "hint"), [("serv", "./run serve"), ("xyzzy", "./run help")])
def test_an_unknown_word_gets_the_nearest_or_the_list(word, hint, capsys):
    assert main([word]) == 2
    said = capsys.readouterr().err
    assert f"没有“{word}”这条命令" in said
    assert hint in said


def test_a_wrong_option_ends_with_two_and_the_way_to_the_help(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["doctor", "--jsno"])
    assert ended.value.code == 2
    assert "./run doctor --help" in capsys.readouterr().err


def test_other_words_are_djangos(capsys):
    assert main(["diffsettings", "--output", "unified"]) == 0
    assert "lianxin.site.urls" in capsys.readouterr().out


def failing(error: BaseException):
    """A command module whose run ends in `error`."""

    class Failing:
        NAME = HELP = "failing"

        def configure(self, parser: argparse.ArgumentParser) -> None: ...

        def run(self, options: argparse.Namespace) -> int:
            raise error

    return Failing()


@pytest.fixture
def failing_command(monkeypatch):
    """Put a command that fails with the given error among ours."""

    def put(error: BaseException) -> None:
        known = {"fail": Command("fail", "失败", "planted", needs_django=False)}
        monkeypatch.setattr(cli, "commands", lambda: known)
        monkeypatch.setattr(cli, "import_module", lambda name: failing(error))

    return put


def test_a_known_cause_ends_in_a_sentence_of_each_language(failing_command, capsys):
    failing_command(Unable("缺了东西；请补上。", "Something is missing: add it."))
    assert main(["fail"]) == 1
    assert capsys.readouterr().err == "\n✗ 缺了东西；请补上。\n  Something is missing: add it.\n"


def test_a_fault_of_ours_keeps_its_traceback(failing_command):
    failing_command(ZeroDivisionError("ours"))
    with pytest.raises(ZeroDivisionError):
        main(["fail"])


def test_a_known_cause_keeps_its_traceback_where_asked_for(failing_command, monkeypatch):
    monkeypatch.setenv("LIANXIN_TRACEBACK", "1")
    failing_command(Unable("缺了东西。", "Missing."))
    with pytest.raises(Unable):
        main(["fail"])


def test_an_interrupt_is_no_fault(failing_command):
    failing_command(KeyboardInterrupt())
    assert main(["fail"]) == 130


def test_the_parser_heads_its_lists_in_chinese(capsys):
    parser = Parser(Command("demo", "试一试", "planted", needs_django=False))
    parser.add_argument("file", help="文件")
    with pytest.raises(SystemExit):
        parser.parse_args(["--help"])
    said = capsys.readouterr().out
    assert [line for line in said.split("\n") if line.endswith(":")] == ["参数:", "选项:"]
