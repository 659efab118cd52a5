"""One process: `load.py COUNT` fills the database the environment names; `load.py sign-in` opens sessions for it.

Loading prints what it took as JSON; signing in prints the keys and the numbers the measurement needs.
"""

import json
import os
import sys
import time
from random import Random

os.environ["DJANGO_SETTINGS_MODULE"] = "lianxin.site.settings"
from lianxin.site.home import CONFIG, home_path, write_home

if not (home_path() / CONFIG).exists():
    write_home(home_path(), mode="office", county=990901)
import django

django.setup()

from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from desk.county import COUNTY, signed_in
from desk.filling import fill
from desk.operations import RECORD, typed_registration
from desk.rows import Row, keep, taken
from lianxin.appeals.models import AppealClass
from lianxin.doors.actions import file_appeal
from lianxin.doors.forms.claims import new_claim
from lianxin.doors.rules import DESK
from lianxin.kernel import statistics
from lianxin.kernel.context import in_county
from lianxin.kernel.crypto import key_file, make_key_file
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.event import Event
from lianxin.matters.act import act
from lianxin.matters.models import Matter
from lianxin.people.models import Account, Unit
from lianxin.people.queries import actor_of
from lianxin.people.rules.consents import Way

CLAIMS = 3000  # forms of the front desk that were opened
LOGINS = {"triage": "a01triage", "leader": "a01leader", "handler": "b01handler"}


def load(count: int) -> dict[str, float]:
    """Tables, county, appeals; then what a server finds out by itself within a minute."""
    make_key_file(key_file())
    call_command("migrate", verbosity=0)
    wall, cpu = time.perf_counter(), time.process_time()
    with in_county(COUNTY):
        fill(count, lambda words: print(words, file=sys.stderr, flush=True))
        statistics.refresh(model for model in apps.get_models() if model._meta.managed)
        rows = {"matters": Matter.objects.count(), "events": Event.objects.count()}
    return {"seconds": time.perf_counter() - wall, "cpu": time.process_time() - cpu, "bytes": size(), **rows}


def acts() -> dict[str, list[Row]]:
    """The rows of one registration and of one handling record, for the floors."""
    with in_county(COUNTY):
        now = timezone.now()
        by = {login: actor_of(Account.objects.get(login=login), at=now) for login in LOGINS.values()}
        clerk, handler = by[LOGINS["triage"]], by[LOGINS["handler"]]
        assert clerk is not None
        assert handler is not None
        matter = Matter.objects.filter(holder=Unit.objects.get(code="B01"), state="working")[0]
        said = {"text": RECORD, "kind": "site"}
        return {
            "create": taken(
                lambda: file_appeal(registration(), [], by=clerk, client_id=uuid7(), origin=DESK)
            ),
            "record": taken(
                lambda: act(
                    matter, "record", by=handler, data=said, client_id=uuid7(), version=matter.version
                )
            ),
        }


def registration() -> dict[str, object]:
    """What the form of the front desk gives."""
    area = Matter.objects.values_list("area_id", flat=True)[0]
    typed = typed_registration(Random(2), {"class": class_keys_by_name()["路灯"], "matters": [(0, "", area)]})
    return {**typed, "notice": Way.SHOWN, "filed_at": None}


def class_keys_by_name() -> dict[str, int]:
    """The classes of the county by their names."""
    return dict(AppealClass.objects.values_list("name", "pk"))


def size() -> float:
    """Bytes of the database."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        else:
            cursor.execute("SELECT pg_database_size(current_database())")
        return float(cursor.fetchone()[0])


def sign_in() -> dict[str, object]:
    """Sessions by part, and what is asked for: numbers all over the years, open ones of one unit, villages."""
    with in_county(COUNTY):
        accounts = dict(Account.objects.values_list("login", "pk"))
        matters = Matter.objects.order_by("pk").values_list("pk", "number", "area_id")
        step = max(matters.count() // 500, 1)
        mine = Matter.objects.filter(holder=Unit.objects.get(code="B01"), state="working").order_by("pk")
        return {
            "county": COUNTY,
            "claims": [new_claim() for _ in range(CLAIMS)],
            "sessions": {part: signed_in(accounts[login]) for part, login in LOGINS.items()},
            "accounts": {part: accounts[login] for part, login in LOGINS.items()},
            "matters": list(matters[::step]),
            "mine": list(mine.values_list("pk", "number")[:500]),
            "unit": Unit.objects.get(code="B01").pk,
            "class": class_keys_by_name()["路灯"],
        }


if __name__ == "__main__":
    if sys.argv[1] == "sign-in":
        keys = sign_in()
        keep(home_path(), acts())
        print(json.dumps(keys))
    else:
        print(json.dumps(load(int(sys.argv[1]))))
