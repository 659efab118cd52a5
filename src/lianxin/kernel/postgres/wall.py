"""The second wall on a connection: every statement says which county it is about (行级安全).

It is said in the statement's own message and for its transaction alone: `SET LOCAL lianxin.county = '…'; SELECT …`.
So a read costs no further round trip, and nothing is left behind on a connection that the next request, or through
PgBouncer somebody else, is given. `all_counties(reason)` takes the role that may cross instead. Whoever owns the
tables is not held up by policies and says nothing.
"""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any, Self

from django.db.backends.postgresql import base
from psycopg import sql
from psycopg.pq import TransactionStatus

from lianxin.kernel import context
from lianxin.kernel.postgres.policies import SETTING

# Asked once of each new connection: who it is, by which role it may cross, whether policies hold it up.
WHO = """
    SELECT quote_ident(current_user),
        (SELECT min(quote_ident(rolname)) FROM pg_roles
            WHERE rolbypassrls AND NOT rolsuper AND pg_has_role(current_user, oid, 'MEMBER')),
        EXISTS (SELECT 1 FROM pg_class
            WHERE relnamespace = current_schema()::regnamespace AND relrowsecurity AND row_security_active(oid))
"""


class NoCrossing(RuntimeError):
    """The role of this connection has no role by which it may cross counties."""


@dataclass(slots=True)
class Wall:
    """A connection that policies hold up: its role, the role it crosses by, what its transaction has said.

    `spoken` is "" in a fresh transaction, None where a rollback to a savepoint may have taken it back.
    """

    role: str
    by: str | None
    spoken: str | None = ""

    def wanted(self) -> str:
        """What has to be in force for the work at hand. Raises NoCrossing."""
        now = context.said()
        if now is None:
            return ""
        if isinstance(now, int):
            return f"SET LOCAL {SETTING} = '{now}'; "
        if self.by is None:
            raise NoCrossing(f"{self.role} may not cross counties ({now}): see docs/how-to/second-wall.md")
        return f"SET LOCAL ROLE {self.by}; "

    def words(self, status: TransactionStatus) -> str:
        """What the next statement has to say first; nothing where it was said before, or can't be heard."""
        if status == TransactionStatus.INERROR:
            return ""
        if status == TransactionStatus.IDLE:
            self.spoken = ""
        before, self.spoken = self.spoken, self.wanted()
        if before == self.spoken:
            return ""
        unsay = f"SET LOCAL ROLE {self.role}; SET LOCAL {SETTING} = ''; " if before != "" else ""
        return unsay + self.spoken


def found(connection: Any) -> Wall | None:
    """The wall of a new connection; None for a role that policies don't hold up."""
    with connection.cursor() as cursor:
        role, by, stands = cursor.execute(WHO).fetchone()
    return Wall(role, by) if stands else None


def wall_of(connection: Any) -> Wall | None:
    """What `found` has found of a psycopg connection."""
    wall: Wall | None = getattr(connection, "wall", None)
    return wall


# The stubs know nothing of psycopg's side of it.
Cursor: Any = base.Cursor


class CountyCursor(Cursor):  # type: ignore[misc]
    """Django's cursor; each statement brings its county along."""

    def words(self) -> str:
        """What has to be said before the next statement on this connection."""
        wall = wall_of(self.connection)
        return wall.words(self.connection.pgconn.transaction_status) if wall else ""

    def execute(self, query: Any, params: Any = None, **options: Any) -> Self:
        """As psycopg's; the results of what was said first are passed over."""
        words = self.words()
        if not words:
            super().execute(query, params, **options)
            return self
        before = words if isinstance(query, str) else sql.SQL(words)
        super().execute(before + query, params, **options)
        for _ in range(words.count("; ")):
            self.nextset()
        return self

    def executemany(self, query: Any, params_seq: Iterable[Any], **options: Any) -> None:
        """As psycopg's, after one message with the county."""
        with self.told():
            super().executemany(query, params_seq, **options)

    @contextmanager
    def copy(self, statement: Any, params: Any = None, **options: Any) -> Iterator[Any]:
        """As psycopg's, after one message with the county."""
        with self.told(), super().copy(statement, params, **options) as copy:
            yield copy

    @contextmanager
    def told(self) -> Iterator[None]:
        """What can't bring its county along comes after it, inside one transaction."""
        with ExitStack() as stack:
            idle = self.connection.pgconn.transaction_status == TransactionStatus.IDLE
            words = self.words()
            if words and idle and self.connection.autocommit:
                stack.enter_context(self.connection.transaction())
            if words:
                super().execute(words)
            yield
