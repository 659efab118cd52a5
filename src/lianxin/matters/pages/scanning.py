"""纸件归档: sheets that came back are photographed; each goes to its matter, or to the tray to be filed by hand."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.kernel.ids import uuid7
from lianxin.kernel.routes import Request
from lianxin.kernel.sniffing import FileRefused
from lianxin.matters import scans
from lianxin.matters.scan_forms import ByHandForm, ScanForm

if TYPE_CHECKING:
    from lianxin.kernel.models.attachment import Attachment


def show(request: Request) -> HttpResponse:
    """The upload, and what lies in the tray; after an upload, what became of each picture."""
    sent = request.method == "POST"
    form = ScanForm(request.POST, request.FILES) if sent else ScanForm()
    if form.is_valid():
        for photo in form.cleaned_data["photos"]:
            take_in(request, photo)
        return redirect("scan")
    return tray(request, form)


def take_in(request: Request, photo: object) -> None:
    """One picture; the page says where it went, or why it lies in the tray."""
    try:
        came = scans.take_in(photo, by=request.actor, client_id=uuid7())  # type: ignore[arg-type]  # an upload
    except FileRefused as refusal:
        messages.error(request, "".join(refusal.messages))
        return
    if came.matter is None:
        messages.warning(request, came.why)
        return
    form = came.form
    said = {
        "form": form.code if form else "",
        "title": form.title if form else "",
        "number": came.matter.number,
    }
    messages.success(request, _("%(form)s %(title)s 已归入 %(number)s。") % said)


def tray(
    request: Request, form: ScanForm, *, wrong: ByHandForm | None = None, scan: UUID | None = None
) -> HttpResponse:
    """The page; the form that was just sent keeps what was typed."""
    lines = [
        (row, wrong if wrong is not None and row.client_id == scan else ByHandForm(prefix=str(row.client_id)))
        for row in scans.tray_of(request.actor)
    ]
    status = 422 if form.errors or wrong is not None else 200
    shown = {"form": form, "lines": lines, "years": scans.kept_for()}
    return render(request, "matters/scan.html", shown, status=status)


@require_POST
def by_hand(request: Request, client_id: UUID) -> HttpResponse:
    """File one from the tray with the number that was typed, or throw it away."""
    row = found(request, client_id)
    if request.POST.get("do") == "drop":
        scans.drop(row)
        messages.success(request, _("这张照片已删去。"))
        return redirect("scan")
    form = ByHandForm(request.POST, prefix=str(client_id))
    if form.is_valid():
        said = form.cleaned_data
        try:
            matter = scans.file_by_hand(row, said["number"], day=said["day"], by=request.actor)
        except scans.NotFiled as reason:
            form.add_error("number", str(reason))
        else:
            messages.success(request, _("已归入 %(number)s。") % {"number": matter.number})
            return redirect("scan")
    return tray(request, ScanForm(), wrong=form, scan=client_id)


def found(request: Request, client_id: UUID) -> "Attachment":
    """A picture of this actor's tray. Raises Http404."""
    row = scans.in_tray(client_id, by=request.actor)
    if row is None:
        raise Http404(_("这张照片不在您的待归档里，可能已经归好了。"))
    return row
