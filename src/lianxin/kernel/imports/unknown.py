"""Words of a sheet that mean nothing here yet, to be matched with ours (值的对照)."""

from lianxin.kernel.actor import Actor
from lianxin.kernel.imports.registry import Importer
from lianxin.kernel.models.imports import ImportRun
from lianxin.kernel.sheets.table import Table, key_of

MOST, LEAST = 40, 5
MOST_OPTIONS = 6_000
"""Boxes times choices of a page that an old PC still shows at once."""


def unknown_values(run: ImportRun, table: Table, importer: Importer, *, by: Actor) -> dict[str, list[str]]:
    """By column the different values nobody knows, in the order they come; at most forty a column, fewer
    where there is much to choose from."""
    found: dict[str, list[str]] = {}
    for heading, code in run.mapping.items():
        column = importer.column(code)
        known = importer.known(column, by) if column else ()
        if not known:
            continue
        ours = {key_of(str(word)) for pair in known for word in pair}
        ours |= {key_of(word) for word in run.values.get(code, {})}
        values = dict.fromkeys(row.cells.get(heading, "") for row in table.rows)
        strange = [value for value in values if value and key_of(value) not in ours]
        if strange:
            offered = sum(1 for _key, words in known if words)
            found[code] = strange[: max(LEAST, min(MOST, MOST_OPTIONS // max(offered, 1)))]
    return found
