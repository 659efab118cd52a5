"""Whatever goes wrong at a move is said in a Chinese sentence, on the page, and changes nothing: from the table.

Each move × a wrong role, a wrong state, an outdated page, nothing typed, nonsense typed, an own interest. That all
other pairs of state and role are refused by the writer itself is in `test_workflow`.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from lianxin.appeals.workflow import APPEAL
from lianxin.kernel.actor import Actor
from lianxin.kernel.attachments import attached_to
from lianxin.kernel.crypto import blind_index
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.event import Event
from lianxin.kernel.models.message import Message
from lianxin.kernel.models.notice import Notice
from lianxin.kernel.policy import is_system
from lianxin.matters.act import act, offers
from lianxin.matters.forms import MoveForm
from lianxin.matters.models import Clock, Matter
from lianxin.matters.receipts import code_of
from lianxin.matters.refusals import Refused
from lianxin.matters.workflow import Move
from lianxin.people.models import Appointment
from tests.appeals.placed import PLACED
from tests.appeals.reaching import ACTORS, TO_STATE, reached
from tests.township import Township, enter

MOVES = [move for move in APPEAL.moves if move.source and move.who is not is_system]
RESIDENTS = {"add", "rate"}  # theirs alone
OF_STAFF = [move for move in MOVES if move.code not in RESIDENTS]
CHINESE = re.compile("[\u4e00-\u9fff]{2,}")
GENERIC = ("Server Error", "Traceback", "Enter a ", "This field", "Select a valid", "请输入一个有效的值")
PHONE = "19900001111"  # of whoever files in a plain story
PROGRAM = b"MZ" + b"\0" * 64
SAID = "已经到现场看过，接头裂了，今天下午换好。"


def code_of_move(move: Move) -> str:
    return move.code


def held() -> tuple[int, ...]:
    """How much there is of everything a move could write."""
    return tuple(model.objects.count() for model in (Event, Message, Notice, Clock))


def as_it_was(matter: Matter) -> tuple[Any, ...]:
    """The row as it stands."""
    matter.refresh_from_db()
    return (matter.state, matter.version, matter.holder_id, matter.due_at, matter.urgency, *held())


def place_for(town: Township, move: Move) -> tuple[Matter, Actor, str]:
    """A matter in a state from which somebody is offered the move, and who that is."""
    if move.code in PLACED:
        found, hand = PLACED[move.code](town)
        found.refresh_from_db()
        return found, hand, "staff"
    for state in sorted(set(move.source), key=list(TO_STATE).index):
        matter = reached(town, state)
        for name in ACTORS:
            by = town.holder(matter) if name == "resident" else getattr(town, name)
            if move.code in {offered.code for offered in offers(matter, by)}:
                return matter, by, name
    raise AssertionError(f"nobody is offered {move.code} in a plain story")


def sentences(page: str) -> list[str]:
    """What the page says went wrong: the summary of faults, or the refusal."""
    found = re.findall(r'class="(?:faults|notice notice-danger|refusal)[^"]*".*?</div>', page, re.DOTALL)
    return [re.sub(r"<[^>]+>|\s+", "", one) for one in found]


def nonsense(field: forms.Field) -> Any:
    """What can't be meant, whatever the box is for."""
    if isinstance(field, forms.MultipleChoiceField):
        return ["<script>", "0"]
    if isinstance(field, forms.FileField):
        return SimpleUploadedFile("照片.exe", PROGRAM, "image/jpeg")
    if isinstance(field, forms.CharField) and field.max_length:
        return "长" * (field.max_length + 1)
    return "2026-13-45'<x>"


def something(field: forms.Field) -> Any:
    """What somebody could mean."""
    if isinstance(field, forms.ChoiceField):
        choices = [key for key, _label in flat(field.choices) if key not in ("", None)]
        return choices if isinstance(field, forms.MultipleChoiceField) else next(iter(choices), "")
    if isinstance(field, forms.DateTimeField):
        return f"{timezone.localtime() + timedelta(days=1):%Y-%m-%d %H:%M}"
    if isinstance(field, forms.DateField):
        return f"{timezone.localdate() + timedelta(days=1)}"
    if isinstance(field, forms.IntegerField):
        return "1"
    return "on" if isinstance(field, forms.BooleanField) else SAID


def flat(choices: Any) -> Iterator[tuple[Any, Any]]:
    """The choices of a field, groups opened."""
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from flat(label)
        else:
            yield key, label


def typed(form: MoveForm, how: Any) -> dict[str, Any]:
    """Every box of a form filled in one way."""
    return {name: how(field) for name, field in form.fields.items()}


def address(matter: Matter, move: Move) -> str:
    return f"/matters/{matter.number}/do/{move.code}/"


def faultless(page: str) -> None:
    """No word of the machine's own."""
    assert not [word for word in GENERIC if word in page]


@pytest.mark.req("INV-07")
@pytest.mark.parametrize("move", MOVES, ids=code_of_move)
def test_nobody_else_makes_it_from_a_page(town: Township, move: Move) -> None:
    matter, _by, _name = place_for(town, move)
    before = as_it_was(matter)
    for name in ACTORS[:-1]:
        by = getattr(town, name)
        if move in offers(matter, by):
            continue
        form = (move.form or MoveForm)(by=by, row=matter)
        answer = enter(Client(), by).post(address(matter, move), typed(form, something))
        assert answer.status_code in {403, 404, 409, 422}, name
        page = answer.content.decode()
        faultless(page)
        if answer.status_code == 409:
            assert f"「{move.label}」不在您的岗位职责内" in page, name
        assert CHINESE.search(" ".join(sentences(page)) or page)
    assert as_it_was(matter)[: len(before)] == before


