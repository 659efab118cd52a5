"""设置: what an office may change, each with its editions, a preview before the change, and an undo."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from lianxin.kernel import editions
from lianxin.kernel.editions import Change
from lianxin.kernel.ids import uuid7
from lianxin.kernel.routes import Request
from lianxin.kernel.worktime import missing_year
from lianxin.web import settings_catalogue as catalogue
from lianxin.web.parts import Text
from lianxin.web.settings_catalogue import SettingPage
from lianxin.web.settings_form import WhenForm, differences


def index(request: Request) -> HttpResponse:
    """Everything there is to set, by group."""
    return render(
        request,
        "web/settings/index.html",
        {"groups": catalogue.listed(request.actor), "missing_year": missing_year()},
    )


def show(request: Request, code: str) -> HttpResponse:
    """One setting: its form, the preview of a change, the change, and the editions so far."""
    page, scope = wanted(request, code)
    now = editions.current_value(page.setting, scope=scope)
    if request.method != "POST":
        return ask(request, page, scope, page.form(initial=page.form.typed(now)), WhenForm())
    form, when = page.form(request.POST), WhenForm(request.POST)
    if not (form.is_valid() and when.is_valid()):
        return ask(request, page, scope, form, when, status=422)
    if request.POST.get("step") == "again":
        return ask(request, page, scope, form, when)
    try:
        page.setting.read(form.value())
    except ValueError as fault:
        form.add_error(None, str(fault))
        return ask(request, page, scope, form, when, status=422)
    if request.POST.get("step") != "confirm":
        return preview(request, page, scope, now, form.value(), kept=kept_of(request))
    given = when.cleaned_data
    change = Change(form.value(), scope, effective=given["effective"], reason=given["reason"])
    editions.change(page.setting, change, by=request.actor, client_id=client_id(request))
    messages.success(request, _("已改好，从下一次点击起按新的办。改错了可以在下面撤回。"))
    return redirect(address(page, scope))


def undo(request: Request, code: str, edition: int) -> HttpResponse:
    """Take back the change of one edition, after a look at what that alters."""
    page, scope = wanted(request, code)
    history = editions.history(page.setting, scope=scope)
    row = next((row for row in history if row.number == edition), None)
    if row is None:
        raise Http404(_("没有这一版。"))
    if request.method == "POST" and request.POST.get("step") == "confirm":
        editions.undo(row, by=request.actor, client_id=client_id(request))
        messages.success(request, _("已撤回第 %(number)d 版的修改。") % {"number": edition})
        return redirect(address(page, scope))
    now = editions.current_value(page.setting, scope=scope)
    return preview(request, page, scope, now, editions.value_before(page.setting, row), undoing=edition)


def wanted(request: Request, code: str) -> tuple[SettingPage, str]:
    """The setting an address names and the area it is changed for. Raises Http404."""
    page = catalogue.page_of(code, request.actor)
    if page is None:
        raise Http404(_("没有这项设置，或者不归您管。"))
    scope = request.GET.get("area", "")
    if scope and scope not in dict(scopes_of(request, page)):
        raise Http404(_("没有这个区域，或者不归您管。"))
    return page, scope


def scopes_of(request: Request, page: SettingPage) -> list[tuple[str, str]]:
    """(prefix, name) of the areas for which this setting may differ."""
    return catalogue.scopes_of(request.actor) if page.setting.per_area else []


def address(page: SettingPage, scope: str) -> str:
    """Where a setting is changed for an area."""
    plain = reverse("setting", args=[page.setting.code])
    return f"{plain}?{urlencode({'area': scope})}" if scope else plain


def ask(
    request: Request, page: SettingPage, scope: str, form: Any, when: WhenForm, *, status: int = 200
) -> HttpResponse:
    """The page with the boxes."""
    context = shared(request, page, scope) | {
        "form": form,
        "when": when,
        "template": page.template,
        "history": editions.history(page.setting, scope=scope)[:20],
        "in_force": editions.edition_of(page.setting, area=scope),
        "default": page.form.lines(page.setting.default),
    }
    return render(request, "web/settings/setting.html", context, status=status)


def preview(
    request: Request,
    page: SettingPage,
    scope: str,
    before: editions.Json,
    after: editions.Json,
    *,
    kept: list[tuple[str, str]] | None = None,
    undoing: int | None = None,
    action: str = "",
) -> HttpResponse:
    """What would be altered; nothing is written yet."""
    lines = differences(page.form, before, after)
    context = shared(request, page, scope) | {
        "changed": [line for line in lines if line.changed],
        "same": len([line for line in lines if not line.changed]),
        "alters": altered(page, scope, before, after) if before != after else [],
        "action": action,
        "kept": kept or [],
        "undoing": undoing,
        "client_id": uuid7(),
    }
    return render(request, "web/settings/preview.html", context)


def altered(page: SettingPage, scope: str, before: editions.Json, after: editions.Json) -> list[Text]:
    """What a change touches beyond the value itself."""
    return [*page.alters(before, after), *page.foresee(page.setting, scope, after)]


def shared(request: Request, page: SettingPage, scope: str) -> dict[str, Any]:
    """What both pages of a setting show."""
    scopes = scopes_of(request, page)
    own = {row.scope for row in editions.rows_of(page.setting)} if scopes else set()
    return {
        "page": page,
        "scope": scope,
        "where": dict(scopes).get(scope, ""),
        "scopes": scopes,
        "own": [(prefix, name) for prefix, name in scopes if prefix in own],
        "here": address(page, scope),
    }


def kept_of(request: Request) -> list[tuple[str, str]]:
    """What was typed, to travel through the preview and back."""
    own = {"csrfmiddlewaretoken", "step", "client_id"}
    return [(name, text) for name, texts in request.POST.lists() if name not in own for text in texts]


def client_id(request: Request) -> UUID:
    """The id the preview was given: a double click changes once."""
    try:
        return UUID(request.POST.get("client_id", ""))
    except ValueError:
        return uuid7()
