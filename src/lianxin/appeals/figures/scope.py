"""Which appeals a figure counts at all (统计范围): what the actor may know of, never what is sealed."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from lianxin.appeals.queries import counted_gate
from lianxin.kernel.actor import Actor
from lianxin.kernel.context import shelf
from lianxin.kernel.figures.registry import Asked
from lianxin.matters.models import Matter
from lianxin.places.rules import within

KIND = "appeal"


@dataclass(frozen=True)
class Scope:
    """Which matters are counted: what this actor may see, in an area (prefix of its code), of a unit.

    Accusations enter no figure, for anybody: neither a gap nor a total betrays one. With `scopes` it is what lies in
    these areas or in none yet, as whoever has just these scopes counts it.
    """

    by: Actor
    area: str = ""
    unit: int | None = None
    scopes: tuple[str, ...] | None = None

    def matters(self) -> QuerySet[Matter]:
        """The matters; a corrected one counts where it is put right to. Made once in a piece of work, asked often."""
        kept: dict[Scope, QuerySet[Matter]] = shelf().setdefault("appeals.scopes", {})
        if self not in kept:
            kept[self] = self.made()
        return kept[self].all()

    def made(self) -> QuerySet[Matter]:
        """The question itself."""
        found = Matter.objects.filter(counted_gate(self.by), kind=KIND)
        if self.area:
            found = found.filter(within((self.area,), "area__code"))
        if self.scopes is not None:
            found = found.filter(within(self.scopes, "area__code") | Q(area=None))
        return found.filter(holder_id=self.unit) if self.unit else found


def scope_of(asked: Asked) -> Scope:
    """The scope of a figure's question."""
    return Scope(asked.by, asked.area, asked.unit, asked.scopes)
