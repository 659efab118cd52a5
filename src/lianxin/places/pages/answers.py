"""What several pages about places answer alike."""

from typing import Any, TypeVar

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from lianxin.places.rules import Refused

Row = TypeVar("Row")


def found(row: Row | None) -> Row:
    """The row a page is about; a page about nothing does not exist."""
    if row is None:
        raise Http404(_("没有这个地方。请从“区划和地名”里找。"))
    return row


def add_refusal(form: Form, refusal: Refused) -> None:
    """Put a refusal beside the box it concerns, else above the form."""
    form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)


def show_form(request: HttpRequest, template: str, form: Form, **context: Any) -> HttpResponse:
    """The page of a form: as it is at first, or with what was typed and what is wrong with it (422)."""
    return render(request, template, context | {"form": form}, status=422 if form.errors else 200)
