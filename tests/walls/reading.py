"""What an answer says, wherever in it: in its headers, its body, and inside the files it brings."""

import gzip
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import pypdfium2

GZIP, ZIP, PDF = b"\x1f\x8b", b"PK\x03\x04", b"%PDF-"
# What differs between two answers that say the same.
PASSING = re.compile(
    (
        r'(?<=name="csrfmiddlewaretoken" value=")[^"]+|(?<=name="client_id" value=")[^"]+'
        r'|(?<=编号 )\w{8}(?= · )|(?<="reference": ")\w{8}(?=")'
    ).encode()
)
UNLIKE = frozenset({"Content-Length", "Expires"})


def said_by(answer: Any) -> Iterator[bytes]:
    """An answer's headers and its body, unpacked."""
    yield "\n".join(f"{name}: {value}" for name, value in answer.items()).encode()
    yield from unpacked(body_of(answer))


def body_of(answer: Any) -> bytes:
    """The whole body, of a stream too."""
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)


def unpacked(data: bytes) -> Iterator[bytes]:
    """The bytes, and what is packed in them: archives, office files, the words of a PDF."""
    yield data
    if data.startswith(GZIP):
        yield from unpacked(gzip.decompress(data))
    elif data.startswith(ZIP):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from unpacked(archive.read(name))
    elif data.startswith(PDF):
        yield from words_of(data)


def words_of(pdf: bytes) -> Iterator[bytes]:
    """What is printed on the pages."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            yield page.get_textpage().get_text_range().encode()
    finally:
        document.close()


def lasting(answer: Any, address: str) -> tuple[int, list[str], bytes]:
    """An answer without what differs each time, and without the address where it repeats that."""
    headers = [
        f"{name}: {value.replace(address, '_')}" for name, value in answer.items() if name not in UNLIKE
    ]
    body = PASSING.sub(b"", body_of(answer)).replace(address.encode(), b"_")
    return answer.status_code, headers, body
