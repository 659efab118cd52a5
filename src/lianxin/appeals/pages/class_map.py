"""新旧对照: what each class of the old edition became, typed fifty at a time, or imported."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lianxin.appeals.actions.classes import map_same_names, write_map
from lianxin.appeals.forms.classes import MapForm, SheetForm
from lianxin.appeals.intake import classes as sheets
from lianxin.appeals.pages.sheets import add_faults, download, text_of
from lianxin.appeals.queries import classes
from lianxin.appeals.rules.class_tree import BadTree
from lianxin.kernel.routes import Request
from lianxin.kernel.sheets.limits import BadSheet
from lianxin.people.rules import Refused

PAGE = 50


def show(request: Request) -> HttpResponse:
    """Fifty classes of the old edition with what they became; those without an answer first."""
    pair = editions(request)
    if pair is None:
        return render(request, "appeals/class_map.html", {"none": True})
    old, new = pair
    rows = sorted(classes.map_rows(old, new), key=lambda row: bool(row.new))
    page, pages = place(request, len(rows))
    form = MapForm(
        request.POST if "save" in request.POST else None, rows=rows[page * PAGE : (page + 1) * PAGE]
    )
    if request.method == "POST" and done(request, old, new, form):
        return redirect(address(old, new))
    context = {
        "form": form,
        "sheet": SheetForm(),
        "old": old,
        "new": new,
        "codes": classes.edition_codes(),
        "open": len([row for row in rows if not row.new]),
        "proposed": len([row for row in rows if row.proposed and not row.new]),
        "total": len(rows),
        "page": page,
        "pages": range(pages),
        "here": address(old, new),
    }
    return render(request, "appeals/class_map.html", context, status=422 if form.errors else 200)


def done(request: Request, old: str, new: str, form: MapForm) -> bool:
    """Take over what was typed or what the names propose; whether that was done."""
    try:
        if "same" in request.POST:
            count = map_same_names(old, new, by=request.actor)
        elif form.is_valid():
            count = write_map(old, new, form.said(), by=request.actor)
        else:
            return False
    except Refused as refusal:
        form.add_error(None, refusal.message)
        return False
    messages.success(request, _("已记下 %(count)d 条对照。") % {"count": count})
    return True


def upload(request: Request) -> HttpResponse:
    """A map brought as a sheet: whole or not at all."""
    pair = editions(request)
    if pair is None:
        raise Http404(_("只有一版分类，没有什么要对照的。"))
    old, new = pair
    form = SheetForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            said = sheets.map_in(*text_of(form))
            count = write_map(old, new, said, by=request.actor)
            messages.success(request, _("已导入 %(count)d 条对照。") % {"count": count})
            return redirect(address(old, new))
        except (BadTree, BadSheet) as fault:
            add_faults(form, fault)
        except Refused as refusal:
            form.add_error("file", refusal.message)
    context = {"form": form, "old": old, "new": new, "here": address(old, new)}
    return render(request, "appeals/class_map_import.html", context, status=422 if form.errors else 200)


@require_GET
def sheet(request: Request) -> HttpResponse:
    """The map as CSV, with what the names propose filled in."""
    pair = editions(request)
    if pair is None:
        raise Http404(_("只有一版分类，没有什么要对照的。"))
    return download(sheets.map_sheet(*pair), f"map-{pair[0]}-{pair[1]}.csv")


def editions(request: Request) -> tuple[str, str] | None:
    """The two editions an address names, else the last two; None while there is one only. Raises Http404."""
    codes = classes.edition_codes()
    if len(codes) < 2:
        return None
    new = request.GET.get("new") or codes[-1]
    old = request.GET.get("old") or codes[max(codes.index(new) - 1, 0) if new in codes else 0]
    if old not in codes or new not in codes or codes.index(old) >= codes.index(new):
        raise Http404(_("没有这两版，或者旧的一版不早于新的一版。"))
    return old, new


def place(request: Request, total: int) -> tuple[int, int]:
    """Which page is asked for, and how many there are."""
    pages = max(1, -(-total // PAGE))
    asked = request.GET.get("page", "")
    return (
        min(int(asked), pages - 1) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 0
    ), pages


def address(old: str, new: str) -> str:
    """Where the map of these two editions is."""
    return f"{reverse('class_map')}?{urlencode({'old': old, 'new': new})}"
