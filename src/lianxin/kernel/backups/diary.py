"""What became of the backups and drills of this installation (备份记录): a small file in its log folder.

Not a table: it must be written when the database is the trouble, and a restored installation begins a new one.
"""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from lianxin.kernel.durable import write_whole

NAME = "backups.json"
KEPT = 60


@dataclass(frozen=True)
class Line:
    """One backup or drill; `what` is backup, night or drill, `why` the sentence of a failure."""

    what: str
    at: datetime
    ok: bool
    path: str = ""
    size: int = 0
    rows: int = 0
    files: int = 0
    fingerprint: str = ""
    why: str = ""


def read(home: Path) -> list[Line]:
    """Every line, oldest first; none when the file is not there or torn."""
    try:
        said = json.loads((home / "log" / NAME).read_text(encoding="utf-8"))
        return [Line(**{**line, "at": datetime.fromisoformat(line["at"])}) for line in said]
    except (OSError, ValueError, TypeError, KeyError):
        return []


def add(home: Path, line: Line) -> None:
    """One more line; the oldest go. Raises OSError."""
    lines = [*read(home), line][-KEPT:]
    said = [asdict(one) | {"at": one.at.isoformat(timespec="seconds")} for one in lines]
    write_whole(home / "log" / NAME, json.dumps(said, ensure_ascii=False, indent=1).encode())


def newest(home: Path, *what: str, ok: bool = True) -> Line | None:
    """The newest line of these kinds that ended so."""
    return next((line for line in reversed(read(home)) if line.what in what and line.ok is ok), None)


def newest_backup(home: Path) -> Line | None:
    """The newest good backup whose file is still there, or was taken away by hand as it should be."""
    return newest(home, "backup", "night")


def failed_since(home: Path) -> Line | None:
    """The newest failure, when no backup went well after it."""
    lines = [line for line in read(home) if line.what != "drill"]
    return lines[-1] if lines and not lines[-1].ok else None
