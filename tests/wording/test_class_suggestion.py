"""The class suggestion in the office: proposed with its words, never filled in, judged by what the desk chose."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from lianxin.appeals.models import Appeal
from lianxin.appeals.queries import corpus
from lianxin.appeals.workflow import APPEAL
from lianxin.kernel.ids import uuid7
from lianxin.kernel.jobs import Work
from lianxin.kernel.models.event import Event
from lianxin.kernel.models.job import Job
from lianxin.kernel.worker import run_due
from lianxin.matters.act import open_row
from lianxin.matters.models import Matter
from lianxin.people.rules import Refused
from lianxin.wording.actions import training
from lianxin.wording.models import ClassSuggestion, ClassTraining
from lianxin.wording.queries import classes
from lianxin.wording.queries.class_page import page
from lianxin.wording.rules.class_file import read_model
from lianxin.wording.rules.classes import ClassModel
from tests.township import Township, enter
from tests.wording import learnt

WATER = "水井边水管漏水，自来水停了，水压太小打不上楼。请派人看看。"


@pytest.fixture(scope="module")
def table() -> ClassModel:
    return learnt.table()


def suggestion(matter: Matter) -> ClassSuggestion:
    return ClassSuggestion.objects.get(row_kind="matter", row_id=matter.pk)


def accept_page(town: Township, matter: Matter) -> str:
    return enter(Client(), town.triage).get(f"/matters/{matter.number}/do/accept/").content.decode()


# -- at the desk --


def test_without_a_table_nothing_is_proposed_and_the_desk_is_told_how_to_get_one(town: Township) -> None:
    matter = town.file(text=WATER)
    assert not ClassSuggestion.objects.exists()
    body = enter(Client(), town.triage).get("/desk/triage/").content.decode()
    assert "本县还没有分类建议" in body
    assert "建议分类" not in body
    assert "本县还没有分类建议" in accept_page(town, matter)


def test_the_proposal_stands_beside_the_box_with_its_words_and_is_never_filled_in(
    town: Township, table: ClassModel
) -> None:
    used = learnt.in_use(town, table)
    matter = town.file(text=WATER)
    row = suggestion(matter)
    assert (row.label, row.training_id, row.chosen, row.taken) == ("0301", used.pk, "", None)
    assert row.confidence > 600
    for body in (
        accept_page(town, matter),
        enter(Client(), town.triage).get("/desk/triage/").content.decode(),
    ):
        assert "建议分类" in body
        assert f"把握 {round(row.confidence / 10)}%" in body
        words = re.findall(r"<mark>(.*?)</mark>", body)
        assert words
        assert all(word in WATER for word in words)
        assert f'value="{town.category.pk}" data-take="category" data-key="p"' in body
        chosen = re.search(r'<select name="category".*?</select>', body, re.DOTALL)
        assert chosen is not None
        assert 'value="" selected' in chosen[0]


def test_what_the_desk_chose_is_kept_beside_what_was_proposed(town: Township, table: ClassModel) -> None:
    learnt.in_use(town, table)
    taken, other = town.file(text=WATER), town.file(text=WATER)
    town.accepted(taken)
    roads = learnt.classes_of(town)["0101"]
    said = {"type": "help", "category": roads.pk, "area": town.village.pk, "urgency": "ordinary"}
    town.go(other, "accept", by=town.triage, **said)
    assert (suggestion(taken).chosen, suggestion(taken).taken, suggestion(taken).shown) == (
        "0301",
        True,
        True,
    )
    assert (suggestion(other).chosen, suggestion(other).taken) == ("0101", False)
    (month,) = page("matter").months
    assert (month.decided, month.shown, month.taken, month.agreed) == (2, 2, 1, 1)


def test_what_is_not_sure_enough_is_kept_and_not_shown(town: Township, table: ClassModel) -> None:
    learnt.settle_terms(town, sure=100)
    learnt.in_use(town, table)
    matter = town.file(text="想问一下。")
    assert suggestion(matter).confidence < 1000
    assert "建议分类" not in accept_page(town, matter)
    town.accepted(matter)
    assert suggestion(matter).shown is False


def test_of_an_accusation_nothing_is_read(town: Township, table: ClassModel) -> None:
    learnt.in_use(town, table)
    town.file(type="report", text="水管员收了钱不开票。")
    assert not ClassSuggestion.objects.exists()


def test_the_event_says_nothing_of_a_proposal(town: Township, table: ClassModel) -> None:
    learnt.in_use(town, table)
    matter = town.file(text=WATER)
    (event,) = Event.objects.filter(row_kind="matter", row_id=matter.pk)
    assert "0301" not in str(event.facts)


def test_filing_asks_for_the_table_once_and_then_no_more(
    town: Township, table: ClassModel, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    learnt.in_use(town, table)
    town.file(text=WATER)
    with django_assert_max_num_queries(200) as asked:
        town.file(text=WATER)
    about = [one["sql"] for one in asked.captured_queries if "wording_class" in one["sql"]]
    assert len(about) == 1
    assert about[0].startswith("INSERT")


# -- learning --


def test_too_few_examples_are_refused_with_the_number_that_is_missing(town: Township) -> None:
    learnt.settle_terms(town, least=60)
    with pytest.raises(Refused, match="现在够数的有 0 类，还差 2 类"):
        training.ask(by=town.administrator, client_id=uuid7())
    learnt.closed(town, 25)
    with pytest.raises(Refused, match="至少要 60 件办结并且分了类的，现在有 50 件，还差 10 件"):
        training.ask(by=town.administrator, client_id=uuid7())
    body = enter(Client(), town.triage).get("/suggestions/").content.decode()
    assert "至少要 60 件，还差 10 件" in body
    assert not ClassTraining.objects.exists()


def test_never_learnt_from_are_accusations_walled_ones_followers_and_open_ones(town: Township) -> None:
    kept = town.closed(town.file())
    town.file()
    main = town.accepted(town.file())
    town.merged(town.accepted(town.file()), main)
    walled = town.file(type="complaint", category=town.category.pk)
    town.go(walled, "name_accused", by=town.triage, units=[town.water.pk], walled=True)
    sealed = town.closed(town.file())
    Appeal.objects.filter(pk=sealed.pk).update(type="report")
    Matter.objects.filter(pk=walled.pk).update(state="closed")
    assert dict(corpus.tally()) == {("0301",): 1}
    assert [one.text for one in corpus.examples(9)] == [kept.appeal.text]


@pytest.mark.once
def test_a_button_learns_a_table_in_a_process_of_its_own(town: Township) -> None:
    learnt.settle_terms(town)
    learnt.closed(town, 25)
    keeper = enter(Client(), town.administrator)
    sent = {"client_id": str(uuid7())}
    for _ in range(2):
        assert keeper.post("/suggestions/train/", sent).status_code == 302
    assert "还没有好" in keeper.get("/suggestions/").content.decode()
    run_due()
    row = ClassTraining.objects.get()
    assert (row.status, row.number, row.examples) == ("ready", 1, 50)
    assert row.report["macro_f1"] > 0.9
    assert read_model(bytes(row.file or b"")).labels == ["0101", "0301"]
    body = keeper.get("/suggestions/").content.decode()
    assert "正在用第 1 版" in body
    assert "学自 50 件" in body
    assert suggestion(town.file(text=WATER)).label == "0301"
    asked = Event.objects.get(move="wording.train")
    assert asked.facts == {"number": 1}


def test_a_table_that_cannot_be_read_keeps_nobody_from_filing(town: Township, table: ClassModel) -> None:
    row = learnt.in_use(town, table)
    ClassTraining.objects.filter(pk=row.pk).update(file=b"LXCLASS1 damaged")
    town.file(text=WATER)
    assert not ClassSuggestion.objects.exists()


def test_what_is_split_off_is_read_by_its_own_words(town: Township, table: ClassModel) -> None:
    learnt.in_use(town, table)
    first = town.accepted(town.file(text=WATER))
    said = {"text": "通组路塌了半边，桥栏杆断了，车过不去。", "title": "路塌了", "split_from": first}
    row = open_row(APPEAL, by=town.triage, data=said, client_id=uuid7(), move="split")
    assert (suggestion(first).label, suggestion(row).label) == ("0301", "0101")


def test_a_training_that_dies_leaves_the_table_in_use(
    town: Township, table: ClassModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    used = learnt.in_use(town, table)
    row = training.begin(by=town.administrator, client_id=uuid7())
    training.bury(Work(key="k", payload={"training": row.pk}, attempt=9, now=row.asked_at), "died")
    row.refresh_from_db()
    assert row.status == "failed"
    classes.forget()
    held = classes.in_use()
    assert held is not None
    assert held.training == used.pk
    assert "没有训练成" in enter(Client(), town.triage).get("/suggestions/").content.decode()


def test_a_fault_of_the_learner_is_told_by_its_class_and_never_by_its_words(
    town: Township, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training.sys, "executable", "/bin/false")
    with pytest.raises(training.Failed) as told:
        training.learn([{"title": "a", "text": "林小满", "label": "x"}])
    assert told.value.code == "wording.died"
    assert training.last_word("Traceback\nValueError: 林小满的水管".encode()) == "wording.ValueError"


def test_the_page_shows_each_class_and_what_is_confused(town: Township, table: ClassModel) -> None:
    learnt.in_use(town, table)
    body = enter(Client(), town.triage).get("/suggestions/").content.decode()
    assert "正在用第 1 版" in body
    assert "供水" in body
    assert "道路" in body
    assert enter(Client(), town.clerk).get("/suggestions/").status_code == 403
    assert enter(Client(), town.clerk).post("/suggestions/train/").status_code == 403
    assert not Job.objects.filter(kind="wording.train").exists()


def test_a_table_of_older_editions_keeps_its_figures_and_not_its_weights(
    town: Township, table: ClassModel
) -> None:
    rows = [learnt.in_use(town, table) for _ in range(3)]
    held = [ClassTraining.objects.get(pk=row.pk).file is not None for row in rows]
    assert held == [False, True, True]
