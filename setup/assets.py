"""Copy what the pages need from node_modules into assets/vendor, and draw the icon sprite.

Standard library only: it runs before anything is installed. Needs a finished `npm ci`.
"""

import re
import shutil
import sys
from pathlib import Path

from bootstrap import cut

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "assets" / "vendor"

FILES = {
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    "echarts/dist/echarts.simple.min.js": "echarts.min.js",  # lines and bars: all the pages draw
    "htmx.org/LICENSE": "licences/htmx.txt",
    "echarts/LICENSE": "licences/echarts.txt",
    "bootstrap/LICENSE": "licences/bootstrap.txt",
    "bootstrap-icons/LICENSE": "licences/bootstrap-icons.txt",
    "@fontsource-variable/noto-sans-sc/LICENSE": "licences/noto-sans-sc.txt",
    "@fontsource-variable/noto-sans-jp/LICENSE": "licences/noto-sans-jp.txt",
    # Whole fonts for what is printed: song for the text, hei for headings, and one more for rare name characters.
    "@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf": "paper/NotoSerifSC-Regular.ttf",
    "@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf": "paper/NotoSansSC-Bold.ttf",
    "@expo-google-fonts/noto-serif-jp/400Regular/NotoSerifJP_400Regular.ttf": "paper/NotoSerifJP-Regular.ttf",
    "@expo-google-fonts/noto-serif-sc/LICENSE_FONT": "licences/noto-serif-sc.txt",
    "@expo-google-fonts/noto-serif-jp/LICENSE_FONT": "licences/noto-serif-jp.txt",
}
CHINESE = "@fontsource-variable/noto-sans-sc"
RARE = "@fontsource-variable/noto-sans-jp"  # carries name characters beyond the basic plane, 𠮷 among them
RARE_RANGE = "U+20bb7"
FACE = re.compile(r"@font-face \{.*?\n\}", re.DOTALL)
FONT_FILE = re.compile(r"url\(\./files/([\w.-]+\.woff2)\)")


def main() -> int:
    """Fill a fresh folder and put it in place of the old one, so that a stop half way leaves no gaps."""
    fresh = VENDOR.with_name("vendor.new")
    shutil.rmtree(fresh, ignore_errors=True)
    for source, target in FILES.items():
        copy(MODULES / source, fresh / target)
    write(fresh / "icons.svg", sprite())
    write(fresh / "bootstrap-part.css", bootstrap())
    chinese = FACE.findall((MODULES / CHINESE / "index.css").read_text(encoding="utf-8"))
    rare = FACE.findall((MODULES / RARE / "index.css").read_text(encoding="utf-8"))
    fonts(fresh / "fonts", "sans.css", CHINESE, chinese, family="Lianxin Sans")
    fonts(fresh / "fonts", "rare.css", RARE, [f for f in rare if RARE_RANGE in f], family="Lianxin Rare")
    shutil.rmtree(VENDOR, ignore_errors=True)
    fresh.rename(VENDOR)
    return 0


def copy(source: Path, target: Path) -> None:
    """One file, its folder made first."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def write(target: Path, text: str) -> None:
    """One text file, its folder made first."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")


def fonts(folder: Path, sheet: str, package: str, faces: list[str], *, family: str) -> None:
    """A style sheet of the chosen faces under our family name, with the files it names and no others."""
    if not faces:
        raise SystemExit(f"字体包 {package} 里没有所需字形；{package} lacks the glyphs looked for")
    for name in FONT_FILE.findall("\n".join(faces)):
        copy(MODULES / package / "files" / name, folder / name)
    text = "\n".join(faces).replace("url(./files/", "url(./")
    write(folder / sheet, re.sub(r"font-family: '[^']+'", f"font-family: '{family}'", text) + "\n")


def bootstrap() -> str:
    """Bootstrap's style sheet, cut to the classes named in setup/bootstrap.txt."""
    whole = (MODULES / "bootstrap" / "dist" / "css" / "bootstrap.min.css").read_text(encoding="utf-8")
    return cut(whole, (ROOT / "setup" / "bootstrap.txt").read_text(encoding="utf-8"))


def sprite() -> str:
    """One SVG with a symbol for each icon named in setup/icons.txt."""
    names = (ROOT / "setup" / "icons.txt").read_text(encoding="utf-8").split()
    symbols = [symbol(name) for name in sorted(set(names))]
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


def symbol(name: str) -> str:
    """The drawing of one icon, without its own size and colour."""
    drawing = (MODULES / "bootstrap-icons" / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    inside = re.sub(r"^.*?<svg[^>]*>|</svg>\s*$", "", drawing, flags=re.DOTALL).strip()
    return f'<symbol id="{name}" viewBox="0 0 16 16">{" ".join(inside.split())}</symbol>'


if __name__ == "__main__":
    sys.exit(main())
