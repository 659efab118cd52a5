"""Restricted tags: for who is not in their circle they don't exist, and no switch goes unseen (INV-09)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings, strategies as st

from lianxin.kernel.events import reasons_of
from lianxin.kernel.models.event import AccessEntry, Event
from lianxin.people.actions.conflicts import Declaration, declare, withdraw
from lianxin.people.actions.households import found_household, mark_bereaved
from lianxin.people.actions.tags import end_tag, look_at_tags, set_tag
from lianxin.people.models import Person, ResidentTag
from lianxin.people.queries.access import AskedLooks, looks
from lianxin.people.queries.tags import tags_of
from lianxin.people.rules import Refused
from lianxin.people.rules.residents import TAGS
from tests.people.neighbours import resident
from tests.township import Township, enter

REASON = "民政局通知"
FORM = {"kind": "released", "level": "watch", "basis": "司法所来函", "reason": "安排帮教"}


def put_on(town: Township, person: Person, kind: str, *, by: str = "triage", **more: object) -> ResidentTag:
    said = {"level": "watch", "basis": "司法所来函", "until": None, "reason": REASON, **more}
    return set_tag(person, kind=kind, by=getattr(town, by), at=timezone.now(), **said)  # type: ignore[arg-type]


@pytest.mark.req("XC-07")
def test_who_is_not_in_the_circle_of_a_tag_finds_nothing_of_it(town: Township, client: Client) -> None:
    person = resident(town, "林小满")
    browser = enter(client, town.clerk)
    before = browser.get(f"/residents/{person.pk}/").content
    put_on(town, person, "released")
    assert browser.get(f"/residents/{person.pk}/").content.split(b"<main")[1] == before.split(b"<main")[1]
    page = browser.get(f"/residents/{person.pk}/tags/").content.decode()
    assert "安置帮教" not in page
    assert "司法所来函" not in page
    answer = browser.post(f"/residents/{person.pk}/tags/", FORM)
    assert answer.status_code == 422
    own = enter(Client(), town.triage).get(f"/residents/{person.pk}/tags/").content.decode()
    assert "安置帮教" in own


def test_each_look_at_tags_is_on_record_even_where_there_are_none(town: Township, client: Client) -> None:
    person = resident(town, "林小满")
    enter(client, town.clerk).get(f"/residents/{person.pk}/tags/")
    assert AccessEntry.objects.filter(what="tags", row_id=person.pk, actor_id=town.clerk.account).count() == 1


def test_a_tag_is_put_on_and_taken_off_on_a_page_with_a_reason(town: Township, client: Client) -> None:
    person = resident(town, "林小满")
    browser = enter(client, town.triage)
    assert browser.post(f"/residents/{person.pk}/tags/", {**FORM, "reason": "不"}).status_code == 422
    assert browser.post(f"/residents/{person.pk}/tags/", FORM).status_code == 302
    tag = ResidentTag.objects.get()
    assert (tag.kind, tag.edition, tag.ended_at) == ("released", TAGS.edition, None)
    assert browser.post(f"/residents/{person.pk}/tags/{tag.pk}/end/", {"reason": ""}).status_code == 302
    assert tags_of({person.pk}, by=town.triage, on=timezone.localdate()) == [tag]
    browser.post(f"/residents/{person.pk}/tags/{tag.pk}/end/", {"reason": "期满解除"})
    assert tags_of({person.pk}, by=town.triage, on=timezone.localdate()) == []
    entries = list(AccessEntry.objects.filter(what__startswith="tag.").order_by("seq"))
    said = reasons_of(entries)
    assert [(one.what, said[one.seq]) for one in entries] == [("tag.on", "安排帮教"), ("tag.off", "期满解除")]


def test_the_event_of_a_tag_names_no_kind(town: Township) -> None:
    tag = put_on(town, resident(town, "林小满"), "released")
    event = Event.objects.get(move="people.tag.on")
    assert event.facts == {"tag": tag.pk}


def test_a_tag_ends_with_its_day_and_the_same_can_be_put_on_again(town: Township) -> None:
    person, today = resident(town, "林小满"), timezone.localdate()
    put_on(town, person, "allowance", until=today)
    with pytest.raises(Refused, match="已经有这个标签"):
        put_on(town, person, "allowance")
    assert len(tags_of({person.pk}, by=town.clerk, on=today)) == 1
    assert tags_of({person.pk}, by=town.clerk, on=today + timedelta(days=1)) == []


def test_somebody_elses_tag_cannot_be_ended_by_its_number(town: Township) -> None:
    tag = put_on(town, resident(town, "林小满"), "released")
    other = resident(town, "王大力")
    with pytest.raises(Refused):
        end_tag(tag.pk, persons={other.pk}, reason=REASON, by=town.triage, at=timezone.now())
    with pytest.raises(Refused):
        end_tag(tag.pk, persons={tag.person_id}, reason=REASON, by=town.clerk, at=timezone.now())
    assert ResidentTag.objects.get().ended_at is None


SWITCHES = st.lists(
    st.tuples(
        st.sampled_from(["clerk", "triage"]),
        st.sampled_from([*(kind.code for kind in TAGS.kinds), "avoidance", "mourning"]),
    ),
    min_size=1,
    max_size=6,
)


def on_and_off(town: Township, by: str, flag: str, rows: dict[str, object]) -> bool:
    """Switch one restricted flag on and off again; whether this hand may."""
    actor, now, person = getattr(town, by), timezone.now(), rows["person"]
    assert isinstance(person, Person)
    if flag == "avoidance":
        one = declare(Declaration("kin", phone="19900004444"), by=actor, at=now)
        withdraw(one.pk, reason=REASON, by=actor, at=now)
    elif flag == "mourning":
        for day in (timezone.localdate(), None):
            mark_bereaved(rows["household"], day=day, reason=REASON, by=actor, at=now)  # type: ignore[arg-type]
    else:
        try:
            tag = put_on(town, person, flag, by=by)
        except Refused:
            return False
        end_tag(tag.pk, persons={person.pk}, reason=REASON, by=actor, at=now)
    return True


@pytest.mark.req("INV-09")
@pytest.mark.req("XC-07")
@settings(
    max_examples=settings().max_examples // 5,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(SWITCHES)
def test_a_restricted_flag_switched_on_and_off_leaves_two_lines_another_role_reads(
    town: Township, switches: list[tuple[str, str]]
) -> None:
    person = Person.objects.filter(resident=True).first() or resident(town, "林小满")
    household = {"household": None}
    own = person.memberships.select_related("household").first()
    if own is None:
        household["household"] = found_household(
            area=town.village.pk,
            address="",
            head=person,
            since=timezone.localdate(),
            by=town.clerk,
            at=timezone.now(),
        )
    else:
        household["household"] = own.household
    for by, flag in switches:
        before = AccessEntry.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
        done = on_and_off(town, by, flag, {"person": person, **household})
        for reader in (town.auditor, town.security):
            assert not reader.holds("clerk", "triage")
            lines, _more = looks(AskedLooks(), by=reader)
            fresh = AccessEntry.objects.filter(seq__gt=before).count()
            mine = [line for line in lines[:fresh] if line.who == getattr(town, by).name]
            assert len(mine) == (2 if done else 0)
            assert all(line.row is not None and line.reason for line in mine)
    assert not ResidentTag.objects.filter(ended_at=None).exists()


def test_an_administrator_of_the_machine_leaves_a_trace_or_sees_nothing(town: Township) -> None:
    person = resident(town, "林小满")
    put_on(town, person, "released")
    assert look_at_tags(person, persons={person.pk}, by=town.administrator, on=timezone.localdate()) == []
    assert AccessEntry.objects.filter(actor_id=town.administrator.account, what="tags").count() == 1
