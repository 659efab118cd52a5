"""A county in which every text says a word of its own, so that the word in another county's answer is a leak.

Nothing here names the fields that get the word: every text of every county table does, but for the codes that the
program itself reads (`CODES`). A new field is sown by itself; one that can't be fails the test by name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any, cast

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models

from lianxin.appeals.models import Accusation, Accused, DutyEdition
from lianxin.kernel import attachments, clock
from lianxin.kernel.append_only import TABLES
from lianxin.kernel.bigrams import index_tokens
from lianxin.kernel.context import current_county, in_county
from lianxin.kernel.distribution import county_models
from lianxin.kernel.models.county import County, CountyModel
from lianxin.kernel.models.number import NumberSeries
from lianxin.kernel.models.search import SearchRow
from lianxin.kernel.sealed import Sealed, SealedField
from lianxin.people.models import Account, Person
from tests.appeals.returned import asked, disputed, ruled
from tests.kernel.hostile import pdf
from tests.plugins.query_lint import watched
from tests.reception.rota_of import reception
from tests.township import Township, settle

# Texts that hold a code: the program looks something up by them, or another column must agree with them. Beside
# each stands what a made-up row has there.
CODES: dict[str, dict[str, str]] = {
    "appeals.Adjudication": {"class_code": "0301"},
    "appeals.AppealClass": {"code": "0999", "edition": "2026-11", "path": "0999", "limit_key": ""},
    "appeals.ClassEdition": {"code": "2026-11"},
    "appeals.DutyLine": {"class_code": "0301", "area": ""},
    "appeals.DutyProposal": {"class_code": "0301", "area": ""},
    "appeals.Extension": {"limit": "T6b", "kind": "W"},
    "appeals.MatterTag": {"tag": "x"},
    "appeals.Referral": {"form_edition": "2026-11"},
    "appeals.Rejection": {"reason": "court", "edition": "2026-11", "form_edition": "2026-11"},
    "insight.PublicTable": {"area": ""},
    "insight.QualityNote": {"code": "x", "area": ""},
    "kernel.AccessEntry": {"row_kind": "matter", "what": "phone"},
    "kernel.AccessWords": {"row_kind": "matter"},
    "kernel.Attachment": {"row_kind": "", "kind": "", "sha256": "", "served_sha256": "", "origin": ""},
    "kernel.ChainHead": {"chain": "x", "hash": "", "closed": ""},
    "kernel.ClaimedFigure": {"code": "", "scope": ""},
    "kernel.Credit": {"reader_kind": "appellant", "letter": "answered"},
    "kernel.Edition": {"code": "office.face", "scope": ""},
    "kernel.ErasureLine": {"record": "appeal", "row_kind": "matter"},
    "kernel.Event": {"row_kind": "matter", "move": "x", "source": "x", "target": "x"},
    "kernel.Export": {"sheet": "residents", "ground": "other", "asked": "", "standing": ""},
    "kernel.FrozenFigure": {"code": "received", "edition": "1", "hash": ""},
    "kernel.Hold": {"row_kind": "matter"},
    "kernel.ImportMade": {"row_kind": "matter"},
    "kernel.ImportRun": {"kind": "appeals"},
    "kernel.Job": {"kind": "x"},
    "kernel.JournalLine": {"record": "appeal", "row_kind": "matter"},
    "kernel.Message": {"row_kind": "", "letter": "", "reader_kind": "", "wording": ""},
    "kernel.Notice": {"letter": "", "row_kind": ""},
    "kernel.NumberSeries": {"series": "101"},
    "kernel.PrintLog": {"form": "F-93", "edition": "1", "row_kind": "matter"},
    "kernel.RegisterLine": {"record": "appeal", "edition": "1"},
    "kernel.SealedPiece": {"row_kind": "matter", "part": "appeal", "field": "text", "kind": "phone"},
    "kernel.SearchRow": {"row_kind": "matter"},
    "kernel.SheetMapping": {"kind": "appeals"},
    "matters.Clock": {"row_kind": "matter", "limit": "x", "edition": "x", "kind": "W"},
    "matters.Matter": {"state": "", "edition": "", "kind": "", "number": ""},
    "matters.SavedView": {"query": "state=open"},
    "people.Consent": {"about_kind": "", "edition": "1"},
    "people.ResidentTag": {"kind": "x", "level": "x", "edition": "1"},
    "places.Area": {"code": "", "absorbed": ""},
    "reception.Kind": {"code": "market", "days": ""},
    "reception.Slot": {"state": "", "edition": ""},
    "reception.Swap": {"state": "asked", "edition": "2026-12"},
    "reception.Visit": {"state": "waiting", "edition": "2026-12"},
    "wording.ClassSuggestion": {"row_kind": "matter", "label": "0301", "chosen": "0301"},
}
LONG_AGO, DAY = datetime(2026, 3, 2, 1, 30, tzinfo=UTC), date(2026, 3, 2)
# What a made-up row needs beside its texts.
ALSO: dict[str, dict[str, Any]] = {
    "kernel.ClaimedFigure": {"numerator": 3},
    "kernel.Event": {"seq": 1_000_000},
    "kernel.AccessEntry": {"seq": 1_000_000},
    "kernel.AccessWords": {"seq": 1_000_000},
    "appeals.Correction": {"field": "name"},
    "reception.Slot": {"ends_at": LONG_AGO + timedelta(hours=3)},
}


@dataclass
class Sown:
    """A county in which everything says its word."""

    town: Township
    word: str

    @property
    def leak(self) -> re.Pattern[bytes]:
        """The word as a field has it, with its number: a page may repeat the bare word somebody looked for."""
        return re.compile(self.word.encode() + rb"[0-9]")


def sow(code: int, word: str, *, series: str) -> Sown:
    """A township at work, a row in every table, the word in every text and file."""
    county = County.objects.create(code=code, name=f"{word}0县")
    with in_county(code), watched(now=False):
        town = settle(county, town=f"{code}{series}")
        story(town, word, series)
        for model in tables():
            if model._meta.db_table not in TABLES:
                row_of(model)
        say(word)
    return Sown(town, word)


def story(town: Township, word: str, series: str) -> None:
    """Matters in the states that desks and lists look for, one with a file; no number is another county's too."""
    NumberSeries.objects.create(series=series, year=datetime.now(tz=UTC).year, last=town.county % 1000)
    Person.objects.create(name="x", resident=True, area=town.village)
    first = town.working(town.file())
    upload = SimpleUploadedFile(f"{word}1.pdf", pdf(f"{word}2".encode()), content_type="application/pdf")
    attachments.store(upload, row_kind="matter", row_id=first.pk)
    town.closed(town.file())
    town.answered(town.file())
    town.file(area=None)
    sealed = town.file(type="report", text="反映某人的作风。")
    Accusation.objects.create(matter=sealed, handed_at=LONG_AGO)
    Accused.objects.create(matter=sealed, unit=town.roads, set_at=LONG_AGO)
    town.rejected(town.file())
    ruled(town, disputed(town, town.working(town.file())))
    asked(town, town.working(town.file()), unit=None)
    town.referred(town.file())
    received(town)


