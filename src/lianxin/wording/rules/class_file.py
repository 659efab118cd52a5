"""A model as a file: what it is first, then its table, packed, with a checksum over all (模型文件).

    LXCLASS1 <sha-256 of all that follows, 32 bytes> <length of the head, 4 bytes> <head, JSON> <body, zlib>

The body holds the pieces in UTF-8, one a line, how rare each is (float32), and for each class a row of int16.
Nothing in it is a program: reading a foreign file can fail, and no more.
"""

import hashlib
import json
import sys
import zlib
from array import array
from collections.abc import Mapping
from typing import Any

from lianxin.wording.rules.classes import ClassModel

FAMILY, MAGIC = b"LXCLASS", b"LXCLASS1"
LARGEST = 64 * 1024 * 1024
"""No file of ours unpacks to more: a foreign one does not fill the memory."""
HEAD = 4
START = len(MAGIC) + hashlib.sha256().digest_size


class BadModel(Exception):
    """A file that holds no model of ours; `code` is foreign, newer or damaged."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def write_model(model: ClassModel) -> bytes:
    """The file of a model."""
    pieces = "\n".join(model.pieces).encode()
    said = {
        "labels": model.labels,
        "scales": model.scales,
        "bias": model.bias,
        "title": model.title,
        "heat": model.heat,
        "pieces": len(model.pieces),
        "bytes": len(pieces),
        "told": model.told,
    }
    head = json.dumps(said, ensure_ascii=False, sort_keys=True).encode()
    rows: list[array[Any]] = [model.rarity, *model.columns]
    body = zlib.compress(pieces + b"".join(map(little, rows)), 6)
    held = len(head).to_bytes(HEAD, "big") + head + body
    return MAGIC + hashlib.sha256(held).digest() + held


def read_model(data: bytes) -> ClassModel:
    """The model of a file. Raises BadModel."""
    if not data.startswith(FAMILY):
        raise BadModel("foreign")
    if not data.startswith(MAGIC):
        raise BadModel("newer")
    held = data[START:]
    if hashlib.sha256(held).digest() != data[len(MAGIC) : START]:
        raise BadModel("damaged")
    try:
        return unpacked(held)
    except (ValueError, KeyError, TypeError, zlib.error) as fault:
        raise BadModel("damaged") from fault


def unpacked(held: bytes) -> ClassModel:
    """Head and body as a model. Raises ValueError, KeyError, TypeError, zlib.error."""
    end = HEAD + int.from_bytes(held[:HEAD], "big")
    said: Mapping[str, Any] = json.loads(held[HEAD:end])
    body = zlib.decompressobj().decompress(held[end:], LARGEST)
    count, at = int(said["pieces"]), int(said["bytes"])
    pieces = body[:at].decode().split("\n")
    rarity, at = row(body, "f", count, at)
    columns = list["array[int]"]()
    for _label in said["labels"]:
        column, at = row(body, "h", count, at)
        columns.append(column)
    if (
        len(pieces) != count
        or at != len(body)
        or not len(said["scales"]) == len(said["bias"]) == len(columns)
    ):
        raise ValueError("lengths differ")
    return ClassModel(
        labels=[str(one) for one in said["labels"]],
        pieces=pieces,
        rarity=rarity,
        columns=columns,
        scales=[float(one) for one in said["scales"]],
        bias=[float(one) for one in said["bias"]],
        title=float(said["title"]),
        heat=float(said["heat"]),
        told=dict(said["told"]),
    )


def row(body: bytes, kind: str, count: int, at: int) -> "tuple[array[Any], int]":
    """So many numbers of a kind, and where the next begin."""
    found: array[Any] = array(kind)
    end = at + count * found.itemsize
    found.frombytes(body[at:end])
    if sys.byteorder == "big":
        found.byteswap()
    return found, end


def little(numbers: "array[Any]") -> bytes:
    """Numbers with their small end first, on whatever machine."""
    if sys.byteorder == "big":
        numbers = numbers[:]
        numbers.byteswap()
    return numbers.tobytes()
