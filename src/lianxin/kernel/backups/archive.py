"""What stands in a backup: a tar of tables, files, settings and anchors, with the list of it all at the end."""

import hashlib
import io
import json
import re
import tarfile
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, BinaryIO, cast

from lianxin.kernel.backups.keys import Keys
from lianxin.kernel.backups.sealed_file import Head, Opener, Refused, Sealer, opened_with, pieces, read_head

if TYPE_CHECKING:
    from lianxin.kernel.backups.tables import Part

Say = Callable[[str], None]
MANIFEST, CONFIG = "manifest.json", "config.toml"
NAME = re.compile(
    r"config\.toml|manifest\.json|anchors/\d{6}-[a-z]+\.txt|erasures/\d{6}\.jsonl|files/\d{6}/[0-9a-f]{2}/[0-9a-f]{64}(\.sealed)?"
    r"|tables/[a-z0-9_]+/\d{6}"
)
SECRET = re.compile(r"^\s*secret_key\s*=.*\n?", re.MULTILINE)
COPY = 1 << 20


@dataclass
class Table:
    """One table in the list: its columns in order, how many rows, the last id it gave out."""

    columns: list[str]
    rows: int = 0
    last: int | None = None


@dataclass
class Manifest:
    """The list of what is in the backup, compared after a restore. `accounts` are those a county's rows name."""

    engine: str
    counties: dict[str, str]
    steps: list[tuple[str, str]]
    tables: dict[str, Table] = field(default_factory=dict)
    members: dict[str, str] = field(default_factory=dict)
    files: int = 0
    file_bytes: int = 0
    table_bytes: int = 0
    accounts: list[int] = field(default_factory=list)

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())

    def data(self) -> bytes:
        """As it stands in the file."""
        return json.dumps(asdict(self), ensure_ascii=False).encode()

    @classmethod
    def of(cls, data: bytes) -> "Manifest":
        """Read again. Raises Refused when it isn't one."""
        try:
            said = json.loads(data)
            said["tables"] = {name: Table(**table) for name, table in said["tables"].items()}
            said["steps"] = [(app, name) for app, name in said["steps"]]
            return cls(**said)
        except (ValueError, KeyError, TypeError) as error:
            raise Refused("altered", place=0) from error


class Packing:
    """A backup that is being written."""

    def __init__(self, file: BinaryIO, head: Head, keys: Keys, manifest: Manifest) -> None:
        self.sealer = Sealer(file, head, opened_with(head, keys))
        self.tar = tarfile.open(  # noqa: SIM115  # closed by `finish`, with what follows it
            mode="w|", fileobj=cast(IO[bytes], self.sealer), format=tarfile.PAX_FORMAT, bufsize=COPY
        )
        self.manifest = manifest

    def add(self, name: str, data: bytes) -> None:
        """One member that stands in memory."""
        self.add_stream(name, io.BytesIO(data), len(data))

    def add_stream(self, name: str, file: IO[bytes], size: int) -> None:
        """One member, read while it is written; its sum goes into the list."""
        info = tarfile.TarInfo(name)
        info.size, info.mode = size, 0o600
        summed = Summed(file)
        self.tar.addfile(info, cast(IO[bytes], summed))
        forget(self.tar)
        if name != MANIFEST:
            self.manifest.members[name] = summed.sum.hexdigest()

    def add_table(self, name: str, table: Table, parts: "Iterable[Part]") -> None:
        """One table, portion by portion; its rows are counted into the list."""
        self.manifest.tables[name] = table
        for number, part in enumerate(parts):
            table.rows += part.rows
            self.manifest.table_bytes += len(part.data)
            self.add(f"tables/{name}/{number:06}", part.data)

    def add_files(self, folder: Path) -> None:
        """Every attachment; one that was erased meanwhile is passed over, and so is an unfinished one."""
        for path in sorted(folder.glob("*/[0-9a-f][0-9a-f]/*")):
            name = f"files/{path.relative_to(folder).as_posix()}"
            if not NAME.fullmatch(name):
                continue
            try:
                with path.open("rb") as file:
                    size = path.stat().st_size
                    self.add_stream(name, file, size)
            except FileNotFoundError:
                continue
            self.manifest.files += 1
            self.manifest.file_bytes += size

    def finish(self) -> None:
        """The list, the end of the tar, the last piece."""
        self.add(MANIFEST, self.manifest.data())
        self.tar.close()
        self.sealer.finish()


def forget(tar: tarfile.TarFile) -> None:
    """tarfile remembers each member it has seen; of a hundred thousand files that is too much."""
    tar.members = []  # type: ignore[attr-defined]  # not in the stubs


class Summed:
    """A file that is summed while it is read."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.sum = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """As a file, remembering."""
        data = self.file.read(size)
        self.sum.update(data)
        return data


def without_secret(text: str) -> str:
    """The settings without the signing secret: a fresh one is drawn at restoring, and every stay ends."""
    left = SECRET.sub("", text)
    if "secret_key" in tomllib.loads(left):
        raise ValueError("config.toml holds its secret_key in a way that can't be taken out")
    return left


def members(file: BinaryIO, head: Head, keys: Keys) -> Iterator[tuple[str, IO[bytes]]]:
    """Each member with a file to read it from, in order, to the very end. Raises Refused."""
    opener = Opener(pieces(file, head, opened_with(head, keys)))
    with tarfile.open(mode="r|", fileobj=cast(IO[bytes], opener), bufsize=COPY) as tar:
        for info in tar:
            forget(tar)
            content = tar.extractfile(info)
            if content is None or not NAME.fullmatch(info.name):
                raise Refused("altered", place=file.tell())
            yield info.name, content
    opener.drain()


def look_through(
    path: Path, keys: Keys, *, say: Say | None = None, kind: type[Head] = Head
) -> tuple[Head, Manifest]:
    """Read the whole file and compare it with its own list, writing nothing. Raises Refused, OSError."""
    sums, manifest = dict[str, str](), None
    with path.open("rb") as file:
        head, told, size = read_head(file, kind), 0, max(path.stat().st_size, 1)
        try:
            for name, content in members(file, head, keys):
                if name == MANIFEST:
                    manifest = Manifest.of(content.read())
                else:
                    sums[name] = hashlib.file_digest(cast(Any, content), "sha256").hexdigest()
                share = file.tell() * 10 // size
                if say and share > told:
                    told = share
                    say(f"已核对 {share}0%")
        except tarfile.TarError as error:
            raise Refused("altered", place=file.tell()) from error
    if manifest is None or sums != manifest.members:
        raise Refused("altered", place=0)
    return head, manifest


def now_text() -> str:
    """This moment as a head has it."""
    return datetime.now(tz=UTC).isoformat(timespec="seconds")
