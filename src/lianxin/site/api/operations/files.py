"""Files of a matter: hung on it by the move for papers, handed out by the same check as everywhere (材料)."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _, gettext_noop as words
from ninja import File, Router, Status
from ninja.files import UploadedFile

from lianxin.kernel.attachment_pages import download
from lianxin.kernel.attachments import Received, attached_to, receive
from lianxin.kernel.models.attachment import Attachment
from lianxin.kernel.sniffing import FileRefused
from lianxin.matters.models import Matter
from lianxin.matters.scans import hang
from lianxin.site.api import reading, shapes
from lianxin.site.api.faults import invalid
from lianxin.site.api.fence import Call
from lianxin.site.api.once import once
from lianxin.site.api.operations.matters import find
from lianxin.web.problems import Fault, Problem

router = Router(tags=["files"])
BYTES = {"schema": {"type": "string", "format": "binary"}}


@router.post(
    "/matters/{number}/attachments",
    url_name="api_attachments",
    response={201: shapes.Paper},
    summary=words("给一件事上传一份材料"),
)
def upload(request: Call, number: str, file: File[UploadedFile]) -> Status[shapes.Paper]:
    """A picture or a PDF, known by its content and not by its name; the places in a photo are taken out."""
    matter = find(request, number)
    received = taken(file)
    this = once(request, received.sha256)
    made = None if this.earlier else this.do(lambda: hung(request, matter, received, this.client_id))
    made = made or attached_to(reading.MATTER, [matter.pk]).filter(sha256=received.sha256).first()
    if made is None:
        raise Http404(_("这份材料已经不在了。"))
    return Status(201, reading.paper(made))


def taken(file: UploadedFile) -> Received:
    """The file, sniffed, drawn anew and on the disk. Raises Problem."""
    try:
        return receive(file)
    except FileRefused as refusal:
        raise invalid([Fault("file", sentence) for sentence in refusal.messages]) from refusal


def hung(request: Call, matter: Matter, received: Received, client_id: UUID) -> Attachment:
    """The file on its matter, with the event that says so. Raises Refused."""
    said = {"form": "", "number": ""}
    return hang(received, matter, said, by=request.actor, client_id=client_id, own_id=client_id)


@router.get(
    "/attachments/{client_id}",
    url_name="api_attachment",
    summary=words("取一份材料"),
    openapi_extra={"responses": {200: {"content": {"image/*": BYTES, "application/pdf": BYTES}}}},
)
def fetch(request: Call, client_id: UUID) -> HttpResponse:
    """The file itself, as it is shown on the pages; who may have it is asked anew each time."""
    found = download(request, client_id)
    if found.status_code != 200:
        raise Problem("fault", found.content.decode())
    return found
