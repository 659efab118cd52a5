"""How satisfied who spoke is, for many matters at once: their own rating, else what they said on the telephone."""

from collections.abc import Collection

from lianxin.appeals.models import Appeal, Callback


def satisfaction_of(matters: Collection[int]) -> dict[int, int]:
    """The level (1 to 5) by matter; those of whom nobody knows are left out."""
    asked = Callback.objects.filter(matter__in=matters, reached=True).exclude(satisfied=None)
    said = dict(asked.order_by("attempt").values_list("matter_id", "satisfied"))
    own = Appeal.objects.filter(pk__in=matters).exclude(rating=None).values_list("pk", "rating")
    return {key: level for key, level in {**said, **dict(own)}.items() if level is not None}
