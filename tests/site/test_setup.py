"""`./run setup` as the operator runs it: in a process of its own, on a folder and a database of its own."""

import os
import re
import stat
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

ROOT = Path(__file__).parents[2]
WORDS = [
    *["setup", "--county", "990101", "--county-name", "云汀县"],
    *["--township-code", "990101102", "--township-name", "青禾镇"],
    *["--host", "10.1.2.3", "--host", "lianxin.example.cn", "--admin-name", "方远舟"],
    *["--phone", "0912-5550000"],
]
LINK = re.compile(r"http://10\.1\.2\.3:8000/join/[\w-]{43}/")
# The same command, cut off with the power at one point.
CUT = """
import os, sys
from lianxin.site import cli
from lianxin.site.commands import setup
whole, point = setup.load, sys.argv.pop(1)
def cut(path):
    founding = whole(path)
    setattr(founding, point, lambda *words, **more: os._exit(9))
    return founding
setup.load = cut
sys.exit(cli.main(sys.argv[1:]))
"""
COUNTS = """
from lianxin.appeals.models import AppealClass
from lianxin.kernel.context import in_county
from lianxin.kernel.models.event import Event
from lianxin.people.models import Account, Appointment, OneTimeLink, Post, Unit
from lianxin.places.models import Area
with in_county(990101):
    for table in (AppealClass, Area, Unit, Post, Appointment, OneTimeLink, Event):
        print(table.__name__, table.objects.count(), {row.pk >> 33 for row in table.objects.all()})
    print("usable", OneTimeLink.objects.filter(withdrawn_at=None).count())
print("Account", [(one.login, one.must_set, one.password[:1]) for one in Account.objects.all()])
"""
WHOLE = """\
AppealClass 39 {990101}
Area 5 {990101}
Unit 13 {990101}
Post 29 {990101}
Appointment 1 {990101}
OneTimeLink 1 {990101}
Event 4 {990101}
usable 1
Account [('admin', True, '!')]
"""

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "office"


@pytest.fixture
def database(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of an empty database of the engine under test; empty words for SQLite in the folder."""
    if not settings.DATABASE_URL:
        yield ""
        return
    name = f"lianxin_setup_{os.getpid()}"
    with psycopg.connect(settings.DATABASE_URL.replace("/lianxin", "/postgres"), autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        yield f"{settings.DATABASE_URL.rpartition('/')[0]}/{name}"
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def run(home: Path, database: str, tmp_path: Path) -> Run:
    """Run a command on the folder, with nobody at the keyboard."""
    villages = tmp_path / "villages.csv"
    villages.write_text("樟荫村\n柳溪村\n新桥社区\n", encoding="utf-8")

    def run(*words: str, start: tuple[str, ...] = ("-m", "lianxin")) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "LIANXIN_HOME": str(home), "DATABASE_URL": database}
        environment["PYTHONPATH"] = str(ROOT / "src")
        environment.pop("PORT", None)
        if words[0] == "setup" and "--villages" not in words:
            words = (*words, "--villages", str(villages))
        return subprocess.run(
            [sys.executable, *start, *words],
            env=environment,
            cwd=tmp_path,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def counts(run: Run) -> str:
    return run("shell", "-v", "0", "-c", COUNTS).stdout


def test_an_office_is_set_up_once_with_one_link_and_no_password(run: Run, home: Path) -> None:
    done = run(*WORDS)
    assert (done.returncode, done.stderr) == (0, "")
    first = LINK.findall(done.stdout)
    assert len(first) == 1
    assert counts(run) == WHOLE
    config, key = home / "config.toml", home / "keys" / "field.key"
    said = tomllib.loads(config.read_text(encoding="utf-8"))
    assert said.pop("secret_key") not in done.stdout
    office = {"name": "青禾镇连心桥", "organiser": "青禾镇人民政府", "phone": "0912-5550000"}
    hosts = ["10.1.2.3", "lianxin.example.cn"]
    assert said == {"mode": "office", "hosts": hosts, "county": 990101, "office": office}
    assert [stat.S_IMODE(file.stat().st_mode) for file in (config, key)] == [0o600, 0o600]

    before = config.read_bytes(), key.read_bytes()
    again = run(*WORDS)
    assert again.returncode == 1
    assert "已经装好，没有改动任何东西" in again.stderr
    assert "./run account link 登录名" in again.stderr
    assert not LINK.search(again.stdout)
    assert (config.read_bytes(), key.read_bytes()) == before
    assert counts(run) == WHOLE

    another = run("account", "link", "admin")
    assert (another.returncode, another.stderr) == (0, "")
    assert len(LINK.findall(another.stdout)) == 1
    assert LINK.findall(another.stdout) != first
    assert "OneTimeLink 2" in (left := counts(run))
    assert "usable 1" in left


@pytest.mark.parametrize("point", ["set_up", "add_member"])
def test_a_set_up_cut_off_is_finished_by_running_it_again_for_the_same_county(run: Run, point: str) -> None:
    assert run(point, *WORDS, start=("-c", CUT)).returncode == 9
    other = run(*[word.replace("990101", "990102") for word in WORDS])
    assert other.returncode == 1
    assert "县代码是 990101" in other.stderr
    done = run(*WORDS)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(LINK.findall(done.stdout)) == 1
    assert counts(run) == WHOLE


def test_the_operator_sees_the_accounts_and_is_told_of_a_slip(run: Run) -> None:
    run(*WORDS)
    assert run("account", "list").stdout == "admin\t方远舟\t党政综合办公室 系统管理岗\t待首次登录\n"
    nobody = run("account", "link", "nobody")
    assert nobody.returncode == 1
    assert "没有登录名“nobody”；./run account list 列出全部账号。" in nobody.stderr


def test_a_wrong_answer_leaves_no_folder_behind(run: Run, home: Path) -> None:
    refused = run(*WORDS, "--admin-login", "方")
    assert refused.returncode == 1
    assert "--admin-login" in refused.stderr
    assert not home.exists()


def test_the_folder_of_a_demo_is_left_alone(run: Run, home: Path) -> None:
    home.mkdir()
    (home / "config.toml").write_text('mode = "demo"\nsecret_key = "x"\nhosts = []\n', encoding="utf-8")
    (home / "lianxin.sqlite3").write_bytes(b"kept")
    refused = run(*WORDS)
    assert refused.returncode == 1
    assert "里是演示数据，不能改成正式安装" in refused.stderr
    assert (home / "lianxin.sqlite3").read_bytes() == b"kept"
    assert 'mode = "demo"' in (home / "config.toml").read_text(encoding="utf-8")
