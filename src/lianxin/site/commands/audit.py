"""`./run audit verify`: is the log what it was? `./run audit anchor`: keep its head outside the database."""

import argparse
import json

from lianxin.kernel.audit import CHAINS, Verdict, anchor_all, verify
from lianxin.kernel.counties import each_county

NAME = "audit"
HELP = "核验办理记录和访问记录有没有被改动(verify),或在库外存证（anchor）"


def configure(parser: argparse.ArgumentParser) -> None:
    """What to do, and how to print it."""
    parser.add_argument("what", choices=["verify", "anchor"], help="verify 逐条核验；anchor 立即在库外存证")
    parser.add_argument("--json", action="store_true", help="按 JSON 打印")


def run(options: argparse.Namespace) -> int:
    """0 when every chain holds, 1 when one is broken; the first bad row is named."""
    if options.what == "anchor":
        return anchor_now()
    verdicts = [verify(name) for _ in each_county() for name in CHAINS]
    show(verdicts, as_json=options.json)
    return 0 if all(verdict.ok for verdict in verdicts) else 1


def anchor_now() -> int:
    """Write the heads outside the database."""
    for county in each_county():
        for line in anchor_all():
            print(f"{county} 第 {line.seq} 条 {line.hash}")
    return 0


def show(verdicts: list[Verdict], *, as_json: bool) -> None:
    """The findings, as sentences or as data."""
    if not as_json:
        for verdict in verdicts:
            print(("✓ " if verdict.ok else "✗ ") + verdict.sentence())
        return
    print(json.dumps([data(verdict) for verdict in verdicts], ensure_ascii=False))


def data(verdict: Verdict) -> dict[str, object]:
    """A finding as data."""
    broken = verdict.broken
    return {
        "county": verdict.county,
        "chain": verdict.chain,
        "length": verdict.length,
        "ok": verdict.ok,
        "first_bad": broken.seq if broken else None,
        "why": broken.why if broken else None,
    }
