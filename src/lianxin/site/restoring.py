"""Restoring a backup: everything is looked at first; the new folder is made beside and taken into use whole.

`.restoring/new` in the data folder is filled, its database made, brought up to date and verified. Then what was
there moves to `replaced-…`, what is new takes its place, `config.toml` first out and last in: without it nothing
starts. `.restoring/ready` says that the moves have begun; whoever runs the command again after a power cut finishes
them, or, before that point, begins anew.
"""

import fcntl
import json
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from lianxin.kernel.backups.archive import MANIFEST, Manifest, Say, look_through, members
from lianxin.kernel.backups.keys import Keys
from lianxin.kernel.backups.sealed_file import Head, read_head
from lianxin.kernel.durable import sync_folder, write_whole
from lianxin.site.home import CONFIG, FOLDERS, READY, RESTORING

NEW, GONE = "new", "gone"
LOCK = "in-use.lock"
STAYS = ("backups", "lost+found", RESTORING, LOCK)
ROOM = 4  # tables unpacked, with their indexes, beside what they weigh packed


@dataclass(frozen=True)
class Checked:
    """A backup that was read whole and may be restored with these keys."""

    path: Path
    head: Head
    manifest: Manifest
    keys: Keys


def head_of(path: Path) -> Head:
    """The head of a backup. Raises Refused, OSError."""
    with path.open("rb") as file:
        return read_head(file)


def check(path: Path, keys: Keys, *, say: Say) -> Checked:
    """Read everything and compare it with its list. Raises Refused."""
    return Checked(path, *look_through(path, keys, say=say), keys)


def has_data(home: Path) -> bool:
    """Whether something is there that a restore would put away; the keys may be there before."""
    return any(path.name != "keys" for path in entries(home))


def entries(home: Path) -> Iterator[Path]:
    """What stands in a data folder and is not of a restore."""
    if home.exists():
        for path in sorted(home.iterdir(), key=lambda one: one.name != CONFIG):
            if path.name not in STAYS and not path.name.startswith("replaced-"):
                yield path


@contextmanager
def holding(home: Path, *, alone: bool) -> Iterator[bool]:
    """Whether the folder could be taken: by one restore alone, or by those who work in it together."""
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (home / LOCK).open("a") as lock:
        try:
            fcntl.flock(lock, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def room_needed(checked: Checked) -> int:
    """How many bytes the restored folder will take, roughly."""
    return checked.manifest.file_bytes + ROOM * checked.manifest.table_bytes + (64 << 20)


def build(checked: Checked, new: Path, *, previous: Path | None = None, over: bool = False, say: Say) -> Any:
    """Make the folder and its database, up to date and verified; gives the verdicts on its chains.

    The process works for this folder from now on. Raises Refused.
    """
    lay_out(checked, new)
    add_erasures(checked, new)
    os.environ["LIANXIN_HOME"] = str(new)
    os.environ.pop("LIANXIN_FIELD_KEY_FILE", None)
    import_module("lianxin.site.cli").start_django()
    return import_module("lianxin.site.refilling").refill(checked, previous=previous, over=over, say=say)


def lay_out(checked: Checked, new: Path) -> None:
    """Settings, keys, anchors and files."""
    for folder in FOLDERS:
        (new / folder).mkdir(parents=True, exist_ok=True, mode=0o700)
    with checked.path.open("rb") as file:
        for name, content in members(file, read_head(file), checked.keys):
            if name.startswith(("anchors/", "erasures/", "files/")):
                target = new / name
                target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                    shutil.copyfileobj(content, out, 1 << 20)
            elif name == CONFIG:
                secret = f'secret_key = "{secrets.token_urlsafe(48)}"\n'
                write_whole(new / CONFIG, secret.encode() + content.read())
    write_whole(new / "keys" / "field.key", checked.keys.file_text().encode())


def add_erasures(checked: Checked, new: Path) -> None:
    """What was erased since the backup, as the list beside the backups knows it."""
    for county in checked.manifest.counties:
        path = checked.path.parent / f"lianxin-{county}.erasures"
        if path.exists():
            target = new / "erasures" / f"{county}.jsonl"
            target.parent.mkdir(exist_ok=True, mode=0o700)
            with target.open("ab") as file:
                file.write(b"\n" + path.read_bytes())


def portions(checked: Checked) -> Iterator[tuple[str, bytes]]:
    """The tables' rows, portion by portion."""
    with checked.path.open("rb") as file:
        for name, content in members(file, read_head(file), checked.keys):
            if name.startswith("tables/") and name != MANIFEST:
                yield name.split("/")[1], content.read()


def mark_ready(home: Path, **facts: str) -> None:
    """From here on the restore is finished, whatever happens: all of the new folder is on the disk."""
    os.sync()
    moment = f"{datetime.now(tz=UTC):%Y%m%d-%H%M%S}"
    write_whole(home / RESTORING / READY, json.dumps({"replaced": f"replaced-{moment}"} | facts).encode())


def ready(home: Path) -> dict[str, str] | None:
    """What an interrupted restore has written down when the moves began; None before that."""
    try:
        said: dict[str, str] = json.loads((home / RESTORING / READY).read_text(encoding="utf-8"))
        return said
    except FileNotFoundError:
        return None


def take_into_use(home: Path, replaced: str) -> Path | None:
    """Put the old away and the new in its place; run again it goes on. Gives where the old is now."""
    place, aside = home / RESTORING, home / replaced
    if not (place / GONE).exists():
        for path in entries(home):
            aside.mkdir(exist_ok=True, mode=0o700)
            path.rename(aside / path.name)
        write_whole(place / GONE, b"")
    for path in sorted((place / NEW).iterdir(), key=lambda one: one.name == CONFIG):
        path.rename(home / path.name)
    sync_folder(home)
    shutil.rmtree(place)
    return aside if aside.exists() else None


def clear_unfinished(home: Path) -> None:
    """Take away what a restore has left that never got as far as `ready`."""
    shutil.rmtree(home / RESTORING, ignore_errors=True)
