"""消息: what somebody is told at the bell, each line leading to its matter, and how they want to be told."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext as _, gettext_lazy
from django.views.decorators.http import require_POST

from lianxin.kernel import letters, notices
from lianxin.kernel.models.notice import Notice, Topic, Wish
from lianxin.kernel.routes import Request
from lianxin.web.parts import Pager

PAGE = 30


@dataclass(frozen=True)
class Line:
    """One notice as the list shows it; `leads` when there is a page behind it."""

    key: int
    words: str
    topic: str
    at: datetime
    read: bool
    leads: bool


def show(request: Request) -> HttpResponse:
    """The notices before this actor, the newest first, a page at a time by key."""
    before = request.GET.get("before", "")
    found = notices.of(request.actor)
    if before.isascii() and before.isdigit() and len(before) < 19:
        found = found.filter(pk__lt=int(before))
    rows = list(found.order_by("-pk")[: PAGE + 1])
    more, rows = len(rows) > PAGE, rows[:PAGE]
    page = Pager(newer="?" if before else "", older=f"?before={rows[-1].pk}" if more else "", shown=len(rows))
    return render(request, "web/notices/list.html", {"lines": lines_of(rows, request), "page": page})


def lines_of(rows: list[Notice], request: Request) -> list[Line]:
    """Notices in words, with what was read of them; two queries for all."""
    links = notices.links_of(rows)
    read = notices.read_of(rows, by=request.actor)
    return [
        Line(
            key=row.pk,
            words=letters.words(row.letter, row.variables, language=get_language() or "zh-hans"),
            topic=str(Topic(row.topic).label),
            at=row.at,
            read=row.pk in read,
            leads=row.pk in links,
        )
        for row in rows
    ]


@require_POST
def go(request: Request, notice: int) -> HttpResponse:
    """Read one notice: on to the page it is about."""
    row = notices.of(request.actor).filter(pk=notice).first()
    if row is None:
        raise Http404(_("没有这条消息，或者它说的事不归您看了。"))
    notices.mark_read([row], by=request.actor)
    return redirect(notices.links_of([row]).get(row.pk, "notices"))


@require_POST
def read_all(request: Request) -> HttpResponse:
    """Mark as read what stands in the list, at most a few hundred at once."""
    rows = list(notices.unread(request.actor).order_by("-pk")[:500])
    notices.mark_read(rows, by=request.actor)
    messages.success(request, _("%(count)d 条消息都标为看过了。") % {"count": len(rows)})
    return redirect("notices")


class WishesForm(forms.Form):
    """How one wants to be told."""

    daily = forms.MultipleChoiceField(
        label=gettext_lazy("不用一条一条提醒，每天早上汇总一次的"),
        choices=[(wish.value, wish.label) for wish in (Wish.WORK, Wish.TIME, Wish.OFFICE)],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("勾了的照样记在消息里，只是不再响铃；每个工作日早上有一条汇总。"),
    )
    text = forms.BooleanField(
        label=Wish.TEXT.label,
        required=False,
        help_text=gettext_lazy("要有手机号，本单位也开通了短信才会发；一天最多一条。"),
    )
    quiet = forms.BooleanField(label=Wish.QUIET.label, required=False)

    def wished(self) -> list[str]:
        """The wishes ticked; call it on a valid form only."""
        single = [name for name in (Wish.TEXT, Wish.QUIET) if self.cleaned_data[name]]
        return [*self.cleaned_data["daily"], *single]


def wishes(request: Request) -> HttpResponse:
    """What of this somebody wants once a day, or not in the evening."""
    account = request.actor.account or 0
    form = WishesForm(request.POST if request.method == "POST" else None, initial=first(account))
    if form.is_valid():
        notices.wish(account, form.wished())
        messages.success(request, _("已记下，从现在起按这样提醒。"))
        return redirect("notices")
    return render(request, "web/notices/wishes.html", {"form": form}, status=422 if form.errors else 200)


def first(account: int) -> dict[str, Any]:
    """What is ticked already."""
    kept = notices.wishes_of(account)
    return {"daily": sorted(kept), "text": Wish.TEXT in kept, "quiet": Wish.QUIET in kept}
