"""What the pages for importing sheets have in common: the text that was uploaded, its faults, a sheet to keep."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from lianxin.appeals.intake import sheet
from lianxin.appeals.rules.class_tree import BadTree
from lianxin.kernel.ids import uuid7
from lianxin.kernel.sheets.limits import BadSheet

MOST_FAULTS = 50


def text_of(form: forms.Form) -> tuple[str, str]:
    """The uploaded sheet as text and its name, or the text that travelled through the preview. Raises BadSheet."""
    file = form.cleaned_data.get("file")
    if file is None:
        return str(form.cleaned_data["text"]), str(_("这张表"))
    return sheet.text_of(file.read(), str(file.name)), str(file.name)


def add_faults(form: forms.Form, fault: BadTree | BadSheet) -> None:
    """Every bad line beside the box of the file; the first fifty of very many."""
    lines = [words for _line, words in fault.faults] if isinstance(fault, BadTree) else [str(fault)]
    for words in lines[:MOST_FAULTS]:
        form.add_error("file", words)


def client_id(request: HttpRequest) -> UUID:
    """The id the preview was given: a double click writes once."""
    try:
        return UUID(request.POST.get("client_id", ""))
    except ValueError:
        return uuid7()


def download(text: str, name: str) -> HttpResponse:
    """A sheet to keep."""
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
