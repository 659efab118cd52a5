"""How many objected, as everybody may read it (公开的件数): too few to hide behind are not counted apart."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class PublicCount:
    """What may be shown: the total, or None below `least`; kinds with their counts; how many are in the rest."""

    total: int | None
    shown: tuple[tuple[str, int], ...] = ()
    rest: int = 0


def public_count(by_kind: Mapping[str, int], *, least: int) -> PublicCount:
    """Counts by kind of which none, the remainder included, is of fewer than `least`.

    A remainder that is too small takes the smallest shown kinds with it, so that it can't be worked out either.
    """
    total = sum(by_kind.values())
    if total < least:
        return PublicCount(None)
    shown = sorted(
        ((kind, count) for kind, count in by_kind.items() if count >= least),
        key=lambda line: (-line[1], line[0]),
    )
    rest = total - sum(count for _, count in shown)
    while shown and 0 < rest < least:
        rest += shown.pop()[1]
    return PublicCount(total, tuple(shown), rest)
