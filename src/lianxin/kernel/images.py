"""Photos decoded and written afresh: upright, of a sensible size, without EXIF, GPS or any other baggage.

What decoding will need is reckoned from the header before it starts, and only one photo of a process is decoded
at a time, so that uploads never take more than about 200 MB.
"""

import io
from threading import Lock
from typing import Final

from django.utils.translation import gettext as _
from PIL import Image

from lianxin.kernel.sniffing import JPEG, PNG, REMEDIES, WEBP, FileRefused

LONGEST_SIDE = 2560
# A long screenshot (聊天长截图) keeps its width, else nobody could read it.
LONG_RATIO, LONG_WIDTH, LONG_LENGTH = 3, 1280, 20_000
LARGEST_PNG, MOST_PNG_PIXELS = 3 * 1024 * 1024, 8_000_000
QUALITY = 85
ORIENTATION = 0x0112

FORMATS: Final = {JPEG: "JPEG", PNG: "PNG", WEBP: "WEBP"}
MOST_MEMORY = 150_000_000
MOST_PIXELS = 64_000_000
MOST_SCANS = 64
# Bytes a pixel needs at the worst moment, measured: a progressive JPEG keeps its coefficients and WebP three
# canvases; scaling transparent or palette images copies them first.
NEEDED: Final = {"1": 3, "L": 3, "I;16": 5, "RGB": 5, "CMYK": 8, "YCbCr": 5, "LA": 9, "RGBA": 9}
NEEDED_OTHERWISE, NEEDED_BY_PROGRESSIVE = 10, 8
NEEDED_BY_WEBP: Final = {"RGB": 11, "RGBA": 14}

UPRIGHT: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_decoding = Lock()


def reencode(data: bytes, kind: str, name: str) -> tuple[bytes, str]:
    """The picture to serve and its media type (JPEG or PNG). Raises FileRefused: too large, broken."""
    try:
        with _decoding:
            return encoded(baggage_free(opened(data, kind, name), name), keep_png=kind == PNG)
    except FileRefused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise too_large(name) from error
    except Exception as error:  # a decoder fed with hostile bytes may raise anything
        raise FileRefused(name, _(REMEDIES["cut"]), "cut") from error


def opened(data: bytes, kind: str, name: str) -> Image.Image:
    """The image with its header read and nothing decoded yet; only the sniffed format's reader runs."""
    image = Image.open(io.BytesIO(data), formats=(FORMATS[kind],))
    pixels = image.width * image.height
    too_heavy = {
        JPEG: bool(image.info.get("progressive")) and pixels * NEEDED_BY_PROGRESSIVE > MOST_MEMORY,
        WEBP: pixels * NEEDED_BY_WEBP.get(image.mode, NEEDED_OTHERWISE) > MOST_MEMORY,
    }
    endless = kind == JPEG and data.count(b"\xff\xda") > MOST_SCANS
    if pixels > MOST_PIXELS or too_heavy.get(kind) or endless:
        raise too_large(name)
    return image


def too_large(name: str) -> FileRefused:
    """The refusal of a picture that would not fit into memory."""
    return FileRefused(name, _("图片的尺寸太大。请用手机相册的“编辑—保存副本”或截屏缩小后再选。"), "pixels")


def baggage_free(image: Image.Image, name: str) -> Image.Image:
    """Decode, scale down and turn upright; a new image that has nothing but pixels. Raises FileRefused."""
    turn = UPRIGHT.get(image.getexif().get(ORIENTATION, 1))
    goal = fitting(image.width, image.height)
    image.draft(None, goal)
    if image.width * image.height * NEEDED.get(image.mode, NEEDED_OTHERWISE) > MOST_MEMORY:
        raise too_large(name)
    if image.mode in ("P", "PA", "1", "I;16", "I"):
        image = in_plain_mode(image)
    image.thumbnail(goal)
    image = in_plain_mode(image)
    clean = Image.new(image.mode, image.size)
    clean.paste(image)
    return clean.transpose(turn) if turn is not None else clean


def fitting(width: int, height: int) -> tuple[int, int]:
    """The size to serve: never larger than it came."""
    short, long = sorted((width, height))
    scale = LONGEST_SIDE / long
    if long > LONG_RATIO * short:
        scale = min(LONG_WIDTH / short, LONG_LENGTH / long)
    return (max(1, int(width * min(1, scale))), max(1, int(height * min(1, scale))))


def in_plain_mode(image: Image.Image) -> Image.Image:
    """The image in grey, in colour, or with the transparency it uses."""
    if image.mode in ("I;16", "I"):
        image = image.point(lambda value: value / 256)
    if "A" in image.getbands() or "transparency" in image.info:
        image = image if image.mode == "RGBA" else image.convert("RGBA")
        return image if image.getchannel("A").getextrema() != (255, 255) else image.convert("RGB")
    wanted = "L" if image.mode in ("L", "1", "I;16", "I") else "RGB"
    return image if image.mode == wanted else image.convert(wanted)


def encoded(image: Image.Image, *, keep_png: bool) -> tuple[bytes, str]:
    """PNG where it was one (or is transparent) and stays small, else JPEG on white."""
    if (keep_png or image.mode == "RGBA") and image.width * image.height <= MOST_PNG_PIXELS:
        data = written(image, "PNG")
        if len(data) <= LARGEST_PNG:
            return data, PNG
    if image.mode == "RGBA":
        paper = Image.new("RGB", image.size, "white")
        paper.paste(image, mask=image.getchannel("A"))
        image = paper
    return written(image, "JPEG", quality=QUALITY), JPEG


def written(image: Image.Image, kind: str, **options: int) -> bytes:
    """The bytes of an image file."""
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()
