"""A shielded or sealed matter whose unit others decide: by adjudication, precedent, backstop; and on every paper."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from lianxin.appeals.actions.duty import LineFacts
from lianxin.appeals.figures.pauses import by_unit as paused_by_unit
from lianxin.appeals.figures.returns import by_unit as returned_by_unit
from lianxin.appeals.forms.returning import AdjudicateForm
from lianxin.appeals.forms.triage import DispatchForm
from lianxin.appeals.models import Adjudication, Appeal, BadRating, Passing
from lianxin.appeals.queries.dissatisfied import judged
from lianxin.appeals.queries.returning import piles_of
from lianxin.appeals.rules.selfwords import LEFT_OUT
from lianxin.appeals.workflow import APPEAL
from lianxin.kernel import clock
from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.figures.registry import Query, figures, tell
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.message import Message
from lianxin.kernel.models.notice import Notice
from lianxin.matters.act import open_row
from lianxin.matters.models import Channel, Matter
from lianxin.matters.refusals import Refused
from lianxin.people.models import Unit
from tests.appeals.catalogue import catalogue
from tests.appeals.past import with_a_past
from tests.appeals.returned import SAID, ruled
from tests.appeals.test_shield import PASSED, complaint, sent
from tests.township import Township, actor, enter

TELLING = ("楼下402", "3栋", "我是他邻居", "林＊", "林小满", "1111")


def page_of(by: Actor, address: str) -> str:
    """What somebody reads at an address."""
    answer = enter(Client(), by).get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def disputed(town: Township) -> Matter:
    """A complaint in which the speaker tells who they are, given back by the water station and disputed."""
    matter = sent(town, complaint(town), hide_more=["王家"])
    town.go(matter, "ask_return", by=town.water_handler, **SAID, unit=town.roads.pk)
    town.go(matter, "submit_dispute", by=town.triage)
    matter.refresh_from_db()
    return matter


@pytest.mark.req("C9", "J13")
def test_whoever_is_named_by_a_decision_is_given_no_more_than_by_a_dispatch(town: Township) -> None:
    matter = disputed(town)
    ruled(town, matter, decision="我是他邻居说的那条沟，归村镇建设办。")
    page = page_of(town.roads_handler, f"/matters/{matter.number}/")
    assert "天天半夜开机器" in page
    page += "".join(page_of(by, "/desk/returns/") for by in (town.roads_handler, town.water_handler))
    assert page.count(f"{LEFT_OUT}说的那条沟") == 3  # of the one that lost it, too
    for word in (*TELLING, "王家"):
        assert word not in page
    assert Passing.objects.get(unit=town.roads).hidden == ["我住楼下402", "我是他邻居", "3栋402室", "王家"]


@pytest.mark.req("C9", "J13")
def test_who_decides_may_pass_on_more_for_a_reason(town: Township) -> None:
    matter = disputed(town)
    page = page_of(town.leader, f"/matters/{matter.number}/do/adjudicate/")
    assert "<mark>我是他邻居</mark>" in page
    assert "<mark>王家</mark>" in page  # hidden by hand when it was dispatched: not forgotten
    with pytest.raises(Refused, match="请选事由、写理由"):
        ruled(town, matter, pass_identity=True)
    ruled(town, matter, **PASSED)
    assert "199****1111" in page_of(town.roads_handler, f"/matters/{matter.number}/")


@pytest.mark.req("C9")
def test_what_was_hidden_by_hand_is_marked_when_it_is_dispatched_anew(town: Township) -> None:
    matter = sent(town, complaint(town), hide_more=["王家"])
    town.go(matter, "ask_return", by=town.water_handler, **SAID, unit=town.roads.pk)
    town.go(matter, "agree_return", by=town.triage)
    matter.refresh_from_db()
    form = DispatchForm(by=town.triage, row=matter)
    assert "王家" in dict(form.fields["pass_words"].choices)  # type: ignore[attr-defined]
    town.go(matter, "dispatch", by=town.triage, unit=town.roads.pk, basis="职责清单第 5 条")
    assert "王家" not in page_of(town.roads_handler, f"/matters/{matter.number}/")


@pytest.mark.req("A7")
def test_nobody_decides_it_to_whom_it_is_said_against(town: Township) -> None:
    matter = complaint(town)
    town.go(matter, "name_accused", by=town.triage, units=[town.roads.pk], walled=False)
    sent(town, matter)
    town.go(matter, "ask_return", by=town.water_handler, **SAID, unit=town.roads.pk)
    town.go(matter, "submit_dispute", by=town.triage)
    form = AdjudicateForm(by=town.leader, row=matter)
    assert town.roads.pk not in dict(form.fields["unit"].choices)  # type: ignore[attr-defined]
    with pytest.raises(Refused, match="不能派给它"):
        ruled(town, matter)
    ruled(town, matter, unit=town.water.pk)


@pytest.mark.req("A7", "J8")
def test_no_precedent_gives_it_to_whom_it_is_said_against(town: Township) -> None:
    ruled(town, disputed(town))
    assert Adjudication.objects.get().unit_id == town.roads.pk
    matter = complaint(town)
    town.go(matter, "name_accused", by=town.triage, units=[town.roads.pk], walled=False)
    sent(town, matter)
    town.go(matter, "ask_return", by=town.water_handler, **SAID, unit=town.roads.pk)
    matter.refresh_from_db()
    assert (matter.state, matter.holder_id) == ("return_asked", town.water.pk)


@pytest.mark.req("C9", "J8")
def test_by_precedent_it_goes_without_who_speaks(town: Township) -> None:
    ruled(town, disputed(town))
    matter = sent(town, complaint(town))
    town.go(matter, "ask_return", by=town.water_handler, **SAID, unit=town.roads.pk)
    matter.refresh_from_db()
    assert (matter.state, matter.holder_id) == ("working", town.roads.pk)
    assert Passing.objects.filter(matter=matter, unit=town.roads, identity=False).exists()
    page = page_of(town.roads_handler, f"/matters/{matter.number}/")
    assert not [word for word in TELLING if word in page]


@pytest.mark.req("INV-08", "J8")
def test_a_decision_about_what_is_sealed_since_answers_nothing_else(town: Township) -> None:
    actor(town.hall, "纪检", Role.DISCIPLINE)
    first = disputed(town)
    ruled(town, first)
    town.go(first, "hand_over", by=town.triage, reason="说的是站长收钱", units=[town.roads.pk])
    matter = sent(town, complaint(town))
    town.go(matter, "ask_return", by=town.water_handler, **SAID, unit=town.roads.pk)
    matter.refresh_from_db()
    assert matter.state == "return_asked"
    town.go(matter, "submit_dispute", by=town.triage)
    assert first.number not in page_of(town.leader, f"/matters/{matter.number}/do/adjudicate/")


@pytest.mark.req("A7", "J10")
@pytest.mark.parametrize("accused", [True, False])
def test_the_unit_of_last_resort_takes_it_but_where_it_is_said_against_it(
    town: Township, accused: bool
) -> None:
    catalogue(town, LineFacts(town.roads.pk, "兜底", backstop=True))
    matter = complaint(town)
    if accused:
        town.go(matter, "name_accused", by=town.triage, units=[town.roads.pk], walled=False)
    sent(town, matter)
    town.go(matter, "ask_return", by=town.water_handler, **SAID)
    town.go(matter, "submit_dispute", by=town.triage)
    if accused:
        with pytest.raises(Refused, match="只能等裁定"):
            town.go(matter, "fall_back", by=town.system)
        return
    town.go(matter, "fall_back", by=town.system)
    assert Passing.objects.filter(matter=matter, unit=town.roads, identity=False).exists()


@pytest.mark.req("C9", "J13", "F-94", "F-95", "F-97")
def test_no_paper_page_or_notice_of_the_new_kinds_tells_who_speaks(town: Township) -> None:
    said = "我住楼下402，我是他邻居，王家天天半夜开机器。"
    matter = with_a_past(town, town.file(type="complaint", text=said, address="樟荫村3栋402室"))
    at = f"/matters/{matter.number}"
    papers = [
        f"{at}/returns/{matter.returns.get().pk}/",
        f"{at}/extensions/{matter.extensions.get().pk}/",
        f"{at}/supervision/{matter.supervisions.get().pk}/",
    ]
    read = {address: page_of(town.water_handler, address) for address in [f"{at}/", *papers]}
    read |= {
        address: page_of(town.leader, address) for address in ("/panels/", "/desk/returns/", "/by-level/")
    }
    read |= {f"{by.duty} /desk/": page_of(by, "/desk/") for by in (town.water_handler, town.leader)}
    found = {(address, word) for address, page in read.items() for word in TELLING if word in page}
    assert found == set()
    letters = [str(one) for one in (*Notice.objects.values(), *Message.objects.values("variables", "letter"))]
    assert not [line for line in letters for word in TELLING if word in line]


@pytest.mark.req("C9", "F-94", "F-97")
def test_what_others_write_to_the_unit_repeats_no_word_that_was_hidden(town: Township) -> None:
    matter = sent(town, complaint(town))
    until = timezone.localdate() + timedelta(days=3)
    words = {"level": "red", "why": "overdue", "demand": "我是他邻居的那家，请去看。", "until": until}
    town.go(matter, "supervise", by=town.leader, **words)
    town.go(matter, "instruct", by=town.leader, words="我住楼下402说的，请抓紧。")
    page = page_of(town.water_handler, f"/matters/{matter.number}/")
    notice = matter.supervisions.get()
    for by in (town.water_handler, town.triage):  # the paper goes to the unit, whoever prints it
        page += page_of(by, f"/matters/{matter.number}/supervision/{notice.pk}/")
    assert page.count(f"{LEFT_OUT}的那家，请去看。") == 3
    assert "我是他邻居" not in page
    assert "楼下402" not in page


@pytest.mark.req("C9")
def test_what_a_resident_said_when_they_rated_is_theirs_too(town: Township) -> None:
    matter = with_a_past(town, town.file(type="complaint"))
    BadRating.objects.update(said="我住楼下402，天天吵。")
    page = page_of(town.water_handler, f"/matters/{matter.number}/")
    assert "天天吵" in page
    assert "楼下402" not in page


@pytest.mark.req("C9")
@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [("complaint", "title", "我住楼下402，太吵"), ("help", "type", "complaint")],
)
def test_a_title_put_right_at_the_unit_tells_nothing_either(
    town: Township, kind: str, field: str, value: str
) -> None:
    matter = town.file(type=kind, title="我住楼下402，漏水")
    said = {"type": kind, "category": town.category.pk, "area": town.village.pk, "urgency": "ordinary"}
    town.go(matter, "accept", by=town.triage, **said)
    sent(town, matter)
    town.go(matter, "correct", by=town.clerk, field=field, value=value, why="当时听错了")
    correction = matter.corrections.get(decided_at=None)
    town.go(matter, "approve_correction", by=town.reviewer, correction=correction.pk)
    matter.refresh_from_db()
    assert "楼下402" not in matter.title
    assert matter.title.startswith(LEFT_OUT)


@pytest.fixture
def discipline(town: Township) -> Actor:
    """The discipline desk of the township, in an office of its own."""
    office = Unit.objects.create(name="纪检监察办", code="JW", kind="office", area=town.hall.area)
    return actor(office, "纪检", Role.DISCIPLINE)


def counted(by: Actor) -> dict[str, int]:
    """What every figure there is counts, below and above, for somebody."""
    today = timezone.localdate()
    asked = {
        one.code: Query(one.code, today - timedelta(days=6), today + timedelta(days=1)) for one in figures()
    }
    told = tell(asked, by=by, now=clock.now())
    found = {code: one.n + (one.d or 0) for code, one in told.items()}
    span = Query("new", today, today).asked(by=by, now=clock.now())
    found["returned by unit"] = len(returned_by_unit(span))
    found["paused by unit"] = sum(sum(row) for row in paused_by_unit(span).values())
    return {code: count for code, count in found.items() if count}


@pytest.mark.req("INV-08")
def test_a_sealed_matter_leaves_every_figure_and_every_list_with_its_past(
    town: Township, discipline: Actor
) -> None:
    matter = with_a_past(town, town.file(type="complaint"))
    assert {"new", "extended", "suspended", "returned by unit"} <= set(counted(town.leader))
    assert judged(by=town.leader)
    town.go(matter, "reopen", by=town.holder(matter), words="站长收了钱。")
    town.go(matter, "hand_over", by=town.triage, reason="说的是站长收钱", units=[town.water.pk])
    for by in (town.leader, town.triage, discipline):
        assert counted(by) == {}
    for by in (town.leader, town.triage, town.water_handler, town.reviewer, town.caller):
        assert piles_of(by).decided == piles_of(by).waiting == []
        assert judged(by=by) == []
        assert matter.number not in page_of(by, "/desk/")


@pytest.mark.req("INV-08")
def test_a_sealed_matter_is_no_earlier_one_that_is_repeated(town: Township, discipline: Actor) -> None:
    said = town.words(type="report", text="站长收了施工队的好处。")
    sealed: Matter = open_row(APPEAL, by=town.resident, data=said, client_id=uuid7(), move="accuse")
    town.go(sealed, "take_up", by=discipline)
    reply = "已经查实，按规定作了处理。还有疑问请打纪检办公室电话。"
    town.go(sealed, "conclude", by=discipline, outcome="resolved", reply=reply)
    again = town.file(channel=Channel.PLATFORM, by=town.triage)
    Appeal.objects.update(category=town.category)
    with pytest.raises(Refused, match="原来那件的编号"):
        town.go(again, "propose_reject", by=town.triage, reason="repeated", earlier=sealed.number)
    assert "taken_higher" not in counted(town.leader)


@pytest.mark.req("INV-08")
def test_a_bad_rating_of_an_accusation_calls_nobody(town: Township, discipline: Actor) -> None:
    said = town.words(type="report", text="站长收了施工队的好处。")
    sealed: Matter = open_row(APPEAL, by=town.resident, data=said, client_id=uuid7(), move="accuse")
    town.go(sealed, "take_up", by=discipline)
    reply = "没有查到您说的情况。还有疑问请打纪检办公室电话。"
    town.go(sealed, "conclude", by=discipline, outcome="explained", reply=reply)
    town.go(sealed, "rate", by=town.holder(sealed), rating=1)
    sealed.appeal.refresh_from_db()
    assert sealed.appeal.rating == 1
    assert BadRating.objects.count() == 0


@pytest.mark.req("C10")
def test_whom_a_decision_gave_it_to_stands_among_who_has_seen_it(town: Township) -> None:
    matter = disputed(town)
    ruled(town, matter)
    page = enter(Client(), town.auditor).get(f"/matters/{matter.number}/looks/")
    given = [(str(line.what), line.why) for line in page.context["lines"]]
    assert ("裁定", "村镇建设办") in given
    assert ("派单", "供水站") in given
