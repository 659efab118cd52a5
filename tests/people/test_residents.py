"""Residents' files: found by what people remember, masked in lists, changed on record, merged by two."""

import json
from importlib import import_module

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from lianxin.kernel import search
from lianxin.kernel.models.event import AccessEntry, Event
from lianxin.kernel.models.search import SearchRow
from lianxin.people.actions.merging import decide_merging, propose_merging, undo_merging
from lianxin.people.actions.residents import add_resident, correct_resident
from lianxin.people.models import Merging, Person
from lianxin.people.queries.residents import (
    group_of,
    pick_resident,
    possible_duplicates,
    resident as by_id,
    search_residents,
    visible_residents,
)
from lianxin.people.rules import Refused
from lianxin.people.rules.residents import ResidentFacts
from tests.people.neighbours import (
    OTHER_PHONE,
    PHONE,
    id_number,
    other_village,
    resident,
    village_clerk,
)
from tests.township import Township, enter

TYPED = {"name": "林小满", "phone": PHONE, "id_number": id_number(), "former": "林满仔、小满"}


def found(town: Township, typed: str) -> list[int]:
    """The keys of whom a search finds, the closest first."""
    return [line.key for line in search_residents(typed, by=town.triage).lines]


def test_a_resident_is_added_on_a_page_with_nothing_but_a_name(town: Township, client: Client) -> None:
    answer = enter(client, town.triage).post("/residents/new/", {"name": "𠮷小满"})
    person = Person.objects.get(resident=True)
    assert (answer.status_code, answer["Location"]) == (302, f"/residents/{person.pk}/")
    assert (person.name, person.area_id, person.phone, person.id_number) == ("𠮷小满", None, "", "")


def test_the_id_number_fills_in_birth_date_and_sex_and_is_sealed(town: Township, client: Client) -> None:
    enter(client, town.clerk).post("/residents/new/", {**TYPED, "area": town.village.pk})
    person = Person.objects.get(resident=True)
    assert (str(person.born), person.sex, person.id_number) == ("1950-03-05", "female", id_number())
    assert id_number().encode() not in bytes(person.id_number_sealed)


@pytest.mark.parametrize(
    ("more", "field", "said"),
    [
        ({"id_number": id_number()[:-1] + "A"}, "id_number", "最后一位只能是数字或 X"),
        ({"id_number": id_number(), "sex": "male"}, "sex", "和身份证号上的不一样"),
        ({"id_number": id_number(), "born": "1950-03-06"}, "born", "和身份证号上的不一样"),
        ({"name": "林小满8"}, "name", "“8”"),
        ({"phone": "12"}, "phone", "电话号码不对"),
        ({"born": "2999-01-01"}, "born", "不能晚于今天"),
    ],
)
def test_bad_input_names_its_field_and_keeps_what_was_typed(
    town: Township, client: Client, more: dict[str, str], field: str, said: str
) -> None:
    answer = enter(client, town.triage).post("/residents/new/", {"name": "林小满", "address": "井边", **more})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {field}
    assert said in str(answer.context["form"].errors[field])
    assert "井边" in answer.content.decode()
    assert not Person.objects.filter(resident=True).exists()


@pytest.mark.req("XC-10")
@pytest.mark.parametrize(
    "typed",
    [
        "林小满",
        "林",
        "小满",
        "凌晓曼",
        "lxm",
        "LinXiao",
        "linxiaoman",
        "林满仔",
        "lmz",
        PHONE,
        "199 0000 1111",
        id_number().lower(),
    ],
)
def test_a_resident_is_found_as_written_as_heard_in_pinyin_by_former_name_and_by_whole_number(
    town: Township, typed: str
) -> None:
    person = resident(town, "林小满", former=["林满仔"], phone=PHONE, id_number=id_number())
    resident(town, "王大力", phone=OTHER_PHONE)
    assert found(town, typed) == [person.pk]


@pytest.mark.parametrize("typed", ["1990000111", "1111", "9909", id_number()[:17], "", "·", "@", "张"])
def test_part_of_a_number_finds_nobody(town: Township, typed: str) -> None:
    resident(town, "林小满", phone=PHONE, id_number=id_number())
    assert found(town, typed) == []


@pytest.mark.req("XC-10")
def test_by_ear_the_same_surname_comes_first_and_none_is_left_out(town: Township) -> None:
    chen, cheng, ching = (resident(town, f"{one}桂花") for one in "陈成程")
    assert found(town, "程桂花") == [ching.pk, cheng.pk, chen.pk]
    assert set(found(town, "陈")) == {chen.pk, cheng.pk, ching.pk}


def test_the_list_is_masked_and_the_page_shows_the_name_but_no_whole_number(
    town: Township, client: Client
) -> None:
    person = resident(town, "林小满", phone=PHONE, id_number=id_number())
    browser = enter(client, town.clerk)
    for address in ("/residents/", "/residents/?q=lxm"):
        page = browser.get(address).content.decode()
        assert ("林＊" in page, "199****1111" in page) == (True, True)
        assert not any(hidden in page for hidden in ("林小满", PHONE, id_number(), id_number()[-4:]))
    page = browser.get(f"/residents/{person.pk}/").content.decode()
    assert "林小满" in page
    assert not any(hidden in page for hidden in (PHONE, id_number()))


