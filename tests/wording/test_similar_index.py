"""The index of what says the same is written with the row, follows its words and goes with them (同一诉求的索引)."""

from datetime import timedelta

import pytest

from lianxin.appeals.actions.likening import mark_unmarked
from lianxin.appeals.workflow import APPEAL
from lianxin.kernel import clock, editions
from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.editions import Change
from lianxin.kernel.erasure.registry import all_parts
from lianxin.kernel.ids import uuid7
from lianxin.matters.act import Ask, act_many, open_row
from lianxin.matters.models import Matter
from lianxin.people.models import Unit
from lianxin.places.models import Area
from lianxin.wording.actions.marks import LONGEST
from lianxin.wording.choices import ALIKE, read_alike
from lianxin.wording.models import Mark, Sketched
from lianxin.wording.queries import learnt
from lianxin.wording.queries.alike import Like, alike
from lianxin.wording.queries.areas import area_named
from lianxin.wording.rules.likeness import CAUTIOUS, USUAL, Limits
from tests.township import Township, actor, at

NOISE = "桂花苑小区旁边的搅拌站昼夜生产，噪音很大，粉尘飘进窗户，请把搅拌站搬走。"
AGAIN = "桂花苑小区的搅拌站晚上开工，噪音吵得睡不着，粉尘也大，希望搅拌站早点搬走。"
ELSEWHERE = "梅花园小区旁边的搅拌站昼夜生产，噪音很大，粉尘飘进窗户，请把搅拌站搬走。"
MONDAY = at("2026-11-02 09:00")


@pytest.fixture(autouse=True)
def untaught() -> None:
    """Nothing learnt from another test."""
    learnt.forget()


def like(text: str, *, days: float = 1, **more: object) -> list[Like]:
    """What is found beside a text said so many days later."""
    return alike("", text, at=MONDAY + timedelta(days=days), **more)  # type: ignore[arg-type]  # as given


def test_what_says_the_same_of_the_same_place_is_found_with_reasons(town: Township) -> None:
    filed = town.file(text=NOISE, address="", when=MONDAY)
    town.file(text=ELSEWHERE, address="", when=MONDAY)
    town.file(when=MONDAY)
    (found,) = like(AGAIN)
    assert (found.row_kind, found.row_id, found.same) == ("matter", filed.pk, True)
    assert found.places == ["桂花苑小区"]
    assert "搅拌站" in "".join(found.words)


def test_only_what_was_said_lately_and_before_is_found(town: Township) -> None:
    filed = town.file(text=NOISE, address="", when=MONDAY)
    assert [one.row_id for one in like(AGAIN, days=89)] == [filed.pk]
    assert like(AGAIN, days=91) == []
    assert like(AGAIN, days=-1) == []
    assert like(AGAIN, but=[filed.pk]) == []


def test_an_office_sets_how_far_back_and_how_alike(town: Township) -> None:
    filed = town.file(text=NOISE, address="", when=MONDAY)
    set_alike(town, days=180)
    assert [one.row_id for one in like(AGAIN, days=179)] == [filed.pk]
    assert like(AGAIN, days=181) == []
    set_alike(town, days=180, there=95, anywhere=95, apart=95)
    assert like(AGAIN) == []


