"""`./run serve`: one process with pages and worker; for a county, granian's processes beside the worker."""

import argparse
import logging
import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack, suppress
from importlib.util import find_spec
from socket import create_connection, socket
from types import FrameType
from typing import Any

import waitress
from django.conf import settings
from waitress import wasyncore

from lianxin.kernel import statistics
from lianxin.site import addresses, startup
from lianxin.site.errors import Unable
from lianxin.site.wsgi import application

NAME = "serve"
HELP = "打开网页服务和后台任务（./run 不带命令就是它）"
PATIENCE = 20  # seconds that requests under way get to be answered


def configure(parser: argparse.ArgumentParser) -> None:
    """Where to listen and with what."""
    # A demo stays on this machine; an office is there for the other machines.
    usual = "127.0.0.1" if settings.DEMO else "0.0.0.0"  # noqa: S104
    parser.add_argument("--host", default=os.environ.get("HOST", usual), help="监听地址")
    parser.add_argument("--port", type=int, default=os.environ.get("PORT", "8000"), help="端口，默认 8000")
    parser.add_argument("--server", choices=["waitress", "granian"], default="waitress", help="网页服务器")
    parser.add_argument("--threads", type=int, default=8, help="每个进程的线程数，默认 8")
    parser.add_argument("--processes", type=int, default=2, help="granian 的进程数，默认 2")
    parser.add_argument("--no-worker", action="store_true", help="只开网页，后台任务由别的进程做")


def run(options: argparse.Namespace) -> int:
    """Take the address, prepare the data, then serve until the process is asked to stop."""
    addresses.refuse_open_demo(options.host, demo=settings.DEMO)
    signal.signal(signal.SIGTERM, stop)
    with addresses.claim(options.host, options.port) as claimed, ExitStack() as stack:
        stack.enter_context(startup.at_work())
        startup.prepare_tables(say)
        startup.prepare_demo(say, demo=settings.DEMO)
        statistics.refresh_unknown()
        if not options.no_worker:
            stack.enter_context(startup.working())
        if options.server == "waitress":
            announce(options.host, options.port)
            return serve_waitress(claimed, options.threads)
        claimed.close()
        return serve_granian(options)


def stop(number: int, frame: FrameType | None) -> None:
    """SIGTERM ends the service as Ctrl-C does."""
    raise KeyboardInterrupt


def say(words: str) -> None:
    """A line for each long step."""
    print(f"… {words}", flush=True)


def announce(host: str, port: int) -> None:
    """The address, in both languages."""
    print("\n连心桥已打开，请用浏览器访问（按 Ctrl-C 关闭）  Lianxin is open at:")
    for address in addresses.to_open(host, port):
        print(f"  {address}")
    print(f"数据目录  Data folder: {settings.HOME.path}", flush=True)


def serve_waitress(claimed: socket, threads: int) -> int:
    """One process; asked to stop, it answers what was asked before."""
    # A request that waits a moment for a thread is no news.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    # Whom to believe is said for every server by `site.wsgi`; waitress would throw away what the proxy says before.
    told = {"clear_untrusted_proxy_headers": not settings.PROXY}
    server = waitress.create_server(application, sockets=[claimed], threads=threads, ident=None, **told)
    try:
        wasyncore.loop(timeout=1, map=server._map)
    except KeyboardInterrupt:
        finish(server)
    return 0


def finish(server: Any) -> None:
    """Take nobody new, and answer those who have asked already; whoever takes too long is left."""
    wasyncore.dispatcher.close(server)
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and any(unanswered(channel) for channel in server.active_channels.values()):
        wasyncore.loop(timeout=0.1, map=server._map, count=1)


def unanswered(channel: Any) -> bool:
    """Whether somebody waits for an answer, or for the rest of one."""
    return bool(channel.requests or channel.total_outbufs_len)


def serve_granian(options: argparse.Namespace) -> int:
    """Several web processes; this one keeps the worker. Raises Unable when granian isn't installed."""
    if not find_spec("granian"):
        raise Unable(
            "还没有安装 granian；请先运行 ./run extras county。",
            "granian is not installed: run ./run extras county first.",
        )
    words = [sys.executable, "-m", "granian", "--interface", "wsgi", "lianxin.site.wsgi:application"]
    words += ["--host", options.host, "--port", str(options.port), "--workers", str(options.processes)]
    words += ["--blocking-threads", str(options.threads), "--log-level", "warning"]
    # A process that dies is replaced. The limit also ends those that were told to stop before they had begun:
    # they never heard of it.
    words += ["--respawn-failed-workers", "--workers-kill-timeout", str(PATIENCE)]
    with subprocess.Popen(words) as web:
        try:
            wait_until_open(web, options.host, options.port)
            announce(options.host, options.port)
            return web.wait()
        except KeyboardInterrupt:
            web.terminate()
            web.wait()
            return 0


def wait_until_open(web: "subprocess.Popen[bytes]", host: str, port: int) -> None:
    """Until a browser that comes is heard, or the server has given up."""
    here = addresses.reached_at(host)
    while web.poll() is None:
        with suppress(OSError), create_connection((here, port), timeout=1):
            return
        time.sleep(0.05)
