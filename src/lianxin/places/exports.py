"""The county's areas as a sheet: everything that exists today, the whole before its parts (区划)."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _now, gettext_lazy as _

from lianxin.kernel import clock
from lianxin.kernel.actor import Actor
from lianxin.kernel.exports import Ask, ExportLine, ExportList, offer, slices
from lianxin.kernel.policy import staff
from lianxin.places.columns import AREA
from lianxin.places.models import Area
from lianxin.places.queries import existing


def count(by: Actor, ask: Ask) -> int:
    """How many areas exist today."""
    return existing(clock.today()).count()


def lines(by: Actor, ask: Ask) -> Iterator[ExportLine]:
    """The areas in the official order."""
    for keys in slices(list(existing(clock.today()).order_by("code").values_list("pk", flat=True))):
        for row in Area.objects.filter(pk__in=keys).select_related("parent").order_by("code"):
            yield line(row)


def by_keys(by: Actor, keys: Sequence[str]) -> Iterator[ExportLine]:
    """The areas a sheet names by their codes."""
    for row in existing(clock.today()).filter(code__in=keys).select_related("parent"):
        yield line(row)


def line(row: Area) -> ExportLine:
    """One area."""
    cells = {
        "code": row.code,
        "name": row.name,
        "kind": row.kind,
        "parent": row.parent.code if row.parent else "",
        "parent_name": row.parent.name if row.parent else "",
        "reading": row.reading,
        "valid_from": row.valid_from,
        "formerly": _now("、").join(str(name) for _until, name in row.formerly),
    }
    return ExportLine(row.pk, row.code, cells)


offer(
    ExportList(
        "areas",
        _("区划"),
        lambda by: AREA,
        see=staff,
        count=count,
        lines=lines,
        usual=frozenset(column.code for column in AREA),
        back="areas",
        comes_in="areas",
        by_keys=by_keys,
    )
)
