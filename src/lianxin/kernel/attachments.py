"""Files that hang on rows (附件): taken in, kept by content, checked again whenever they leave.

A form calls `receive_all` before the act's transaction: it sniffs, re-encodes and writes to the disk, which
takes a second for a large photo. Inside the transaction `attach` only adds the row. A crash between the two
leaves at most a file without a row; `sweep` removes it a day later. Who may fetch a file is decided at each
request by the app that owns the row, through `guard_attachments`; without a guard nobody may.
"""

import errno
import hashlib
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.kernel import clock
from lianxin.kernel.actor import Actor
from lianxin.kernel.context import current_county
from lianxin.kernel.crypto import seal, unseal
from lianxin.kernel.durable import write_whole
from lianxin.kernel.ids import uuid7
from lianxin.kernel.images import FORMATS, reencode
from lianxin.kernel.models.attachment import Attachment
from lianxin.kernel.sniffing import FileRefused, clean_name, kind_of

MOST_FILES = 9
MOST_BYTES = 10 * 1024 * 1024
SEALED_SUFFIX = ".sealed"

if TYPE_CHECKING:
    Upload = UploadedFile[bytes]
else:
    Upload = UploadedFile

Guard = Callable[[Actor, Attachment], bool]
Noted = Callable[[Actor, Attachment], None]
_guards: dict[str, Guard] = {}
_noted: dict[str, Noted] = {}
log = logging.getLogger(__name__)


class Damaged(Exception):
    """A stored file is gone or no longer what was registered; it must not be handed out."""


@dataclass(frozen=True)
class Received:
    """A file that is safely on the disk and waits for its row."""

    name: str
    kind: str
    size: int
    sha256: str
    served_sha256: str
    sealed_original: bool


def receive_all(uploads: Sequence[Upload], *, seal_originals: bool = False) -> list[Received]:
    """Take in the files of one form. Raises FileRefused, or ValidationError for more than nine."""
    if len(uploads) > MOST_FILES:
        text = _("一次最多 %(most)d 个文件，您选了 %(count)d 个。请去掉一些再提交。")
        raise ValidationError(text % {"most": MOST_FILES, "count": len(uploads)}, code="too_many")
    return [receive(upload, seal_original=seal_originals) for upload in uploads]


def receive(upload: Upload, *, seal_original: bool = False) -> Received:
    """Sniff, re-encode and write one file of the current county; the original sealed beside it when evidence.

    Raises FileRefused naming the file and the remedy, NoCounty.
    """
    shown = clean_name(upload.name or "")
    data = read_whole(upload, shown)
    kind = kind_of(data, shown)
    served, served_kind = reencode(data, kind, shown) if kind in FORMATS else (data, kind)
    received = Received(
        name=clean_name(upload.name or "", served_kind),
        kind=served_kind,
        size=len(served),
        sha256=hashlib.sha256(data).hexdigest(),
        served_sha256=hashlib.sha256(served).hexdigest(),
        sealed_original=seal_original,
    )
    county = current_county()
    try:
        # A file already there is renewed, so that `sweep` sees it is young: it may be an orphan about to go.
        write_whole(path_of(county, received.served_sha256), served)
        if seal_original:
            sealed = seal(data, place=place_of(county, received.sha256))
            write_whole(sealed_path(county, received.sha256), sealed)
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        text = _("服务器磁盘已满，文件没有保存；文字可以照常提交，文件请稍后补传。")
        raise FileRefused(shown, text, "disk") from error
    return received


