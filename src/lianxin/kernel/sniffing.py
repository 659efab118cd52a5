"""What a file really is, by its content, and what it may be called (文件识别); nothing is decoded here."""

import re
import unicodedata
from pathlib import PurePosixPath
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _, gettext_noop

JPEG, PNG, WEBP, PDF = "image/jpeg", "image/png", "image/webp", "application/pdf"
SUFFIXES: Final = {JPEG: ".jpg", PNG: ".png", WEBP: ".webp", PDF: ".pdf"}
LONGEST_NAME = 80
UNSEEN: Final = ("Cc", "Cf", "Cs", "Zl", "Zp")

REMEDIES: Final = {
    "empty": gettext_noop("文件是空的。请重新选择。"),
    "heic": gettext_noop(
        "这是苹果手机的 HEIC 照片，多数电脑打不开。请把照片截屏后选截屏，"
        "或在手机“设置—相机—格式”里选“兼容性最佳”后重拍。"
    ),
    "video": gettext_noop("这是录像或录音，暂不收。请截取一张画面，或在文字里说明。"),
    "office": gettext_noop("这是办公文档或压缩包。请另存为 PDF 再选。"),
    "picture": gettext_noop("这种图片格式不收。请另存为 JPG 或 PNG 再选。"),
    "active": gettext_noop("这个 PDF 带有会自动运行的内容，不能收。请用“打印—另存为 PDF”重新生成再选。"),
    "cut": gettext_noop("文件不完整，可能没有传完。请重新选择。"),
    "other": gettext_noop("只收照片（JPG、PNG、WebP）和 PDF。请改存为其中一种再选。"),
}

HEIC_BRANDS: Final = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")
BEGINNINGS: Final = (
    (b"PK\x03\x04", "office"),
    (b"\xd0\xcf\x11\xe0", "office"),
    (b"Rar!", "office"),
    (b"7z\xbc\xaf", "office"),
    (b"{\\rtf", "office"),
    (b"GIF8", "picture"),
    (b"BM", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"ID3", "video"),
    (b"#!AMR", "video"),
    (b"\x1aE\xdf\xa3", "video"),
)
PDF_STREAM = re.compile(rb"\bstream\r?\n.*?\bendstream\b", re.DOTALL)
PDF_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
PDF_ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch)(?![A-Za-z0-9])")


class FileRefused(ValidationError):
    """A file that isn't taken; the message names the file and the remedy, `code` says why."""

    def __init__(self, name: str, remedy: str, code: str) -> None:
        super().__init__(_("“%(name)s”：%(remedy)s") % {"name": name, "remedy": remedy}, code=code)


def kind_of(data: bytes, name: str) -> str:
    """The media type of a photo or PDF. Raises FileRefused for everything else, saying what to do."""
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WEBP
    why = pdf_fault(data) if data.startswith(b"%PDF-") else refusal(data)
    if why:
        raise FileRefused(name, _(REMEDIES[why]), why)
    return PDF


def refusal(data: bytes) -> str:
    """Why a file that is no photo and no PDF isn't taken, as a code."""
    if not data:
        return "empty"
    if data[4:8] == b"ftyp":
        return "heic" if data[8:12] in HEIC_BRANDS else "video"
    if data[:4] == b"RIFF":
        return "video"
    return next((why for beginning, why in BEGINNINGS if data.startswith(beginning)), "other")


def pdf_fault(data: bytes) -> str:
    """Why this PDF isn't taken: cut short, or with scripts in plain sight; empty when it may pass.

    Scripts hidden in compressed parts pass: a PDF is only ever served as a download.
    """
    if b"%%EOF" not in data[-2048:]:
        return "cut"
    names = PDF_ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), PDF_STREAM.sub(b"", data))
    return "active" if PDF_ACTIVE.search(names) else ""


def clean_name(raw: str, kind: str = "") -> str:
    """A file name that is safe to show and to save under: no folders, no control or direction marks.

    At most 80 characters; the ending says what the file is, whatever it said before.
    """
    base = re.split(r"[/\\]", unicodedata.normalize("NFC", raw))[-1]
    shown = "".join(letter for letter in base if unicodedata.category(letter) not in UNSEEN)
    words = re.sub(r'[\s:*?"<>|]+', " ", shown).strip(" .")
    suffix = SUFFIXES.get(kind, PurePosixPath(words).suffix[:8])
    stem = words.removesuffix(PurePosixPath(words).suffix).strip(" .") or _("附件")
    return stem[: LONGEST_NAME - len(suffix)] + suffix
