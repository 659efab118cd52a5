"""`./run worker`: send messages and run timers in a process of its own, for installations on PostgreSQL."""

import argparse
import signal
from threading import Event, Thread
from types import FrameType

from lianxin.kernel.worker import run_due, run_forever
from lianxin.site.startup import at_work

NAME = "worker"
HELP = "单独运行后台任务(发通知、到时提醒),用于 PostgreSQL 安装"


def configure(parser: argparse.ArgumentParser) -> None:
    """How many at a time, or once and done."""
    parser.add_argument("--threads", type=int, default=2, metavar="N", help="同时做几件事(默认 2)")
    parser.add_argument("--once", action="store_true", help="把到时的任务做一轮就退出")


def run(options: argparse.Namespace) -> int:
    """Work until SIGTERM or Ctrl-C; what is under way is finished first."""
    if options.once:
        print(run_due())
        return 0
    stop = Event()

    def ask_to_stop(number: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, ask_to_stop)
    signal.signal(signal.SIGINT, ask_to_stop)
    threads = [Thread(target=run_forever, args=(stop,)) for _ in range(max(1, options.threads))]
    with at_work():
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return 0
