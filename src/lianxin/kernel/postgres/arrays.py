"""How lists are handed to PostgreSQL: bulk inserts send each column as one array."""

from collections.abc import Callable
from typing import Any

from psycopg.abc import Buffer
from psycopg.types.array import ListDumper


class QuotingListDumper(ListDumper):
    """Quotes every value, which PostgreSQL reads just as well.

    psycopg looks through each value for whether it needs quotes; over long Chinese texts that takes a tenth of
    an import.
    """

    def dump(self, obj: list[Any]) -> Buffer | None:
        """The list as PostgreSQL spells it; lists of lists psycopg's way."""
        if not obj or self.sub_dumper is None or isinstance(obj[0], list):
            return super().dump(obj)
        dump = self.sub_dumper.dump
        return b"{" + b",".join(quoted(item, dump) for item in obj) + b"}"


def quoted(item: object, dump: Callable[[Any], Buffer | None]) -> bytes:
    """One value between quotes."""
    raw = None if item is None else dump(item)
    if raw is None:
        return b"NULL"
    return b'"' + bytes(raw).replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"'
