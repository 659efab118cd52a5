"""The files of an import: what was uploaded and what goes back, both sealed, served by no address of files."""

import hashlib

from django.db import transaction

from lianxin.kernel import clock
from lianxin.kernel.attachments import attached_to, place_of, read_original, sealed_path
from lianxin.kernel.context import current_county
from lianxin.kernel.crypto import seal
from lianxin.kernel.durable import write_whole
from lianxin.kernel.models.attachment import Attachment
from lianxin.kernel.sniffing import clean_name

ROW_KIND = "import"
ORIGINAL, PROBLEMS = "original", "problems"


def keep(data: bytes, name: str, kind: str, *, run: int, origin: str) -> Attachment:
    """Seal a file and hang it on a run, in place of the one it had for the same purpose."""
    county, digest = current_county(), hashlib.sha256(data).hexdigest()
    write_whole(sealed_path(county, digest), seal(data, place=place_of(county, digest)))
    with transaction.atomic():
        remove(run, origin)
        return Attachment.objects.create(
            row_kind=ROW_KIND,
            row_id=run,
            kind=f"sheet/{kind}",
            size=len(data),
            sha256=digest,
            served_sha256=digest,
            name=clean_name(name),
            origin=origin,
            sealed_original=True,
            at=clock.now(),
        )


def file_of(run: int, origin: str) -> Attachment | None:
    """The file a run has for a purpose."""
    return attached_to(ROW_KIND, [run]).filter(origin=origin).first()


def data_of(attachment: Attachment) -> bytes:
    """Its bytes. Raises Damaged."""
    return read_original(attachment)


def remove(run: int, origin: str) -> None:
    """Let go of a run's file; the daily sweep removes what no row names."""
    attached_to(ROW_KIND, [run]).filter(origin=origin).delete()
