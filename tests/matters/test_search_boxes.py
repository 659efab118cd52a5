"""The list of matters searched by person, by place and by wording, each apart."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client

from lianxin.appeals.models import AppealClass, Appellant
from lianxin.kernel import search
from lianxin.kernel.actor import Shunned
from lianxin.kernel.crypto import blind_index
from lianxin.kernel.events import reasons_of
from lianxin.kernel.models.event import AccessEntry
from lianxin.kernel.models.search import SearchRow
from lianxin.matters.models import Matter
from lianxin.matters.queries import Asked, listed
from lianxin.people.actions.residents import add_resident
from lianxin.people.rules.residents import ResidentFacts
from lianxin.places.models import Area, AreaName
from tests.appeals.test_numbers_in_words import ID, PHONE
from tests.township import Township, at, enter


def shown(client: Client, **boxes: str) -> Sequence[Matter]:
    """The rows of the list."""
    answer = client.get("/matters/", boxes)
    assert answer.status_code == 200, answer.content.decode()
    return sorted(row.pk for row in answer.context["rows"])


@pytest.mark.req("XC-10")
@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("陈小满", "陈小满"),
        ("陈小满", "小满"),
        ("陈小满", "陈小"),
        ("陈小满", "chenxiaoman"),
        ("陈小满", "Chen Xiao Man"),
        ("陈小满", "cxm"),
        ("陈小满", "程晓曼"),
        ("陈小满", "成小满"),
        ("曾老三", "zls"),
        ("单家明", "shanjiaming"),
        ("阿依古丽·买买提", "阿依古丽•买买提"),
        ("阿依古丽·买买提", "阿依古丽"),
        ("阿依古丽·买买提", "买买提"),
        ("阿依古丽·买买提", "阿依古丽买买提"),
        ("𠮷䶮", "𠮷䶮"),
        ("欧阳建国", "建国"),
        ("丁", "丁"),
    ],
)
def test_an_appeal_is_found_by_its_speakers_name(
    town: Township, client: Client, name: str, typed: str
) -> None:
    mine = town.file(name=name)
    town.file(name="林大有")
    assert shown(enter(client, town.triage), who=typed) == [mine.pk]


def test_as_written_goes_before_as_heard(town: Township, client: Client) -> None:
    written, heard = town.file(name="陈小满"), town.file(name="程晓曼")
    enter(client, town.triage)
    assert shown(client, who="陈小满") == [written.pk]
    assert shown(client, who="陈小满", ear="1") == [written.pk, heard.pk]


def test_a_former_name_of_the_linked_resident_finds_it(town: Township, client: Client) -> None:
    facts = ResidentFacts(name="林小满", former=("林招弟",), area=town.village.pk)
    person = add_resident(facts, by=town.clerk, at=at("2026-11-02 09:00"))
    mine = town.file()
    Appellant.objects.filter(matter=mine).update(person=person)
    assert shown(enter(client, town.triage), who="林招弟") == [mine.pk]
    assert shown(client, who="linzd") == []
    assert shown(client, who="lzd") == [mine.pk]


@pytest.mark.req("C5")
def test_the_index_keeps_no_name_and_no_pinyin(town: Township) -> None:
    town.file(name="林小满")
    with connection.cursor() as cursor:
        cursor.execute("SELECT who FROM kernel_searchrow WHERE county_id = %s", [town.county])
        (who,) = cursor.fetchone()
    assert len(who.split()) >= 12
    assert all(len(token) == 20 and set(token) <= set("0123456789abcdef") for token in who.split())


def test_what_is_forgotten_is_found_by_no_name(town: Township, client: Client) -> None:
    mine = town.file()
    search.forget("matter", [mine.pk])
    assert not SearchRow.objects.exists()
    assert shown(enter(client, town.triage), who="林小满") == []


@pytest.mark.parametrize(
    ("identity", "who", "found"),
    [
        ("named", "water_handler", True),
        ("named", "leader", True),
        ("named", "clerk", True),
        ("named", "auditor", True),
        ("confidential", "triage", True),
        ("confidential", "caller", True),
        ("confidential", "water_handler", False),
        ("confidential", "leader", False),
        ("confidential", "clerk", False),
        ("named", "roads_handler", False),
    ],
)
def test_by_name_or_number_finds_only_who_may_see_who_speaks(
    town: Township, client: Client, identity: str, who: str, found: bool
) -> None:
    mine = town.dispatched(town.file(identity=identity, text=f"水管漏了，打{PHONE}。"))
    enter(client, getattr(town, who))
    for typed in ("林小满", "林晓曼", "lxm", "19900001111", PHONE):
        assert shown(client, who=typed) == ([mine.pk] if found else []), typed


def test_a_class_that_keeps_the_speaker_secret_keeps_it_here_too(town: Township, client: Client) -> None:
    AppealClass.objects.update(secret=True)
    mine = town.dispatched(town.file())
    assert shown(enter(client, town.water_handler), who="林小满") == []
    assert shown(enter(client, town.triage), who="林小满") == [mine.pk]


def test_who_may_not_see_identities_is_told_so(town: Township, client: Client) -> None:
    town.dispatched(town.file())
    page = enter(client, town.reviewer).get("/matters/").content.decode()
    assert 'name="who"' not in page
    answer = client.get("/matters/", {"who": "林小满"})
    assert answer.status_code == 403
    assert "只有能看身份的岗位可以" in answer.content.decode()
    assert AccessEntry.objects.count() == 0


@pytest.mark.req("C3")
def test_each_search_by_name_is_on_record_without_the_name(town: Township, client: Client) -> None:
    enter(client, town.triage).get("/matters/", {"who": "林小满"})
    client.get("/matters/", {"who": "19900001111"})
    client.get("/matters/", {"q": "水管"})
    entries = list(AccessEntry.objects.order_by("seq"))
    said = reasons_of(entries)
    assert [(one.actor_id, one.what, said[one.seq]) for one in entries] == [
        (town.triage.account, "names", "按姓名或号码查找：林＊"),
        (town.triage.account, "names", "按姓名或号码查找：199****1111"),
    ]
    page = enter(client, town.auditor).get("/audit/looks/").content.decode()
    assert "按姓名或号码查找：林＊" in page


def test_a_list_found_by_a_person_does_not_go_out_as_a_sheet(town: Township, client: Client) -> None:
    town.file()
    page = enter(client, town.triage).get("/matters/", {"who": "林小满"}).content.decode()
    assert "/exports/new/matters/" not in page
    assert "/exports/new/matters/" in client.get("/matters/").content.decode()
    answer = client.get("/exports/new/matters/", {"who": "林小满"})
    assert answer.status_code == 403
    assert "不能导出" in answer.content.decode()


def test_what_somebody_keeps_away_from_is_found_by_no_name(town: Township) -> None:
    mine = town.file()
    away = replace(town.triage, shuns=Shunned(phones=frozenset({blind_index("19900001111", "phone")})))
    asked = Asked(who="林小满")
    assert list(listed(asked, by=town.triage, now=mine.filed_at)) == [mine]
    assert list(listed(asked, by=away, now=mine.filed_at)) == []


def test_an_id_number_in_the_text_finds_it_whole(town: Township, client: Client) -> None:
    mine = town.file(text=f"我的身份证{ID}。")
    enter(client, town.triage)
    assert shown(client, who=ID) == [mine.pk]
    assert shown(client, who=ID[:-1] + ("1" if ID[-1] == "0" else "0")) == []


def test_a_name_put_right_is_found_and_the_wrong_one_no_more(town: Township, client: Client) -> None:
    mine = town.file(name="林小曼")
    town.go(mine, "correct", by=town.triage, field="name", value="林小满", why="写错了字。")
    asked = mine.corrections.get()
    town.go(mine, "approve_correction", by=town.leader, correction=asked.pk)
    enter(client, town.triage)
    assert (shown(client, who="林小满"), shown(client, who="林小曼", ear="0")) == ([mine.pk], [mine.pk])
    assert client.get("/matters/", {"who": "林小曼"}).context["asked"].ear is True  # only as heard
    assert shown(client, q="水管") == [mine.pk]


def test_who_comes_a_second_time_is_found_with_the_first(town: Township, client: Client) -> None:
    mine = town.file()
    again = {"words": "还在漏。", "channel": "phone", "identity": "named", "name": "赵大田"}
    town.go(mine, "contact", by=town.clerk, **again)
    enter(client, town.triage)
    assert shown(client, who="林小满") == shown(client, who="赵大田") == [mine.pk]


@pytest.mark.req("XC-10")
@pytest.mark.parametrize("typed", ["樟荫", "zyc", "古荫", "水井边", "张英村"])
def test_a_place_is_found_by_address_name_former_name_initials_or_sound(
    town: Township, client: Client, typed: str
) -> None:
    other = Area.objects.create(
        code="990901101202", name="坝上村", kind="village", parent=town.village.parent
    )
    Area.objects.filter(pk=town.village.pk).update(initials="zyc", sound="zanyincun")
    AreaName.objects.create(area=town.village, name="古荫村", until=at("2020-01-01 00:00").date())
    mine = town.file()
    town.file(area=other.pk, address="小学门口")
    assert shown(enter(client, town.triage), place=typed) == [mine.pk]


@pytest.mark.parametrize("few", [0, 1, 2000])
def test_what_few_say_and_what_many_say_is_found_alike(
    town: Township, client: Client, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(search, "FEW", few)
    lamps = [town.file(text=text).pk for text in ("村口路灯不亮。", "路灯坏了，夜里看不见。")]
    water = town.file(text="自来水停了三天。").pk
    enter(client, town.triage)
    assert shown(client, q="路灯") == lamps
    assert shown(client, q="路灯 夜里") == lamps[1:]
    assert shown(client, q="停了三天") == [water]
    assert shown(client, q="没有的话") == []
    assert shown(client, q="？！") == []
