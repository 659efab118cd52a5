"""The tree of areas: look for one, open one, add below it (区划)."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_GET

from lianxin.kernel import clock
from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.routes import Request
from lianxin.places.actions import below
from lianxin.places.actions.known import KEEPERS
from lianxin.places.forms.changes import AddForm, ReadingForm
from lianxin.places.pages.answers import add_refusal, found, show_form
from lianxin.places.pages.changes import offered
from lianxin.places.queries import full_name, lookup, tree
from lianxin.places.rules import BELOW, INSIDE, VILLAGES, AreaKind, Refused, inside

if TYPE_CHECKING:
    from lianxin.places.models import Area

EVERY_KIND = tuple(AreaKind.values)


@require_GET
def index(request: Request) -> HttpResponse:
    """The county's townships, and a box to find any area by."""
    words, today = request.GET.get("q", "").strip(), clock.today()
    county = (str(request.actor.county),)
    hits, more = lookup.search(words, scopes=county, kinds=EVERY_KIND, on=today)
    shown = {
        "words": words,
        "hits": hits,
        "more": more,
        "level": tree.level(None, after=request.GET.get("after", ""), on=today),
        "administers": request.actor.holds(Role.ADMINISTRATOR),
    }
    return render(request, "places/index.html", shown)


@require_GET
def show(request: Request, area: int) -> HttpResponse:
    """One area: what it is, was and holds, and what may be done with it."""
    row = found(tree.area(area))
    may = changeable(row, request.actor)
    shown = {
        "area": row,
        "full_name": full_name(row),
        "above": tree.above(row),
        "level": tree.level(row, after=request.GET.get("after", ""), on=clock.today()),
        "former": tree.former_names(row),
        "successors": tree.successors(row),
        "predecessors": tree.predecessors(row),
        "known": tree.known(row),
        "changes": offered(row) if may else [],
        "may_add": may and addable(row),
        "may_correct": may,
        "keeps": row.kind in VILLAGES and request.actor.holds(*KEEPERS),
    }
    return render(request, "places/area.html", shown)


def changeable(row: "Area", by: Actor) -> bool:
    """Whether this actor may change this area now."""
    standing = row.valid_to is None and row.kind != AreaKind.COUNTY
    return standing and by.holds(Role.ADMINISTRATOR) and inside(row.code, by.scopes)


def addable(row: "Area") -> bool:
    """Whether an office makes what lies in such an area itself."""
    return bool(set(BELOW) & set(INSIDE.get(row.kind, ())))


def add(request: Request, area: int) -> HttpResponse:
    """Groups, grids or buildings, several at once."""
    row = found(tree.area(area))
    found(row if addable(row) else None)
    form = AddForm(request.POST or None, area=row)
    if form.is_valid():
        try:
            made = below.add(row, **form.cleaned_data, by=request.actor, at=clock.now())
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            said = ngettext("已添加 %(count)d 个。", "已添加 %(count)d 个。", len(made)) % {
                "count": len(made)
            }
            messages.success(request, said)
            return redirect("area", area=area)
    return show_form(request, "places/add.html", form, area=row)


def reading(request: Request, area: int) -> HttpResponse:
    """How a name is read, where the dictionary is wrong."""
    row = found(tree.area(area))
    form = ReadingForm(request.POST or None, initial={"reading": row.reading})
    if form.is_valid():
        try:
            below.correct(row, reading=form.cleaned_data["reading"], by=request.actor, at=clock.now())
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("读音已改，按新的首字母就找得到。"))
            return redirect("area", area=area)
    return show_form(request, "places/reading.html", form, area=row)
