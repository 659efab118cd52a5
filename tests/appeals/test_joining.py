"""并案: one matter follows another with its clocks standing still, everybody is told, and parting brings all back."""

from datetime import datetime

import pytest
from django.test import Client

from lianxin.appeals.figures import Scope, balance, callbacks
from lianxin.insight.figures import front
from lianxin.kernel.models.message import Message
from lianxin.matters.ledger import running_clocks
from lianxin.matters.models import Contact, Matter, Relation
from lianxin.matters.queries import Asked, listed
from lianxin.matters.rebuild import check
from lianxin.matters.refusals import Refused
from lianxin.matters.relations import circular, main_of
from tests.township import Township, at, enter

MONDAY = at("2026-11-02 09:00")
OTHER = {"name": "白露", "phone": "19900002222"}


def due(matter: Matter) -> dict[str, tuple[datetime, bool]]:
    """The limits of the work that run: when due, whether they stand still."""
    running = [one for one in running_clocks([matter])[matter.pk] if one.limit != "T3"]
    return {one.limit: (one.due, one.paused is not None) for one in running}


@pytest.fixture
def pair(town: Township) -> tuple[Matter, Matter]:
    """A matter the water station works on, and a main that waits for dispatch."""
    mine = town.working(town.file(when=MONDAY), when=at("2026-11-02 10:00"))
    main = town.accepted(town.file(when=MONDAY, **OTHER), when=at("2026-11-02 10:00"))
    return mine, main


def test_everybody_who_spoke_is_told_the_mains_number(town: Township, pair: tuple[Matter, Matter]) -> None:
    mine, main = pair
    said = {"identity": "named", "name": "沈青", "phone": "19900004444", "words": "我家也没水。"}
    town.go(mine, "contact", by=town.clerk, channel="phone", **said)
    Message.objects.all().delete()
    town.merged(mine, main)
    told = Message.objects.filter(letter="merged").order_by("pk")
    assert [(one.to, one.variables["main"]) for one in told] == [
        ("19900001111", main.number),
        ("19900004444", main.number),
    ]
    assert (mine.state, main_of(mine)) == ("merged", main)


@pytest.mark.req("INV-01")
def test_clocks_stand_still_while_merged_and_go_on_in_the_state_before(
    town: Township, pair: tuple[Matter, Matter]
) -> None:
    mine, main = pair
    assert due(mine) == {"T6b": (at("2026-11-09 17:30"), False)}
    town.merged(mine, main, when=at("2026-11-03 10:00"))
    assert due(mine) == {"T6b": (at("2026-11-09 17:30"), True)}
    assert mine.due_at is None
    said = {"how": "phone", "who": "林小满", "words": "我家是另一根管子。"}
    town.go(mine, "unmerge", by=town.triage, when=at("2026-11-05 10:00"), **said)
    mine.refresh_from_db()
    assert (mine.state, mine.holder_id) == ("working", town.water.pk)
    assert due(mine) == {"T6b": (at("2026-11-11 17:30"), False)}
    assert Relation.objects.get().ended_at == at("2026-11-05 10:00")
    words = Contact.objects.get(matter=mine, channel="phone").words
    assert words == "林小满：我家是另一根管子。"
    assert list(check()) == []


@pytest.mark.req("INV-01")
def test_a_relation_the_log_does_not_know_is_found(town: Township, pair: tuple[Matter, Matter]) -> None:
    mine, main = pair
    town.merged(mine, main)
    Relation.objects.update(ended_at=at("2026-11-05 10:00"))
    assert [one.what for one in check()] == ["relations"]


def test_the_resident_objects_and_stands_for_themselves_again(
    town: Township, pair: tuple[Matter, Matter]
) -> None:
    mine, main = pair
    town.merged(mine, main)
    with pytest.raises(Refused, match="写一两句话"):
        town.go(mine, "unmerge", by=town.holder(mine), words=" ")
    with pytest.raises(Refused) as other:
        town.go(mine, "unmerge", by=town.holder(main), words="不是我的事。")
    assert other.value.code == "not_allowed"
    town.go(mine, "unmerge", by=town.holder(mine), words="不是同一根管子。")
    mine.refresh_from_db()
    assert mine.state == "working"
    assert not Message.objects.filter(letter="unmerged").exists()


@pytest.mark.parametrize("end", ["closed", "withdrawn", "merged"])
def test_a_main_that_has_ended_takes_nothing_in(town: Township, end: str) -> None:
    mine, main = town.file(), town.file()
    if end == "closed":
        town.closed(main)
    elif end == "withdrawn":
        town.go(main, "withdraw", by=town.holder(main))
    else:
        town.merged(main, town.file())
    with pytest.raises(Refused, match="主件已经办完或已并入别的事"):
        town.merged(mine, main)
    assert not Relation.objects.filter(matter=mine).exists()


def test_a_matter_follows_neither_itself_nor_nobody(town: Township) -> None:
    mine = town.file()
    with pytest.raises(Refused, match="不能并入自己"):
        town.go(mine, "merge", by=town.triage, main=mine.pk, reason="同一件。")
    with pytest.raises(Refused, match="没有这个主件"):
        town.go(mine, "merge", by=town.triage, main=mine.pk + 999, reason="同一件。")


