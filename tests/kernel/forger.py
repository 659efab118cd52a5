"""Somebody with every right on the database who would change a log."""

from django.db import IntegrityError, connection, transaction

from lianxin.kernel.context import all_counties


def refused(statement: str) -> bool:
    """Whether the database refuses to change a log."""
    with all_counties("a forger knows no wall"), connection.cursor() as cursor:
        try:
            with transaction.atomic():
                cursor.execute(statement)
        except IntegrityError as refusal:
            return "append-only" in str(refusal)
    return False
