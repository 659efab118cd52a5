"""The icons brought from npm, drawn into the page (图标)."""

import re
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

SYMBOL = re.compile(r'<symbol id="([\w-]+)" viewBox="([^"]+)">(.*?)</symbol>', re.DOTALL)


@cache
def drawings() -> dict[str, tuple[str, str]]:
    """The icons by name: view box and paths. Empty when the assets are not there yet."""
    found = finders.find("vendor/icons.svg")
    sprite = Path(found).read_text(encoding="utf-8") if isinstance(found, str) else ""
    return {name: (box, paths) for name, box, paths in SYMBOL.findall(sprite)}


@cache
def icon(name: str) -> SafeString:
    """`{% icon "telephone" %}`: a drawing beside words that say the same; named in setup/icons.txt."""
    box, paths = drawings().get(name, ("0 0 16 16", ""))
    return format_html(
        '<svg class="icon" viewBox="{}" aria-hidden="true" focusable="false">{}</svg>',
        box,
        mark_safe(paths),  # noqa: S308  # our own asset
    )
