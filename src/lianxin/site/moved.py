"""Which database a data folder belongs to, once it has moved from one engine to the other (换过数据库).

`database.json` in the data folder says where the tables went, without a password. `moving.json` is there while a
move is about to be committed: whoever runs the command again finds out whether it was. Standard library only: both
are read before the settings are.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlsplit

from lianxin.site.errors import Unable

MARK, BEGUN = "database.json", "moving.json"
POSTGRESQL, SQLITE = "postgresql", "sqlite"
FILE, KEPT = "lianxin.sqlite3", "lianxin.sqlite3.moved"
_mover = False


@dataclass(frozen=True)
class Moved:
    """Where the tables are, or are about to be: on which engine, in which database, made when."""

    engine: str
    place: str
    made: str

    def data(self) -> bytes:
        """As it stands in the file."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()


def moved(home: Path) -> Moved | None:
    """Where the tables of a folder went; None when they never moved. Raises Unable when that can't be read."""
    return read(home / MARK)


def begun(home: Path) -> Moved | None:
    """The move that was about to be committed and is not known to be over."""
    return read(home / BEGUN)


def read(path: Path) -> Moved | None:
    """What one of the two files says. Raises Unable."""
    try:
        return Moved(**json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError) as error:
        raise Unable(
            f"{path} 读不出来；请从备份放回这个文件，或设好数据所在的库（DATABASE_URL）后删掉它。",
            f"{path} can't be read: put it back, or set DATABASE_URL as it should be and delete it.",
        ) from error


def place_of(url: str) -> str:
    """An address of a database as it may be shown: host, port, name."""
    parts = urlsplit(url)
    return f"{parts.hostname or 'localhost'}:{parts.port or 5432}{parts.path}"


def i_am_the_mover() -> None:
    """This process does the move: it may look at both sides."""
    global _mover  # noqa: PLW0603  # said once, before the settings are read
    _mover = True


def refuse_the_old(home: Path, url: str) -> None:
    """Raises Unable when the folder's tables are elsewhere than this start would look for them."""
    if _mover:
        return
    unfinished, said = begun(home), moved(home)
    if unfinished is not None:
        raise Unable(
            f"{home} 的数据库没有搬完；请再运行一次同样的 ./run move-to-{unfinished.engine} 命令。",
            f"The move of {home} to another database was not finished: run the same command again.",
        )
    if said is None:
        return
    if said.engine == POSTGRESQL and not url:
        raise Unable(
            f"{home} 的数据已经搬到 PostgreSQL（{said.place}）；请设好 DATABASE_URL 再运行。",
            f"The tables of {home} have moved to PostgreSQL ({said.place}): set DATABASE_URL first.",
        )
    if said.engine == SQLITE and url:
        raise Unable(
            f"{home} 的数据已经搬回 SQLite；请去掉 DATABASE_URL 再运行：unset DATABASE_URL",
            f"The tables of {home} have moved back to SQLite: unset DATABASE_URL first.",
        )


def refuse_unmoved(home: Path, url: str, *, empty: bool) -> None:
    """Raises Unable when the database named is empty, while the office's tables still lie in the folder."""
    if url and empty and moved(home) is None and (home / FILE).exists():
        raise Unable(
            f"DATABASE_URL 指的库（{place_of(url)}）是空的，数据还在 {home / FILE} 里；请先搬过去："
            "./run move-to-postgresql。要继续用 SQLite，就去掉 DATABASE_URL。",
            f"The database of DATABASE_URL is empty, the tables are still in {home / FILE}: run "
            "./run move-to-postgresql first, or unset DATABASE_URL.",
        )