@pytest.mark.parametrize("move", OF_STAFF, ids=code_of_move)
def test_in_another_state_the_page_says_how_it_stands(town: Township, move: Move) -> None:
    matter, by, name = place_for(town, move)
    assert name != "resident"
    form = (move.form or MoveForm)(by=by, row=matter)
    sent = typed(form, something)
    other = next((code for code in ("voided", "withdrawn", "registered") if code not in move.source), None)
    if other is None:
        return  # it is made in every state
    Matter.objects.filter(pk=matter.pk).update(state=other)
    before = as_it_was(matter)
    answer = enter(Client(), by).post(address(matter, move), sent)
    assert answer.status_code in {404, 409, 422}
    page = answer.content.decode()
    faultless(page)
    if answer.status_code == 409:
        assert f"现在是「{APPEAL.state(other).staff}」，不能做「{move.label}」" in page
    assert as_it_was(matter) == before


@pytest.mark.parametrize("move", [move for move in MOVES if move.form], ids=code_of_move)
@pytest.mark.parametrize("how", ["nothing", "nonsense"], ids=str)
def test_what_is_missing_or_makes_no_sense_is_named_in_plain_words(
    town: Township, move: Move, how: str
) -> None:
    matter, by, name = place_for(town, move)
    before, kind = as_it_was(matter), move.form or MoveForm
    data = typed(kind(by=by, row=matter), nonsense) if how == "nonsense" else {}
    form = kind(data, by=by, row=matter)
    if form.is_valid():
        return  # nothing has to be typed here
    for field, said in form.errors.items():
        for sentence in said:
            assert CHINESE.search(str(sentence)), (field, sentence)
            assert not [word for word in GENERIC if word in str(sentence)], (field, sentence)
    if name != "resident":
        answer = enter(Client(), by).post(address(matter, move), data)
        assert answer.status_code == 422
        page = answer.content.decode()
        faultless(page)
        assert CHINESE.search("".join(sentences(page)))
    assert as_it_was(matter) == before


@pytest.mark.req("F5")
@pytest.mark.parametrize("move", MOVES, ids=code_of_move)
def test_who_comes_second_hears_who_was_first_at_every_move(town: Township, move: Move) -> None:
    matter, by, _name = place_for(town, move)
    seen = matter.version
    town.go(matter, "tag" if move.code != "tag" else "correct", by=town.triage, **first(move))
    before = as_it_was(matter)
    with pytest.raises(Refused) as refusal:
        act(matter, move.code, by=by, data={}, client_id=uuid7(), version=seen)
    assert refusal.value.code == "stale"
    assert "便民服务中心 派单" in refusal.value.message
    assert "您填的内容还在" in refusal.value.message
    assert as_it_was(matter) == before


def first(move: Move) -> dict[str, Any]:
    """What the one who was first typed."""
    return (
        {"tags": []}
        if move.code != "tag"
        else {"field": "text", "value": "井边水管漏了。", "why": "听错了。"}
    )


def test_of_two_desks_on_one_page_the_second_sees_what_happened_and_keeps_the_words(town: Township) -> None:
    """At every move with words to type whose form can be filled in without more."""
    told = 0
    for move in OF_STAFF:
        if move.form is None:
            continue
        matter, by, _name = place_for(town, move)
        sent = typed(move.form(by=by, row=matter), something)
        seen = matter.version
        town.go(matter, "tag" if move.code != "tag" else "correct", by=town.triage, **first(move))
        before = as_it_was(matter)
        answer = enter(Client(), by).post(address(matter, move), {**sent, "version": seen})
        assert answer.status_code in {409, 422}, move.code
        assert as_it_was(matter) == before
        if answer.status_code == 409:
            page = answer.content.decode()
            assert "便民服务中心 派单" in page, move.code
            assert SAID not in sent.values() or SAID in page, move.code
            told += 1
    assert told > 20


@pytest.mark.req("INV-07", "INV-08")
@pytest.mark.parametrize("move", OF_STAFF, ids=code_of_move)
def test_who_has_a_part_in_it_does_not_even_find_it(town: Township, move: Move) -> None:
    matter, by, name = place_for(town, move)
    assert name != "resident"
    before = as_it_was(matter)
    person = Appointment.objects.get(account_id=by.account).person
    person.phone, person.phone_index = PHONE, blind_index(PHONE, "phone")
    person.save()
    client = enter(Client(), by)
    for answer in (client.get(address(matter, move)), client.post(address(matter, move), {})):
        assert answer.status_code == 404
        assert "没有这件事，或者不归您看" in answer.content.decode()
    assert as_it_was(matter) == before


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [("照片.jpg", PROGRAM, "照片.jpg"), ("水表.exe", PROGRAM, "水表.exe"), ("空.jpg", b"", "空文件")],
)
def test_a_paper_that_is_none_is_refused_with_what_was_to_be_added(
    town: Township, settings: Any, name: str, content: bytes, said: str
) -> None:
    """要求补充: a file of another kind than its name says, a program, an empty one."""
    settings.COUNTY = town.county
    matter = town.asked_for_more(town.file())
    before, client = as_it_was(matter), open_as_resident(matter)
    sent = {"do": "supply", "text": "水表号 0042。", "photos": [SimpleUploadedFile(name, content)]}
    answer = client.post(f"/follow/{matter.number}/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    faultless(page)
    assert said in page
    assert "水表号 0042。" in page
    assert as_it_was(matter) == before
    assert not attached_to("matter", [matter.pk])


def open_as_resident(matter: Matter) -> Client:
    """A browser in which number and code were shown."""
    client = Client()
    client.post("/follow/", {"number": matter.number, "code": code_of(matter)})
    return client
