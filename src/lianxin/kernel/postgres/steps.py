"""A plan in SQL (方案): steps to be read first and run afterwards, each one transaction and so whole or not at all."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from lianxin.kernel.context import all_counties

Say = Callable[[str], None]


@dataclass(frozen=True)
class Step:
    """What one transaction does, said in a line for the operator, and its statements."""

    title: str
    statements: tuple[str, ...]


def script(steps: Sequence[Step]) -> str:
    """The plan as psql would run it; nothing for no steps."""
    return "\n".join(
        "\n".join(
            [f"-- {number}/{len(steps)} {step.title}", "BEGIN;", *ended(step.statements), "COMMIT;", ""]
        )
        for number, step in enumerate(steps, start=1)
    )


def ended(statements: Iterable[str]) -> list[str]:
    """Statements with what ends them."""
    return [f"{statement};" for statement in statements]


def run(connection: BaseDatabaseWrapper, steps: Sequence[Step], say: Say) -> None:
    """Run the steps in order; what an interrupted run has done stays done, and the next plan leaves it out.

    Raises what the database refuses; that step has then changed nothing.
    """
    for number, step in enumerate(steps, start=1):
        say(f"{number}/{len(steps)} {step.title}")
        with (
            all_counties("tables are moved with the rows of every county"),
            transaction.atomic(using=connection.alias),
            connection.cursor() as cursor,
        ):
            for statement in step.statements:
                cursor.execute(statement)
