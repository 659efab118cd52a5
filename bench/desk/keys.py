"""What a measurement needs to know of a filled database: sessions, numbers to ask for, and the rows of two acts."""

from random import Random

from django.utils import timezone

from desk.county import COUNTY, signed_in
from desk.knocking import doors_to_knock_at
from desk.operations import RECORD, typed_registration
from desk.rows import Row, taken
from lianxin.appeals.models import AppealClass
from lianxin.doors.actions import file_appeal
from lianxin.doors.forms.claims import new_claim
from lianxin.doors.rules import DESK
from lianxin.insight.actions.months import close_months
from lianxin.kernel.actor import Actor
from lianxin.kernel.context import in_county
from lianxin.kernel.ids import uuid7
from lianxin.matters.act import act
from lianxin.matters.models import Matter
from lianxin.people.actions.tokens import issue, revoke_all
from lianxin.people.models import Account, Unit
from lianxin.people.queries import actor_of
from lianxin.people.rules.consents import Way
from lianxin.people.rules.tokens import MOST_TOKENS, Scope

CLAIMS = 3000  # forms of the front desk that were opened
ASKED = 500  # matters that are looked at
LOGINS = {"triage": "a01triage", "leader": "a01leader", "handler": "b01handler"}
UNIT = "B01"


def sign_in() -> dict[str, object]:
    """Sessions by part, and what is asked for: matters of all the years, open ones of one unit; months are closed."""
    with in_county(COUNTY):
        close_months()
        revoke_all(at=timezone.now())
        accounts = dict(Account.objects.values_list("login", "pk"))
        matters = Matter.objects.order_by("pk").values_list("pk", "number", "area_id")
        return {
            "county": COUNTY,
            "claims": [new_claim() for _ in range(CLAIMS)],
            "sessions": {part: signed_in(accounts[login]) for part, login in LOGINS.items()},
            "accounts": {part: accounts[login] for part, login in LOGINS.items()},
            "tokens": [token_of(employee("triage")) for _ in range(MOST_TOKENS)],
            "matters": list(matters[:: max(matters.count() // ASKED, 1)]),
            "mine": [(row.pk, row.number) for row in at_work()[:ASKED]],
            "doors": doors_to_knock_at(employee("triage")),
            "class": AppealClass.objects.get(name="路灯").pk,
        }


def token_of(by: Actor) -> str:
    """A token by which a program registers for this post; each may write so often a minute only."""
    account, now = Account.objects.get(pk=by.account), timezone.now()
    made = issue(account, by.post or 0, name="bench", scopes=[Scope.CREATE], days=1, by=by, at=now)
    return made.token


def at_work() -> list[Matter]:
    """What the first unit is working on."""
    unit = Unit.objects.get(code=UNIT)
    return list(Matter.objects.filter(holder=unit, state="working").order_by("pk"))


def acts() -> dict[str, list[Row]]:
    """The rows of one registration and of one handling record, for the floors."""
    with in_county(COUNTY):
        clerk, handler = employee("triage"), employee("handler")
        matter, said = at_work()[0], {"text": RECORD, "kind": "site"}

        def create() -> None:
            file_appeal(registration(), [], by=clerk, client_id=uuid7(), origin=DESK)

        def record() -> None:
            act(matter, "record", by=handler, data=said, client_id=uuid7(), version=matter.version)

        return {"create": taken(create), "record": taken(record)}


def employee(part: str) -> Actor:
    """Who plays this part."""
    actor = actor_of(Account.objects.get(login=LOGINS[part]), at=timezone.now())
    assert actor is not None
    return actor


def registration() -> dict[str, object]:
    """What the form of the front desk gives."""
    area = Matter.objects.values_list("area_id", flat=True)[0]
    known = {"class": AppealClass.objects.get(name="路灯").pk, "matters": [(0, "", area)]}
    return {**typed_registration(Random(2), known), "notice": Way.SHOWN, "filed_at": None}
