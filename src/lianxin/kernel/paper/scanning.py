"""Reading the square on a sheet that was photographed (扫描): askew, turned or bent, whatever a phone makes of it."""

import io
from importlib import import_module

from PIL import Image

from lianxin.kernel.paper import marks
from lianxin.kernel.paper.layout import Form
from lianxin.kernel.paper.shelf import forms

MOST = 12  # sheets in one photo


def marks_in(picture: bytes) -> list[tuple[str, str]]:
    """Number and check code of every sheet of ours in a picture, each once; none where it shows none."""
    # Only now: the library is of use on one page only.
    reader = import_module("zxingcpp")
    with Image.open(io.BytesIO(picture)) as image:
        grey = image.convert("L")
    found = reader.read_barcodes(grey, formats=reader.BarcodeFormat.QRCode)[:MOST]
    read = [marks.read(one.text) for one in found]
    return list(dict.fromkeys(one for one in read if one is not None))


def form_of(number: str, code: str) -> Form | None:
    """Which form carries this number with this check code; None for a number that was copied or mistyped."""
    return next((form for form in forms() if marks.fits(form.code, number, code)), None)
