"""Finding rows by what they say (检索): one index over all kinds, wording apart from place and person.

What is typed is found wherever it stands, exactly as LIKE finds it (capitals and full-width forms aside); with blanks
between, all parts must be there, in any order. SQLite (FTS5) and PostgreSQL (tsvector) give the same answers.

Persons are found by keys of their names (`who`), each hashed with the installation's key: the table tells nobody's
name, and two rows of one name only to who holds the key.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.models import BooleanField, F, Func, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat, StrIndex
from django.db.models.lookups import GreaterThan
from django.db.models.sql.compiler import SQLCompiler

from lianxin.kernel import settling
from lianxin.kernel.bigrams import Phrase, index_tokens, phrases, plain
from lianxin.kernel.crypto import blind_index
from lianxin.kernel.models.looks import Look
from lianxin.kernel.models.search import SearchRow

LONGEST_QUERY = 200
FEW = 2000
CUT = 2  # the edition of the cutting: raise it when what the index keeps of a row changes
MOST_REFRESHED, REFRESHED_AT_ONCE = 20_000, 200
WHO = "search who"  # the purpose of the hashes of names
WHO_LETTERS = 20
MATCHING = "IN (SELECT rowid FROM kernel_searchrow_fts WHERE kernel_searchrow_fts MATCH %s)"
CHECK = "INSERT INTO kernel_searchrow_fts(kernel_searchrow_fts, rank) VALUES ('integrity-check', 1)"
REBUILD = "INSERT INTO kernel_searchrow_fts(kernel_searchrow_fts) VALUES ('rebuild')"


@dataclass(frozen=True)
class SearchText:
    """What one row is to be found by: its words, and apart from them its places and the keys of its persons.

    `who` is None where the persons stay what they were.
    """

    row_kind: str
    row_id: int
    wording: str
    place: str = ""
    who: Sequence[str] | None = None


def index(texts: Iterable[SearchText]) -> int:
    """Make these rows of the current county found by these texts from now on; how many rows."""
    latest = {(text.row_kind, text.row_id): text for text in texts}
    settling.let_wait()
    for persons in (True, False):
        rows = [row_of(text) for text in latest.values() if (text.who is not None) == persons]
        SearchRow.objects.bulk_create(
            rows,
            batch_size=500,
            update_conflicts=True,
            unique_fields=["county", "row_kind", "row_id"],
            update_fields=["wording", "place", "cut", *(["who"] if persons else [])],
        )
    return len(latest)


def row_of(text: SearchText) -> SearchRow:
    """A text as a row of the index."""
    return SearchRow(
        row_kind=text.row_kind,
        row_id=text.row_id,
        wording=index_tokens(text.wording),
        place=index_tokens(text.place),
        who=kept(text.who or ()),
        cut=CUT,
    )


def kept(who: Iterable[str]) -> str:
    """The keys of names as a row keeps them."""
    return " ".join(map(hashed, dict.fromkeys(who)))


_sources: dict[str, Callable[[Sequence[int]], Iterable[SearchText]]] = {}


def source(row_kind: str, texts: Callable[[Sequence[int]], Iterable[SearchText]]) -> None:
    """Have rows of this kind indexed anew with these texts when the cutting changes; twice does no harm."""
    _sources[row_kind] = texts


def refresh(most: int = MOST_REFRESHED) -> int:
    """Index the current county's rows that an older edition of the cutting has indexed; how many."""
    done = 0
    for kind, texts in _sources.items():
        old = SearchRow.objects.filter(row_kind=kind, cut__lt=CUT).order_by("row_id")
        while done < most and (ids := list(old.values_list("row_id", flat=True)[:REFRESHED_AT_ONCE])):
            with transaction.atomic():
                index(texts(ids))
                # What has no text any more is not asked for again.
                SearchRow.objects.filter(row_kind=kind, row_id__in=ids, cut__lt=CUT).update(cut=CUT)
            done += len(ids)
    return done


def rename(row_kind: str, row_id: int, who: Iterable[str]) -> None:
    """Make a row found by these keys of names from now on; its words stay."""
    SearchRow.objects.filter(row_kind=row_kind, row_id=row_id).update(who=kept(who))


def hashed(key: str) -> str:
    """A key of somebody's name as the index keeps it."""
    return blind_index(key, WHO)[:WHO_LETTERS]


def forget(row_kind: str, row_ids: Iterable[int]) -> int:
    """Take rows out of the index; how many were in it."""
    return SearchRow.objects.filter(row_kind=row_kind, row_id__in=list(row_ids)).delete()[0]


def find(wording: str, place: str = "") -> QuerySet[SearchRow]:
    """The rows of the current county that say all of this, there; none when nothing searchable was typed."""
    said, where = phrases(wording[:LONGEST_QUERY]), phrases(place[:LONGEST_QUERY])
    return SearchRow.objects.filter(Says(said, where)) if said or where else SearchRow.objects.none()


def find_ids(row_kind: str, wording: str, place: str = "") -> QuerySet[SearchRow, int]:
    """Ids of one kind of row, to filter by: `Matter.objects.filter(pk__in=find_ids("matter", "路灯"))`."""
    return find(wording, place).filter(row_kind=row_kind).values_list("row_id", flat=True)


