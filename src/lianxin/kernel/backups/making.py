"""Making one backup: a snapshot of the tables, the files, the settings; whole under its name or not there."""

import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, cast

from django.db import connection
from django.utils import timezone

from lianxin.kernel.backups import archive, tables
from lianxin.kernel.backups.archive import Manifest, Packing, Say, Table
from lianxin.kernel.backups.keys import Keys
from lianxin.kernel.backups.sealed_file import FORMAT, Head, fresh_salt
from lianxin.kernel.crypto import key_id
from lianxin.kernel.durable import UNFINISHED_SUFFIX, sync_folder, write_whole
from lianxin.kernel.models.county import County
from lianxin.kernel.snapshots import snapshot

ANCHORS, ERASURES = "anchors", "erasures"
SUFFIX, NIGHT = ".backup", "night"
NAMED = re.compile(r"lianxin-(\d{6})-(\d{8}-\d{6})(-night)?(-\d+)?\.backup")


@dataclass(frozen=True)
class Made:
    """A backup that is on the disk and was read back."""

    path: Path
    head: Head
    manifest: Manifest

    @property
    def size(self) -> int:
        return self.path.stat().st_size


@dataclass(frozen=True)
class Source:
    """What is backed up."""

    home: Path
    keys: Keys
    county: int
    release: str

    def head(self) -> Head:
        """The head of a new file."""
        return Head(
            format=FORMAT,
            release=self.release,
            county=self.county,
            made_at=archive.now_text(),
            key=key_id(self.keys.seals[-1]).hex(),
            index=key_id(self.keys.index).hex(),
            secrets=len(self.keys.seals) + 1,
            salt=fresh_salt(),
        )


def make(source: Source, folder: Path, *, night: bool = False, say: Say) -> Made:
    """Back up into a folder; the file is read back before it gets its name. Raises OSError, Refused."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    sweep_unfinished(folder)
    head = source.head()
    path = free_name(folder, head.county, timezone.localtime(), night=night)
    with unfinished(path) as fresh:
        with fresh.open("wb") as file:
            fill(cast(BinaryIO, file), source, head, say)
            file.flush()
            os.fsync(file.fileno())
        say("写完了，正在读一遍核对")
        _, manifest = archive.look_through(fresh, source.keys)
        fresh.rename(path)
    leave_erasures(source.home, folder)
    sync_folder(folder)
    return Made(path, head, manifest)


def leave_erasures(home: Path, folder: Path) -> None:
    """The list of what was erased, ids only, lies beside the backups: an older one brings nothing erased back."""
    for path in (home / ERASURES).glob("*.jsonl"):
        write_whole(folder / erasures_beside(path.stem), path.read_bytes())


def erasures_beside(county: str) -> str:
    """The name of a county's list among the backups: lianxin-990101.erasures."""
    return f"lianxin-{county}.erasures"


def fill(file: BinaryIO, source: Source, head: Head, say: Say) -> None:
    """Write everything. The anchors are read first: a chain may be longer than them, never shorter."""
    aside = read_aside(source.home, "*.*")
    config = archive.without_secret((source.home / archive.CONFIG).read_text(encoding="utf-8"))
    with snapshot():
        packing = Packing(file, head, source.keys, empty_manifest())
        packing.add(archive.CONFIG, config.encode())
        for name, data in aside.items():
            packing.add(name, data)
        add_tables(packing, say)
    say(f"数据表 {packing.manifest.rows} 行；正在备份附件")
    packing.add_files(source.home / "files")
    say(f"附件 {packing.manifest.files} 个")
    packing.finish()


def read_aside(home: Path, named: str) -> dict[str, bytes]:
    """What lies beside the tables and is small: the anchors and the lists of what was erased, of these names."""
    return {
        f"{folder}/{path.name}": path.read_bytes()
        for folder in (ANCHORS, ERASURES)
        for path in sorted((home / folder).glob(named))
    }


