"""工程情况: what was settled by building is closed with cost, labour, photographs and the land on record (J16)."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given, strategies as st

from lianxin.appeals.models import Works
from lianxin.appeals.rules.works import Land, lacking
from lianxin.kernel.attachments import attach, receive
from lianxin.kernel.models.attachment import Attachment
from lianxin.kernel.models.event import Event
from lianxin.matters.models import Matter
from lianxin.matters.refusals import Refused
from tests.appeals.hands import MONDAY, state_of
from tests.appeals.test_exports import taken
from tests.doors.test_filing import photo
from tests.township import Township, at, enter

DONE = {"outcome": "resolved", "reply": "供水站王师傅带人换了整段水管，试压两天没有再漏。"}


def go(town: Township, matter: Matter, move: str, **data: Any) -> Event:
    return town.go(matter, move, by=town.water_handler, when=at("2026-11-03 09:00"), **data)


@pytest.fixture
def dug(town: Township) -> Matter:
    """The water station dug up the pipe."""
    matter = town.working(town.file(when=MONDAY), MONDAY)
    go(town, matter, "record", kind="contact", text="打过电话。")
    go(town, matter, "record", kind="build", text="挖开换了十二米管子。")
    return matter


def photographed(matter: Matter, name: str, colour: str) -> str:
    """A photograph that hangs on the matter."""
    picture: SimpleUploadedFile = photo(name, colour)
    row = attach(receive(picture), row_kind="matter", row_id=matter.pk, origin="scan")
    return str(row.client_id)


def all_of_it(matter: Matter) -> dict[str, Any]:
    """A complete record."""
    return {
        "cost": Decimal("1200.50"),
        "labour": Decimal("2.5"),
        "before": [photographed(matter, "挖开前.jpg", "red")],
        "after": [photographed(matter, "回填后.jpg", "green")],
        "land": str(Land.NONE),
    }


@pytest.mark.req("J16")
@pytest.mark.parametrize(
    ("left_out", "said"),
    [
        ("cost", "花了多少钱"),
        ("labour", "用了多少工"),
        ("before", "施工前的照片（没有的写明原因）"),
        ("after", "施工后的照片（没有的写明原因）"),
        ("land", "占不占别人的地"),
    ],
)
def test_it_is_not_closed_before_all_of_it_is_on_record(
    town: Township, dug: Matter, left_out: str, said: str
) -> None:
    every = "花了多少钱、用了多少工、施工前的照片（没有的写明原因）、施工后的照片（没有的写明原因）、占不占别人的地"
    with pytest.raises(Refused, match=f"还要登记：{every}"):
        go(town, dug, "finish", **DONE)
    whole = all_of_it(dug)
    go(town, dug, "record_works", **{name: value for name, value in whole.items() if name != left_out})
    with pytest.raises(Refused, match=f"还要登记：{said}。请点“登记工程情况”补上。"):
        go(town, dug, "finish", **DONE)
    assert state_of(dug) == "working"
    go(town, dug, "record_works", **whole)
    go(town, dug, "finish", **DONE)
    assert (state_of(dug), Works.objects.count()) == ("closing", 1)


@pytest.mark.req("J16")
def test_nobody_insists_on_photographs(town: Township, dug: Matter) -> None:
    said = {**all_of_it(dug), "before": [], "after": [], "no_photos": "夜里抢修，没有拍。"}
    go(town, dug, "record_works", **said)
    go(town, dug, "finish", **DONE)
    assert state_of(dug) == "closing"
    page = enter(Client(), town.water_handler).get(f"/matters/{dug.number}/").content.decode()
    assert "夜里抢修，没有拍。" in page


@pytest.mark.req("J16")
def test_where_nothing_was_built_nothing_is_asked(town: Township) -> None:
    matter = town.closing(town.file(when=MONDAY), MONDAY)
    assert state_of(matter) == "closing"


@pytest.mark.req("J16")
def test_only_the_unit_that_works_on_it_writes_it_down(town: Township, dug: Matter) -> None:
    for by in (town.roads_handler, town.triage, town.reviewer, town.leader, town.holder(dug)):
        with pytest.raises(Refused) as refusal:
            town.go(dug, "record_works", by=by, when=MONDAY, **all_of_it(dug))
        assert refusal.value.code == "not_allowed"


@pytest.mark.req("J16")
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"cost": "一千"}, "请填数字，例如 1200"),
        ({"cost": "-1"}, "不能小于 0"),
        ({"cost": "1.005"}, "最多两位小数"),
        ({"land": "agreed"}, "请写明是谁同意的"),
        ({"land": "paper"}, "请勾选书面同意或补偿协议"),
        ({"before": "both", "after": "both"}, "同一张照片不能又是施工前又是施工后"),
        ({"before": "foreign"}, "foreign"),
    ],
)
def test_what_cannot_be_is_said_beside_its_box(
    town: Township, dug: Matter, typed: dict[str, str], said: str
) -> None:
    one = photographed(dug, "一张.jpg", "red")
    sent = {name: one if value == "both" else value for name, value in typed.items()}
    answer = enter(Client(), town.water_handler).post(f"/matters/{dug.number}/do/record_works/", sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Works.objects.exists()


@pytest.mark.req("J16")
def test_it_stands_on_the_page_with_its_photographs_and_in_the_sheet(town: Township, dug: Matter) -> None:
    client = enter(Client(), town.water_handler)
    address = f"/matters/{dug.number}/do/record_works/"
    assert "还没有照片" in client.get(address).content.decode()
    whole = all_of_it(dug) | {"land": "agreed", "consent": "菜地是林老根的，本人当面同意，补栽两行白菜。"}
    assert client.post(address, whole).status_code == 302
    page = client.get(f"/matters/{dug.number}/").content.decode()
    for words in ("工程情况", "1200.50 元", "2.5 人·天", "本人当面同意", "挖开前.jpg", "回填后.jpg"):
        assert words in page
    assert "请点" not in page
    (row,) = taken(town.triage, columns=("works_cost", "works_labour", "works_land"))
    assert (row["工程花费"], row["用工（人·天）"], row["占地情况"]) == (
        "1200.5",
        "2.5",
        "占用或动到了，对方已经同意",
    )


@pytest.mark.req("J16")
def test_no_word_of_it_is_in_the_log_and_a_file_gone_is_not_shown(town: Township, dug: Matter) -> None:
    whole = all_of_it(dug) | {"land": "agreed", "consent": "菜地是林老根的。"}
    event = go(town, dug, "record_works", **whole)
    assert event.facts["works"] == {"photos": [1, 1], "land": "agreed"}
    assert "林老根" not in str(event.facts)
    Attachment.objects.filter(name="挖开前.jpg").delete()
    page = enter(Client(), town.water_handler).get(f"/matters/{dug.number}/").content.decode()
    assert "回填后.jpg" in page


@given(
    st.none() | st.just(Decimal(0)),
    st.none() | st.just(Decimal(0)),
    st.lists(st.just("a"), max_size=1),
    st.lists(st.just("b"), max_size=1),
    st.sampled_from(["", "夜里抢修，没有拍。"]),
    st.sampled_from(["", *map(str, Land)]),
)
def test_nought_is_an_answer_and_nothing_is_none(
    cost: Decimal | None, labour: Decimal | None, before: list[str], after: list[str], why: str, land: str
) -> None:
    lacks = lacking(cost=cost, labour=labour, before=before, after=after, no_photos=why, land=land)
    seen = (bool(before or why), bool(after or why))
    given_answers = (cost is not None, labour is not None, *seen, bool(land))
    assert len(lacks) == given_answers.count(False)