def test_opening_a_file_is_on_record(town: Township, client: Client) -> None:
    person = resident(town, "林小满")
    enter(client, town.clerk).get(f"/residents/{person.pk}/")
    entry = AccessEntry.objects.get()
    assert (entry.actor_id, entry.row_kind, entry.row_id, entry.what) == (
        town.clerk.account,
        "person",
        person.pk,
        "file",
    )


def test_each_desk_knows_the_residents_of_its_own_area_and_nobody_else_knows_any(town: Township) -> None:
    away = other_village(town)
    here, there, nowhere = (
        resident(town, "甲一"),
        resident(town, "乙二", area=away.pk),
        resident(town, "丙三", area=None),
    )
    clerk_there = village_clerk(away)
    seen = {
        name: set(visible_residents(by).values_list("pk", flat=True))
        for name, by in [("triage", town.triage), ("town", town.clerk), ("village", clerk_there)]
    }
    assert seen == {
        "triage": {here.pk, there.pk, nowhere.pk},
        "town": {here.pk, there.pk},
        "village": {there.pk},
    }
    others = [town.administrator, town.security, town.auditor, town.leader, town.water_handler, town.resident]
    assert not any(visible_residents(by).exists() for by in others)
    assert by_id(here.pk, by=clerk_there) is None


def test_a_member_of_staff_is_no_resident_of_the_list(town: Township) -> None:
    assert found(town, "窗口员") == []


def test_a_correction_keeps_the_old_name_findable_and_leaves_numbers_that_were_not_typed(
    town: Township, client: Client
) -> None:
    person = resident(town, "林小满", phone=PHONE, other_phone=OTHER_PHONE)
    typed = {
        "name": "林晓曼",
        "area": town.village.pk,
        "version": 1,
        "keep_name": "on",
        "clear": ["other_phone"],
    }
    answer = enter(client, town.clerk).post(f"/residents/{person.pk}/correct/", typed)
    assert answer.status_code == 302
    person.refresh_from_db()
    assert (person.name, person.phone, person.other_phone, person.version) == ("林晓曼", PHONE, "", 2)
    assert (found(town, "林小满"), found(town, PHONE), found(town, OTHER_PHONE)) == (
        [person.pk],
        [person.pk],
        [],
    )


def test_who_comes_second_is_told_and_nothing_is_overwritten(town: Township) -> None:
    person = resident(town, "林小满")
    facts = ResidentFacts(name="林大满")
    correct_resident(person, facts, version=1, by=town.clerk, at=timezone.now())
    with pytest.raises(Refused, match="别人刚改过"):
        correct_resident(person, ResidentFacts(name="林二满"), version=1, by=town.triage, at=timezone.now())
    person.refresh_from_db()
    assert person.name == "林大满"


def test_an_event_says_which_fields_changed_and_not_a_word_of_what(town: Township) -> None:
    person = resident(town, "林小满", phone=PHONE, id_number=id_number(), address="水井边")
    event = Event.objects.get(row_kind="person", row_id=person.pk)
    assert (event.move, event.facts["fields"]) == (
        "people.resident.added",
        ["name", "address", "area", "id_number", "phone"],
    )
    told = json.dumps(event.facts, ensure_ascii=False)
    assert not any(word in told for word in ("林", PHONE, id_number(), "井"))


@pytest.mark.req("XC-02")
def test_records_that_may_be_of_one_person_are_proposed_and_never_merged_by_themselves(
    town: Township,
) -> None:
    person = resident(town, "陈桂花", phone=PHONE)
    same_phone = resident(town, "王大力", other_phone=PHONE)
    same_sound = resident(town, "程贵花")
    resident(town, "程贵花", area=other_village(town).pk)
    resident(town, "李四")
    proposed = possible_duplicates(person, by=town.triage)
    assert [(line.key, line.why) for line in proposed] == [
        (same_phone.pk, "电话相同"),
        (same_sound.pk, "姓名同音，同一个村"),
    ]
    assert not Person.objects.exclude(merged_into=None).exists()
    assert Merging.objects.count() == 0


@pytest.mark.req("XC-02")
def test_somebody_with_no_number_resembles_nobody_by_having_none(town: Township) -> None:
    person = resident(town, "陈桂花")
    resident(town, "王大力")
    assert possible_duplicates(person, by=town.triage) == []


def test_two_people_merge_two_records_and_one_can_take_it_back(town: Township) -> None:
    kept, other = resident(town, "陈桂花", phone=PHONE), resident(town, "程桂花", phone=OTHER_PHONE)
    now = timezone.now()
    proposed = propose_merging(kept, other, reason="身份证核对过", by=town.clerk, at=now)
    with pytest.raises(Refused, match="提出的人不能自己核对"):
        decide_merging(proposed, approve=True, by=town.clerk, at=now)
    assert found(town, OTHER_PHONE) == [other.pk]
    decide_merging(proposed, approve=True, by=town.triage, at=now)
    assert (found(town, OTHER_PHONE), found(town, "程桂花")) == ([kept.pk], [kept.pk])
    stands = by_id(other.pk, by=town.triage)
    assert stands is not None
    assert (stands.pk, group_of(kept.pk)) == (kept.pk, {kept.pk, other.pk})
    assert Person.objects.filter(pk__in=[kept.pk, other.pk]).count() == 2
    undo_merging(proposed, by=town.clerk, at=now)
    assert (found(town, OTHER_PHONE), group_of(kept.pk)) == ([other.pk], {kept.pk})
    with pytest.raises(Refused, match="已经取消"):
        undo_merging(proposed, by=town.clerk, at=now)