def received(town: Township) -> None:
    """A reception of today, held: what everybody reads of it says its word too, and who came has hours."""
    desk = reception(town, days="")
    slot = desk.plan(clock.today().isoformat())
    desk.go(slot, "publish_late", reason="x")
    desk.go(slot, "sign_in", persons_here=[desk.person(slot).pk])
    desk.go(slot, "open")
    desk.go(slot, "end")


def tables() -> Iterator[type[CountyModel]]:
    """The county tables of the project, without those that only tests have."""
    for model in county_models():
        if model.__module__.startswith("lianxin."):
            yield cast("type[CountyModel]", model)


def row_of(model: type[models.Model]) -> Any:
    """The first row of the current county's table, made up where there is none."""
    first = mine(model).order_by("pk").first()
    if first is not None:
        return first
    return make(model)


def make(model: type[models.Model], **told: Any) -> Any:
    """A made-up row, with these values."""
    values = {field.attname: made_up(model, field) for field in given(model)}
    if model is DutyEdition:
        values["number"] = current_county() % 1000  # an address spells it: not as another county's
    made = model(**values | ALSO.get(model._meta.label, {}) | told)
    for name in sealed_in(model):
        setattr(made, name, "x")
    made.save(force_insert=True)
    return made


def mine(model: type[models.Model]) -> "models.QuerySet[Any]":
    """A table's rows of the current county, accounts too."""
    return model._base_manager.filter(county_id=current_county())


