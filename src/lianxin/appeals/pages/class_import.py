"""导入分类: upload, a look at what is added, renamed and gone, then the new edition."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lianxin.appeals.actions.classes import NewEdition, publish_classes
from lianxin.appeals.forms.classes import ClassSheetForm
from lianxin.appeals.intake import classes as sheets
from lianxin.appeals.pages.sheets import add_faults, client_id, text_of
from lianxin.appeals.queries import duty
from lianxin.appeals.rules.class_tree import BadTree, Placed
from lianxin.kernel.ids import uuid7
from lianxin.kernel.routes import Request
from lianxin.kernel.sheets.limits import BadSheet
from lianxin.people.rules import Refused


def new(request: Request) -> HttpResponse:
    """The upload, its preview, and the new edition."""
    if request.method != "POST":
        return ask(request, ClassSheetForm())
    form = ClassSheetForm(request.POST, request.FILES)
    if not form.is_valid():
        return ask(request, form)
    try:
        text, name = text_of(form)
        placed = sheets.tree_in(text, name)
    except (BadTree, BadSheet) as fault:
        add_faults(form, fault)
        return ask(request, form)
    if request.POST.get("step") != "confirm":
        return preview(request, form, placed, text)
    return publish(request, form, placed)


def publish(request: Request, form: ClassSheetForm, placed: list[Placed]) -> HttpResponse:
    """Write the edition; a refusal leads back to the boxes."""
    given = form.cleaned_data
    edition = NewEdition(given["edition"], given["effective"], given["note"])
    try:
        row = publish_classes(placed, edition, by=request.actor, client_id=client_id(request))
    except Refused as refusal:
        form.add_error("edition" if refusal.field == "code" else refusal.field, refusal.message)
        return ask(request, form)
    words = {"edition": row.code, "count": len(placed), "day": row.effective}
    messages.success(
        request,
        _("已导入“%(edition)s”这一版，共 %(count)d 类，%(day)s 起用。请接着做新旧对照。") % words,
    )
    return redirect("class_map")


def ask(request: Request, form: ClassSheetForm) -> HttpResponse:
    """The boxes."""
    return render(request, "appeals/classes_import.html", {"form": form}, status=422 if form.errors else 200)


def preview(request: Request, form: ClassSheetForm, placed: list[Placed], text: str) -> HttpResponse:
    """What the list would alter; nothing is written yet."""
    levels = [len([one for one in placed if one.level == level]) for level in (1, 2, 3)]
    changes = sheets.changes(placed)
    context = {
        "form": form,
        "changes": changes,
        "touched": duty.lines_about({code for code, *_names in [*changes.renamed, *changes.gone]}),
        "levels": levels,
        "total": len(placed),
        "text": text,
        "client_id": uuid7(),
    }
    return render(request, "appeals/classes_preview.html", context)
