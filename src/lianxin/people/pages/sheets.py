"""Taking on many people from a CSV sheet: look first, then do (人员导入)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.kernel.routes import Request
from lianxin.people.intake import staff as intake
from lianxin.people.rules import Refused

SHOWN = 200


def take(request: Request) -> HttpResponse:
    """Upload a sheet, look at what it says, take everybody on; or fetch the rows to mend."""
    if request.method != "POST":
        return render(request, "people/sheet.html", {"columns": intake.COLUMNS})
    try:
        text = sheet_of(request)
        rows = intake.read(text)
    except intake.Unusable as fault:
        shown = {"columns": intake.COLUMNS, "refusal": fault}
        return render(request, "people/sheet.html", shown, status=422)
    if "errors" in request.POST:
        return as_file(intake.error_sheet(rows))
    if "confirm" in request.POST:
        return confirm(request, text, rows)
    return preview(request, text, rows)


def sheet_of(request: Request) -> str:
    """The sheet that was uploaded, or the one of the preview. Raises Unusable."""
    sent = request.FILES.get("file")
    if sent is not None:
        return intake.decode(sent.read())
    text = request.POST.get("sheet", "")
    if not text:
        raise intake.Unusable(_("请选一个 CSV 文件。"))
    return text


def preview(
    request: Request, text: str, rows: list[intake.Row], *, refusal: Refused | None = None, status: int = 200
) -> HttpResponse:
    """What would be taken in, the rows to mend first; nothing is written yet."""
    faulty = intake.faulty(rows)
    shown = {
        "columns": intake.COLUMNS,
        "sheet": text,
        "faulty": faulty,
        "rows": (faulty or rows)[:SHOWN],
        "total": len(rows),
        "refusal": refusal,
    }
    return render(request, "people/sheet_preview.html", shown, status=422 if faulty else status)


def confirm(request: Request, text: str, rows: list[intake.Row]) -> HttpResponse:
    """Take everybody on, or nobody."""
    try:
        many = intake.take_in(rows, by=request.actor, at=timezone.now())
    except Refused as refusal:
        return preview(request, text, intake.read(text), refusal=refusal, status=409)
    messages.success(request, _("已导入 %(many)d 人。接下来打印一次性链接单，交给本人。") % {"many": many})
    return redirect("slips")


def as_file(text: str) -> HttpResponse:
    """The rows to mend, to save."""
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="problems.csv"'
    return answer
