"""What an import of staff is checked against."""

from collections.abc import Iterable

from lianxin.people.models import Account, Post


def logins_taken(logins: Iterable[str]) -> set[str]:
    """Which of these logins somebody has, in whatever county."""
    return set(Account.objects.filter(login__in=set(logins)).values_list("login", flat=True))


def posts_by_name() -> dict[tuple[str, str], Post]:
    """Posts in use by the names of unit and post."""
    rows = Post.objects.filter(active=True, unit__active=True).select_related("unit")
    return {(post.unit.name, post.name): post for post in rows}
