"""Writing down what somebody agreed to, and that they took it back (同意、撤回)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.kernel.actor import Actor
from lianxin.people.actions.record import record
from lianxin.people.models import Consent, Person
from lianxin.people.rules import Refused
from lianxin.people.rules.consents import current_text, needs_guardian

CONSENT = "consent"


@dataclass(frozen=True)
class Said:
    """A yes as it was given."""

    purpose: str
    way: str
    guardian: str = ""


@transaction.atomic
def record_consent(
    said: Said,
    *,
    by: Actor,
    at: datetime,
    person: Person | None = None,
    about: tuple[str, UUID] | None = None,
) -> Consent:
    """One consent by the text in force. Raises Refused for a child without a guardian."""
    if person is not None and needs_guardian(person.born, on=timezone.localdate(at)) and not said.guardian:
        raise Refused(_("未满 14 周岁，要由监护人同意。请填监护人姓名。"), field="guardian")
    row = consent_row(said, by=by, at=at, about=about)
    row.person = person
    row.save()
    record(CONSENT, row.pk, "consent.given", by=by, at=at, purpose=said.purpose, edition=row.edition)
    return row


def consent_row(said: Said, *, by: Actor, at: datetime, about: tuple[str, UUID] | None = None) -> Consent:
    """A consent that is not written yet, by the text in force."""
    kind, key = about or ("", None)
    row = Consent(
        about_kind=kind,
        about_id=key,
        purpose=said.purpose,
        edition=current_text(said.purpose).edition,
        way=said.way,
        at=at,
        taken_by=by.account,
    )
    row.guardian = said.guardian
    return row


@transaction.atomic
def withdraw_consent(consent: Consent, *, way: str, by: Actor, at: datetime) -> None:
    """They said no after all. Raises Refused when that is written down already."""
    standing = Consent.objects.filter(pk=consent.pk, withdrawn_at=None)
    if standing.update(withdrawn_at=at, withdrawn_way=way) != 1:
        raise Refused(_("这一条已经撤回了。"))
    record(CONSENT, consent.pk, "consent.withdrawn", by=by, at=at, way=way)