def empty_manifest() -> Manifest:
    """The list before anything is in it; inside the snapshot."""
    counties = {str(code): name for code, name in County.objects.values_list("code", "name")}
    return Manifest(engine=connection.vendor, counties=counties, steps=tables.steps_taken())


def add_tables(packing: Packing, say: Say) -> None:
    """Every table, portion by portion."""
    found, last = tables.saved_models(), tables.last_ids()
    say(f"正在备份 {len(found)} 张数据表，可以照常办公")
    for model in found:
        name = model._meta.db_table
        packing.add_table(name, Table(tables.columns_of(model), last=last.get(name)), tables.parts_of(model))


def free_name(folder: Path, county: int, now: datetime, *, night: bool) -> Path:
    """A name nobody has taken: lianxin-990101-20261129-020000.backup."""
    stem = f"lianxin-{county:06}-{now:%Y%m%d-%H%M%S}" + (f"-{NIGHT}" if night else "")
    path, number = folder / f"{stem}{SUFFIX}", 1
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}{SUFFIX}"
    return path


@contextmanager
def unfinished(path: Path) -> Iterator[Path]:
    """A name to write under; the file is gone afterwards unless it was renamed."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}{UNFINISHED_SUFFIX}")
    os.close(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        yield fresh
    finally:
        fresh.unlink(missing_ok=True)


def sweep_unfinished(folder: Path) -> None:
    """Remove what a backup that was killed has left behind."""
    for path in folder.glob(f"lianxin-*{SUFFIX}.*{UNFINISHED_SUFFIX}"):
        process = path.name.split(".")[-2]
        if not (process.isdigit() and alive(int(process))):
            path.unlink(missing_ok=True)


def alive(process: int) -> bool:
    """Whether a process of this number runs."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def copy_to(path: Path, folder: Path) -> Path:
    """A second copy in another place, compared with the first. Raises OSError, ValueError when it differs."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    sweep_unfinished(folder)
    target = folder / path.name
    with unfinished(target) as fresh:
        with path.open("rb") as source, fresh.open("wb") as copy:
            while data := source.read(archive.COPY):
                copy.write(data)
            copy.flush()
            os.fsync(copy.fileno())
        if sum_of(fresh) != sum_of(path):
            raise ValueError(f"{target} is not what was copied")
        fresh.rename(target)
    for beside in path.parent.glob(erasures_beside("*")):
        write_whole(folder / beside.name, beside.read_bytes())
    sync_folder(folder)
    return target


def sum_of(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def found_in(folder: Path) -> list[Path]:
    """The backups in a folder, oldest first."""
    named = [path for path in folder.glob(f"lianxin-*{SUFFIX}") if NAMED.fullmatch(path.name)]
    return sorted(named, key=lambda path: path.name.split("-", 2)[2])


def thin_out(folder: Path, *, daily: int, weekly: int) -> list[Path]:
    """Remove the night's backups beyond the newest of so many days and so many weeks; gives what went.

    What somebody made by hand is never removed.
    """
    nights = [path for path in found_in(folder) if f"-{NIGHT}" in path.name][::-1]
    days, weeks = dict[str, Path](), dict[str, Path]()
    for path in nights:
        at = moment_of(path)
        days.setdefault(f"{at:%Y%m%d}", path)
        weeks.setdefault(f"{at:%G%V}", path)
    kept = {*list(days.values())[:daily], *list(weeks.values())[:weekly]}
    gone = [path for path in nights if path not in kept]
    for path in gone:
        path.unlink(missing_ok=True)
    return gone


def moment_of(path: Path) -> datetime:
    """When a backup was made, by its name. Raises ValueError for another file."""
    found = NAMED.fullmatch(path.name)
    if found is None:
        raise ValueError(f"{path.name} is not the name of a backup")
    return timezone.make_aware(datetime.strptime(found[2], "%Y%m%d-%H%M%S"))  # noqa: DTZ007  # made aware here
