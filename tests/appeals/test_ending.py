"""撤回, 重启, 归档: whose wish ends a matter, until when it comes back, and when its file is put away."""

from datetime import timedelta

import pytest

from lianxin.appeals.intake.archive import put_away
from lianxin.appeals.models import Appeal, AppealClass
from lianxin.appeals.terms import ENDING, reopen_until
from lianxin.kernel import clock, notices
from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.editions import Change, change, current_value
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.event import Event
from lianxin.kernel.models.message import Message
from lianxin.matters.ledger import running_clocks
from lianxin.matters.models import Contact, Matter
from lianxin.matters.refusals import Refused
from tests.township import Township, actor, at

SAID = {"how": "phone", "who": "林小满", "words": "水自己停了，不用办了。"}


@pytest.mark.req("INV-07", "XC-03")
def test_the_desk_withdraws_with_a_recorded_call_only(town: Township) -> None:
    matter = town.working(town.file())
    for missing in SAID:
        with pytest.raises(Refused, match="没有记录不能代办"):
            town.go(matter, "withdraw", by=town.clerk, **{**SAID, missing: ""})
    with pytest.raises(Refused, match="没有记录不能代办"):
        town.go(matter, "withdraw", by=town.triage, **{**SAID, "how": "office"})
    when = at("2026-11-03 09:20")
    town.go(matter, "withdraw", by=town.triage, at=when, **SAID)
    matter.refresh_from_db()
    contact = Contact.objects.latest("pk")
    assert (matter.state, contact.channel, contact.at) == ("withdrawn", "phone", when)
    assert contact.words == "林小满：水自己停了，不用办了。"
    assert contact.taker_id == town.triage.account
    assert Message.objects.latest("pk").letter == "withdrawn"
    assert running_clocks([matter])[matter.pk] == []


@pytest.mark.req("INV-07")
@pytest.mark.parametrize("who", ["water_handler", "roads_handler", "reviewer", "caller", "leader"])
def test_nobody_else_takes_a_matter_back(town: Township, who: str) -> None:
    matter = town.working(town.file())
    with pytest.raises(Refused) as refusal:
        town.go(matter, "withdraw", by=getattr(town, who), **SAID)
    assert refusal.value.code == "not_allowed"


@pytest.mark.req("INV-07")
def test_a_desk_of_the_unit_that_works_on_it_does_not_take_it_back(town: Township) -> None:
    matter = town.working(town.file())
    both = actor(town.water, "兼职", Role.HANDLER, Role.CLERK, Role.TRIAGE)
    with pytest.raises(Refused) as refusal:
        town.go(matter, "withdraw", by=both, **SAID)
    assert refusal.value.code == "not_allowed"


@pytest.mark.req("INV-07")
@pytest.mark.parametrize(
    ("move", "data"),
    [
        ("withdraw", SAID),
        ("merge", {"reason": "同一处。"}),
        ("approve_correction", {}),
        ("void", {}),
    ],
)
def test_whoever_worked_on_it_neither_ends_nor_merges_nor_corrects_it(
    town: Township, move: str, data: dict[str, str]
) -> None:
    matter, main = town.working(town.file()), town.file()
    field = {"field": "urgency", "value": "urgent"}
    town.go(matter, "correct", by=town.clerk, why="登记错了。", **field)
    town.go(matter, "ask_void", by=town.triage, why="重复登记。")
    asked = {"approve_correction": "urgency", "void": "void"}.get(move)
    waiting = matter.corrections.filter(field=asked).first()
    # The same person sits at the desk now; the post at the water station is somebody else's.
    hands = Event.objects.filter(row_id=matter.pk, row_kind="matter", move="sign").values_list("actor_id")[0][
        0
    ]
    moved = Actor(
        account=hands,
        county=town.county,
        posts=town.triage.posts,
        units=frozenset({town.hall.pk}),
        roles=frozenset({Role.TRIAGE}),
        scopes=town.triage.scopes,
    )
    with pytest.raises(Refused, match="您办过这件事"):
        town.go(matter, move, by=moved, main=main.pk, correction=waiting and waiting.pk, **data)


def test_an_accusation_cannot_be_withdrawn(town: Township) -> None:
    matter = town.file(type="report")
    with pytest.raises(Refused, match="举报不能撤回，核查会继续"):
        town.go(matter, "withdraw", by=town.holder(matter), words="算了。")
    matter.refresh_from_db()
    assert matter.state == "registered"


def test_a_main_is_not_withdrawn_from_under_those_that_follow_it(town: Township) -> None:
    main = town.file()
    town.merged(town.file(), main)
    with pytest.raises(Refused, match="还有别的诉求并在这一件里"):
        town.go(main, "withdraw", by=town.holder(main))


