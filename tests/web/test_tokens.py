"""The colours of the face: text can be read, edges can be seen (WCAG 2.2 AA, 适老化)."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).parents[2] / "src" / "lianxin" / "web" / "static" / "web" / "css"
TOKEN = re.compile(r"--([\w-]+): (#[0-9a-f]{6});")

TEXT_ON = {
    "paper": ("ink", "ink-soft", "ink-faint", "pine", "pine-deep", "seal-deep", "amber"),
    "sheet": ("ink", "ink-soft", "ink-faint", "pine", "pine-deep", "seal", "seal-deep", "amber", "leaf"),
    "slate-wash": ("ink", "ink-soft", "ink-faint", "pine"),
    "pine-wash": ("ink", "ink-soft", "ink-faint", "pine", "pine-deep"),
    "seal-wash": ("ink", "seal-deep"),
    "amber-wash": ("ink", "amber"),
    "leaf-wash": ("ink", "leaf"),
    "focus": ("ink",),
    "pine": ("sheet",),
    "pine-deep": ("sheet",),
    "seal": ("sheet",),
}
EDGES_ON = {"paper": ("edge", "pine", "seal"), "sheet": ("edge", "pine", "seal", "ink")}


def tokens() -> dict[str, str]:
    """Each colour by its name."""
    return dict(TOKEN.findall((CSS / "tokens.css").read_text(encoding="utf-8")))


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """From 1 to 21."""
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_is_twenty_one() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21


@pytest.mark.req("quality-4", "quality-5")
@pytest.mark.parametrize(
    ("ground", "ink"), [(ground, ink) for ground, inks in TEXT_ON.items() for ink in inks]
)
def test_text_can_be_read_on_every_ground_it_stands_on(ground: str, ink: str) -> None:
    assert contrast(tokens()[ground], tokens()[ink]) >= 4.5


@pytest.mark.parametrize(
    ("ground", "edge"), [(ground, edge) for ground, edges in EDGES_ON.items() for edge in edges]
)
def test_the_edges_of_boxes_can_be_seen(ground: str, edge: str) -> None:
    assert contrast(tokens()[ground], tokens()[edge]) >= 3
