"""Hands at the import wizard: upload a sheet, match its columns, confirm, take back."""

from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from lianxin.kernel.models.imports import ImportRun
from lianxin.places.models import Area
from tests.kernel.sheet_files import workbook
from tests.township import Township, enter


def at_the_desk(client: Client, town: Township) -> Client:
    """The triage desk of 青禾镇; a village of another township is on the map too."""
    other = Area.objects.create(code="990901102000", name="石桥镇", kind="town")
    Area.objects.create(code="990901102201", name="石桥村", kind="village", parent=other)
    return enter(client, town.triage)


def bring(client: Client, kind: str, rows: Sequence[Sequence[Any]], **more: Any) -> HttpResponse:
    """Upload a sheet of these rows."""
    sheet = SimpleUploadedFile("表.xlsx", more.pop("data", None) or workbook(rows))
    return client.post(f"/imports/new/{kind}/", {"file": sheet, **more})


def matched(client: Client, run: ImportRun, **changed: str) -> HttpResponse:
    """Confirm the columns as they were guessed, or changed."""
    form = client.get(f"/imports/{run.pk}/columns/").context["form"]
    typed = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "")}
    return client.post(f"/imports/{run.pk}/columns/", {**typed, **changed}, follow=True)


def latest() -> ImportRun:
    """The run made last."""
    return ImportRun.objects.latest("pk")


def previewed(client: Client, kind: str, rows: Sequence[Sequence[Any]], **options: str) -> HttpResponse:
    """A sheet as far as the preview."""
    bring(client, kind, rows)
    return matched(client, latest(), **options)


def done(client: Client, step: str = "take") -> HttpResponse:
    """Confirm, or take back."""
    return client.post(f"/imports/{latest().pk}/do/{step}/", follow=True)


def counts(run: ImportRun) -> tuple[int, int, int]:
    """New, known, refused."""
    return run.counts["created"], run.counts["known"], run.counts["refused"]
