"""How matters stand to each other (关联): read here, written by the act that relates them."""

from lianxin.matters.models import Matter, Relation, RelationKind

MOST_STEPS = 50


def main_of(matter: Matter) -> Matter | None:
    """The matter this one was merged into, at the end of the chain; None when it stands for itself (主件)."""
    found, seen = merged_into(matter.pk), {matter.pk}
    main: Matter | None = None
    while found is not None and found.other_id not in seen:
        seen.add(found.other_id)
        main = found.other
        found = merged_into(main.pk)
    return main


def merged_into(key: int) -> Relation | None:
    """The relation by which a matter follows another now."""
    standing = Relation.objects.filter(matter_id=key, kind=RelationKind.DUPLICATE_OF, ended_at=None)
    return standing.select_related("other").first()


def followers_of(matter: Matter) -> list[Matter]:
    """The matters merged into this one now, by number."""
    standing = Relation.objects.filter(other=matter, kind=RelationKind.DUPLICATE_OF, ended_at=None)
    return sorted((one.matter for one in standing.select_related("matter")), key=lambda row: row.number)


def circular(kind: str, matter: Matter, other: Matter) -> bool:
    """Whether relating `matter` to `other` so would close a circle."""
    seen, layer = set[int](), {other.pk}
    for _ in range(MOST_STEPS):
        if matter.pk in layer:
            return True
        seen |= layer
        standing = Relation.objects.filter(matter_id__in=layer, kind=kind, ended_at=None)
        layer = set(standing.values_list("other_id", flat=True)) - seen
        if not layer:
            return False
    return True
