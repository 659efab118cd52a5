"""Nobody finds by what they aren't shown: the words and places of a shielded matter, searched by its own unit (C9)."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lianxin.appeals.models import Appeal, AppealClass
from lianxin.appeals.queries.shielding import hide, shield_of
from lianxin.kernel import search
from lianxin.kernel.actor import Actor, Role
from lianxin.matters.models import Matter
from lianxin.matters.queries import Asked, listed
from tests.appeals.test_joint import START
from tests.appeals.test_shield import PASSED, TELLING, complaint, sent
from tests.township import Township, actor, enter


def found(by: Actor, **asked: str) -> list[int]:
    """The matters somebody's search brings."""
    return sorted(row.pk for row in listed(Asked(**asked), by=by, now=START))


def pairs(*texts: str) -> Iterator[str]:
    """Whatever two neighbouring signs stand in these texts."""
    seen = {text[place : place + 2] for text in texts for place in range(len(text) - 1)}
    yield from sorted(one for one in seen if len(one.split()) == 1 and not one[0].isspace())


@pytest.mark.req("C9", "J13")
def test_a_unit_finds_its_matter_by_each_word_it_reads_and_by_no_other(town: Township) -> None:
    matter = sent(town, complaint(town))
    by = town.water_handler
    said = Appeal.objects.get(pk=matter.pk)
    read = [hide(one, shield_of(matter, by=by)) for one in (matter.title, said.text)]
    hidden = 0
    for pair in pairs(said.text):
        reads = any(pair in one for one in read)
        assert found(by, words=pair) == ([matter.pk] if reads else []), pair
        assert found(town.triage, words=pair) == [matter.pk], pair
        hidden += not reads
    assert hidden > 5
    assert found(by, words="王家 402") == []
    assert found(town.triage, words="王家 402") == [matter.pk]
    assert found(town.leader, words="楼下402") == [matter.pk]  # of another unit: reads it all


@pytest.mark.req("C9", "J13")
def test_two_matters_that_differ_in_hidden_words_alone_are_found_alike(town: Township) -> None:
    one = sent(town, complaint(town))
    other = sent(town, complaint(town, text=TELLING.replace("402", "301"), address="樟荫村5栋101室"))
    assert one.title == other.title
    both = sorted([one.pk, other.pk])
    for typed in ("402", "301", "楼下", "邻居", "我住", "王家", "开机器", "半夜", "略去"):
        assert found(town.water_handler, words=typed) in ([], both), typed
    for typed in ("3栋", "5栋", "402", "室", "樟荫村"):
        assert found(town.water_handler, place=typed) in ([], both), typed
    assert found(town.water_handler, words="王家") == both


@pytest.mark.req("C9")
def test_the_door_that_is_not_shown_is_no_place_to_search(town: Township) -> None:
    matter = sent(town, complaint(town))
    assert found(town.water_handler, place="3栋402") == []
    assert found(town.triage, place="3栋402") == [matter.pk]
    assert found(town.water_handler, place="樟荫村") == [matter.pk]
    plain = sent(town, town.accepted(town.file(address="樟荫村3栋402室")))
    assert found(town.water_handler, place="3栋402") == [plain.pk]


@pytest.mark.req("C9")
def test_what_was_passed_on_is_found_by_and_what_was_hidden_by_hand_is_not(town: Township) -> None:
    more = {**PASSED, "pass_words": ["我是他邻居"], "hide_more": ["王家"]}
    matter = sent(town, complaint(town), **more)
    assert found(town.water_handler, words="我是他邻居") == [matter.pk]
    assert found(town.water_handler, words="天天半夜") == [matter.pk]
    for typed in ("王家", "楼下402"):
        assert found(town.water_handler, words=typed) == []