def test_before_words_are_learnt_no_setting_makes_it_propose_more_than_the_cautious_limits() -> None:
    eager = read_alike({"days": 90, "there": 5, "anywhere": 6, "apart": 7})
    assert eager.limits(learnt=False) == CAUTIOUS
    assert eager.limits(learnt=True) == Limits(there=0.05, anywhere=0.06, apart=0.07)
    assert read_alike(ALIKE.default).limits(learnt=True) == USUAL


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"days": 6}, "天数填 7 到 365"),
        ({"there": 41}, "一个不能比一个小"),
        ({"apart": 39}, "一个不能比一个小"),
        ({"apart": 101}, "填 5 到 100"),
    ],
)
def test_what_makes_no_sense_is_not_set(changed: dict[str, int], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read_alike(ALIKE.default | changed)


def set_alike(town: Township, **terms: int) -> None:
    """What the administrator sets."""
    wanted = Change(value=ALIKE.default | terms)
    editions.change(ALIKE, wanted, by=town.administrator, client_id=uuid7())


def test_an_accusation_is_never_in_the_index(town: Township, discipline: Actor) -> None:
    said = town.words(text=NOISE, type="report", address="")
    sealed = open_row(APPEAL, by=town.resident, data=said, client_id=uuid7(), move="accuse")
    assert not Sketched.objects.filter(row_id=sealed.pk).exists()
    assert not Mark.objects.filter(row_id=sealed.pk).exists()


def test_what_becomes_an_accusation_leaves_the_index(town: Township, discipline: Actor) -> None:
    filed = town.file(text=NOISE, address="", when=MONDAY)
    assert like(AGAIN)
    town.go(filed, "hand_over", by=town.triage, when=MONDAY, reason="说的是站长收钱。")
    assert like(AGAIN) == []
    assert not Mark.objects.exists()


@pytest.fixture
def discipline(town: Township) -> Actor:
    """The discipline desk of the township."""
    office = Unit.objects.create(name="纪检监察办", code="JW", kind="office", area=town.hall.area)
    return actor(office, "纪检", Role.DISCIPLINE)


def test_further_words_are_found_too_and_the_row_is_marked_once(town: Township) -> None:
    filed = town.file(text="小区旁边太吵了，谁来管管。", address="", when=MONDAY)
    assert like(AGAIN) == []
    town.go(filed, "contact", by=town.clerk, when=MONDAY, channel="phone", words=NOISE)
    assert [one.row_id for one in like(AGAIN)] == [filed.pk]
    assert Sketched.objects.filter(row_id=filed.pk).count() == 1
    marks = Mark.objects.filter(row_id=filed.pk).values_list("mark", flat=True)
    assert len(marks) == len(set(marks)) <= 14


def test_what_was_filed_before_there_were_marks_is_marked_by_the_worker(town: Township) -> None:
    filed = town.file(text=NOISE, address="")
    sealed = town.file(text=NOISE, type="report")
    Mark.objects.all().delete()
    Sketched.objects.all().delete()
    mark_unmarked()
    assert [one.row_id for one in alike("", AGAIN, at=clock.now())] == [filed.pk]
    assert not Sketched.objects.filter(row_id=sealed.pk).exists()
    mark_unmarked()
    assert Sketched.objects.count() == 1


def test_a_batch_is_marked_with_its_rows(town: Township) -> None:
    rows = [Ask(data=town.words(text=NOISE, address="", external_number=str(n))) for n in range(5)]
    done = act_many(APPEAL, "register", rows, by=town.system)
    assert len(done.done) == Sketched.objects.count() == 5


def test_what_was_filed_longer_ago_than_any_office_looks_back_is_not_marked(town: Township) -> None:
    old, recent = MONDAY - LONGEST, MONDAY - LONGEST + timedelta(days=1)
    words = town.words(text=NOISE, address="")
    asks = [
        Ask(data={**words, "external_number": str(n), "filed_at": when})
        for n, when in enumerate((old, recent))
    ]
    with clock.standing_at(MONDAY):
        done = act_many(APPEAL, "register", asks, by=town.system)
    assert list(Sketched.objects.values_list("row_id", "at")) == [(done.done[1].pk, recent)]


def test_erasing_the_words_erases_the_marks(town: Township) -> None:
    parts = {one.model for one in all_parts() if one.delete}
    assert {Mark, Sketched} <= parts


def test_the_area_a_text_names_is_proposed(town: Township) -> None:
    name = Area.objects.get(pk=town.village.pk).name
    assert area_named(f"我们{name}的水管漏了") == town.village.pk
    assert area_named("我们小区的水管漏了") is None


def test_the_words_of_the_county_are_learnt_once_there_are_enough(
    town: Township, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert learnt.weights().texts == 0
    town.file(text=NOISE, address="", when=MONDAY)
    monkeypatch.setattr(learnt, "FEWEST", 1)
    assert learnt.weights().texts == 0
    learnt.forget()
    assert learnt.weights().texts == 1
    assert Matter.objects.count() == 1
