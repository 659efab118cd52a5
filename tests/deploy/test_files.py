"""What is shipped for servers is taken by the programs it is written for, as far as they are on this machine."""

import configparser
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import psycopg
import pytest
import yaml

from lianxin.site.checkups.folder import KNOWN
from lianxin.site.cli import Parser, commands
from tests.faults.server import postgres
from tests.site.checkout import ROOT

sys.path.append(str(ROOT / "setup"))

import pgbouncer  # what ./test starts its pooler by

pytestmark = pytest.mark.once

DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
CONFS = sorted((DEPLOY / "postgres").glob("*.conf"))
ENVIRONMENT = {*KNOWN, "DATABASE_URL", "DATABASE_POOLED", "DATABASE_POOL", "HOST", "PORT"}
# The keys of the Compose specification that are used here; a misspelt one would be refused, or worse, passed over.
SERVICE = frozenset(
    {"image", "build", "command", "environment", "volumes", "tmpfs", "networks", "ports", "expose"}
    | {"depends_on", "healthcheck", "restart", "deploy", "stop_signal", "stop_grace_period"}
    | {"shm_size", "security_opt"}
)


def program(name: str) -> str:
    """Where a program is; the test is left out where it is not."""
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    if found is None:
        pytest.skip(f"no {name} on this machine")
    return found


def read_yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


# -- systemd --


