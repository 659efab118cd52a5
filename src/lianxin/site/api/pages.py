"""The interface's own description: for programs as OpenAPI, for people as a page that needs no network (接口说明)."""

from collections.abc import Callable
from importlib import import_module
from typing import Any, cast

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from lianxin.kernel.routes import Request
from lianxin.web.problems import KINDS


def described() -> dict[str, Any]:
    """The document, made at the first request for it."""
    make = cast("Callable[[], dict[str, Any]]", import_module("lianxin.site.api.document").document)
    return make()


@require_safe
def document(request: Request) -> HttpResponse:
    """OpenAPI 3.1."""
    return JsonResponse(described(), json_dumps_params={"ensure_ascii": False})


@require_safe
def show(request: Request) -> HttpResponse:
    """Every operation with its fields, and every problem."""
    made = import_module("lianxin.site.api.document")
    context = {
        "chapters": made.chapters(),
        "shapes": made.shown_shapes(),
        "problems": KINDS.values(),
        "document": reverse("api_document"),
    }
    return render(request, "web/api.html", context)
