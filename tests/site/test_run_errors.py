"""Each way ./run can fail ends in one sentence of Chinese and one of English: the cause, then the way out."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.site.checkout import ROOT, bench, checkout, run

pytestmark = pytest.mark.once
NOBODY = 65534
NEW_PYTHON = f'exec "{sys.executable}" "$@"'
# Says it is new enough and has venv; making the environment fails in the given words.
FAILING = 'case "$*" in *"-m venv"*) echo "{words}" >&2; exit 1;; esac'


def sentences(said: str) -> tuple[str, str]:
    """The Chinese and the English sentence a failure ends with; there is no traceback before them."""
    assert "Traceback" not in said
    chinese, english = said.rstrip().split("\n")[-2:]
    assert chinese.startswith("✗ ")
    assert english.startswith("  ")
    return chinese.removeprefix("✗ "), english.strip()


def test_an_old_python_is_named_with_the_way_to_a_newer_one(tmp_path):
    tools = bench(tmp_path / "bin", python3='[ "$1" = -V ] && echo Python 3.9.2; [ "$1" = -V ]')
    (tmp_path / "house").mkdir()
    chinese, english = sentences(run(checkout(tmp_path / "house"), path=tools))
    assert chinese.startswith("找不到 Python 3.11 或更新的版本（现有：Python 3.9.2）；请先安装")
    assert english.startswith("Python 3.11 or newer is needed")


def test_a_python_without_venv_is_named_with_its_package(tmp_path):
    tools = bench(tmp_path / "bin", python3='case "$*" in *ensurepip*) exit 1;; esac')
    (tmp_path / "house").mkdir()
    chinese, english = sentences(run(checkout(tmp_path / "house"), path=tools))
    assert chinese == "这个 Python 缺少 venv 部件；请安装，例如 apt install python3-venv。"
    assert english == "This Python lacks its venv part: install it, e.g. apt install python3-venv."


@pytest.mark.parametrize(
    ("words", "cause"),
    [
        ("OSError: [Errno 28] No space left on device", "磁盘已满"),
        ("PermissionError: [Errno 13] Permission denied: '.venv'", "没有写入权限"),
        ("OSError: [Errno 30] Read-only file system", "没有写入权限"),
        (
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE",
            "下载的文件与校验值不符",
        ),
        ("npm error code SELF_SIGNED_CERT_IN_CHAIN self-signed certificate", "下载网站的证书不受信任"),
        ("NewConnectionError: Failed to establish a new connection", "连不上网络"),
        ("npm error code EAI_AGAIN", "连不上网络"),
        ("error: Failed to fetch: dns error", "连不上网络"),
        ("ERROR: Failed building wheel for cffi", "软件源里没有适合本机的软件包"),
    ],
)
def test_what_a_step_complained_of_is_said_in_a_sentence(tmp_path, words, cause):
    tools = bench(tmp_path / "bin", python3=FAILING.format(words=words))
    (tmp_path / "house").mkdir()
    chinese, _ = sentences(run(checkout(tmp_path / "house"), path=tools))
    assert chinese.startswith(cause)
    assert "；" in chinese


def test_an_unknown_complaint_is_shown_whole(tmp_path):
    tools = bench(tmp_path / "bin", python3=FAILING.format(words="the moon is in the wrong phase"))
    (tmp_path / "house").mkdir()
    said = run(checkout(tmp_path / "house"), path=tools)
    assert "the moon is in the wrong phase" in said
    assert sentences(said)[0] == "“准备 Python 环境”没有完成，原因见上面几行。"


def test_a_folder_that_may_not_be_written_is_named():
    """Not below tmp_path: pytest keeps that closed to other users, and root may write anywhere."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        place.chmod(0o755)
        (place / "house").mkdir()
        house, tools = checkout(place / "house"), bench(place / "bin", python3=":")
        house.chmod(0o555)
        chinese, english = sentences(run(house, path=tools, user=NOBODY if os.geteuid() == 0 else None))
        house.chmod(0o755)
    assert chinese.startswith(f"不能写入 {house}；")
    assert english.startswith(f"Cannot write to {house}:")


