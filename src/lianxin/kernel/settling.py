"""Many rows into the search index at once (大批入索引): PostgreSQL sorts them in beside the writer."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import DatabaseError, connection

logger = logging.getLogger(__name__)

# How much may wait to be sorted in. With PostgreSQL's own 4 MB the writer stops at every second batch and does it
# itself, a third of an import's time; so much is never reached while the helper is at work.
WAITING = "64MB"
PAUSE = 0.2  # seconds between two rounds of the helper
SETTLE = """
    SELECT gin_clean_pending_list(i.indexrelid)
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am a ON a.oid = c.relam
    WHERE i.indrelid = 'kernel_searchrow'::regclass AND a.amname = 'gin'
"""

_many: ContextVar[bool] = ContextVar("many", default=False)


@contextmanager
def many_rows() -> Iterator[None]:
    """While thousands of rows are written here, a second connection sorts their words into the index.

    Nothing on SQLite, which has one writer. Without the right to the index the writer sorts them in itself.
    """
    if connection.vendor != "postgresql":
        yield
        return
    over = threading.Event()
    helper = threading.Thread(target=settle_until, args=(over,), name="settling", daemon=True)
    token = _many.set(True)
    helper.start()
    try:
        yield
    finally:
        _many.reset(token)
        over.set()
        helper.join()


def let_wait() -> None:
    """Among many rows: what this transaction writes may wait to be sorted in.

    For the transaction only, because the connection may be somebody else's after it (settings.DATABASE_POOLED).
    """
    if _many.get() and connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL gin_pending_list_limit = '{WAITING}'")


def settle_until(over: threading.Event) -> None:
    """Sort in what waits, again and again, and once more at the end."""
    try:
        with connection.cursor() as cursor:
            while not over.wait(PAUSE):
                cursor.execute(SETTLE)
            cursor.execute(SETTLE)
    except DatabaseError as fault:
        logger.warning("search index is sorted in by the writer: %s", fault)
    finally:
        connection.close()