def test_merging_on_and_on_leads_to_the_last_one(town: Township) -> None:
    one, two, three = (resident(town, name) for name in ("甲一", "甲二", "甲三"))
    for kept, other in ((two, one), (three, two)):
        proposed = propose_merging(kept, other, reason="同一人", by=town.clerk, at=timezone.now())
        decide_merging(proposed, approve=True, by=town.triage, at=timezone.now())
    assert found(town, "甲一") == [three.pk]
    assert group_of(three.pk) == {one.pk, two.pk, three.pk}
    with pytest.raises(Refused, match="已经合并到别的档案"):
        propose_merging(three, one, reason="同一人", by=town.clerk, at=timezone.now())


def test_a_pair_found_to_be_two_people_is_not_proposed_again(town: Township) -> None:
    person, other = resident(town, "陈桂花", phone=PHONE), resident(town, "王大力", phone=PHONE)
    proposed = propose_merging(person, other, reason="电话相同", by=town.clerk, at=timezone.now())
    decide_merging(proposed, approve=False, by=town.triage, at=timezone.now())
    assert possible_duplicates(person, by=town.triage) == []
    assert found(town, PHONE) == [person.pk, other.pk]


def test_a_merging_goes_through_its_pages(town: Township, client: Client) -> None:
    kept, other = resident(town, "陈桂花", phone=PHONE), resident(town, "程桂花", phone=PHONE)
    first = enter(client, town.clerk)
    page = first.get(f"/residents/{kept.pk}/").content.decode()
    assert "可能是同一人" in page
    assert f"/residents/{kept.pk}/merge/?with={other.pk}" in page
    said = {"other": other.pk, "keep": "this", "reason": "当面核对过"}
    assert first.post(f"/residents/{kept.pk}/merge/", said).status_code == 302
    proposed = Merging.objects.get()
    assert (proposed.kept_id, proposed.merged_id) == (kept.pk, other.pk)
    own = first.post(f"/residents/mergings/{proposed.pk}/", {"decision": "yes"})
    assert (own.status_code, "不能自己核对" in own.content.decode()) == (409, True)
    second = enter(Client(), town.triage)
    assert "有 1 份档案等着核对合并" in second.get("/residents/").content.decode()
    assert second.post(f"/residents/mergings/{proposed.pk}/", {"decision": "yes"}).status_code == 302
    page = second.get(f"/residents/{other.pk}/").content.decode()
    assert "已经合并到这一份" in page
    assert second.post(f"/residents/mergings/{proposed.pk}/undo/").status_code == 302
    other.refresh_from_db()
    assert other.merged_into_id is None


def test_one_is_picked_by_a_whole_name_only_when_it_is_the_only_one(town: Township) -> None:
    one = resident(town, "陈桂花", phone=PHONE)
    assert pick_resident("陈桂花", by=town.triage) == (one, 1)
    assert pick_resident("程桂花", by=town.triage) == (None, 0)
    two = resident(town, "陈桂花")
    assert pick_resident("陈桂花", by=town.triage) == (None, 2)
    assert pick_resident(str(two.pk), by=town.triage) == (two, 1)
    assert pick_resident(PHONE, by=town.triage) == (one, 1)


@pytest.mark.parametrize("count", [1, 6])
def test_list_and_search_ask_as_often_however_many_there_are(
    town: Township, client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        resident(town, f"林小{'一二三四五六'[number]}")
    browser = enter(client, town.triage)
    for address, most in (("/residents/", 8), ("/residents/?q=lx", 9), ("/residents/?q=林小", 9)):
        browser.get(address)
        with django_assert_num_queries(most):
            assert len(browser.get(address).context["lines"]) == count


def test_whoever_keeps_accounts_reads_no_resident(town: Township, client: Client) -> None:
    browser = enter(client, town.administrator)
    person = resident(town, "林小满")
    for address in (
        "/residents/",
        f"/residents/{person.pk}/",
        "/households/",
        f"/residents/{person.pk}/tags/",
    ):
        assert browser.get(address).status_code == 403


def test_a_resident_is_indexed_anew_when_the_cutting_changes(town: Township) -> None:
    facts = ResidentFacts(name="林小满", former=("林招弟",), area=town.village.pk)
    person = add_resident(facts, by=town.clerk, at=timezone.now())
    SearchRow.objects.update(cut=1, wording="")
    import_module("lianxin.people.chores")
    assert search.refresh() == 1
    assert list(search.find_ids("person", "招弟")) == [person.pk]
