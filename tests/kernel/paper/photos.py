"""A printed sheet as a telephone sees it: on a table, turned, leaning, out of focus."""

import io

import pypdfium2
from PIL import Image


def rendered(pdf: bytes, page: int = 0, *, scale: float = 2.2) -> Image.Image:
    """One page as a picture."""
    with pypdfium2.PdfDocument(pdf) as document:
        return document[page].render(scale=scale).to_pil().convert("RGB")


def photo_of(pdf: bytes) -> bytes:
    """The first page, as a flat scanner gives it."""
    return as_jpeg(rendered(pdf))


def as_jpeg(picture: Image.Image) -> bytes:
    """The bytes of a photo."""
    kept = io.BytesIO()
    picture.save(kept, "JPEG", quality=80)
    return kept.getvalue()


def photographed(pdf: bytes, *, degrees: float, lean: float) -> Image.Image:
    """The first page on a grey table, turned by so much and seen from the side, its far edge shorter."""
    sheet = rendered(pdf)
    width, height = sheet.size
    far = width * lean
    # Where the corners of what is seen lie on the sheet: upper left, lower left, lower right, upper right.
    corners = (-far, 0, 0, height, width, height, width + far, 0)
    leaning = sheet.transform(
        sheet.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor=(120, 115, 105)
    )
    return leaning.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=(120, 115, 105))