def test_without_a_network_the_bundle_is_offered(tmp_path):
    """A real Python and a real pip, whose index is a port where nobody listens."""
    (tmp_path / "house").mkdir()
    closed = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "0", "PIP_NO_CACHE_DIR": "1"}
    path = f"{bench(tmp_path / 'bin', python3=NEW_PYTHON)}"
    chinese, english = sentences(run(checkout(tmp_path / "house"), path=path, **closed))
    assert chinese.startswith("连不上网络，无法下载所需的软件；")
    assert "./run bundle" in chinese
    assert "./run bundle" in english


def test_nothing_half_done_is_taken_for_done(tmp_path):
    """After a failed install the next start tries again."""
    (tmp_path / "house").mkdir()
    house = checkout(tmp_path / "house")
    tools = bench(tmp_path / "bin", python3=FAILING.format(words="No space left on device"))
    run(house, path=tools)
    assert not list(house.glob(".venv/.done-*"))


@pytest.mark.skipif(shutil.which("dash") is None, reason="no dash here")
@pytest.mark.parametrize(
    "script", ["run", "test", "setup/install.sh", "setup/bundle.sh", "setup/lock", ".ci/run"]
)
def test_the_scripts_are_plain_posix_shell(script):
    done = subprocess.run(["dash", "-n", str(ROOT / script)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def serve(home: Path, **environ: str) -> "subprocess.CompletedProcess[str]":
    """Start the service as ./run does once everything is installed; it is expected to give up at once."""
    known = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "HOST", "PORT"}}
    known |= {"LIANXIN_HOME": str(home), "PYTHONPATH": str(ROOT / "src"), **environ}
    words = [sys.executable, "-m", "lianxin", "serve"]
    return subprocess.run(words, env=known, capture_output=True, text=True, timeout=60, check=False)


def test_a_taken_port_is_named_with_a_free_one(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = serve(tmp_path / "home", PORT=str(port))
    chinese, english = sentences(done.stderr)
    assert done.returncode == 1
    assert chinese == f"端口 {port} 已被另一个程序占用；请关掉它，或换一个端口：PORT={port + 1} ./run"
    assert (
        english
        == f"Port {port} is taken: stop the other program, or choose another port: PORT={port + 1} ./run"
    )
    assert not (tmp_path / "home" / "lianxin.sqlite3").exists()


def test_the_demo_keeps_to_this_machine(tmp_path):
    done = serve(tmp_path / "home", HOST="0.0.0.0")
    assert done.returncode == 1
    assert sentences(done.stderr)[0].startswith("演示版不设密码，只能在本机打开，不能用地址 0.0.0.0；")


def test_a_database_that_does_not_answer_is_named(tmp_path):
    done = serve(tmp_path / "home", DATABASE_URL="postgres://x@127.0.0.1:9/lianxin", PORT="0")
    assert done.returncode == 1
    assert sentences(done.stderr)[0] == (
        "连不上数据库服务器；请确认它已启动，并核对 DATABASE_URL 里的地址和端口。"
    )


def test_broken_settings_are_named_with_their_line(tmp_path):
    (tmp_path / "config.toml").write_text('mode = "demo\n')
    done = serve(tmp_path)
    assert done.returncode == 1
    assert sentences(done.stderr)[0].startswith("数据目录里的 config.toml 写法有误")
    assert "line 1" in done.stderr


@pytest.mark.skipif(
    os.geteuid() != 0 or shutil.which("unshare") is None, reason="needs root to mount a tiny disk"
)
def test_a_full_disk_is_named(tmp_path):
    tiny, script = tmp_path / "tiny", 'mount -t tmpfs -o size=64k none "$0" && exec "$@"'
    tiny.mkdir()
    serving = [sys.executable, "-m", "lianxin", "serve"]
    known = {**os.environ, "LIANXIN_HOME": str(tiny), "PYTHONPATH": str(ROOT / "src"), "PORT": "0"}
    known.pop("DATABASE_URL", None)
    words = ["unshare", "--mount", "sh", "-c", script, str(tiny), *serving]
    done = subprocess.run(words, env=known, capture_output=True, text=True, timeout=60, check=False)
    if "mount" in done.stderr:
        pytest.skip("mounting is not allowed here")
    assert done.returncode == 1
    assert sentences(done.stderr)[0] == "磁盘已满，什么也没有写入；请腾出至少 1 GB 空间后再试。"