def test_a_main_may_follow_in_its_turn_but_never_in_a_circle(town: Township) -> None:
    first, second, third = town.file(), town.file(), town.file()
    town.merged(first, second)
    assert circular("duplicate-of", second, first)
    town.merged(second, third)
    assert main_of(first) == third
    assert circular("duplicate-of", third, first)
    assert not circular("duplicate-of", first, third)


@pytest.mark.parametrize("which", ["mine", "main"])
def test_an_accusation_is_laid_beside_nothing(town: Township, which: str) -> None:
    kinds = {"mine": "help", "main": "help", which: "report"}
    mine, main = town.file(type=kinds["mine"]), town.file(type=kinds["main"])
    with pytest.raises(Refused, match="举报单独存放"):
        town.merged(mine, main)


def test_what_was_answered_is_not_merged_away(town: Township) -> None:
    mine = town.answered(town.file())
    with pytest.raises(Refused) as refusal:
        town.merged(mine, town.file())
    assert refusal.value.code == "not_in_table"


@pytest.mark.req("INV-14", "INV-02")
def test_merged_matters_count_nowhere_and_parting_brings_both_back(town: Township) -> None:
    main, mine = town.closed(town.file(when=MONDAY), when=MONDAY), town.file(when=MONDAY)
    second = town.file(when=MONDAY)
    week = (at("2026-11-02 00:00"), at("2026-11-09 00:00"))
    asked = {"by": town.leader, "now": at("2026-11-06 10:00")}

    def counted() -> tuple[int, int, int, int]:
        shown = front(**asked)
        told = callbacks(Scope(town.leader), *week)
        return shown.new.count, shown.open.count, listed(Asked(overdue=True), **asked).count(), told.due

    assert counted() == (3, 2, 2, 1)
    town.merged(mine, second, when=at("2026-11-05 09:00"))
    assert counted() == (2, 1, 1, 1)
    told = balance(Scope(town.leader), *week)
    assert (told.start, told.terms, told.end, told.even) == (0, {"new": 3, "closed": 1, "merged": 1}, 1, True)
    town.go(mine, "unmerge", by=town.triage, when=at("2026-11-06 09:00"), how="office", words="查过不是。")
    assert counted() == (3, 2, 2, 1)
    told = balance(Scope(town.leader), *week)
    assert told.terms == {"new": 3, "closed": 1, "merged": 1, "unmerged": 1}
    assert (told.end, told.even) == (2, True)
    assert main.closed_at is not None


@pytest.mark.req("INV-14")
def test_when_the_main_closes_only_the_main_is_counted(town: Township) -> None:
    main, mine = town.file(when=MONDAY), town.file(when=MONDAY)
    town.merged(mine, main, when=MONDAY)
    town.closed(main, when=at("2026-11-03 10:00"))
    week = (at("2026-11-02 00:00"), at("2026-11-09 00:00"))
    assert balance(Scope(town.leader), *week).terms == {"new": 2, "merged": 1, "closed": 1}
    assert callbacks(Scope(town.leader), *week).due == 1


def browser(town: Township) -> Client:
    """The triage desk's browser."""
    return enter(Client(), town.triage)


def test_the_page_offers_what_may_be_the_same_and_shows_both_beside_each_other(town: Township) -> None:
    mine = town.file(text="水井边水管漏了。")
    same_phone = town.file(text="又漏水了。", address="")
    same_place = town.file(text="井边路滑。", phone="19900005555")
    sealed = town.file(type="report", text="反映站长不管。")
    page = browser(town).get(f"/matters/{mine.number}/merge/")
    shown = {str(group.why): {row.pk for row in group.rows} for group in page.context["groups"]}
    assert shown["同一个电话"] == {same_phone.pk}
    assert shown["同一个地方"] == {same_place.pk}
    assert sealed.number not in page.content.decode()
    beside = browser(town).get(f"/matters/{mine.number}/merge/?main={same_phone.number}")
    words = beside.content.decode()
    assert "又漏水了。" in words
    assert "水井边水管漏了。" in words
    sent = browser(town).post(
        f"/matters/{mine.number}/do/merge/",
        {"main": same_phone.number, "reason": "同一处。", "version": mine.version},
    )
    assert sent.status_code == 302
    mine.refresh_from_db()
    assert mine.state == "merged"
    assert same_phone.number in browser(town).get(f"/matters/{mine.number}/").content.decode()
    assert mine.number in browser(town).get(f"/matters/{same_phone.number}/").content.decode()


def test_a_number_out_of_sight_is_no_main(town: Township) -> None:
    mine = town.file()
    answer = browser(town).post(
        f"/matters/{mine.number}/do/merge/",
        {"main": "101-2026-000999-1", "reason": "同一处。", "version": mine.version},
    )
    assert answer.status_code == 422
    assert "没有这个编号，或者不归您看。" in answer.content.decode()
