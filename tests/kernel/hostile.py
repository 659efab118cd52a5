"""Files nobody should have to fear, made by code: what they claim, what they are, and names that lie."""

import io
import struct
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

GPS_INFO, ORIENTATION, DESCRIPTION, MAKE = 0x8825, 0x0112, 0x010E, 0x010F
SECRET = "张某家门口 13800001234"

HTML = b"<!DOCTYPE html><html><script>alert(document.cookie)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'


def upload(data: bytes, name: str, claimed: str = "image/jpeg") -> SimpleUploadedFile:
    """An upload as a browser sends it; what it claims to be is never believed."""
    return SimpleUploadedFile(name, data, claimed)


def picture(
    size: tuple[int, int] = (80, 60), kind: str = "JPEG", mode: str = "RGB", **options: object
) -> bytes:
    """A picture whose left half is red and whose right half is blue."""
    image = Image.new("RGB", size, "blue")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    file = io.BytesIO()
    image.convert(mode).save(file, kind, **options)
    return file.getvalue()


def photo_with_gps(orientation: int = 1, kind: str = "JPEG") -> bytes:
    """A photo as a telephone takes it: where it was, which telephone, a description, and turned."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[DESCRIPTION], exif[MAKE] = SECRET, "Telephone 13800001234"
    exif.get_ifd(GPS_INFO).update({1: "N", 2: (26.0, 34.0, 12.0), 3: "E", 4: (106.0, 42.0, 30.0)})
    options = {"exif": exif, "icc_profile": b"\x00" * 200 + b"profile"}
    return picture(kind=kind, **options, **({"comment": SECRET} if kind == "JPEG" else {}))


def chunk(name: bytes, body: bytes) -> bytes:
    """One chunk of a PNG."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png_bomb(width: int, height: int) -> bytes:
    """A small PNG that says it is enormous."""
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    body = zlib.compress(b"\x00" * 100_000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def endless_jpeg() -> bytes:
    """A progressive JPEG whose last scan is repeated a thousand times: each costs a pass over the picture."""
    data = picture((800, 800), progressive=True)
    last = data.rindex(b"\xff\xda")
    return data[:last] + data[last:-2] * 1000 + b"\xff\xd9"


def pdf(extra: bytes = b"", end: bytes = b"%%EOF\n") -> bytes:
    """A one-page PDF with something extra in it."""
    return (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
        + extra
        + b"\ntrailer<</Root 1 0 R>>\n"
        + end
    )


def heic(brand: bytes = b"heic") -> bytes:
    """The beginning of a picture as iPhones take it."""
    return b"\x00\x00\x00\x18ftyp" + brand + b"\x00\x00\x00\x00mif1heic" + b"\x00" * 64


REFUSED = {
    "html_as_jpg": (HTML, "other"),
    "svg_as_jpg": (SVG, "other"),
    "script_as_jpg": (b"#!/bin/sh\nrm -rf /\n", "other"),
    "program_as_jpg": (b"MZ\x90\x00" + b"\x00" * 100, "other"),
    "elf_as_png": (b"\x7fELF" + b"\x00" * 100, "other"),
    "xlsx_as_jpg": (b"PK\x03\x04" + b"\x00" * 100, "office"),
    "old_word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100, "office"),
    "rar": (b"Rar!\x1a\x07\x00" + b"\x00" * 100, "office"),
    "rtf": (b"{\\rtf1 hello}", "office"),
    "gif": (picture(kind="GIF", mode="P"), "picture"),
    "bmp": (picture(kind="BMP"), "picture"),
    "tiff": (picture(kind="TIFF"), "picture"),
    "heic": (heic(), "heic"),
    "heif_of_a_burst": (heic(b"msf1"), "heic"),
    "mov": (heic(b"qt  "), "video"),
    "mp4": (heic(b"isom"), "video"),
    "wav": (b"RIFF\x24\x00\x00\x00WAVEfmt " + b"\x00" * 40, "video"),
    "amr": (b"#!AMR\n" + b"\x00" * 40, "video"),
    "nothing": (b"", "empty"),
    "one_byte": (b"\xff", "other"),
    "jpeg_beginning_only": (b"\xff\xd8\xff", "cut"),
    "cut_jpeg": (picture((800, 600))[:4000], "cut"),
    "cut_png": (picture((800, 600), "PNG")[:200], "cut"),
    "cut_webp": (picture((800, 600), "WEBP")[:60], "cut"),
    "webp_with_html": (b"RIFF\x00\x00\x00\x00WEBP" + HTML, "cut"),
    "png_of_900_megapixels": (png_bomb(30_000, 30_000), "pixels"),
    "png_of_80_megapixels": (png_bomb(10_000, 8_000), "pixels"),
    "png_of_no_pixels": (png_bomb(0, 100), "cut"),
    "jpeg_of_a_thousand_scans": (endless_jpeg(), "pixels"),
    "cut_pdf": (pdf(end=b""), "cut"),
    "pdf_with_script": (pdf(b"4 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj"), "active"),
    "pdf_with_escaped_script": (pdf(b"4 0 obj<</S/J#61vaScript>>endobj"), "active"),
    "pdf_that_launches": (pdf(b"4 0 obj<</S/Launch/F(cmd.exe)>>endobj"), "active"),
    "eicar": (b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*", "other"),
}

TAKEN = {
    "photo": (picture(), "image/jpeg"),
    "photo_with_gps": (photo_with_gps(), "image/jpeg"),
    "grey_photo": (picture(mode="L"), "image/jpeg"),
    "print_colours": (picture(mode="CMYK"), "image/jpeg"),
    "progressive": (picture(progressive=True), "image/jpeg"),
    "screenshot": (picture(kind="PNG"), "image/png"),
    "screenshot_with_gps": (photo_with_gps(kind="PNG"), "image/png"),
    "palette": (picture(kind="PNG", mode="P"), "image/png"),
    "black_and_white": (picture(kind="PNG", mode="1"), "image/png"),
    "transparent": (picture(kind="PNG", mode="RGBA"), "image/png"),
    "webp": (picture(kind="WEBP"), "image/jpeg"),
    "webp_with_gps": (photo_with_gps(kind="WEBP"), "image/jpeg"),
    "jpeg_with_html_behind": (picture() + HTML, "image/jpeg"),
    "jpeg_with_a_zip_behind": (picture() + b"PK\x03\x04" + b"\x00" * 500, "image/jpeg"),
    "png_with_script_behind": (picture(kind="PNG") + HTML, "image/png"),
    "jpeg_with_html_in_its_comment": (picture(comment=HTML), "image/jpeg"),
    "pdf": (pdf(), "application/pdf"),
    "pdf_with_words_like_script": (pdf(b"4 0 obj<</JSX/Launcher>>endobj"), "application/pdf"),
    "pdf_with_html_in_it": (pdf(HTML), "application/pdf"),
}

NAMES = {
    "../../etc/passwd": "passwd.jpg",
    "..\\..\\windows\\win.ini": "win.jpg",
    "photo.jpg\r\nSet-Cookie: a=b": "photo.jpg",
    "发票\u202egpj.exe": "发票gpj.jpg",
    "门口\u200b\u2066照片\u2069.jpg": "门口照片.jpg",
    "a\x00b.png": "ab.jpg",
    "照片.html": "照片.jpg",
    '"><img src=x onerror=alert(1)>.jpg': "img src=x onerror=alert(1).jpg",
    "…": "….jpg",
    "": "附件.jpg",
    "   ": "附件.jpg",
    "..": "附件.jpg",
    ".htaccess": "htaccess.jpg",
    "CON.jpg": "CON.jpg",
    "村口路灯 (2).JPG": "村口路灯 (2).jpg",
    "𠮷祥街\ud800.jpg": "𠮷祥街.jpg",
    "村" * 300 + ".jpg": "村" * 76 + ".jpg",
}
