"""`python -m tests.faults.office`: an office with the small township in it, everybody signed in.

Writes `office.json` into the data folder: the session of each member of the staff, and the keys a form needs.
"""

import json
from pathlib import Path

import django

if __name__ == "__main__":
    django.setup()

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.utils import timezone

from lianxin.kernel.actor import Actor
from lianxin.kernel.context import in_county
from lianxin.kernel.crypto import make_key_file
from lianxin.kernel.distribution import start_ids
from lianxin.kernel.models.county import County
from lianxin.people.models import SignIn
from lianxin.people.sessions import SEEN, SIGN_IN
from tests.township import settle

STAFF = ("triage", "water_handler", "reviewer", "caller")


def session_of(by: Actor) -> str:
    """The key of a session in which somebody has signed in with both factors."""
    stay = SignIn.objects.create(account_id=by.account, how="code", started_at=timezone.now())
    session = SessionStore()
    session.update({SIGN_IN: stay.pk, SEEN: stay.started_at.timestamp()})
    session.create()
    return str(session.session_key)


def open_office(path: Path) -> None:
    """Keys, tables, township, sessions."""
    make_key_file(path / "keys" / "field.key")
    call_command("migrate", verbosity=0)
    county = County.objects.create(code=settings.COUNTY, name="青禾县")
    with in_county(county.code):
        start_ids(county.code)
        town = settle(county)
        facts = {
            "sessions": {name: session_of(getattr(town, name)) for name in STAFF},
            "village": town.village.pk,
            "water": town.water.pk,
            "category": town.category.pk,
        }
    (path / "office.json").write_text(json.dumps(facts), encoding="utf-8")


if __name__ == "__main__":
    open_office(settings.HOME.path)
