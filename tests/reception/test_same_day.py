"""当日事: brought at seven, both sides at one table, told the same day, each asked alone (SEV-03, SEV-04, MED-05)."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from lianxin.kernel.erasure.registry import ERASED, parts_of, record_named
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.event import Event
from lianxin.kernel.models.piece import SealedPiece
from lianxin.matters.act import act, open_row
from lianxin.matters.models import Matter
from lianxin.matters.rebuild import check
from lianxin.matters.refusals import Refused
from lianxin.reception.forms.sameday import ReceiveForm
from lianxin.reception.models import SameDay, Side
from lianxin.reception.rules.sameday import CHECKS, advice, confirmable, in_one_day
from lianxin.reception.workflow.sameday import SAME_DAY
from tests.township import Township, at, enter

SEVEN = at("2026-11-02 07:00")
CLEAR = {check.code: "clear" for check in CHECKS}
WORDS = "同组两家为征地补偿款怎么分争了起来，早上七点来反映。"


def brought(town: Township, **more: Any) -> SameDay:
    """Somebody comes at seven."""
    matter = town.accepted(town.file(when=SEVEN, text=WORDS), when=SEVEN)
    said = {
        "matter": matter,
        "received_at": SEVEN,
        "promised_by": at("2026-11-02 18:00"),
        "one": "林小满",
        "other": "赵安",
        "requisition": True,
    }
    row: SameDay = open_row(SAME_DAY, by=town.clerk, data={**said, **more}, client_id=uuid7(), at=SEVEN)
    return row


def go(town: Township, row: SameDay, move: str, when: str = "2026-11-02 10:00", **data: Any) -> Event:
    """One move on it as it stands."""
    row.refresh_from_db()
    return act(row, move, by=town.clerk, data=data, client_id=uuid7(), version=row.version, at=at(when))


def convened(town: Township, row: SameDay, **more: Any) -> None:
    """Everybody came to the village hall at half past nine."""
    said = {
        "convened_at": at("2026-11-02 09:30"),
        "place": "村委会",
        "present": "村委会主任\n双方",
        "committee": True,
        "both": True,
    }
    go(town, row, "convene", **{**said, **more})


def told(town: Township, row: SameDay, **more: Any) -> None:
    """The result is told in the afternoon."""
    said = {
        "told_at": at("2026-11-02 15:20"),
        "ended": "agreed",
        "result": "按小组会议的决定，一家一半，本月底前付清。",
    }
    go(town, row, "tell", "2026-11-02 15:30", **{**said, **more})


@pytest.mark.req("SEV-03")
def test_each_step_has_its_time_and_the_page_says_how_long_it_took(town: Township) -> None:
    row = brought(town)
    go(town, row, "screen", **CLEAR)
    convened(town, row)
    told(town, row)
    row.refresh_from_db()
    assert [row.received_at, row.convened_at, row.told_at] == [
        SEVEN,
        at("2026-11-02 09:30"),
        at("2026-11-02 15:20"),
    ]
    shown = enter(Client(), town.clerk).get(f"/same-day/{row.pk}/").content.decode()
    for said in ("2 小时 30 分", "8 小时 20 分", "当天告知了结果", "林＊", "还没有问"):
        assert said in shown
    assert list(check()) == []


@pytest.mark.req("SEV-03")
def test_a_step_is_never_before_the_one_it_follows(town: Township) -> None:
    row = brought(town)
    go(town, row, "screen", **CLEAR)
    with pytest.raises(Refused, match="时间不会早于上一步"):
        convened(town, row, convened_at=at("2026-11-02 06:59"))
    convened(town, row)
    with pytest.raises(Refused, match="时间不会早于上一步"):
        told(town, row, told_at=at("2026-11-02 09:29"))


@pytest.mark.req("SEV-03")
@pytest.mark.parametrize("missing", ["committee", "both"])
def test_nobody_is_brought_to_a_table_at_which_one_is_missing(town: Township, missing: str) -> None:
    row = brought(town)
    go(town, row, "screen", **CLEAR)
    with pytest.raises(Refused, match="双方都愿意谈"):
        convened(town, row, **{missing: False})


@pytest.mark.req("SEV-03")
def test_both_sides_are_asked_alone_and_what_each_said_is_never_written_over(town: Township) -> None:
    row = brought(town)
    go(town, row, "screen", **CLEAR)
    convened(town, row)
    told(town, row)
    one, other = row.sides.order_by("pk")
    with pytest.raises(Refused, match="满意不满意要分开问"):
        go(town, row, "ask_side", side=one.pk, satisfied=5, words="")
    go(town, row, "ask_side", side=one.pk, satisfied=5, words="当天就有结果，好。", alone=True)
    with pytest.raises(Refused, match="原话不能改"):
        go(town, row, "ask_side", side=one.pk, satisfied=1, words="", alone=True)
    go(town, row, "ask_side", side=other.pk, satisfied=2, words="少了。", alone=True)
    assert list(row.sides.order_by("pk").values_list("satisfied", "words")) == [
        (5, "当天就有结果，好。"),
        (2, "少了。"),
    ]
    assert "少了" not in str(Event.objects.filter(move="ask_side").values_list("facts", flat=True))
    page = enter(Client(), town.clerk).get(f"/same-day/{row.pk}/").content.decode()
    assert "问满意" not in page.partition("可以办的")[2]
    with pytest.raises(IntegrityError), transaction.atomic():
        Side.objects.create(same_day=row, which="one")


@pytest.mark.req("SEV-04", "MED-05")
def test_the_law_is_asked_before_anybody_is_called(town: Township) -> None:
    row = brought(town)
    with pytest.raises(Refused, match="还没有过法律核对"):
        convened(town, row)
    go(town, row, "screen", **{**CLEAR, "title": "problem", "group": "unknown"})
    shown = enter(Client(), town.clerk).get(f"/same-day/{row.pk}/").content.decode()
    for said in ("土地管理法", "不适用司法确认", "请核对原文", "还没有查清：补偿款怎么分"):
        assert said in shown
    convened(town, row)


@pytest.mark.req("MED-05")
def test_where_somebody_may_be_hurt_nobody_is_brought_to_one_table(town: Township) -> None:
    row = brought(town)
    go(town, row, "screen", **{**CLEAR, "danger": "problem"})
    with pytest.raises(Refused, match="请先报 110"):
        convened(town, row)


@pytest.mark.req("SEV-04", "MED-05")
@pytest.mark.parametrize(
    ("code", "words", "court"),
    [
        ("title", "土地管理法 2019 版第十四条", False),
        ("group", "村民委员会组织法 2018 版第二十四条、第二十八条", True),
        ("identity", "民事诉讼法解释 2022 版第三百五十五条", False),
        ("danger", "人民调解法 2010 版第二十五条", True),
        ("route", "该找的机关、地址、期限", True),
        ("guardian", "监护人要到场", True),
    ],
)
def test_each_problem_says_what_comes_first_and_whether_a_court_confirms(
    code: str, words: str, court: bool
) -> None:
    answers = {**CLEAR, code: "problem"}
    said = [str(one) for one in advice(answers)]
    assert len(said) == 1
    assert words in said[0]
    assert confirmable(answers) is court
    assert not confirmable({**CLEAR, "title": "unknown"})
    assert confirmable(CLEAR)
    assert advice(CLEAR) == []


@pytest.mark.req("SEV-03")
def test_the_promise_is_of_the_same_day() -> None:
    assert in_one_day(SEVEN, at("2026-11-02 23:59"))
    assert not in_one_day(SEVEN, at("2026-11-03 00:01"))
    assert not in_one_day(SEVEN, None)


@pytest.mark.req("SEV-03")
def test_the_form_takes_no_promise_of_another_day(town: Township) -> None:
    said = {
        "received_at": "2026-11-02T07:00",
        "promised_by": "2026-11-03T18:00",
        "one": "林小满",
        "other": "赵安",
    }
    form = ReceiveForm(said, by=town.clerk, row=None)
    assert not form.is_valid()
    assert "这里只登记当天给结果的" in str(form.errors)


@pytest.mark.req("SEV-03", "INV-12")
def test_it_is_begun_on_the_appeals_page_once(town: Township) -> None:
    matter = town.accepted(town.file(text=WORDS))
    desk = enter(Client(), town.clerk)
    address = f"/matters/{matter.number}/same-day/"
    assert address in desk.get(f"/matters/{matter.number}/").content.decode()
    page = desk.get(address)
    promised = page.context["form"]["promised_by"].initial or page.context["form"].initial["promised_by"]
    said = {
        "promised_by": f"{promised:%Y-%m-%dT%H:%M}",
        "one": "林小满",
        "other": "赵安",
        "client_id": str(uuid7()),
    }
    for _ in range(2):
        answer = desk.post(address, said)
        assert answer.status_code in {302, 422}, answer.content.decode()
    row = SameDay.objects.get()
    assert row.matter_id == matter.pk
    again = desk.post(address, {**said, "client_id": str(uuid7())})
    assert "不用再登记" in again.content.decode()
    assert "答应" in desk.get("/desk/").content.decode()


@pytest.mark.req("SEV-03")
def test_who_does_not_know_of_the_appeal_knows_of_nothing(town: Township) -> None:
    row = brought(town)
    assert enter(Client(), town.roads_handler).get(f"/same-day/{row.pk}/").status_code == 404
    sealed = town.file(type="report", text="反映某人的作风。")
    with pytest.raises(Refused, match="举报由纪检监察办理"):
        brought(town, matter=Matter.objects.get(pk=sealed.pk))


@pytest.mark.req("SEV-03", "C11")
def test_who_the_two_were_goes_with_the_matter_and_what_they_rated_stays(town: Township) -> None:
    row = brought(town)
    go(town, row, "screen", **CLEAR)
    convened(town, row)
    told(town, row)
    go(town, row, "ask_side", side=row.sides.order_by("pk")[0].pk, satisfied=4, words="还行。", alone=True)
    for part in parts_of(record_named("appeal")):
        part.erase("matter", [row.matter_id])
    row.refresh_from_db()
    assert {row.place, row.present, row.result} == {ERASED}
    assert [(one.name, one.satisfied, one.words) for one in row.sides.order_by("pk")] == [
        ("", 4, ERASED),
        ("", None, ""),
    ]


@pytest.mark.req("SEV-03", "INV-20")
def test_numbers_in_what_was_told_are_sealed_the_offices_stays_and_they_go_with_the_words(
    town: Township,
) -> None:
    row = brought(town)
    go(town, row, "screen", **CLEAR)
    convened(town, row, present="村委会主任 19900003333\n双方")
    told(town, row, result="没谈成的找县法院 0990-7654321，或者打我电话 19900004444。")
    side = row.sides.order_by("pk").first()
    go(
        town,
        row,
        "ask_side",
        "2026-11-02 16:00",
        side=side.pk,
        satisfied=4,
        words="打 19900005555 找我。",
        alone=True,
    )
    row.refresh_from_db()
    side.refresh_from_db()
    assert row.present == "村委会主任 〔电话①〕\n双方"
    assert row.result == "没谈成的找县法院 0990-7654321，或者打我电话 〔电话①〕。"
    assert side.words == "打 〔电话①〕 找我。"
    page = enter(Client(), town.clerk).get(f"/same-day/{row.pk}/").content.decode()
    for shown in ("199****3333", "199****4444", "199****5555", "0990-7654321"):
        assert shown in page
    assert list(check()) == []
    for part in parts_of(record_named("appeal")):
        part.erase("matter", [row.matter_id])
    assert not SealedPiece.objects.filter(row_kind="sameday").exists()
