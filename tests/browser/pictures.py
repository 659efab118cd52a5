"""The pictures of the documents, taken on the way of the tests (LIANXIN_SCREENSHOTS names their folder)."""

import base64
import io
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

LARGEST = 200 * 1024
LAYOUT = Path(__file__).parent / "overview.html"


@dataclass(frozen=True)
class Pictures:
    """A folder of pictures by name."""

    folder: Path

    def path(self, name: str) -> Path:
        """Where a picture lies."""
        return self.folder / f"{name}.png"

    def take(self, page: Page, name: str) -> None:
        """What is on the screen now."""
        page.wait_for_load_state("load")
        self.keep(page.screenshot(), name)

    def keep(self, png: bytes, name: str) -> None:
        """Write a picture in 256 colours: no page has more that an eye could tell apart."""
        drawn = Image.open(io.BytesIO(png)).convert("RGB")
        drawn.quantize(256, dither=Image.Dither.NONE).save(self.path(name), optimize=True)
        assert self.path(name).stat().st_size <= LARGEST, f"{name} is too heavy"

    def address(self, name: str) -> str:
        """A picture as part of a page."""
        return "data:image/png;base64," + base64.b64encode(self.path(name).read_bytes()).decode()

    def compose(self, chromium: Browser, name: str, *parts: str) -> None:
        """Lay pictures out as the page beside this file says, `{part}` for each."""
        layout = LAYOUT.read_text(encoding="utf-8")
        for part in parts:
            layout = layout.replace("{" + part + "}", self.address(part))
        page = chromium.new_page(viewport={"width": 1600, "height": 940})
        page.set_content(layout)
        page.wait_for_function("() => [...document.images].every((image) => image.complete)")
        self.keep(page.screenshot(), name)
        page.close()
