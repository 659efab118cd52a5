"""Walk the addresses of the site and name those without a rule."""

from collections.abc import Iterable, Iterator

from django.urls import URLPattern, URLResolver


def addresses(
    patterns: Iterable[URLPattern | URLResolver], above: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    """Every address with its pattern, those of included lists too."""
    for pattern in patterns:
        here = above + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, here)
        else:
            yield here, pattern


def open_by_neglect(patterns: Iterable[URLPattern | URLResolver]) -> list[str]:
    """Addresses that were not made by `kernel.routes.route`, so nobody said who may see them."""
    return [
        where
        for where, pattern in addresses(patterns)
        if not callable(getattr(pattern.callback, "see", None))
    ]
