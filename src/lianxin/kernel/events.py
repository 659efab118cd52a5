"""Appending to the event log and to the access log; both only inside the change they record."""

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from lianxin.kernel import chain, clock
from lianxin.kernel.actor import Actor
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.event import AccessEntry, AccessWords, Event


@dataclass
class EventDraft:
    """An event before it has a place in the chain; `facts` holds codes, ids, times and hashes only."""

    row_kind: str
    row_id: int
    move: str
    by: Actor
    source: str = ""
    target: str = ""
    client_id: UUID = field(default_factory=uuid7)
    at: datetime | None = None
    device_at: datetime | None = None
    facts: dict[str, Any] = field(default_factory=dict)


def append(drafts: Sequence[EventDraft]) -> list[Event]:
    """Write the drafts as the county's next events; the last thing a transaction does."""
    now = clock.now()
    return list(chain.append([settle(draft, now) for draft in drafts]))


def settle(draft: EventDraft, now: datetime) -> Event:
    """The row of a draft, still without its place in the chain."""
    return Event(
        row_kind=draft.row_kind,
        row_id=draft.row_id,
        move=draft.move,
        source=draft.source,
        target=draft.target,
        actor_id=draft.by.account,
        post_id=draft.by.post,
        client_id=draft.client_id,
        at=draft.at or now,
        device_at=draft.device_at,
        recorded_at=now,
        facts=draft.facts,
    )


HASHED = "sha256:"


def looked(row_kind: str, row_id: int, *, by: Actor, what: str, reason: str = "") -> AccessEntry:
    """Record that somebody saw what is not open to all (访问留痕), in the access log's own chain.

    The chain covers a salted hash of the reason: its words, which may name somebody, can be erased (ADR 0022).
    """
    return looked_at(row_kind, [row_id], by=by, what=what, reason=reason)[0]


@transaction.atomic
def looked_at(
    row_kind: str, row_ids: Sequence[int], *, by: Actor, what: str, reason: str = ""
) -> list[AccessEntry]:
    """The same for several rows at once, such as those of a sheet that was taken out; a few hundred at most."""
    now, salts = clock.now(), [secrets.token_hex(16) for _row in row_ids]
    said = {"row_kind": row_kind, "actor_id": by.account, "post_id": by.post, "what": what, "at": now}
    entries = [
        AccessEntry(row_id=row_id, reason=hashed(salt, reason) if reason else "", **said)
        for row_id, salt in zip(row_ids, salts, strict=True)
    ]
    written = list(chain.append(entries))
    if reason:
        AccessWords.objects.bulk_create(
            AccessWords(row_kind=row_kind, row_id=one.row_id, at=now, seq=one.seq, salt=salt, words=reason)
            for one, salt in zip(written, salts, strict=True)
        )
    return written


def hashed(salt: str, words: str) -> str:
    """What the chain keeps of a reason."""
    return HASHED + hashlib.sha256(f"{salt}|{words}".encode()).hexdigest()


def reasons_of(entries: Iterable[AccessEntry]) -> dict[int, str]:
    """The reasons of these entries in words, by seq; empty where they were erased or altered."""
    rows = {entry.seq: entry.reason for entry in entries}
    found = {seq: "" if kept.startswith(HASHED) else kept for seq, kept in rows.items()}
    for kept in AccessWords.objects.filter(seq__in=list(rows)):
        found[kept.seq] = kept.words if hashed(kept.salt, kept.words) == rows[kept.seq] else ""
    return found
