"""What the demo tells, told in one line: for tests that compare one load with another."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import models, transaction

from lianxin.appeals.models import Appeal, Appellant, Callback, Handling, Order, Reply
from lianxin.insight.figures import Front, front
from lianxin.insight.models import PublicTable, Story
from lianxin.kernel.models.attachment import Attachment
from lianxin.kernel.models.erasure import ErasureBatch, Hold
from lianxin.kernel.models.event import Event
from lianxin.kernel.models.export import Export
from lianxin.kernel.models.figure import ClaimedFigure, FrozenFigure
from lianxin.kernel.models.imports import ImportRun
from lianxin.kernel.models.message import Message
from lianxin.kernel.models.printing import PrintLog
from lianxin.matters.models import Clock, Contact, Matter, SavedView
from lianxin.people.models import Appointment, Post
from lianxin.people.queries import actor_of
from lianxin.reception.models import Slot, SlotPerson
from lianxin.site.demo.content import content

LAST = content().last

TOLD = {
    Matter: "number title urgency state version filed_at recorded_at due_at closed_at area__code holder__name",
    Appeal: "matter__number type category__name text address outcome finished_at rating",
    Contact: "matter__number channel at words",
    Appellant: "matter__number identity phone_index",
    Order: "matter__number unit__name basis dispatched_at signed_at",
    Handling: "matter__number kind at text",
    Reply: "matter__number text sent_at",
    Callback: "matter__number attempt at reached resolved satisfied words",
    Clock: "limit started due original_due stopped",
    Event: "move source target at",
    Message: "letter status at",
    Appointment: "person__name post__name post__unit__name since",
    ImportRun: "kind status counts faults unknown made_at",
    Export: "sheet status rows second asked_at",
    FrozenFigure: "code query numerator denominator cut_off",
    ClaimedFigure: "code name percent document entered_at",
    Story: "title text written_at published_at",
    PublicTable: "area content",
    SavedView: "name query circle made_at",
    PrintLog: "form number copy kind at",
    Hold: "row_kind reason placed_at",
    ErasureBatch: "cause status sealed made_at",
    Attachment: "row_kind kind origin at",
    Slot: "kind__code starts_at state place published_at",
    SlotPerson: "slot__kind__code slot__starts_at part appointment__person__name came_at",
}
KEYED = {"phone_index"}  # hashes differ from installation to installation


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written inside is taken back at the end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def fingerprint() -> str:
    """One line for everything the demo tells, without keys that only count rows."""
    told: dict[str, Any] = {model.__name__: rows(model, fields.split()) for model, fields in TOLD.items()}
    told["Front"] = figures(figures_of_the_mayor())
    return hashlib.sha256(
        json.dumps(told, ensure_ascii=False, sort_keys=True, default=spelled).encode()
    ).hexdigest()


def rows(model: type[models.Model], fields: list[str]) -> list[list[Any]]:
    """The rows of a table in an order of their own."""
    found = model._default_manager.values_list(*fields)
    spelt = [
        [bool(value) if name in KEYED else value for name, value in zip(fields, row, strict=True)]
        for row in found
    ]
    return sorted(spelt, key=lambda row: json.dumps(row, sort_keys=True, default=spelled))


def spelled(value: object) -> str:
    """A time, the same on both engines."""
    assert isinstance(value, datetime)
    return str(value.timestamp())


def figures_of_the_mayor() -> Front:
    """The leader's first page at the end of the last day."""
    post = Post.objects.get(name="镇长岗")
    account = Appointment.objects.get(post=post).account
    by = actor_of(account, at=LAST, passwordless=True)
    assert by is not None
    return front(by=by, now=LAST)


def figures(page: Front) -> dict[str, Any]:
    """Only the counts."""
    return {
        "new": page.new.count,
        "before": page.new_before.count,
        "open": page.open.count,
        "overdue": page.overdue.count,
        "ages": [age.count for age in page.ages],
    }
