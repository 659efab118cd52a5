"""`./run worker`: send messages and run timers in a process of its own, for installations on PostgreSQL.

As many of them as there is work for, on one machine or several; each job is done by one.
"""

import argparse
import signal
from threading import Event
from types import FrameType

from lianxin.kernel.worker import crew, run_due
from lianxin.site.startup import at_work

NAME = "worker"
HELP = "单独运行后台任务(发通知、到时提醒),用于 PostgreSQL 安装"


def configure(parser: argparse.ArgumentParser) -> None:
    """How many at a time, or once and done."""
    parser.add_argument("--threads", type=int, default=2, metavar="N", help="同时做几件事(默认 2)")
    parser.add_argument("--once", action="store_true", help="把到时的任务做一轮就退出")


def run(options: argparse.Namespace) -> int:
    """Work until SIGTERM or Ctrl-C; what is under way is finished first, or handed back when it takes long."""
    if options.once:
        print(run_due())
        return 0
    stop = Event()

    def ask_to_stop(number: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, ask_to_stop)
    signal.signal(signal.SIGINT, ask_to_stop)
    with at_work(), crew(max(1, options.threads), stop):
        stop.wait()
    return 0
