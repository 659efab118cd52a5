"""The list of classes of a county (事项分类)."""

from collections.abc import Iterable

from lianxin.appeals.models import AppealClass


def seed_classes(pairs: Iterable[tuple[str, str]], *, edition: str) -> None:
    """Give a county its first list of classes; those it has already are left alone."""
    rows = [AppealClass(code=code, name=name, edition=edition) for code, name in pairs]
    AppealClass.objects.bulk_create(rows, ignore_conflicts=True)
