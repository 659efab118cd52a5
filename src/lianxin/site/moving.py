"""An installation's tables from SQLite to PostgreSQL, or back (换数据库): the part of it that needs the database.

Files, keys and anchors stay in the data folder; only the tables move. The target is filled in one transaction, or in
a file beside; what was read is verified there before it counts. Which database the folder belongs to is written down
in the folder itself (`lianxin.site.moved`): as begun before the commit, as done once the old tables are put aside.
"""

from dataclasses import replace
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from lianxin.kernel import statistics
from lianxin.kernel.audit import CHAINS, verify
from lianxin.kernel.backups import tables
from lianxin.kernel.backups.crossing import Counted, cross, line_to, up_to_date, working_on
from lianxin.kernel.counties import each_county
from lianxin.kernel.durable import sync_folder, write_whole
from lianxin.site.commands.rebuild import sentences
from lianxin.site.crossing import Report, Say
from lianxin.site.engines import postgres, sqlite
from lianxin.site.errors import Unable
from lianxin.site.moved import BEGUN, FILE, KEPT, MARK, POSTGRESQL, SQLITE, Moved, begun, place_of
from lianxin.site.refilling import made_when, settle_file
from lianxin.site.saying import NOTHING

NEW = f"{FILE}.new"


def to_postgresql(url: str, *, say: Say, report: Report) -> None:
    """Move the tables of this data folder into an empty PostgreSQL. Raises Unable, Refused."""
    home = Path(settings.HOME.path)
    there = Moved(POSTGRESQL, place_of(url), made="")
    target = line_to(postgres(url))
    if not was_committed(home, there, target):
        if not (home / FILE).exists():
            raise nothing_here(home / FILE)
        refuse_full(target, there.place)
        carry(line_to(sqlite(settings.HOME.path)), target, there, say=say, report=report)
        with working_on(target):
            say("正在让 PostgreSQL 统计各表")
            statistics.refresh(tables.saved_models())
    put_aside(home)
    finish(home, replace(there, made=made_in(target)))


def to_sqlite(url: str, *, say: Say, report: Report) -> None:
    """Move them back into a file of the data folder. Raises Unable, Refused."""
    home = Path(settings.HOME.path)
    there = Moved(SQLITE, FILE, made="")
    if not was_committed(home, there, line_to(sqlite(settings.HOME.path))):
        if (home / FILE).exists():
            raise file_there(home / FILE)
        remove_unfinished(home / NEW)
        target = line_to(sqlite(settings.HOME.path) | {"NAME": home / NEW})
        carry(line_to(postgres(url)), target, there, say=say, report=report)
        with working_on(target):
            settle_file()
            target.close()
        (home / NEW).rename(home / FILE)
        sync_folder(home)
    finish(home, replace(there, made=made_in(line_to(sqlite(settings.HOME.path)))))


def carry(
    source: BaseDatabaseWrapper, target: BaseDatabaseWrapper, there: Moved, *, say: Say, report: Report
) -> None:
    """Fill the target, compare both sides, prove it right, and note that it is about to count."""
    with working_on(source):
        if not up_to_date():
            raise another_release()

    def afterwards(found: list[Counted]) -> None:
        report(found)
        refuse_difference(found)
        say("正在核验办理记录和访问记录")
        prove()
        write_whole(Path(settings.HOME.path) / BEGUN, replace(there, made=made_when()).data())

    say("正在搬数据")
    cross(source, target, after=afterwards)


def was_committed(home: Path, there: Moved, target: BaseDatabaseWrapper) -> bool:
    """Whether an earlier run got as far as the commit; the mark of one that did not is taken away.

    Raises Unable when it went elsewhere.
    """
    said = begun(home)
    if said is None:
        return False
    if said.engine != there.engine or said.place != there.place:
        raise Unable(
            f"上次没有搬完的是 {said.place}，{NOTHING}；请用同一个地址再运行一次。",
            f"The move that was not finished went to {said.place}: run it again with that address.",
        )
    there_already = there.engine != SQLITE or (home / FILE).exists()
    if there_already and made_in(target) == said.made:
        return True
    (home / BEGUN).unlink()
    return False


def finish(home: Path, there: Moved) -> None:
    """From now on the folder's tables are there, and only there."""
    write_whole(home / MARK, there.data())
    (home / BEGUN).unlink(missing_ok=True)
    sync_folder(home)


def made_in(target: BaseDatabaseWrapper) -> str:
    """When the tables there were made; empty without any."""
    with working_on(target):
        return made_when()


def prove() -> None:
    """Every chain verified, every matter as its log says; on the target. Raises Unable."""
    for county in each_county():
        broken = [verdict for name in CHAINS if not (verdict := verify(name)).ok]
        found = [verdict.sentence() for verdict in broken] or [f"{county} {one}" for one in sentences()]
        if found:
            raise Unable(
                f"搬过去以后核对不上：{found[0]}。{NOTHING}；请先在原来的库上运行 ./run audit verify 和 "
                "./run rebuild --check。",
                "What arrived does not agree with its log; nothing was changed. Run ./run audit verify and "
                "./run rebuild --check where the tables are now.",
            )


def refuse_difference(found: list[Counted]) -> None:
    """Raises Unable when a table has other rows there than here."""
    wrong = next((one for one in found if one.here != one.there), None)
    if wrong is not None:
        raise Unable(
            f"数据表 {wrong.table} 原来 {wrong.here} 行，搬过去 {wrong.there} 行，{NOTHING}；请把这一行告诉技术人员。",
            f"Table {wrong.table} has {wrong.here} rows here and {wrong.there} there; nothing was changed.",
        )


def refuse_full(target: BaseDatabaseWrapper, place: str) -> None:
    """Raises Unable when the server's database has tables already, whosever they are."""
    with working_on(target):
        if connection.introspection.table_names():
            raise Unable(
                f"{place} 里已经有数据表，{NOTHING}；请用 createdb 建一个空库，把 DATABASE_URL 指向它。",
                f"{place} has tables already; nothing was changed. Make an empty database for DATABASE_URL.",
            )


def nothing_here(path: Path) -> Unable:
    """There is no SQLite file to move."""
    return Unable(
        f"{path} 不在，没有可搬的数据；请核对 LIANXIN_HOME。",
        f"{path} is not there: nothing to move. Check LIANXIN_HOME.",
    )


def file_there(path: Path) -> Unable:
    """A SQLite file is in the way back."""
    return Unable(
        f"{path} 已经在了，{NOTHING}；搬回来要一个空的位置，请先把它移到别处。",
        f"{path} is there already; nothing was changed. Put it elsewhere first.",
    )


def another_release() -> Unable:
    """The tables are of an earlier or a later release than this program."""
    return Unable(
        f"这里的数据表与本版本不一致，{NOTHING}；旧的请先启动一次升级（./run），新的请先升级本软件。",
        "The tables are not those of this release; nothing was changed. Start once to upgrade them, or upgrade "
        "this software.",
    )


def put_aside(home: Path) -> None:
    """The SQLite file under a name nobody opens; it may be deleted when the new place has proved itself."""
    if (home / FILE).exists():
        (home / FILE).rename(home / KEPT)
        remove_logs(home / FILE)
        sync_folder(home)


def remove_unfinished(path: Path) -> None:
    """What a move back that was killed has left."""
    path.unlink(missing_ok=True)
    remove_logs(path)


def remove_logs(path: Path) -> None:
    """SQLite's own files beside a database that nobody has open."""
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
