"""Linking rows into a county's hash chain, and finding the first link that does not hold."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import transaction

from lianxin.kernel.context import current_county
from lianxin.kernel.models.event import Chained, ChainHead, Event

Link = TypeVar("Link", bound=Chained)


def digest(prev: str, county: int, seq: int, content: list[Any]) -> str:
    """SHA-256 over the previous hash, the place in the chain and the row's content."""
    body = json.dumps(
        [prev, county, seq, *content], sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
    return hashlib.sha256(body.encode()).hexdigest()


class Closed(Exception):
    """The county has moved to another installation, and nothing happens here any more; `where` it went."""

    def __init__(self, where: str) -> None:
        super().__init__(where)
        self.where = where


def append(rows: Sequence[Link]) -> Sequence[Link]:
    """Write the rows as the next links; call it last in a transaction, for it holds the county's head.

    Raises RuntimeError outside a transaction: a link without its change would be a lie. Raises Closed.
    """
    if not rows:
        return rows
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("append() needs the transaction of the change it records")
    head = lock_head(rows[0].CHAIN)
    if head.closed:
        raise Closed(head.closed)
    for row in rows:
        head.seq += 1
        row.county_id = head.county_id
        row.seq, row.prev = head.seq, head.hash
        row.hash = head.hash = digest(row.prev, head.county_id, row.seq, row.content())
    type(rows[0]).objects.bulk_create(rows)
    head.save(update_fields=["seq", "hash"])
    return rows


def lock_head(chain: str) -> ChainHead:
    """The county's head of this chain, locked until commit; made at the first link."""
    head, _made = ChainHead.objects.select_for_update().get_or_create(chain=chain)
    return head


@dataclass(frozen=True)
class Break:
    """Where a chain stops telling the truth: `seq` is the first bad row, `why` a code."""

    seq: int
    why: str


def walk(rows: Iterable[Chained], county: int) -> Iterator[Break | Chained]:
    """Each row in turn while the links hold, then the one Break that ends the walk."""
    prev, expected = "", 1
    for row in rows:
        why = fault(row, prev=prev, expected=expected, county=county)
        if why:
            yield Break(expected if why == "missing" else row.seq, why)
            return
        yield row
        prev, expected = row.hash, expected + 1


def fault(row: Chained, *, prev: str, expected: int, county: int) -> str:
    """Why this row is not the next link, as a code; empty when it is."""
    if row.seq != expected:
        return "missing" if row.seq > expected else "inserted"
    if row.prev != prev:
        return "unlinked"
    if digest(prev, county, row.seq, row.content()) != row.hash:
        return "altered"
    return ""


def links(model: type[Link]) -> Iterator[Link]:
    """All links of the current county in order, read in slices so that memory stays flat."""
    last = 0
    while True:
        page = list(model.objects.filter(seq__gt=last).order_by("seq")[:2000])
        yield from page
        if len(page) < 2000:
            return
        last = page[-1].seq


ARRIVED = "county.arrived"
ACCOUNT_KINDS = ("account", "staff")  # the kinds of rows whose id is an account's


@dataclass(frozen=True)
class Arrival:
    """One arrival of the county from another installation (迁入): how long its chains were then, by name, and the
    accounts that are other ones here: the id an account has here, the one it had there."""

    until: dict[str, int]
    before: dict[int, int]


def arrivals() -> list[Arrival]:
    """The arrivals of the current county, the last one first; the log itself tells of them."""
    told = Event.objects.filter(row_kind="installation", row_id=0, move=ARRIVED).order_by("-seq")
    return [
        Arrival(facts["until"], {here: before for before, here in facts["accounts"]})
        for facts in told.values_list("facts", flat=True)
    ]


def as_written(link: Any, found: Iterable[Arrival]) -> Any:
    """The link, of either chain, with the accounts' ids under which it was written, for its hash alone.

    Shared tables count on wherever a county goes, so an account may get another id; the rows
    follow, the hashes stay.
    """
    for arrival in found:
        if link.seq <= arrival.until[link.CHAIN]:
            link.actor_id = arrival.before.get(link.actor_id or 0, link.actor_id)
            if link.row_kind in ACCOUNT_KINDS:
                link.row_id = arrival.before.get(link.row_id, link.row_id)
    return link


def head_of(chain: str) -> tuple[int, str]:
    """Length and last hash as the head row has them; (0, "") before the first link."""
    head = ChainHead.objects.filter(chain=chain).first()
    return (head.seq, head.hash) if head else (0, "")


def county_links(model: type[Link]) -> Iterator[Break | Chained]:
    """Walk the current county's chain of this model, each link with the accounts it was written with."""
    found = arrivals()
    return walk((as_written(link, found) for link in links(model)), current_county())