def given(model: type[models.Model]) -> list[Any]:
    """The columns that have no value of their own."""
    fields = model._meta.local_concrete_fields
    return [
        field
        for field in fields
        if not (isinstance(field, models.AutoField | SealedField) or field.name == "county")
        and (texts(field) or field.remote_field or not (field.null or field.has_default()))
    ]


def made_up(model: type[models.Model], field: Any) -> Any:
    """Something a column takes."""
    if field.remote_field:
        return hung_on(model, field)
    if field.choices:
        return field.choices[0][0]
    if texts(field):
        return CODES.get(model._meta.label, {}).get(field.name, "x")
    for kind, value in ((models.DateTimeField, LONG_AGO), (models.DateField, DAY), (models.JSONField, {})):
        if isinstance(field, kind):
            return value
    return 1


def hung_on(model: type[models.Model], field: Any) -> int | None:
    """The row a key points to: the table's first; where two keys go to one table, the last for the second."""
    to = field.related_model
    if to is model:
        return None
    first = row_of(to)
    keys = [one for one in given(model) if one.related_model is to]
    if field is keys[0]:
        return int(first.pk)
    last = mine(to).order_by("pk").last()
    return int(make(to).pk if last == first else last.pk)


def texts(field: Any) -> bool:
    """Whether a column holds words."""
    return isinstance(field, models.CharField | models.TextField)


def sealed_in(model: type[models.Model]) -> list[str]:
    """The values of a model that are sealed."""
    return [name for base in model.__mro__ for name, one in vars(base).items() if isinstance(one, Sealed)]


def sown_fields(model: type[models.Model]) -> list[Any]:
    """The texts of a model that get the word: all that are neither chosen from a list nor a code."""
    codes = CODES.get(model._meta.label, {})
    return [
        field
        for field in model._meta.local_concrete_fields
        if texts(field) and not field.choices and field.name not in codes
    ]


def facts_in(model: type[models.Model]) -> list[Any]:
    """The columns that hold facts by name, and bear one more; a setting or a job's order don't."""
    strict = model._meta.label in {"kernel.Edition", "kernel.Job"}
    return [
        one for one in model._meta.local_concrete_fields if isinstance(one, models.JSONField) and not strict
    ]


def say(word: str) -> None:
    """Write the word, with a number that is nowhere else, into every text and sealed value of the current county."""
    numbers = count(10)
    for model in (*tables(), Account):
        plain, sealed = sown_fields(model), sealed_in(model)
        if model._meta.db_table in TABLES:  # the database refuses to change what is in them
            told = {field.name: f"{word}{next(numbers)}" for field in plain}
            make(
                model, **told | {field.name: {"word": f"{word}{next(numbers)}"} for field in facts_in(model)}
            )
            continue
        rows = list(mine(model))
        for row in rows:
            for name in (*(field.name for field in plain), *sealed):
                setattr(row, name, f"{word}{next(numbers)}")
            for field in facts_in(model):
                facts = getattr(row, field.name)
                setattr(
                    row,
                    field.name,
                    facts | {"word": f"{word}{next(numbers)}"} if isinstance(facts, dict) else facts,
                )
        columns = [field.name for field in (*plain, *facts_in(model))] + [f"{name}_sealed" for name in sealed]
        if rows and columns:
            model._base_manager.bulk_update(rows, columns)
    for row in SearchRow.objects.all():
        SearchRow.objects.filter(pk=row.pk).update(wording=index_tokens(row.wording), who="")
