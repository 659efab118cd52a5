"""How matters stand to each other (关联): read here, written by the act that relates them."""

from collections.abc import Collection

from django.db.models import Q

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


def split_with(matter: Matter) -> list[Matter]:
    """The matters that came out of the same text as this one, and the one they came out of (拆分)."""
    either = Q(matter=matter) | Q(other=matter)
    found = Relation.objects.filter(either, kind=RelationKind.SPLIT_FROM, ended_at=None)
    rows = (
        one.other if one.matter_id == matter.pk else one.matter
        for one in found.select_related("matter", "other")
    )
    return sorted(rows, key=lambda row: row.number)


def all_following(keys: Collection[int]) -> list[tuple[int, int]]:
    """What follows these matters now, at any depth: (the matter asked about, the one that follows)."""
    found, layer = set[tuple[int, int]](), {key: {key} for key in keys}
    for _ in range(MOST_STEPS):
        standing = Relation.objects.filter(
            other_id__in=list(layer), kind=RelationKind.DUPLICATE_OF, ended_at=None
        )
        below: dict[int, set[int]] = {}
        for follower, main in standing.values_list("matter_id", "other_id"):
            below.setdefault(follower, set()).update(layer[main])
        layer = below
        found |= {(key, follower) for follower, mains in layer.items() for key in mains}
        if not layer:
            break
    return sorted(found)


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
