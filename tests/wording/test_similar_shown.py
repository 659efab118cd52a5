"""What says the same is proposed beside the joining of matters, with why; a resident learns how many, nothing else."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lianxin.appeals.queries.joined import alike, open_beside
from lianxin.appeals.queries.same_issue import others_near, same_issue
from lianxin.kernel.crypto import blind_index
from lianxin.matters.models import Matter
from lianxin.matters.receipts import receipt_code
from lianxin.wording.queries import learnt
from lianxin.wording.queries.alike import there_too
from tests.township import Township, at, enter

NOISE = "桂花苑小区旁边的搅拌站昼夜生产，噪音很大，粉尘飘进窗户，请把搅拌站搬走。"
AGAIN = "桂花苑小区的搅拌站晚上开工，噪音吵得睡不着，粉尘也大，希望搅拌站早点搬走。"
MONDAY = at("2026-11-02 09:00")


@pytest.fixture(autouse=True)
def untaught() -> None:
    """Nothing learnt from another test."""
    learnt.forget()


def filed(town: Township, text: str = NOISE, *, who: int = 1, **more: object) -> Matter:
    """An appeal by the resident with this number."""
    said: dict[str, Any] = {
        "text": text,
        "address": "",
        "phone": f"1990000{who:04d}",
        "name": f"居民{who}",
        **more,
    }
    return town.file(when=MONDAY, **said)


def test_the_desk_sees_what_says_the_same_and_why(town: Township) -> None:
    mine, other = filed(town, AGAIN), filed(town, who=2)
    filed(town, NOISE.replace("桂花苑", "梅花园"), who=3)
    groups = {str(group.why): group for group in alike(mine, "", by=town.triage)}
    (line,) = groups["说的可能是同一件事"].lines
    assert line[0] == other
    assert line[1].startswith("同一个地方：桂花苑小区；都说到：")
    page = enter(Client(), town.triage).get(f"/matters/{mine.number}/merge/").content.decode()
    assert line[1] in page


def test_what_the_desk_may_not_see_is_not_proposed(town: Township) -> None:
    mine = filed(town, AGAIN)
    filed(town, who=2, type="report")
    assert same_issue(mine, open_beside(mine, by=town.triage)) == []
    other = filed(town, who=3)
    assert same_issue(mine, open_beside(mine, by=town.water_handler)) == []
    assert [row for row, _why in same_issue(mine, open_beside(mine, by=town.triage))] == [other]


def test_a_matter_that_is_an_accusation_is_laid_beside_none(town: Township) -> None:
    filed(town, who=2)
    sealed = filed(town, AGAIN, type="report")
    assert same_issue(sealed, Matter.objects.all()) == []
    assert others_near(sealed.number) == 0


def test_the_resident_learns_how_many_others_from_three_on(town: Township) -> None:
    mine = filed(town, AGAIN)
    for who in (2, 3):
        filed(town, who=who)
    assert others_near(mine.number) == 0
    filed(town, who=4)
    assert others_near(mine.number) == 3
    filed(town, who=5)
    assert others_near(mine.number) == 3
    filed(town, who=6)
    assert others_near(mine.number) == 5


def test_one_who_calls_often_is_one_and_the_unnamed_the_sealed_and_the_withdrawn_are_none(
    town: Township,
) -> None:
    mine = filed(town, AGAIN)
    for _time in range(4):
        filed(town, who=2)
    filed(town, who=3)
    filed(town, who=4, type="report")
    filed(town, who=1)
    filed(town, who=5, identity="anonymous")
    withdrawn = filed(town, who=6)
    town.go(withdrawn, "withdraw", by=town.holder(withdrawn))
    assert others_near(mine.number) == 0


def test_what_names_no_place_is_not_counted(town: Township) -> None:
    text = "去年申请的大学生租房补贴到现在没有到账，请问什么时候发放。"
    mine = filed(town, text)
    for who in (2, 3, 4):
        filed(town, text, who=who)
    assert others_near(mine.number) == 0


def test_several_who_speak_in_one_matter_are_several(town: Township) -> None:
    mine, other = filed(town, AGAIN), filed(town, who=2)
    for who in (3, 4):
        other.appellants.create(identity="named", phone_index=blind_index(f"1990000{who:04d}", "phone"))
    assert others_near(mine.number) == 3


def test_what_names_no_place_asks_for_no_other(town: Township) -> None:
    mine = filed(town, "去年申请的大学生租房补贴到现在没有到账，请问什么时候发放。")
    named = filed(town, AGAIN)
    with CaptureQueriesContext(connection) as asked:
        assert there_too(mine.pk, at=MONDAY) == []
    assert [one["sql"] for one in asked if "wording_mark" in one["sql"]] == []
    with CaptureQueriesContext(connection) as asked:
        there_too(named.pk, at=MONDAY)
    assert len([one["sql"] for one in asked if "wording_mark" in one["sql"]]) == 1


def test_the_receipt_says_it_without_a_number_a_name_or_a_word_of_theirs(town: Township) -> None:
    others = [filed(town, who=who) for who in (2, 3, 4)]
    mine = filed(town, AGAIN)
    phone = Client()
    phone.post("/follow/", {"number": mine.number, "code": receipt_code(mine)})
    page = phone.get(f"/receipt/{mine.number}/").content.decode()
    assert "已有 3 人以上反映过类似的事" in page
    for other in others:
        assert other.number not in page
    assert "昼夜生产" not in page
    assert "居民2" not in page