def test_systemd_takes_every_unit(tmp_path: Path) -> None:
    analyze = program("systemd-analyze")
    for unit in UNITS:
        text = unit.read_text("utf-8").replace("/opt/lianxin/run", "/bin/true")
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    units = [str(tmp_path / unit.name) for unit in UNITS]
    done = subprocess.run([analyze, "verify", *units], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@pytest.mark.parametrize("unit", [u for u in UNITS if u.suffix == ".service"], ids=lambda unit: unit.name)
def test_a_unit_calls_a_command_with_options_that_there_are(unit: Path) -> None:
    (line,) = re.findall(r"^ExecStart=/opt/lianxin/run(.*)$", unit.read_text("utf-8"), re.MULTILINE)
    assert asked_well(line.split())


def asked_well(words: list[str]) -> bool:
    """Whether the command line takes these words; nothing is started."""
    command = commands()[words[0] if words else "serve"]
    module: Any = import_module(command.module)
    parser = Parser(command)
    module.configure(parser)
    parser.parse_args(words[1:])
    return True


def test_what_the_units_set_is_read_by_somebody() -> None:
    said = [re.findall(r"([A-Z_]+)=", line) for unit in UNITS for line in lines(unit, "Environment=")]
    assert {name for names in said for name in names} <= ENVIRONMENT


def lines(unit: Path, key: str) -> Iterator[str]:
    """What stands behind a key of a unit."""
    for line in unit.read_text("utf-8").splitlines():
        if line.startswith(key):
            yield line.removeprefix(key)


# -- compose --


@pytest.fixture(scope="module")
def compose() -> Any:
    return read_yaml(DEPLOY / "compose" / "compose.yaml")


def test_compose_uses_the_keys_there_are(compose: Any) -> None:
    assert set(compose) == {"name", "x-lianxin", "services", "networks", "volumes"}
    for name, service in compose["services"].items():
        assert set(service) <= SERVICE, name
        assert set(service.get("depends_on", ())) <= set(compose["services"]), name


def test_every_image_has_a_number_of_its_own(compose: Any) -> None:
    images = {service["image"] for service in compose["services"].values()}
    dockerfile = (DEPLOY / "compose" / "Dockerfile").read_text("utf-8")
    images |= set(re.findall(r"^FROM (\S+)", dockerfile, re.MULTILINE))
    strange = [image for image in images - {"lianxin:local"} if not re.search(r":\d+\.\d+(\.\d+)?-", image)]
    assert strange == []


def test_every_file_a_container_is_given_is_there(compose: Any) -> None:
    told = [volume for service in compose["services"].values() for volume in service.get("volumes", ())]
    sources = [volume.split(":")[0] for volume in told]
    here = {source for source in sources if source.startswith(".")}
    assert [source for source in here if not (DEPLOY / "compose" / source).is_file()] == []
    assert set(sources) - here == set(compose["volumes"])


def test_the_containers_are_asked_by_what_they_read(compose: Any) -> None:
    web, caddy = compose["services"]["web"], compose["services"]["caddy"]
    assert set(web["environment"]) <= ENVIRONMENT
    assert web["environment"]["LIANXIN_PROXY"] == caddy["networks"]["inside"]["ipv4_address"]
    asked = set(re.findall(r"\{\$(\w+)", (DEPLOY / "caddy" / "Caddyfile").read_text("utf-8")))
    assert set(caddy["environment"]) <= asked
    for name in ("web", "worker"):
        assert asked_well(compose["services"][name]["command"][1:])
    wanted = set(re.findall(r"\$\{(\w+)", (DEPLOY / "compose" / "compose.yaml").read_text("utf-8")))
    example = (DEPLOY / "compose" / "environment.example").read_text("utf-8")
    assert wanted == set(re.findall(r"^(\w+)=", example, re.MULTILINE))


def test_patroni_leaves_no_commit_on_one_machine() -> None:
    told = read_yaml(DEPLOY / "cluster" / "patroni.yml")["bootstrap"]["dcs"]
    assert (told["synchronous_mode_strict"], told["maximum_lag_on_failover"]) == (True, 0)
    own = settings_of(DEPLOY / "postgres" / "16-cores.conf")
    for name, value in told["postgresql"]["parameters"].items():
        assert own.get(name, str(value)) == str(value), name


# -- PostgreSQL --


def settings_of(conf: Path) -> dict[str, str]:
    """Name and value of each line."""
    found = re.findall(r"^(\w+) = '?([^'\n]+?)'?$", conf.read_text("utf-8"), re.MULTILINE)
    return dict(found)


def test_no_setting_is_said_twice_and_each_file_says_why() -> None:
    for cores in CONFS:
        text = cores.read_text("utf-8")
        assert len(re.findall(r"^\w+ =", text, re.MULTILINE)) == len(settings_of(cores))
        if cores.stem != "lianxin":
            assert not set(settings_of(cores)) & set(settings_of(CONFS[-1]))


@pytest.mark.parametrize(
    "conf", [conf for conf in CONFS if conf.stem != "lianxin"], ids=lambda conf: conf.stem
)
def test_postgresql_takes_the_settings_of_each_machine(conf: Path, tmp_path: Path) -> None:
    binaries = postgres.installed()
    if binaries is None:
        pytest.skip("no PostgreSQL of the system")
    whole = tmp_path / "postgresql.conf"
    whole.write_text("".join(f"include '{one}'\n" for one in (CONFS[-1], conf)), encoding="utf-8")
    (tmp_path / "postgresql.auto.conf").touch()
    asked = [binaries / "postgres", "-C", "max_connections", "-D", tmp_path, f"--config-file={whole}"]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip() == settings_of(conf)["max_connections"]


@pytest.mark.deep
@pytest.mark.parametrize(
    "conf", [conf for conf in CONFS if conf.stem != "lianxin"], ids=lambda conf: conf.stem
)
def test_postgresql_starts_with_the_settings_of_each_machine(conf: Path) -> None:
    """A real start; only the memory of a larger machine is not asked for."""
    told = CONFS[-1].read_text("utf-8") + conf.read_text("utf-8")
    with postgres.private_server(told) as url, psycopg.connect(url.rpartition("/")[0] + "/postgres") as line:
        kept = [line.execute(f"SHOW {name}").fetchone() for name in ("work_mem", "checkpoint_timeout")]
    assert kept == [(settings_of(conf)["work_mem"],), ("15min",)]


def test_a_pool_lends_no_more_than_the_smallest_server_gives() -> None:
    ini = configparser.ConfigParser(delimiters=("=",))
    ini.read(DEPLOY / "pgbouncer" / "pgbouncer.ini", encoding="utf-8")
    lent = int(ini["pgbouncer"]["default_pool_size"]) + int(ini["pgbouncer"]["reserve_pool_size"])
    for conf in CONFS:
        assert lent < int(settings_of(conf).get("max_connections", 100)) - 3


# -- PgBouncer --


# What is another machine's: where it listens, whose user it is, where it writes.
ELSEWHERE = {
    r"^listen_addr = .*": "listen_addr = 127.0.0.1\nlisten_port = {port}",
    r"^listen_port = 6432": "",
    r"^auth_file = .*": "auth_file = {folder}/userlist.txt",
    r"^(logfile|pidfile|user) = .*": r"\1 =",
}


@pytest.mark.parametrize("ini", ["pgbouncer/pgbouncer.ini", "compose/pgbouncer.ini"])
def test_pgbouncer_starts_with_the_file_and_knows_every_line(ini: str) -> None:
    words = [program("pgbouncer"), f"deploy/{ini}"]
    user, port = postgres.unprivileged_user(), postgres.free_port()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        shutil.copytree(DEPLOY, folder / "deploy")
        (folder / "userlist.txt").write_text('"lianxin" "invented"\n')
        for file in (folder / "deploy").rglob("*.ini"):
            text = file.read_text("utf-8")
            for line, here in ELSEWHERE.items():
                text = re.sub(line, here.format(port=port, folder=folder), text, flags=re.MULTILINE)
            file.write_text(text, encoding="utf-8")
        if user is not None:
            folder.chmod(0o755)
        with (folder / "log").open("w") as log:
            pool = postgres.start(words, folder, log, user)
            try:
                pgbouncer.wait_until_listening(pool, port, folder / "log")
            finally:
                pool.terminate()
                pool.wait()
        said = (folder / "log").read_text()
    assert "max_client_conn: 1000" in said
    assert not re.search("WARNING|ERROR", said), said


# -- Caddy --


def test_caddy_takes_its_file() -> None:
    words = [program("caddy"), "validate", "--adapter", "caddyfile", "--config", "deploy/caddy/Caddyfile"]
    environ = {**os.environ, "LIANXIN_SITE": "lianxin.example"}
    done = subprocess.run(words, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