def to_filter_by(row_kind: str, wording: str) -> Q:
    """The rows of one kind that say all of this, for a list that has an order of its own and is shown a page at a time.

    What few rows say is fetched first, and the list has their keys. What many say stands soon in any of them: each
    row of the list is asked in turn. Neither engine can tell the two apart by itself.
    """
    first = list(find_ids(row_kind, wording)[: FEW + 1])
    if len(first) <= FEW:
        return Q(pk__in=first)
    row = SearchRow.objects.filter(row_kind=row_kind, row_id=OuterRef("pk"))
    return Q(Look(row.filter(*(stands(one) for one in phrases(wording[:LONGEST_QUERY])))))


def says(text: str, wording: str) -> bool:
    """Whether a text says all of this, as the index finds it: for a text that is not the one the index keeps."""
    words = plain(text)
    return all(one in words for one in plain(wording[:LONGEST_QUERY]).split())


def stands(phrase: Phrase) -> GreaterThan:
    """Whether the words of an index row hold a phrase: what the index gives, by reading this one row."""
    said = f" {' '.join(phrase.tokens)}{'' if phrase.prefix else ' '}"
    words = Concat(Value(" "), F("wording"), Value(" "), output_field=TextField())
    return GreaterThan(StrIndex(words, Value(said)), Value(0))


def find_who(row_kind: str, keys: Sequence[str]) -> QuerySet[SearchRow, int]:
    """Ids of one kind of row about somebody with any of these keys; for no key none."""
    if not keys:
        return SearchRow.objects.none().values_list("row_id", flat=True)
    rows = SearchRow.objects.filter(Concerns(list(map(hashed, keys))), row_kind=row_kind)
    return rows.values_list("row_id", flat=True)


class Concerns(Func):
    """Whether an index row holds any of these hashes of names, in each engine's words."""

    output_field = BooleanField()

    def __init__(self, tokens: Sequence[str]) -> None:
        super().__init__(F("id"), F("who"))
        self.tokens = tokens

    def as_sqlite(
        self, compiler: SQLCompiler, connection: Any, **options: Any
    ) -> tuple[str, tuple[Any, ...]]:
        """The rows of the FTS5 table that match."""
        row_id, params = compiler.compile(self.get_source_expressions()[0])
        return f"{row_id} {MATCHING}", (*params, f"who : ({' OR '.join(map(quoted, self.tokens))})")

    def as_postgresql(self, compiler: SQLCompiler, connection: Any, **options: Any) -> tuple[str, list[Any]]:
        """The rows with any of the tokens by the index."""
        row_id, column = (compiler.compile(source)[0] for source in self.get_source_expressions())
        return by_index(connection, row_id, column, "who"), [" | ".join(self.tokens)]


def by_index(connection: Any, row_id: str, column: str, name: str) -> str:
    """PostgreSQL's condition for one column; behind the second wall its index is asked by a function (policies)."""
    if connection.wall:
        return f"{row_id} IN (SELECT lianxin_found_{name}(%s::tsquery))"
    return f"{column}::tsvector @@ %s::tsquery"


def quoted(token: str) -> str:
    """A token in FTS5's language."""
    return f'"{token}"'


class Says(Func):
    """Whether an index row holds all these phrases, in each engine's words."""

    output_field = BooleanField()

    def __init__(self, wording: Sequence[Phrase], place: Sequence[Phrase]) -> None:
        super().__init__(F("id"), F("wording"), F("place"))
        self.asked = {"wording": tuple(wording), "place": tuple(place)}

    def as_sqlite(
        self, compiler: SQLCompiler, connection: Any, **options: Any
    ) -> tuple[str, tuple[Any, ...]]:
        """The rows of the FTS5 table that match."""
        row_id, params = compiler.compile(self.get_source_expressions()[0])
        parts = [f"{column} : ({fts5(asked)})" for column, asked in self.asked.items() if asked]
        return f"{row_id} {MATCHING}", (*params, " AND ".join(parts))

    def as_postgresql(self, compiler: SQLCompiler, connection: Any, **options: Any) -> tuple[str, list[Any]]:
        """The rows with all the tokens by the index, of those the ones where the phrases stand."""
        conditions: list[str] = []
        params: list[Any] = []
        row_id, *columns = (compiler.compile(source)[0] for source in self.get_source_expressions())
        for column, (name, asked) in zip(columns, self.asked.items(), strict=True):
            if asked:
                conditions.append(by_index(connection, row_id, column, name))
                params.append(tsquery(asked))
            for one in asked:
                if len(one.tokens) > 1:
                    # Checking a tsquery's `<->` reads the whole text into a vector again: ten times slower.
                    conditions.append(f"' ' || {column} || ' ' LIKE %s")
                    params.append(f"% {' '.join(one.tokens)}{'' if one.prefix else ' '}%")
        return " AND ".join(conditions), params


def fts5(asked: Sequence[Phrase]) -> str:
    """Phrases in FTS5's language; tokens are letters and digits only, so nothing needs escaping."""
    return " AND ".join(f'"{" ".join(one.tokens)}"{" *" if one.prefix else ""}' for one in asked)


def tsquery(asked: Sequence[Phrase]) -> str:
    """All tokens of the phrases, in PostgreSQL's language."""
    words = [token for one in asked for token in one.tokens[: -1 if one.prefix else None]]
    return " & ".join([*words, *(f"{one.tokens[-1]}:*" for one in asked if one.prefix)])


def is_sound() -> bool:
    """Whether SQLite's full-text table says what the index rows say; PostgreSQL's indexes can't differ."""
    if connection.vendor != "sqlite":
        return True
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(CHECK)
    except DatabaseError:
        return False
    return True


def rebuild() -> None:
    """Make SQLite's full-text table afresh from the index rows."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(REBUILD)
