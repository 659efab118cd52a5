"""What a machine reads on the photo of a slip (文字识别): a proposal to take or to leave; nothing is kept.

The library is an optional extra (`./run extras ocr`). It runs in a process of its own without a network; the picture
goes to it through a pipe, made anew first, so that whatever else the file held is gone.
"""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import lianxin
from lianxin.doors.forms.fields import LONGEST_TEXT
from lianxin.kernel.attachments import Upload, read_whole
from lianxin.kernel.images import FORMATS, reencode
from lianxin.kernel.sniffing import FileRefused, clean_name, kind_of

PATIENCE = 60
PACKAGES = Path(lianxin.__file__).parents[1]
QUIET = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONIOENCODING": "utf-8"}
"""One core: the other one is the desk's."""
NEEDED = ("rapidocr", "onnxruntime")


def reads() -> bool:
    """Whether the extra is installed; typing works without it."""
    return all(find_spec(name) is not None for name in NEEDED)


def read_photo(upload: Upload) -> str:
    """What stands on a photo as far as a machine can read it; empty when it can't."""
    if not reads():
        return ""
    shown = clean_name(upload.name or "")
    try:
        data = read_whole(upload, shown)
        kind = kind_of(data, shown)
        picture = reencode(data, kind, shown)[0] if kind in FORMATS else b""
    except FileRefused:
        return ""
    return read_bytes(picture)[:LONGEST_TEXT] if picture else ""


def read_bytes(picture: bytes) -> str:
    """The words of a picture, from a process that ends with it."""
    place = {**os.environ, **QUIET, "PYTHONPATH": str(PACKAGES)}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "lianxin.boxes.reader"],
            input=picture,
            capture_output=True,
            env=place,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return ""
    return done.stdout.decode("utf-8", "replace").strip() if done.returncode == 0 else ""
