"""回避: what somebody is a party to, or declared to keep away from, does not exist for them (XC-07)."""

import pytest
from django.test import Client
from django.utils import timezone

from lianxin.appeals.actions.speakers import link_person
from lianxin.appeals.models import Appellant
from lianxin.insight.figures import front
from lianxin.kernel import clock
from lianxin.kernel.actor import Actor, Shunned
from lianxin.kernel.attachments import attach, receive, visible_attachment
from lianxin.kernel.crypto import blind_index
from lianxin.kernel.models.event import AccessEntry
from lianxin.kernel.naming import names_of
from lianxin.matters.models import Matter
from lianxin.matters.queries import Asked, listed, visible
from lianxin.people.actions.conflicts import Declaration, declare, withdraw
from lianxin.people.actions.merging import decide_merging, propose_merging
from lianxin.people.models import Account, Appointment, Avoidance, Person
from lianxin.people.queries import actor_of
from lianxin.people.rules import Refused
from tests.kernel.hostile import picture, upload
from tests.people.neighbours import OTHER_PHONE, PHONE, id_number, resident
from tests.township import Township, enter


def afresh(by: Actor) -> Actor:
    """The same person at the next click."""
    held = actor_of(Account.objects.get(pk=by.account), at=timezone.now())
    assert held is not None
    return held


def own_person(by: Actor) -> Person:
    """The record of a member of staff."""
    return Appointment.objects.get(account=by.account).person


def has_phone(by: Actor, phone: str) -> None:
    """Write a telephone into the record of a member of staff."""
    person = own_person(by)
    person.phone, person.phone_index = phone, blind_index(phone, "phone")
    person.save()


def sees(by: Actor, matter: Matter) -> bool:
    """Whether the matter exists for them at the next click."""
    return visible(afresh(by), Matter).filter(pk=matter.pk).exists()


@pytest.mark.req("XC-07")
@pytest.mark.parametrize("who", ["triage", "clerk", "reviewer", "caller", "leader", "water_handler"])
def test_a_party_to_a_matter_finds_it_nowhere(town: Township, client: Client, who: str) -> None:
    matter = town.working(town.file())
    other = town.working(town.file(text="村口路灯坏了。", phone=OTHER_PHONE))
    kept = attach(receive(upload(picture(), "a.jpg")), row_kind="matter", row_id=matter.pk, origin="web")
    by = getattr(town, who)
    has_phone(by, PHONE)
    browser = enter(client, by)
    for address in (
        f"/matters/{matter.number}/",
        f"/matters/{matter.number}/do/record/",
        f"/files/{kept.client_id}",
    ):
        assert browser.get(address).status_code == 404
    for query in ("", f"?q={matter.number}", "?q=水管"):
        rows = browser.get(f"/matters/{query}").context["rows"]
        assert [row.number for row in rows] == ([] if query else [other.number])
    assert visible_attachment(kept.client_id, afresh(by)) is None
    assert listed(Asked(), by=afresh(by), now=clock.now()).count() == 1


@pytest.mark.req("XC-07")
def test_a_leaders_figures_count_nothing_about_the_leader(town: Township, client: Client) -> None:
    town.file()
    town.file(text="村口路灯坏了。", phone=OTHER_PHONE)
    assert front(by=afresh(town.leader), now=clock.now()).open.count == 2
    has_phone(town.leader, PHONE)
    figures = front(by=afresh(town.leader), now=clock.now())
    assert (figures.open.count, figures.new.count) == (1, 1)
    page = enter(client, town.leader).get("/leader/")
    assert page.context["front"].open.count == 1


def test_before_anything_is_declared_nobody_keeps_away_from_anything(town: Township) -> None:
    matter = town.working(town.file())
    assert afresh(town.triage).shuns == Shunned(persons=frozenset({own_person(town.triage).pk}))
    assert all(sees(by, matter) for by in (town.triage, town.clerk, town.water_handler, town.leader))


@pytest.mark.req("XC-07")
def test_a_declared_telephone_hides_what_comes_from_it_until_it_is_withdrawn(town: Township) -> None:
    matter, other = town.file(), town.file(phone=OTHER_PHONE)
    one = declare(Declaration("kin", phone=PHONE), by=town.triage, at=timezone.now())
    assert (sees(town.triage, matter), sees(town.triage, other), sees(town.clerk, matter)) == (
        False,
        True,
        True,
    )
    withdraw(one.pk, reason="对方已迁走", by=town.triage, at=timezone.now())
    assert sees(town.triage, matter)


