"""Photos leave as pixels only: upright, of a sensible size, and within a bounded memory."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from lianxin.kernel.images import LONGEST_SIDE, reencode
from lianxin.kernel.sniffing import JPEG, PNG, WEBP, FileRefused
from tests.kernel.hostile import SECRET, photo_with_gps, picture

pytestmark = pytest.mark.once

KINDS = {"JPEG": JPEG, "PNG": PNG, "WEBP": WEBP}


def seen(data: bytes, kind: str) -> Image.Image:
    """The re-encoded picture as a viewer opens it."""
    served, served_kind = reencode(data, kind, "照片")
    image = Image.open(io.BytesIO(served))
    assert Image.MIME[image.format or ""] == served_kind
    return image


def is_red(image: Image.Image, place: tuple[float, float]) -> bool:
    """Whether the picture is red (not blue) at this fraction of its width and height."""
    red, _green, blue = image.convert("RGB").getpixel(
        (int(place[0] * image.width), int(place[1] * image.height))
    )
    return red > blue


@pytest.mark.req("E8")
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_but_pixels_is_served(kind: str) -> None:
    data = photo_with_gps(kind=kind)
    assert b"Telephone 13800001234" in data
    served, _kind = reencode(data, KINDS[kind], "照片")
    image = Image.open(io.BytesIO(served))
    image.load()
    assert dict(image.getexif()) == {}
    assert not set(image.info) & {"exif", "icc_profile", "xmp", "comment", "photoshop", "Description"}
    for trace in (b"Exif", b"GPS", b"profile", b"1380000", SECRET.encode()):
        assert trace not in served


@pytest.mark.parametrize(
    ("orientation", "red_at"),
    [(1, (0.1, 0.5)), (2, (0.9, 0.5)), (3, (0.9, 0.5)), (4, (0.1, 0.5)), (5, (0.5, 0.1)), (6, (0.5, 0.1)),
     (7, (0.5, 0.9)), (8, (0.5, 0.9))],
)  # fmt: skip
def test_a_photo_stands_upright_without_its_exif(orientation: int, red_at: tuple[float, float]) -> None:
    image = seen(photo_with_gps(orientation), JPEG)
    assert image.size == ((60, 80) if orientation > 4 else (80, 60))
    assert is_red(image, red_at)
    assert not is_red(image, (1 - red_at[0], 1 - red_at[1]))


@pytest.mark.parametrize(
    ("size", "served"),
    [
        ((80, 60), (80, 60)),
        ((4000, 3000), (LONGEST_SIDE, 1920)),
        ((3000, 4000), (1920, LONGEST_SIDE)),
        ((1080, 9000), (1080, 9000)),
        ((2560, 12_000), (1280, 6000)),
        ((1, 3000), (1, 3000)),
    ],
)
def test_a_picture_is_no_larger_than_people_need(size: tuple[int, int], served: tuple[int, int]) -> None:
    assert seen(picture(size), JPEG).size == served


@pytest.mark.parametrize("mode", ["1", "L", "I;16", "RGB", "RGBA", "LA", "P"])
def test_every_kind_of_png_is_seen_as_it_was(mode: str) -> None:
    file = io.BytesIO()
    light = 200 * 257 if mode == "I;16" else {"1": 1, "P": 200}.get(mode, "#c8c8c8")
    Image.new(mode, (10, 10), light).save(file, "PNG")
    grey = seen(file.getvalue(), PNG).convert("L").getpixel((5, 5))
    assert grey == (255 if mode == "1" else grey if mode == "P" else 200)


def test_transparency_is_kept_where_it_is_used() -> None:
    file = io.BytesIO()
    Image.new("RGBA", (10, 10), (255, 0, 0, 100)).save(file, "PNG")
    assert seen(file.getvalue(), PNG).getpixel((5, 5)) == (255, 0, 0, 100)
    assert seen(picture(kind="PNG", mode="RGBA"), PNG).mode == "RGB"


def test_a_large_noisy_png_becomes_a_photo() -> None:
    file = io.BytesIO()
    Image.effect_noise((1900, 1900), 90).save(file, "PNG", compress_level=1)
    assert seen(file.getvalue(), PNG).format == "JPEG"


@pytest.mark.parametrize(
    ("kind", "size"), [("PNG", (6000, 6000)), ("WEBP", (4000, 4000)), ("JPEG", (9000, 9000))]
)
def test_a_picture_beyond_memory_is_refused_by_its_header(kind: str, size: tuple[int, int]) -> None:
    with pytest.raises(FileRefused, match="尺寸太大") as refusal:
        reencode(picture(size, kind), KINDS[kind], "照片")
    assert refusal.value.code == "pixels"


MEASURE = """
import sys
from pathlib import Path
import django
django.setup()
from PIL import Image
from lianxin.kernel.images import reencode
Image.init()
def most():
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
for path, kind in zip(sys.argv[1::2], sys.argv[2::2]):
    data = Path(path).read_bytes()
    Path("/proc/self/clear_refs").write_text("5")
    before = most()
    reencode(data, kind, "x")
    print((most() - before) // 1024)
"""
HEAVY = [
    ("JPEG", "RGB", (9200, 6900), {}),
    ("JPEG", "RGB", (4300, 4300), {"progressive": True, "subsampling": 0}),
    ("PNG", "RGBA", (4000, 4000), {}),
    ("PNG", "P", (3870, 3870), {"transparency": 0}),
    ("WEBP", "RGBA", (3270, 3270), {}),
    ("WEBP", "RGB", (3690, 3690), {}),
]


@pytest.mark.req("E6")
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_the_heaviest_pictures_taken_stay_within_memory(tmp_path: Path) -> None:
    words = []
    for number, (kind, mode, size, options) in enumerate(HEAVY):
        Image.new(mode, size).save(tmp_path / str(number), kind, **options)
        words += [str(tmp_path / str(number)), KINDS[kind]]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    environment["DJANGO_SETTINGS_MODULE"] = "lianxin.site.settings"
    command = [sys.executable, "-c", MEASURE, *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.stderr == ""
    assert max(map(int, done.stdout.split())) <= 230
