"""Changing the map: what is asked, what it would touch, then the change itself; and taking one back (变更)."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _now, gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.kernel import clock
from lianxin.kernel.actor import Role
from lianxin.kernel.routes import Request
from lianxin.places.actions import changes, preview
from lianxin.places.actions.changes import Decision, NewArea
from lianxin.places.actions.undo import undo as take_back
from lianxin.places.forms.changes import (
    DecisionForm,
    EndForm,
    MergeForm,
    MoveForm,
    RenameForm,
    SplitForm,
)
from lianxin.places.pages.answers import add_refusal, found, show_form
from lianxin.places.queries import tree
from lianxin.places.rules import BELOW, ChangeKind, Refused

if TYPE_CHECKING:
    from lianxin.places.models import Area, AreaChange

Data = dict[str, Any]
Do = Callable[["Area", Data, Decision], "AreaChange"]


def merge(area: "Area", data: Data, decision: Decision) -> "AreaChange":
    """合并, into a new area or into this one. Raises Refused, field `others`, for a name nobody answers to."""
    into = area if data["into"] == "this" else NewArea(data["name"], data["kind"], data["code"])
    others = named(area, data)
    return changes.merge([area, *others] if into is not area else others, into, decision)


def named(area: "Area", data: Data) -> "list[Area]":
    """The other areas of a merger. Raises Refused."""
    others, unknown = tree.named(data["others"], beside=area)
    if unknown:
        sentence = _now("没有找到“%(name)s”。请核对名称，或填 12 位代码。")
        raise Refused(sentence % {"name": unknown[0]}, field="others")
    return others


def split(area: "Area", data: Data, decision: Decision) -> "AreaChange":
    """拆分."""
    parts = [NewArea(name, area.kind, code) for name, code in data["parts"]]
    return changes.split(area, parts, decision, keep=data["keep"])


def rename(area: "Area", data: Data, decision: Decision) -> "AreaChange":
    """更名、村改居."""
    return changes.rename(
        area, name=data["name"], kind=data["kind"], reading=data["reading"], decision=decision
    )


def move(area: "Area", data: Data, decision: Decision) -> "AreaChange":
    """改属."""
    return changes.move(area, found(tree.area(data["parent"])), decision)


def end(area: "Area", data: Data, decision: Decision) -> "AreaChange":
    """撤销."""
    return changes.end(area, decision)


@dataclass(frozen=True)
class Kind:
    """One way to change an area: its word in the address, its title, its form, what it does."""

    slug: str
    code: ChangeKind
    title: str | Promise
    form: type[DecisionForm]
    do: Do
    below: bool | None = None


KINDS = (
    Kind("rename", ChangeKind.RENAME, _("更名、村改居"), RenameForm, rename),
    Kind("merge", ChangeKind.MERGE, _("合并"), MergeForm, merge),
    Kind("split", ChangeKind.SPLIT, _("拆分"), SplitForm, split),
    Kind("move", ChangeKind.MOVE, _("改属"), MoveForm, move, below=True),
    Kind("end", ChangeKind.END, _("撤销"), EndForm, end),
)


def offered(area: "Area") -> list[Kind]:
    """The changes that may be made to an area of this kind."""
    return [kind for kind in KINDS if kind.below is None or (area.kind in BELOW) == kind.below]


def make(request: Request, area: int, change: str) -> HttpResponse:
    """Ask, show what it touches, and make the change when the same answers come back confirmed."""
    row = found(tree.area(area))
    kind = found(next((one for one in offered(row) if one.slug == change), None))
    form = kind.form(request.POST or None, area=row, scopes=request.actor.scopes)
    shown: Data = {"area": row, "kind": kind}
    if form.is_valid():
        try:
            touched = [row, *named(row, form.cleaned_data)] if kind.slug == "merge" else [row]
            if request.POST.get("seen") == digest(form):
                return commit(request, row, kind, form)
            shown |= {"touches": preview.touches(kind.code, touched), "seen": digest(form)}
        except Refused as refusal:
            add_refusal(form, refusal)
    return show_form(request, "places/change.html", form, **shown)


def commit(request: Request, row: "Area", kind: Kind, form: DecisionForm) -> HttpResponse:
    """Make the change. Raises Refused."""
    data = form.cleaned_data
    decision = Decision(on=data["on"], basis=data["basis"], by=request.actor, at=clock.now())
    kind.do(row, data, decision)
    messages.success(request, _now("已办好。办错了可以在“区划沿革”里撤回。"))
    return redirect("area", area=row.pk)


def digest(form: DecisionForm) -> str:
    """The answers in short: a preview is confirmed only for the answers it was made for."""
    return hashlib.sha256(repr(sorted(form.cleaned_data.items())).encode()).hexdigest()


@require_GET
def index(request: Request) -> HttpResponse:
    """区划沿革: every decision, the latest first."""
    before = request.GET.get("before", "")
    lines, following = tree.changes(before=int(before) if before.isdigit() and len(before) < 19 else None)
    administers = request.actor.holds(Role.ADMINISTRATOR)
    shown = {"lines": lines, "next": following, "administers": administers}
    return render(request, "places/changes.html", shown)


@require_POST
def undo(request: Request, change: int) -> HttpResponse:
    """Take a change back."""
    row = found(tree.change(change))
    try:
        take_back(row, by=request.actor, at=clock.now())
        messages.success(request, _now("已撤回，区划和原来一样。"))
    except Refused as refusal:
        messages.error(request, refusal.message)
    return redirect("area_changes")
