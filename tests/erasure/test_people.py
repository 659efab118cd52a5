"""Of residents, households and former staff nothing is left but what stands in the log as a number (C11)."""

from datetime import date

import pytest
from django.test import Client

from lianxin.appeals.models import Appellant
from lianxin.kernel import clock
from lianxin.kernel.erasure import batches
from lianxin.kernel.erasure.registry import ERASED
from lianxin.kernel.imports.files import ROW_KIND
from lianxin.kernel.models.attachment import Attachment
from lianxin.kernel.models.imports import ImportMade, ImportRun
from lianxin.people.models import (
    Account,
    Appointment,
    Consent,
    Household,
    Membership,
    Merging,
    Person,
    PersonName,
)
from tests.erasure.canary import LISTED, LONG_AGO, RUN, WORD, agreed, found
from tests.people.neighbours import id_number, resident
from tests.township import Township, enter

PHONE = "19900008888"


def erased(town: Township) -> list[tuple[str, int]]:
    """List next month's, agree, do it; what was erased."""
    with clock.standing_at(LISTED):
        (batch,) = batches.list_next_month()
    with clock.standing_at(RUN):
        agreed(town, batch)
    return list(batch.lines.filter(status="erased").values_list("record", "row_id"))


@pytest.mark.req("INV-20")
def test_a_resident_who_left_is_gone_with_names_household_consents_and_the_record_merged_into_theirs(
    town: Township,
) -> None:
    known = {"phone": PHONE, "id_number": id_number(), "born": date(1950, 3, 5), "address": WORD}
    person, twin = resident(town, WORD, former=[f"{WORD}2"], **known), resident(town, WORD, phone=PHONE)
    Person.objects.filter(pk=twin.pk).update(merged_into=person.pk)
    Merging.objects.create(kept=person, merged=twin, reason=WORD, proposed_at=LONG_AGO, decided_at=LONG_AGO)
    house = Household.objects.create(area=town.village, address=WORD)
    Membership.objects.create(
        household=house, person=person, kin="other", since=date(2001, 1, 1), until=date(2020, 1, 1)
    )
    consent = Consent(person=person, purpose="contact", edition="1", way="oral", at=LONG_AGO)
    consent.guardian = WORD
    consent.save()
    assert erased(town) == [("resident", person.pk)]
    assert found(WORD, PHONE, id_number()) == set()
    assert set(Person.objects.filter(resident=True).values_list("name", "born")) == {(ERASED, None)}
    assert (Household.objects.count(), Consent.objects.count()) == (1, 1)
    assert PersonName.objects.filter(person__in=[person, twin]).count() == 0


@pytest.mark.req("INV-20")
def test_who_left_office_long_ago_is_a_number_and_who_is_in_office_keeps_name_and_account(
    town: Township,
) -> None:
    account = Account.objects.get(pk=town.clerk.account)
    Account.objects.filter(pk=account.pk).update(login=f"{WORD}-login", password=WORD)
    held = Appointment.objects.get(account=account)
    Person.objects.filter(pk=held.person_id).update(name=WORD)
    enter(Client(), town.clerk)
    Appointment.objects.filter(pk=held.pk).update(until=LONG_AGO.replace(year=2016))
    assert erased(town) == [("staff", account.pk)]
    assert found(WORD) == set()
    account.refresh_from_db()
    assert (account.login, account.active, account.check_password("")) == (
        f"erased-{account.pk}",
        False,
        False,
    )
    assert Account.objects.get(pk=town.leader.account).active
    assert Person.objects.exclude(pk=held.person_id).filter(name=ERASED).count() == 0


@pytest.mark.req("INV-20")
def test_the_sheet_a_row_was_imported_from_goes_with_the_contact_details(town: Township) -> None:
    matter = town.closed(town.file(when=LONG_AGO.replace(year=2022)), LONG_AGO.replace(year=2022))
    run = ImportRun.objects.create(kind="appeals", batch="B1", digest="0" * 64, faults=[[1, WORD]])
    ImportMade.objects.create(run=run, line=1, row_kind="matter", row_id=matter.pk, seq=1)
    Attachment.objects.create(
        row_kind=ROW_KIND,
        row_id=run.pk,
        kind="csv",
        size=1,
        sha256="0" * 64,
        served_sha256="1" * 64,
        name=WORD,
    )
    assert Appellant.objects.exclude(phone_index="").count() == 1
    assert erased(town) == [("contact", matter.pk)]
    assert found(WORD) == set()
