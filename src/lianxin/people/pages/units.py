"""Units and their posts (单位和岗位)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_GET

from lianxin.kernel.routes import Request
from lianxin.people import queries, rules
from lianxin.people.actions import units
from lianxin.people.forms import PostForm, UnitForm
from lianxin.people.pages.answers import add_refusal, found, show_form, whole
from lianxin.people.queries.staff_list import units_page
from lianxin.people.rules import Refused

SAVED = gettext_lazy("已保存，对方下一次点击时生效。")
SAVED_IN_PART = gettext_lazy("已保存。收回的马上生效；新加的职责或区域，等安全管理员确认后生效。")


@require_GET
def index(request: Request) -> HttpResponse:
    """Units with their posts and what they may do, a page at a time, found by name, initials or code."""
    words = request.GET.get("q", "").strip()
    page = units_page(words, whole(request.GET.get("page", "")) or 1)
    shown = {"page": page, "words": words, "units": queries.with_posts(page.units), "cards": rules.ROLE_CARDS}
    return render(request, "people/units.html", shown)


def add(request: Request) -> HttpResponse:
    """A new unit."""
    form = UnitForm(request.POST or None, county=request.actor.county)
    if form.is_valid():
        try:
            unit = units.add_unit(units.UnitFacts(**form.cleaned_data), by=request.actor, at=timezone.now())
            messages.success(request, _("单位已建好，请接着设岗位。"))
            return redirect("unit", unit=unit.pk)
        except Refused as refusal:
            add_refusal(form, refusal)
    return show_form(request, "people/unit_add.html", form)


def show(request: Request, unit: int) -> HttpResponse:
    """One unit: its facts to correct, and its posts."""
    row = found(queries.unit(unit))
    form = UnitForm(
        request.POST or None,
        county=request.actor.county,
        besides=row.area,
        initial=queries.unit_facts(row),
    )
    if form.is_valid():
        try:
            units.change_unit(row, units.UnitFacts(**form.cleaned_data), by=request.actor, at=timezone.now())
            messages.success(request, _("已保存。"))
            return redirect("unit", unit=unit)
        except Refused as refusal:
            add_refusal(form, refusal)
    return show_form(request, "people/unit.html", form, unit=row, posts=queries.posts_of(row))


def add_post(request: Request, unit: int) -> HttpResponse:
    """A new post of a unit."""
    row = found(queries.unit(unit))
    form = PostForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        try:
            del given["active"]  # a new post is in use
            units.add_post(row, **given, by=request.actor, at=timezone.now())
            messages.success(request, _("岗位已建好。"))
            return redirect("unit", unit=unit)
        except Refused as refusal:
            add_refusal(form, refusal)
    return show_form(request, "people/post.html", form, unit=row)


def show_post(request: Request, post: int) -> HttpResponse:
    """One post: its name and what its holder may do."""
    row = found(queries.post(post))
    kept = queries.scopes_in_words(row)
    form = PostForm(request.POST or None, initial=queries.post_facts(row), kept=kept)
    if form.is_valid():
        try:
            at_once = units.change_post(row, **form.cleaned_data, by=request.actor, at=timezone.now())
            messages.success(request, SAVED if at_once else SAVED_IN_PART)
            return redirect("unit", unit=row.unit_id)
        except Refused as refusal:
            add_refusal(form, refusal)
    return show_form(request, "people/post.html", form, unit=row.unit, post=row)
