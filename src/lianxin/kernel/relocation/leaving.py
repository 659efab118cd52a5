"""Writing one county into a sealed file, while nobody works here (迁出)."""

import os
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from django.db import transaction
from django.db.models import Q

from lianxin.kernel import attachments
from lianxin.kernel.actor import system
from lianxin.kernel.backups import tables
from lianxin.kernel.backups.archive import Manifest, Packing, Say, Table, look_through, now_text
from lianxin.kernel.backups.keys import Keys
from lianxin.kernel.backups.making import empty_manifest, read_aside, unfinished
from lianxin.kernel.backups.sealed_file import FORMAT, CountyHead, Refused, fresh_salt
from lianxin.kernel.context import current_county
from lianxin.kernel.crypto import SECRET_BYTES, Unreadable, key_id, unseal
from lianxin.kernel.durable import sync_folder
from lianxin.kernel.events import EventDraft, append
from lianxin.kernel.relocation import registry
from lianxin.kernel.relocation.rows import Form, in_order
from lianxin.kernel.snapshots import snapshot

EXPORTED = "county.exported"
NAMED = 16  # signs of a file's salt that its event names it by


@dataclass(frozen=True)
class Left:
    """A county's file that is on the disk and was read back, and the keys that open it and nothing else."""

    path: Path
    head: CountyHead
    manifest: Manifest
    keys: Keys


def fresh_keys() -> Keys:
    """Keys for one file alone: whoever opens it learns nothing of the other counties here."""
    return Keys((("index", secrets.token_bytes(SECRET_BYTES)), ("seal", secrets.token_bytes(SECRET_BYTES))))


def head_for(keys: Keys, release: str) -> CountyHead:
    """The head of a new file of the current county."""
    return CountyHead(
        format=FORMAT,
        release=release,
        county=current_county(),
        made_at=now_text(),
        key=key_id(keys.seals[-1]).hex(),
        index=key_id(keys.index).hex(),
        secrets=len(keys.pairs),
        salt=fresh_salt(),
    )


def leave(home: Path, path: Path, release: str, *, say: Say) -> Left:
    """Write the current county into a file, read back before it has its name. Raises Refused, Closed, OSError."""
    keys = fresh_keys()
    head = head_for(keys, release)
    with unfinished(path) as fresh:
        with transaction.atomic():
            registry.leave()
            facts = {"file": head.salt[:NAMED]}
            append([EventDraft("installation", 0, EXPORTED, by=system(head.county), facts=facts)])
        with fresh.open("wb") as file:
            fill(cast(BinaryIO, file), home, head, keys, say)
            file.flush()
            os.fsync(file.fileno())
        say("写完了，正在读一遍核对")
        _, manifest = look_through(fresh, keys, kind=CountyHead)
        fresh.rename(path)
    sync_folder(path.parent)
    return Left(path, head, manifest, keys)


def fill(file: BinaryIO, home: Path, head: CountyHead, keys: Keys, say: Say) -> None:
    """Write everything of the county. The anchors are read first: a chain may be longer than them, never shorter."""
    aside = read_aside(home, f"{head.county}[-.]*")
    with snapshot():
        packing = Packing(file, head, keys, empty_manifest())
        for name, data in aside.items():
            packing.add(name, data)
        add_rows(packing, head.county)
    say(f"数据 {packing.manifest.rows} 行；正在写附件")
    try:
        add_files(packing, head.county)
    except Unreadable as error:
        raise Refused("unreadable", what=str(error)) from error
    say(f"附件 {packing.manifest.files} 个")
    packing.finish()


def add_rows(packing: Packing, county: int) -> None:
    """The accounts the county needs, then its own tables, each behind those its keys point at."""
    forms = [Form(model) for model in in_order()]
    named = sorted({account for form in forms for account in form.accounts_in(county) if account > 0})
    last = tables.last_ids()
    for one in registry.all_shared():
        theirs = one.model._base_manager.filter(Q(county_id=county) | Q(pk__in=named))
        add_table(packing, Form(one.model), theirs, None)
        named = sorted({*named, *theirs.values_list("pk", flat=True)})
    packing.manifest.accounts = named
    for form in forms:
        rows = form.model._base_manager.filter(county_id=county)
        add_table(packing, form, rows, last.get(form.table))


def add_table(packing: Packing, form: Form, rows: Any, last: int | None) -> None:
    """One table, portion by portion. Raises Refused when a sealed value can't be opened."""
    parts = tables.packed(form.model, opened(form, tables.rows_of(form.model, rows)))
    packing.add_table(form.table, Table(tables.columns_of(form.model), last=last), parts)


def opened(form: Form, rows: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    """The rows as they travel. Raises Refused."""
    try:
        yield from map(form.opened, rows)
    except Unreadable as error:
        raise Refused("unreadable", what=str(error)) from error


def add_files(packing: Packing, county: int) -> None:
    """The county's attachments; sealed ones are opened here and sealed again where they arrive. Raises Unreadable."""
    folder = attachments.files_of(county)
    for path in sorted(folder.glob("[0-9a-f][0-9a-f]/*")):
        data = path.read_bytes()
        if path.suffix == attachments.SEALED_SUFFIX:
            data = unseal(data, place=attachments.place_of(county, path.stem))
        elif path.suffix:
            continue  # one that is being written, or was left so
        packing.add(f"files/{county}/{path.relative_to(folder).as_posix()}", data)
        packing.manifest.files += 1
        packing.manifest.file_bytes += len(data)
