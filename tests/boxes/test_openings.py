"""开箱: two people of different units, a seal that is followed, a count that is signed and adds up (BOX-01, INV-03)."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from lianxin.boxes.actions.sorting import take_down
from lianxin.boxes.models import Opening, Slip
from lianxin.kernel.ids import uuid7
from lianxin.matters.act import act
from lianxin.matters.rebuild import check
from lianxin.matters.refusals import Refused
from tests.boxes.opened import AtTheBox, box_words, hang, slip_words
from tests.township import Township


@pytest.mark.req("BOX-01")
def test_the_way_of_an_opening_from_the_plan_to_the_archive(at_box: AtTheBox) -> None:
    opening = at_box.sorted("appeal", "suggestion", "thanks")
    at_box.go(opening, "publish")
    at_box.go(opening, "archive", paper_kept="档案柜 2 第 3 层")
    opening.refresh_from_db()
    assert (opening.state, opening.count, opening.slips.count()) == ("archived", 3, 3)
    assert list(check()) == []


@pytest.mark.req("BOX-01")
@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"outsider": "窗口员"}, "开箱要两个人"),
        ({"outsider": "审核员"}, "审核员 也在便民服务中心任职"),
        ({"outsider_kind": "other", "outsider_body": "便民服务中心"}, "不能是同一个单位"),
        ({"opened_at": timezone.now() + timedelta(hours=2)}, "不能晚于现在"),
        ({"seal_whole": False}, "写明怎么回事"),
    ],
)
def test_a_box_is_opened_by_two_of_different_units(
    at_box: AtTheBox, more: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        at_box.opened(**more)
    assert not Opening.objects.exists()


@pytest.mark.req("BOX-01")
def test_somebody_of_another_unit_of_ours_may_be_the_second(at_box: AtTheBox) -> None:
    opening = at_box.opened(outsider="维修员", outsider_kind="other", outsider_body="供水站")
    assert opening.state == "opened"


@pytest.mark.req("BOX-01")
def test_the_seal_that_is_broken_is_the_one_that_was_put_on(at_box: AtTheBox) -> None:
    first = at_box.counted(0)
    at_box.go(first, "finish")
    with pytest.raises(Refused, match="上次开箱后贴的是“A0117”"):
        at_box.opened(seal_before="A0999")
    told = at_box.opened(seal_before="A0999", seal_whole=False, seal_words="封条换过，已报派出所。")
    assert not told.seal_whole


@pytest.mark.req("BOX-01")
def test_the_count_is_agreed_and_signed_or_it_is_none(at_box: AtTheBox) -> None:
    opening = at_box.opened()
    with pytest.raises(Refused, match="都点过"):
        at_box.go(opening, "count", count=3, seal_after="A0117", agreed=False)
    opening.refresh_from_db()
    assert (opening.state, opening.count) == ("opened", None)


@pytest.mark.req("BOX-01", "INV-03")
def test_as_many_slips_are_registered_as_were_counted(at_box: AtTheBox) -> None:
    opening = at_box.counted(2)
    at_box.slip(opening)
    with pytest.raises(Refused, match="点了 2 张，登记了 1 张"):
        at_box.go(opening, "finish")
    at_box.slip(opening, "", "blank")
    with pytest.raises(Refused, match="点的 2 张都登记了"):
        at_box.slip(opening, "第三张。")
    at_box.go(opening, "finish")
    assert [one.number for one in opening.slips.order_by("number")] == [1, 2]


@pytest.mark.req("INV-03")
def test_a_count_may_be_put_right_but_never_below_what_is_registered(at_box: AtTheBox) -> None:
    opening = at_box.counted(2)
    at_box.slip(opening)
    at_box.slip(opening)
    with pytest.raises(Refused, match="已经登记了 2 张"):
        at_box.go(opening, "recount", count=1, agreed=True)
    at_box.go(opening, "recount", count=3, agreed=True)
    at_box.slip(opening)
    at_box.go(opening, "finish")


@pytest.mark.req("BOX-05", "INV-03")
def test_an_opening_is_put_away_when_its_outcomes_add_up(at_box: AtTheBox) -> None:
    opening = at_box.counted(2)
    first, second = at_box.slip(opening), at_box.slip(opening)
    at_box.go(opening, "finish")
    at_box.go(first, "answer", outcome="explained", answer="已上门说明政策。")
    with pytest.raises(Refused, match="还有 1 张没有分办"):
        at_box.go(opening, "sort")
    at_box.go(second, "accept")
    at_box.go(opening, "sort")
    at_box.go(opening, "publish")
    with pytest.raises(Refused, match="还有 1 张没有结果"):
        at_box.go(opening, "archive", paper_kept="柜 2")
    at_box.go(second, "answer", outcome="referred", answer="已转县水务局办理。")
    at_box.go(opening, "archive", paper_kept="柜 2")


@pytest.mark.parametrize("text", ["", "   "])
def test_only_a_blank_or_illegible_slip_has_no_words(at_box: AtTheBox, text: str) -> None:
    opening = at_box.counted(3)
    with pytest.raises(Refused, match="请照纸条打出来"):
        at_box.slip(opening, text, "suggestion")
    at_box.slip(opening, text, "blank")
    at_box.slip(opening, text, "illegible")


@pytest.mark.req("INV-12")
def test_the_same_slip_sent_five_times_is_one(at_box: AtTheBox) -> None:
    opening, claim = at_box.counted(5), uuid7()
    made = [
        take_down(opening, slip_words("路灯坏了。", "appeal"), (), by=at_box.town.clerk, client_id=claim)
        for _ in range(5)
    ]
    assert (len({one.pk for one in made}), Slip.objects.count()) == (1, 1)


def test_two_desks_at_once_one_wins_and_the_other_is_told(at_box: AtTheBox) -> None:
    opening = at_box.opened()
    said = {"count": 3, "seal_after": "A0117", "agreed": True}
    act(opening, "count", by=at_box.town.clerk, data=said, client_id=uuid7(), version=opening.version)
    with pytest.raises(Refused, match="先做了") as told:
        act(
            opening,
            "count",
            by=at_box.town.triage,
            data=said | {"count": 4},
            client_id=uuid7(),
            version=1,
        )
    assert told.value.code == "stale"


@pytest.mark.req("BOX-01")
def test_a_second_opening_waits_until_the_first_is_registered(at_box: AtTheBox) -> None:
    at_box.counted(1)
    with pytest.raises(Refused, match="上一次的意见条还没有登记完"):
        at_box.opened(seal_before="A0117")


@pytest.mark.req("BOX-01")
@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"second_key": "林 小满"}, "两把钥匙要由两个人拿"),
        ({"second_body": "便民服务中心"}, "两个单位的人"),
        ({"days": "每月5日"}, "至少每 7 天要开一次"),
        ({"days": "2027-04-09"}, "至少每 7 天要开一次"),
    ],
)
def test_no_office_has_both_keys_and_no_box_waits_a_month(
    town: Township, more: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        hang(town, **more)


@pytest.mark.req("BOX-01")
@pytest.mark.parametrize("days", ["每周三", "农历逢三、六、九", "公历逢1、4、7", "每5天，从2026-12-01起"])
def test_fixed_days_are_written_as_people_say_them(town: Township, days: str) -> None:
    assert hang(town, days=days).days == days


def test_a_number_of_a_box_is_given_once(at_box: AtTheBox) -> None:
    with pytest.raises(Refused, match="箱号已经有了"):
        hang(at_box.town, second_body="村民代表")
    at_box.go(at_box.box, "change", **box_words(at_box.town, place="小学门口"))
    at_box.box.refresh_from_db()
    assert at_box.box.place == "小学门口"
