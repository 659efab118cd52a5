"""The official table, uploaded by an administrator for the own county (导入区划代码表)."""

from django.http import HttpResponse
from django.shortcuts import render

from lianxin.kernel import clock
from lianxin.kernel.routes import Request
from lianxin.places.forms.changes import TableForm
from lianxin.places.intake.run import import_table, lines
from lianxin.places.intake.table import BadTable
from lianxin.places.pages.answers import show_form


def upload(request: Request) -> HttpResponse:
    """The form, then what became of the rows; other counties' rows are counted and left out."""
    form = TableForm(request.POST or None, request.FILES or None)
    if not form.is_valid():
        return show_form(request, "places/upload.html", form)
    try:
        report = import_table(
            form.cleaned_data["file"],
            by=request.actor,
            at=clock.now(),
            only=request.actor.county,
            shared=False,
        )
    except BadTable as fault:
        form.add_error("file", str(fault))
        return show_form(request, "places/upload.html", form)
    shown = {"report": report, "faults": list(lines(report)), "form": TableForm()}
    return render(request, "places/upload.html", shown)
