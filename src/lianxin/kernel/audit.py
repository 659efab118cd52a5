"""Proving the log: every link recomputed, and compared with anchors kept outside the database (审计核验)."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from lianxin.kernel.chain import Break, county_links, head_of
from lianxin.kernel.context import current_county
from lianxin.kernel.models.event import AccessEntry, Chained, Event

CHAINS: dict[str, type[Chained]] = {"events": Event, "access": AccessEntry}

WHY = {
    "missing": "第 {seq} 条记录不见了（被删除，或顺序被改）",
    "inserted": "第 {seq} 条处多出一条记录（被插入，或顺序被改）",
    "unlinked": "第 {seq} 条与前一条对不上（被插入、替换或调换了顺序）",
    "altered": "第 {seq} 条的内容被改过",
    "head": "记录停在第 {seq} 条之前，而链头更长：末尾被截去",
    "rewound": "第 {seq} 条曾在库外存证，现在库里没有：数据库被截尾，或被换成了旧的副本",
    "rewritten": "第 {seq} 条与库外存证不符：历史被整段重写过",
}


@dataclass(frozen=True)
class Anchor:
    """One line outside the database: at this moment the chain was this long and ended in this hash."""

    at: str
    seq: int
    hash: str


@dataclass(frozen=True)
class Verdict:
    """What a verification found: the length walked and the first bad row, if any."""

    county: int
    chain: str
    length: int
    broken: Break | None

    @property
    def ok(self) -> bool:
        return self.broken is None

    def sentence(self) -> str:
        """The finding as an auditor reads it."""
        if self.broken is None:
            return f"{self.county} {self.chain}: 共 {self.length} 条，逐条核验无误"
        return f"{self.county} {self.chain}: {WHY[self.broken.why].format(seq=self.broken.seq)}"


def verify(name: str) -> Verdict:
    """Walk one chain of the current county from its first row; the first thing wrong ends it."""
    anchors = {anchor.seq: anchor for anchor in read_anchors(name)}
    length, last = 0, ""
    for link in county_links(CHAINS[name]):
        if isinstance(link, Break):
            return Verdict(current_county(), name, length, link)
        length, last = link.seq, link.hash
        if length in anchors and anchors[length].hash != last:
            return Verdict(current_county(), name, length, Break(length, "rewritten"))
    return Verdict(current_county(), name, length, tail(name, length, last, max(anchors, default=0)))


def tail(name: str, length: int, last: str, anchored: int) -> Break | None:
    """What is wrong with the end of a chain whose links all hold."""
    if anchored > length:
        return Break(length + 1, "rewound")
    if head_of(name) != (length, last):
        return Break(length + 1, "head")
    return None


def anchor_path(name: str) -> Path:
    """The file that keeps this chain's anchors, in the data folder and not in the database."""
    return Path(settings.HOME.path) / "anchors" / f"{current_county()}-{name}.txt"


def read_anchors(name: str) -> Iterator[Anchor]:
    """The anchors of the current county's chain, oldest first; none when the file is not there yet."""
    path = anchor_path(name)
    if not path.exists():
        return
    for line in path.read_text(encoding="ascii").splitlines():
        at, seq, hash_ = line.split()
        yield Anchor(at, int(seq), hash_)


def anchor(name: str, *, now: datetime | None = None) -> Anchor | None:
    """Write today's head outside the database; nothing when the chain has not grown since.

    The line is on the disk when this returns. An office may print it, or mail it to its auditor.
    """
    length, last = head_of(name)
    known = max((one.seq for one in read_anchors(name)), default=0)
    if length <= known:
        return None
    line = Anchor((now or timezone.now()).isoformat(timespec="seconds"), length, last)
    path = anchor_path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="ascii") as file:
        file.write(f"{line.at} {line.seq} {line.hash}\n")
        file.flush()
        os.fsync(file.fileno())
    return line


def anchor_all() -> list[Anchor]:
    """Anchor every chain of the current county that has grown."""
    return [line for name in CHAINS if (line := anchor(name)) is not None]