def test_a_closed_matter_is_taken_up_again_under_a_new_clock_and_the_last_handler_is_told(
    town: Township,
) -> None:
    matter = town.closed(town.file(when=at("2026-11-02 09:00")), when=at("2026-11-03 09:00"))
    when = at("2026-11-10 09:00")
    town.go(matter, "reopen", by=town.holder(matter), when=when, words="又漏了。")
    matter.refresh_from_db()
    appeal = Appeal.objects.get(matter=matter)
    assert (matter.state, matter.closed_at) == ("to_dispatch", None)
    assert (appeal.outcome, appeal.finished_by, appeal.callback_state, appeal.rating) == ("", None, "", None)
    clocks = {one.limit: one.started for one in running_clocks([matter])[matter.pk]}
    assert clocks == {"T2a": when}
    assert [one.letter for one in notices.unread(town.water_handler)].count("staff.reopened") == 1
    assert Contact.objects.latest("pk").words == "又漏了。"


def test_a_matter_is_taken_up_again_until_the_last_day_and_not_after_it(town: Township) -> None:
    matter = town.closed(town.file(), when=at("2026-11-03 09:00"))
    until = reopen_until(at("2026-11-03 09:00"))
    assert until == at("2026-12-03 17:30")
    with pytest.raises(Refused, match="已过重启的期限（到 2026年12月3日 为止）"):
        town.go(matter, "reopen", by=town.holder(matter), when=until + timedelta(minutes=1), words="又漏了。")
    town.go(matter, "reopen", by=town.holder(matter), when=until, words="又漏了。")
    matter.refresh_from_db()
    assert matter.state == "to_dispatch"


def test_the_desk_reopens_with_what_was_said_or_found(town: Township) -> None:
    matter = town.closed(town.file())
    with pytest.raises(Refused, match="没有记录不能代办"):
        town.go(matter, "reopen", by=town.clerk, words="又漏了。")
    town.go(matter, "reopen", by=town.clerk, how="office", words="回头看发现又漏了。")
    assert matter.handlings.latest("pk").text == "回头看发现又漏了。"
    assert not Contact.objects.filter(words__contains="回头看").exists()


def test_complete_files_are_put_away_after_the_days_the_office_set(town: Township) -> None:
    old = town.closed(town.file(when=at("2026-10-01 09:00")), when=at("2026-10-02 09:00"))
    young = town.closed(town.file(when=at("2026-11-02 09:00")), when=at("2026-11-03 09:00"))
    with clock.standing_at(at("2026-11-05 03:00")):
        assert put_away() == 1
        assert put_away() == 0
    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.state, young.state) == ("archived", "closed")
    assert old.closed_at == at("2026-10-02 09:00")


def test_an_incomplete_file_stays_and_says_what_is_missing(town: Township) -> None:
    matter = town.closed(town.file(when=at("2026-10-01 09:00")), when=at("2026-10-02 09:00"))
    town.go(matter, "correct", by=town.clerk, field="urgency", value="urgent", why="记错了。")
    with pytest.raises(Refused, match="还不能归档：有更正还没有批。"):
        town.go(matter, "archive", by=town.system)
    Appeal.objects.update(category=None)
    with clock.standing_at(at("2026-11-05 03:00")):
        assert put_away() == 0
    with pytest.raises(Refused, match="没有事项分类、有更正还没有批。"):
        town.go(matter, "archive", by=town.system)


def test_the_checklist_of_the_class_is_ticked_before_closing(town: Township, settled: None) -> None:
    matter = town.working(town.file())
    town.go(matter, "record", by=town.water_handler, kind="contact", text="打过电话。")
    said = {"outcome": "resolved", "reply": "供水站当天换了接头，已不漏水。"}
    with pytest.raises(Refused, match="办结前还要核对：附施工前后照片。"):
        town.go(matter, "finish", by=town.water_handler, **said, checklist=["已当面说明"])
    ticked = ["已当面说明", "附施工前后照片"]
    town.go(matter, "finish", by=town.water_handler, **said, checklist=ticked)
    matter.refresh_from_db()
    assert matter.state == "closing"


@pytest.fixture
def settled(town: Township) -> None:
    """The office wants photos of works on water, and a word with the resident always."""
    assert AppealClass.objects.get().code == "0301"
    value = {**current_value(ENDING), "checklist": "* 已当面说明\n0301 附施工前后照片\n05 附证明"}
    change(ENDING, Change(value), by=town.administrator, client_id=uuid7())


def test_a_new_appeal_after_an_old_one_is_related_to_it(town: Township) -> None:
    old = town.closed(town.file())
    fresh = town.file(reopened_from=old)
    assert [(one.kind, one.other_id) for one in fresh.relations.all()] == [("reopened-from", old.pk)]
    assert Matter.objects.count() == 2