def read_whole(upload: Upload, shown: str) -> bytes:
    """The bytes of an upload, never more than the limit. Raises FileRefused."""
    data = upload.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        text = _("文件超过 %(most)d MB。照片请缩小、PDF 请分成几份后再选。") % {"most": MOST_BYTES // 1024**2}
        raise FileRefused(shown, text, "too_large")
    return bytes(data)


def attach(
    received: Received,
    *,
    row_kind: str,
    row_id: int,
    client_id: UUID | None = None,
    origin: str = "",
    at: datetime | None = None,
) -> Attachment:
    """Hang a received file on a row, in the row's transaction; the same file or client id again adds nothing.

    Raises FileRefused when the client id already names another file or row.
    """
    known = models.Q(row_kind=row_kind, row_id=row_id, sha256=received.sha256)
    before = Attachment.objects.filter(known | models.Q(client_id=client_id) if client_id else known).first()
    if before is None:
        return Attachment.objects.create(
            row_kind=row_kind,
            row_id=row_id,
            client_id=client_id or uuid7(),
            origin=origin,
            at=at or clock.now(),
            **vars(received),
        )
    if (before.row_kind, before.row_id, before.sha256) != (row_kind, row_id, received.sha256):
        text = _("这个附件编号已登记过另一份文件。请重新选择文件再提交。")
        raise FileRefused(received.name, text, "changed")
    return before


def keep_sealed(data: bytes, *, name: str, kind: str) -> Received:
    """Write a file the house made itself, encrypted; only `read_original` reads it, never the public address."""
    sha256 = hashlib.sha256(data).hexdigest()
    county = current_county()
    write_whole(sealed_path(county, sha256), seal(data, place=place_of(county, sha256)))
    return Received(clean_name(name), kind, len(data), sha256, sha256, sealed_original=True)


def discard(rows: models.QuerySet[Attachment]) -> int:
    """Forget these attachments; their bytes go at once where no other row names them. How many rows went."""
    gone = list(rows)
    rows.delete()
    for one in gone:
        paths = [path_of(one.county_id, one.served_sha256), sealed_path(one.county_id, one.sha256)]
        for path in orphans([path for path in paths if path.exists()]):
            path.unlink(missing_ok=True)
    return len(gone)


def store(upload: Upload, *, row_kind: str, row_id: int, seal_original: bool = False) -> Attachment:
    """`receive` and `attach` in one, for commands and tests; pages receive before the transaction."""
    return attach(receive(upload, seal_original=seal_original), row_kind=row_kind, row_id=row_id)


def attached_to(row_kind: str, row_ids: Iterable[int]) -> models.QuerySet[Attachment]:
    """The files of these rows, oldest first; the caller has already shown that the rows may be seen."""
    return Attachment.objects.filter(row_kind=row_kind, row_id__in=row_ids).order_by("at", "id")


def guard_attachments(row_kind: str, rule: Guard) -> None:
    """The app that owns rows of this kind says who may fetch their files."""
    _guards[row_kind] = rule


def note_fetches(row_kind: str, note: Noted) -> None:
    """The app that owns rows of this kind is told who was let fetch which of their files."""
    _noted[row_kind] = note


def visible_attachment(client_id: UUID, by: Actor) -> Attachment | None:
    """The attachment, if its owner's guard lets the actor have it; denied where there is no guard."""
    attachment = Attachment.objects.filter(client_id=client_id).first()
    guard = _guards.get(attachment.row_kind) if attachment else None
    if attachment is None or guard is None or not guard(by, attachment):
        return None
    if attachment.row_kind in _noted:
        _noted[attachment.row_kind](by, attachment)
    return attachment


def read_served(attachment: Attachment) -> bytes:
    """The file as it is served. Raises Damaged when it isn't the one that was registered."""
    county, sha256 = attachment.county_id, attachment.served_sha256
    return checked(attachment, path_of(county, sha256), sha256)


def read_original(attachment: Attachment) -> bytes:
    """The file as it was sent, for evidence; who calls this writes the access log. Raises Damaged."""
    county, sha256 = attachment.county_id, attachment.sha256
    if not attachment.sealed_original:
        raise Damaged(f"attachment {attachment.pk} of county {county} has no sealed original")
    return checked(attachment, sealed_path(county, sha256), sha256)


def checked(attachment: Attachment, path: Path, sha256: str) -> bytes:
    """The bytes at a path, if they are what the row says."""
    try:
        data = path.read_bytes()
    except OSError:
        data = b""
    if data and path.suffix == SEALED_SUFFIX:
        data = unseal(data, place=place_of(attachment.county_id, sha256))
    if hashlib.sha256(data).hexdigest() != sha256:
        words = (
            f"attachment {attachment.pk} of county {attachment.county_id} is not what was registered: {path}"
        )
        log.error(words)
        raise Damaged(words)
    return data


def files_of(county: int) -> Path:
    """The folder of a county's files."""
    return Path(settings.HOME.path) / "files" / str(county)


def path_of(county: int, sha256: str) -> Path:
    """Where the served bytes lie."""
    return files_of(county) / sha256[:2] / sha256


def sealed_path(county: int, sha256: str) -> Path:
    """Where the sealed original lies."""
    return path_of(county, sha256).with_suffix(SEALED_SUFFIX)


def place_of(county: int, sha256: str) -> str:
    """What a sealed original is bound to."""
    return f"{county}|attachment|{sha256}"


def sweep(*, older_than: timedelta = timedelta(days=1)) -> int:
    """Remove the current county's files that no row names and that are older; how many went."""
    county, before = current_county(), (timezone.now() - older_than).timestamp()
    removed = 0
    for folder in sorted(files_of(county).glob("[0-9a-f][0-9a-f]")):
        old = [path for path in folder.iterdir() if path.stat().st_mtime < before]
        removed += sum(remove_if_old(path, before) for path in orphans(old))
    return removed


def orphans(paths: Sequence[Path]) -> list[Path]:
    """Those of one folder's files that no row names."""
    stems = [path.name.split(".")[0] for path in paths]
    served = set(Attachment.objects.filter(served_sha256__in=stems).values_list("served_sha256", flat=True))
    kept = Attachment.objects.filter(sha256__in=stems, sealed_original=True).values_list("sha256", flat=True)
    names = served | {name + SEALED_SUFFIX for name in kept}
    return [path for path in paths if path.name not in names]


def unlink_after(rows: "models.QuerySet[Attachment]") -> None:
    """Before these rows are deleted: have their files go after the commit, but those another row has too."""
    named = rows.values_list("county_id", "served_sha256", "sha256")
    paths = [
        path
        for county, served, original in named
        for path in (path_of(county, served), sealed_path(county, original))
    ]
    transaction.on_commit(partial(unlink, paths))


def unlink(paths: Sequence[Path]) -> None:
    """Remove those of these files that no row names any more."""
    for path in orphans(paths):
        path.unlink(missing_ok=True)


def remove_if_old(path: Path, before: float) -> int:
    """1 if it went; a file renewed since it was listed belongs to somebody again."""
    try:
        if path.stat().st_mtime < before:
            path.unlink()
            return 1
    except FileNotFoundError:
        pass
    return 0
