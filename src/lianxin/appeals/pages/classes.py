"""事项分类: the tree by branch, what a class asks for, its editions, the map between two of them."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lianxin.appeals.actions import classes as actions
from lianxin.appeals.forms.classes import ClassForm
from lianxin.appeals.intake import classes as sheets
from lianxin.appeals.pages.sheets import download
from lianxin.appeals.queries import classes
from lianxin.kernel.routes import Request
from lianxin.people.rules import Refused


@require_GET
def index(request: Request) -> HttpResponse:
    """The branches of an edition, the open one with everything below it, or what a search finds."""
    known = classes.tree(request.GET.get("edition") or None)
    words, top = request.GET.get("q", "").strip(), request.GET.get("top", "")
    tops = [row for row in known.rows if row.level == 1]
    top = top or (tops[0].code if tops else "")
    if words:
        shown = [row for row in known.rows if classes.means(known, row, words.lower())][: classes.SHOWN]
    else:
        shown = [row for row in known.rows if row.codes[0] == top]
    context = {
        "edition": known.edition,
        "cards": classes.edition_cards(),
        "tops": tops,
        "top": "" if words else top,
        "words": words,
        "rows": shown,
        "total": len(known.rows),
    }
    return render(request, "appeals/classes.html", context)


def show(request: Request, key: int) -> HttpResponse:
    """One class: what it asks for, to change; its name and place change with a new edition only."""
    row = classes.class_row(key)
    if row is None:
        raise Http404(_("没有这个分类。"))
    known = classes.tree(row.edition)
    initial = {name: getattr(row, name) for name in ClassForm.base_fields}
    form = ClassForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        actions.change_class(row, actions.Facts(**form.cleaned_data), by=request.actor)
        messages.success(request, _("已保存，从下一次点击起按新的办。"))
        query = urlencode({"edition": row.edition, "top": row.codes[0]})
        return redirect(f"{reverse('classes')}?{query}")
    context = {"row": row, "names": known.names(row), "form": form}
    return render(request, "appeals/class.html", context, status=422 if form.errors else 200)


@require_GET
def sheet(request: Request, edition: str) -> HttpResponse:
    """An edition as CSV, to correct and import as the next."""
    wanted(edition)
    return download(sheets.sheet(edition), f"classes-{edition}.csv")


def undo(request: Request, edition: str) -> HttpResponse:
    """Take back an edition that is not in use yet, after a look at what goes."""
    card = wanted(edition)
    refusal = ""
    if request.method == "POST":
        try:
            actions.withdraw_classes(edition, by=request.actor)
            messages.success(request, _("已撤回“%(edition)s”这一版。") % {"edition": edition})
            return redirect("classes")
        except Refused as refused:
            refusal = refused.message
    context = {"card": card, "refusal": refusal}
    return render(request, "appeals/classes_undo.html", context, status=409 if refusal else 200)


def wanted(edition: str) -> classes.EditionCard:
    """The edition an address names. Raises Http404."""
    card = next((card for card in classes.edition_cards() if card.code == edition), None)
    if card is None:
        raise Http404(_("没有这一版分类。"))
    return card
