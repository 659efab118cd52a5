"""What people agreed to: the text's edition, the way, the guardian, and that it can be taken back."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given, strategies as st

from lianxin.appeals.models import Appellant
from lianxin.people.actions.consents import Said, record_consent, withdraw_consent
from lianxin.people.models import Consent
from lianxin.people.rules import Refused
from lianxin.people.rules.consents import Consented, current_text, needs_guardian
from tests.people.neighbours import resident
from tests.township import Township, enter


@pytest.mark.parametrize(
    ("born", "on", "needed"),
    [
        (date(2012, 3, 5), date(2026, 3, 5), True),
        (date(2012, 3, 5), date(2026, 3, 6), False),
        (date(2012, 2, 29), date(2026, 2, 27), True),
        (date(2012, 2, 29), date(2026, 2, 28), True),
        (date(2012, 2, 29), date(2026, 3, 1), False),
        (date(2014, 2, 28), date(2028, 2, 28), True),
        (date(2014, 2, 28), date(2028, 2, 29), False),
        (None, date(2026, 3, 1), False),
    ],
)
def test_below_fourteen_a_guardian_agrees_also_for_who_was_born_on_29_february(
    born: date | None, on: date, needed: bool
) -> None:
    assert needs_guardian(born, on=on) is needed


@given(st.dates(date(1990, 1, 1), date(2026, 1, 1)), st.integers(0, 30_000))
def test_who_once_needs_no_guardian_never_needs_one_again(born: date, days: int) -> None:
    day = min(born + timedelta(days=days), date(2070, 1, 1))
    if not needs_guardian(born, on=day):
        assert not needs_guardian(born, on=day + timedelta(days=1))


def test_every_purpose_has_a_text_with_an_edition() -> None:
    assert {current_text(purpose).purpose for purpose in Consented} == set(Consented)
    with pytest.raises(LookupError):
        current_text("nothing")


def test_a_child_agrees_through_a_guardian_on_the_page(town: Township, client: Client) -> None:
    child = resident(town, "林小苗", born=timezone.localdate() - timedelta(days=3000))
    browser = enter(client, town.clerk)
    address = f"/residents/{child.pk}/consents/"
    said = {"purpose": "photo", "way": "paper"}
    refused = browser.post(address, said)
    assert (refused.status_code, "监护人" in str(refused.context["form"].errors["guardian"])) == (422, True)
    assert browser.post(address, {**said, "guardian": "林大山"}).status_code == 302
    consent = Consent.objects.get()
    assert (consent.edition, consent.guardian, consent.taken_by) == ("2026-11", "林大山", town.clerk.account)
    assert b"\xe6\x9e\x97" not in bytes(consent.guardian_sealed)


def test_a_consent_is_taken_back_once_and_the_record_stays(town: Township, client: Client) -> None:
    person = resident(town, "林小满")
    said = Said("recording", "spoken")
    consent = record_consent(said, by=town.clerk, at=timezone.now(), person=person)
    browser = enter(client, town.clerk)
    address = f"/residents/{person.pk}/consents/{consent.pk}/withdraw/"
    assert browser.post(address, {"way": "paper"}).status_code == 302
    consent.refresh_from_db()
    assert (consent.withdrawn_way, consent.withdrawn_at is not None) == ("paper", True)
    assert browser.post(address, {"way": "paper"}).status_code == 404
    with pytest.raises(Refused, match="已经撤回"):
        withdraw_consent(consent, way="paper", by=town.clerk, at=timezone.now())
    assert "撤回" in browser.get(f"/residents/{person.pk}/consents/").content.decode()


def test_somebody_elses_consent_is_not_withdrawn_by_its_number(town: Township, client: Client) -> None:
    said = Said("recording", "spoken")
    consent = record_consent(said, by=town.clerk, at=timezone.now(), person=resident(town, "林小满"))
    other = resident(town, "王大力")
    address = f"/residents/{other.pk}/consents/{consent.pk}/withdraw/"
    assert enter(client, town.clerk).post(address, {"way": "paper"}).status_code == 404
    consent.refresh_from_db()
    assert consent.withdrawn_at is None


def test_filing_says_which_edition_of_the_notice_was_shown(town: Township) -> None:
    matter = town.file(notice="shown")
    appellant = Appellant.objects.get(matter=matter)
    consent = Consent.objects.get()
    assert (consent.about_kind, consent.about_id) == ("appellant", appellant.client_id)
    assert (consent.purpose, consent.edition, consent.way) == ("appeal", "2026-11", "shown")
    town.file(notice="shown", identity="anonymous")
    town.file()
    assert Consent.objects.count() == 1


def test_an_unknown_appellants_consent_is_kept_with_the_matter(town: Township, client: Client) -> None:
    matter = town.file()
    appellant = Appellant.objects.get(matter=matter)
    browser = enter(client, town.triage)
    address = f"/matters/{matter.number}/who/{appellant.pk}"
    assert browser.post(f"{address}/consent/", {"purpose": "recording", "way": "spoken"}).status_code == 302
    consent = Consent.objects.get()
    assert (consent.about_id, consent.person_id) == (appellant.client_id, None)
    assert "通话录音" in browser.get(f"{address}/person/").content.decode()
    browser.post(f"{address}/consent/", {"consent": consent.pk, "way": "spoken"})
    consent.refresh_from_db()
    assert consent.withdrawn_at is not None