@pytest.mark.req("C9")
@pytest.mark.parametrize("why", ["confidential", "anonymous", "secret"])
def test_so_it_is_where_the_speaker_or_the_class_wants_it_and_with_what_was_said_later(
    town: Township, why: str
) -> None:
    AppealClass.objects.update(secret=why == "secret")
    identity = "named" if why == "secret" else why
    matter = sent(town, town.accepted(town.file(text=TELLING, identity=identity)))
    name = "" if why == "anonymous" else "林小满"
    again = {"channel": "phone", "identity": identity, "name": name, "phone": "19900001111" if name else ""}
    town.go(matter, "contact", by=town.clerk, words="我家门口也湿了，井盖松了。", **again)
    assert found(town.water_handler, words="井盖松了") == [matter.pk]
    for typed in ("我家门口", "楼下402"):
        assert found(town.water_handler, words=typed) == []
        assert found(town.triage, words=typed) == [matter.pk]


@pytest.mark.req("C9", "J13")
def test_a_reviewer_and_an_assistant_find_no_more_than_they_read(town: Township) -> None:
    matter = sent(town, complaint(town))
    head = actor(town.water, "站长", Role.REVIEWER)
    town.go(matter, "add_helper", by=town.water_handler, unit=town.roads.pk, demand="看路面。")
    for by in (head, town.roads_handler):
        assert found(by, words="开机器") == [matter.pk]
        for typed in ("楼下402", "我是他邻居"):
            assert found(by, words=typed) == []
        assert found(by, place="402") == []
    again = {"channel": "phone", "identity": "named", "name": "林小满", "phone": "19900001111"}
    town.go(matter, "contact", by=town.clerk, words="已经吵了402天。", **again)
    assert found(town.water_handler, words="402") == [matter.pk]
    assert found(town.roads_handler, words="402") == []  # what was said later isn't for an assistant
    call = {
        "kind": "public",
        "place": "井边",
        "at": timezone.now(),
        "purpose": "看。",
        "units": [town.hall.pk],
    }
    town.go(matter, "whistle", by=town.water_handler, **call)
    called = actor(town.hall, "协办", Role.HANDLER)
    assert found(called, words="开机器") == [matter.pk]
    assert found(called, words="楼下402") == []
    both = actor(town.water, "兼派单", Role.HANDLER, Role.TRIAGE)
    assert found(both, words="楼下402") == [matter.pk]


@pytest.mark.req("C9")
def test_nor_does_a_unit_that_had_it_before(town: Township) -> None:
    matter = sent(town, complaint(town))
    head = actor(town.water, "站长", Role.REVIEWER)
    town.go(matter, "add_helper", by=town.water_handler, unit=town.roads.pk, demand="看路面。")
    town.go(matter, "hand_lead", by=town.water_handler, unit=town.roads.pk, reason="主要是路面。")
    town.go(matter, "take_lead", by=town.roads_handler)
    assert found(head, words="开机器") == [matter.pk]
    assert found(head, words="楼下402") == []


@pytest.mark.req("C9")
@pytest.mark.parametrize("few", [0, 2000])
def test_however_many_say_it(town: Township, monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    monkeypatch.setattr(search, "FEW", few)
    sent(town, complaint(town))
    plain = sent(town, town.accepted(town.file(text="我住楼下402，水管漏了。")))
    assert found(town.water_handler, words="402") == [plain.pk]


def test_a_search_asks_as_much_for_many_as_for_one(town: Township) -> None:
    browser = enter(Client(), town.water_handler)
    asked = []
    for _time in range(3):
        sent(town, complaint(town))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page = browser.get("/matters/", {"q": "开机器"})
        asked.append(len(queries))
    assert len(page.context["rows"]) == Matter.objects.count()
    assert asked[1] == asked[2]


def test_a_desk_that_speaks_with_residents_reads_it_all_and_nothing_is_looked_up(town: Township) -> None:
    matter = sent(town, complaint(town))
    with CaptureQueriesContext(connection) as queries:
        assert found(town.triage, words="楼下402") == [matter.pk]
    assert not any("appeals_passing" in one["sql"] or "whistlecall" in one["sql"] for one in queries)