@pytest.mark.req("XC-07")
def test_a_declared_person_hides_what_is_linked_to_any_record_of_theirs(town: Township) -> None:
    person = resident(town, "林小满", phone="19900005555", id_number=id_number())
    double = resident(town, "林小曼", id_number=id_number())
    linked, by_phone = town.file(), town.file(phone="19900005555")
    link_person(Appellant.objects.get(matter=linked), double, by=town.triage, at=timezone.now())
    declare(Declaration("interest", person=person), by=town.clerk, at=timezone.now())
    assert (sees(town.clerk, linked), sees(town.clerk, by_phone)) == (False, False)
    assert sees(town.triage, linked)


@pytest.mark.req("XC-07")
def test_a_record_merged_into_a_declared_person_hides_its_matters_too(town: Township) -> None:
    kept, merged = resident(town, "林小满"), resident(town, "林晓曼")
    matter = town.file()
    link_person(Appellant.objects.get(matter=matter), merged, by=town.triage, at=timezone.now())
    declare(Declaration("kin", person=kept), by=town.clerk, at=timezone.now())
    assert sees(town.clerk, matter)
    proposed = propose_merging(kept, merged, reason="同一人", by=town.clerk, at=timezone.now())
    decide_merging(proposed, approve=True, by=town.triage, at=timezone.now())
    assert not sees(town.clerk, matter)


@pytest.mark.req("XC-07")
def test_a_declared_unit_hides_what_it_was_ever_given(town: Township) -> None:
    matter = town.working(town.file())
    waiting = town.file(phone=OTHER_PHONE)
    declare(Declaration("interest", unit=town.water.pk), by=town.leader, at=timezone.now())
    assert (sees(town.leader, matter), sees(town.leader, waiting)) == (False, True)
    town.closing(waiting)
    assert not sees(town.leader, waiting)


def test_one_declaration_names_one_thing(town: Township) -> None:
    for said in (Declaration("kin"), Declaration("kin", phone=PHONE, unit=town.water.pk)):
        with pytest.raises(Refused, match="请填一个电话，或选一个单位"):
            declare(said, by=town.clerk, at=timezone.now())


def test_declaring_and_withdrawing_on_ones_own_page(town: Township, client: Client) -> None:
    matter = town.file()
    browser = enter(client, town.clerk)
    assert browser.post("/me/avoid/", {"tie": "kin"}).status_code == 422
    assert browser.post("/me/avoid/", {"tie": "kin", "phone": PHONE, "note": "我弟弟"}).status_code == 302
    assert browser.get(f"/matters/{matter.number}/").status_code == 404
    page = browser.get("/me/avoid/").content.decode()
    assert ("199****1111" in page, PHONE in page) == (True, False)
    one = Avoidance.objects.get()
    foreign = enter(Client(), town.triage)
    foreign.post(f"/me/avoid/{one.pk}/withdraw/", {"reason": "替他撤回"})
    browser.post(f"/me/avoid/{one.pk}/withdraw/", {"reason": ""})
    assert browser.get(f"/matters/{matter.number}/").status_code == 404
    browser.post(f"/me/avoid/{one.pk}/withdraw/", {"reason": "对方已迁走"})
    assert browser.get(f"/matters/{matter.number}/").status_code == 200


def test_a_resident_is_declared_from_the_file(town: Township, client: Client) -> None:
    person = resident(town, "林小满", phone=PHONE)
    matter = town.file()
    browser = enter(client, town.clerk)
    assert browser.post(f"/me/avoid/?person={person.pk}", {"tie": "kin"}).status_code == 302
    assert Avoidance.objects.get().person_id == person.pk
    assert browser.get(f"/matters/{matter.number}/").status_code == 404
    assert enter(Client(), town.leader).get(f"/me/avoid/?person={person.pk}").status_code == 404


def test_the_audit_hand_reads_every_declaration_and_is_seen_reading(town: Township, client: Client) -> None:
    declare(Declaration("kin", phone=PHONE, note="我弟弟"), by=town.clerk, at=timezone.now())
    for reader in (town.auditor, town.security):
        page = enter(Client(), reader).get("/audit/avoidances/").content.decode()
        assert all(words in page for words in ("窗口员", "199****1111", "我弟弟", "亲属"))
        assert PHONE not in page
    assert AccessEntry.objects.filter(what="shun.list").count() == 2
    assert enter(client, town.administrator).get("/audit/avoidances/").status_code == 403


@pytest.mark.req("XC-07")
def test_the_log_itself_does_not_name_what_its_reader_keeps_away_from(town: Township) -> None:
    matter = town.file()
    key = ("matter", matter.pk)
    assert names_of([key], by=afresh(town.auditor))[key].words == matter.number
    has_phone(town.auditor, PHONE)
    assert names_of([key], by=afresh(town.auditor)) == {}
