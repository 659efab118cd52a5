"""`./run jobs`: what waits to be done, what was given up, and one more try for it."""

import argparse
from datetime import timedelta

from django.db.models import Count
from django.utils import timezone

from lianxin.kernel import jobs, outbox
from lianxin.kernel.counties import each_county
from lianxin.kernel.models.job import Job, JobStatus
from lianxin.kernel.models.message import Message

NAME = "jobs"
HELP = "看后台任务：等着的、到时没做的、多次失败的（again 把失败的再试一次）"

LATE = timedelta(minutes=2)  # a living worker looks every second
SHOWN = 20


def configure(parser: argparse.ArgumentParser) -> None:
    """Look, or try again."""
    parser.add_argument(
        "what", nargs="?", choices=["list", "again"], default="list", help="list 列出；again 再试失败的"
    )


def run(options: argparse.Namespace) -> int:
    """0 when all is well, 1 when a job was given up or nobody works; `again` gives them all their tries anew."""
    if options.what == "again":
        again = sum(try_again(job) for _ in each_county() for job in jobs.dead_letters())
        print(f"✓ {again} 个任务重新排队  {again} queued again")
        return 0
    faults = [show(county) for county in each_county()]
    return 1 if any(faults) else 0


def show(county: int) -> bool:
    """The counts of the current county and its dead letters; whether something is wrong."""
    unfinished = Job.objects.exclude(status=JobStatus.DONE).values_list("status")
    counts = dict(unfinished.annotate(Count("id")).order_by())
    late = Job.objects.filter(status=JobStatus.WAITING, due_at__lt=timezone.now() - LATE).count()
    waiting, running, dead = (
        counts.get(status, 0) for status in (JobStatus.WAITING, JobStatus.RUNNING, JobStatus.DEAD)
    )
    mark = "✗" if late or dead else "✓"
    print(f"{mark} {county} 等待 {waiting}，执行中 {running}，到时没做 {late}，多次失败 {dead}")
    if late:
        print("  没有后台在运行：请运行 ./run，或单独运行 ./run worker。  No worker runs.")
    for job in jobs.dead_letters()[:SHOWN]:
        print(f"  {job.key}  {job.last_error}  {timezone.localtime(job.due_at):%Y-%m-%d %H:%M}")
    return bool(late or dead)


def try_again(job: Job) -> bool:
    """Queue a dead letter anew; a message also leaves the telephone list, unless somebody was told already."""
    if job.kind == outbox.SEND:
        message = Message.objects.filter(pk=job.payload["message"]).first()
        if message is not None and outbox.resend(message):
            return True
    return jobs.resend(job)
