"""Handing out one attachment: asked afresh each time, hash checked, and harmless in any browser."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lianxin.kernel.attachments import Damaged, read_served, visible_attachment
from lianxin.kernel.policy import anyone
from lianxin.kernel.routes import Request, route
from lianxin.kernel.sniffing import PDF

HARMLESS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex",
}


@require_safe
def download(request: Request, client_id: UUID) -> HttpResponse:
    """Photos are shown, PDFs saved; 404 for whoever may not see the row, as if there were no file."""
    attachment = visible_attachment(client_id, request.actor)
    if attachment is None:
        raise Http404
    try:
        body = read_served(attachment)
    except Damaged:
        text = _("这份文件与登记时不一致或已丢失，为安全起见没有打开。请把页面地址告诉管理员，从备份中恢复。")
        return HttpResponse(text, status=500, content_type="text/plain; charset=utf-8", headers=HARMLESS)
    response = HttpResponse(body, content_type=attachment.kind, headers=HARMLESS)
    saved = content_disposition_header(attachment.kind == PDF, attachment.name)
    response["Content-Disposition"] = saved or "attachment"
    return response


# Open to anyone at the door: the guard of the row's owner decides about each file.
urlpatterns = [route("files/<uuid:client_id>", download, see=anyone, name="attachment")]
