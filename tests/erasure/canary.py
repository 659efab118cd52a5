"""A word that nobody else writes, put wherever a matter keeps words, and looked for everywhere afterwards."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from lianxin.appeals.models import (
    Accused,
    Appeal,
    Appellant,
    Callback,
    Correction,
    Order,
    Passing,
    Referral,
    Rejection,
)
from lianxin.kernel import attachments, outbox
from lianxin.kernel.context import all_counties
from lianxin.kernel.erasure import batches, running
from lianxin.kernel.events import looked
from lianxin.kernel.models.erasure import ErasureBatch
from lianxin.kernel.sealed import Sealed
from lianxin.matters.models import Contact, Matter
from lianxin.people.models import Consent
from tests.kernel.hostile import pdf
from tests.township import Township, at

WORD = "zqxcanary"
PHONE = "19900007777"
LONG_AGO = at("2020-03-02 09:30")
LISTED = at("2026-11-29 08:00")
RUN = at("2026-12-02 08:00")


def told_by(town: Township, when: datetime = LONG_AGO) -> Matter:
    """A closed appeal in which every field that takes words has the word, and every one for a telephone has it."""
    matter = town.file(text=said_of(WORD, PHONE), name=WORD, phone=PHONE, when=when)
    town.closed(matter, when + timedelta(days=1))
    plant(town, matter, when)
    return matter


def said_of(word: str, phone: str) -> str:
    """What a resident writes, with the word and a telephone in it."""
    return f"{word}家水井边的水管漏了三天，电话{phone}。"


def plant(town: Township, matter: Matter, when: datetime, word: str = WORD) -> None:
    """Put the word wherever else a matter keeps words: in files, notes, orders, proposals, consents."""
    upload = SimpleUploadedFile(f"{word}.pdf", pdf(word.encode()), content_type="application/pdf")
    attachments.store(upload, row_kind="matter", row_id=matter.pk, seal_original=True)
    looked("matter", matter.pk, by=town.triage, what="phone", reason=f"核实情况：找{word}")
    person = Appellant.objects.get(matter=matter)
    tap = outbox.Reader("appellant", person.pk, "wechat")
    outbox.tapped(f"tap-{matter.pk}", reader=tap, letter="answered", subscriber=word, at=when)
    consent = Consent(about_kind="appellant", about_id=person.client_id, purpose="contact", edition="1")
    consent.way, consent.at, consent.guardian = "oral", when, word
    consent.save()
    wrong = Correction(matter=matter, field="name", why=word, proposed_at=when, decided_at=when)
    wrong.old, wrong.new = word, word + "2"
    wrong.save()
    given = {"proposed_at": when, "decided_at": when}
    Rejection.objects.create(matter=matter, reason="court", words=word, objection=word, body="法院", **given)
    Referral.objects.create(
        matter=matter, body="县水务局", basis="管网", referred_at=when, remind_at=when, result=word
    )
    matter.info_requests.create(asked_at=when, items=[word], answer=word)
    Passing.objects.create(matter=matter, body="县水务局", hidden=[word], shown=[word], reason=word, at=when)
    accused = Accused(matter=matter, set_at=when)
    accused.name = word
    accused.save()
    said = {"at": when, "words": word}
    Contact.objects.create(matter=matter, channel="phone", **said)
    Callback.objects.create(matter=matter, attempt=9, reached=False, **said)
    Order.objects.filter(matter=matter).update(demand=word)
    Appeal.objects.filter(matter=matter).update(address=word, extra={"来源": word})
    Matter.objects.filter(pk=matter.pk).update(title=word)


def agreed(town: Township, batch: ErasureBatch) -> ErasureBatch:
    """The batch with both words, done on its day."""
    batches.propose(batch, by=town.administrator)
    batches.approve(batch, by=town.security)
    batch.refresh_from_db()
    running.run(batch)
    batch.refresh_from_db()
    return batch


def columns() -> Iterator[tuple[str, str]]:
    """Every value of every table as text, those of SQLite's full-text tables too."""
    with all_counties("looks into every table"), connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for name, value in zip(names, row, strict=True):
                    text = (
                        bytes(value).decode("utf-8", "ignore")
                        if isinstance(value, bytes | memoryview)
                        else value
                    )
                    yield f"{table}.{name}", json.dumps(text, ensure_ascii=False, default=str)


def sealed() -> Iterator[tuple[str, str]]:
    """Every sealed value in clear."""
    for model in apps.get_models():
        fields = [
            name for base in model.__mro__ for name, one in vars(base).items() if isinstance(one, Sealed)
        ]
        for row in model._default_manager.all() if fields else ():
            yield from ((f"{model._meta.label}.{name}", getattr(row, name)) for name in fields)


def files() -> Iterator[tuple[str, str]]:
    """Every file of the data folder but the database's own, by name and content; sealed ones by being there."""
    for path in Path(settings.HOME.path).rglob("*"):
        if path.is_file() and ".sqlite3" not in path.name:
            yield str(path), path.name + path.read_bytes().decode("utf-8", "ignore")


def found(*words: str) -> set[str]:
    """Where one of these words stands."""
    places = [*columns(), *sealed(), *files()]
    return {place for place, text in places if any(word in text for word in words)}
