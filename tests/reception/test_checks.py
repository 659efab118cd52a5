"""实地查看: asked of a unit, counted in typed units, shown on the matter; never by whom it is said against (RCP-12)."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from hypothesis import given, strategies as st

from lianxin.appeals.models import Accused
from lianxin.kernel import clock
from lianxin.kernel.erasure.registry import ERASED, parts_of, record_named
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.attachment import Attachment
from lianxin.kernel.models.event import Event
from lianxin.kernel.models.piece import SealedPiece
from lianxin.matters.act import act, open_row
from lianxin.matters.forms import without_numbers
from lianxin.matters.models import Matter
from lianxin.matters.rebuild import check
from lianxin.matters.refusals import Refused
from lianxin.reception.erasing import forget_visits
from lianxin.reception.models import CheckQuantity, FieldCheck, Visit
from lianxin.reception.rules.checks import Measure, Quantity, Unreadable, quantities_in, quantity_in, totals
from lianxin.reception.workflow.checks import FIELD_CHECK
from tests.doors.conftest import photo
from tests.reception.day import a_slot, come
from tests.township import Township, enter

FOUND = "涵洞 4 座\n塌方 10 余处\n里程 10 公里"


@pytest.mark.req("RCP-12")
@pytest.mark.parametrize(
    ("line", "amount", "unit", "at_least"),
    [
        ("涵洞 4 座", 4, "座", False),
        ("塌方 10 余处", 10, "处", True),
        ("里程10公里", 10, "公里", False),
        ("水田 3.5亩", Decimal("3.5"), "亩", False),
        ("挡墙 120多米", 120, "米", True),
        ("路面 300 平方米", 300, "平方米", False),
    ],
)
def test_a_quantity_has_its_unit_and_whether_it_is_at_least(
    line: str, amount: Any, unit: str, at_least: bool
) -> None:
    found = quantity_in(line)
    assert (found.amount, found.unit, found.at_least) == (amount, unit, at_least)


@pytest.mark.req("RCP-12")
@pytest.mark.parametrize("line", ["4 座", "涵洞", "涵洞 很多座", "涵洞 4 只", "涵洞 12345678 座"])
def test_what_cannot_be_read_is_named(line: str) -> None:
    with pytest.raises(Unreadable, match=line):
        quantities_in(f"涵洞 4 座\n{line}")


@pytest.mark.req("RCP-12")
@pytest.mark.property
@given(
    st.lists(
        st.builds(
            Quantity,
            what=st.sampled_from(["涵洞", "塌方", "路灯"]),
            amount=st.integers(1, 9999).map(Decimal),
            unit=st.sampled_from(Measure.values),
            at_least=st.booleans(),
        ),
        max_size=8,
    )
)
def test_what_is_written_is_read_back_and_only_the_same_is_added(found: list[Quantity]) -> None:
    assert quantities_in("\n".join(str(one) for one in found)) == found
    sums = totals(found)
    assert len({(one.what, one.unit) for one in sums}) == len(sums)
    for unit in Measure.values:
        assert sum(one.amount for one in sums if one.unit == unit) == sum(
            one.amount for one in found if one.unit == unit
        )


def asked(town: Township, matter: Matter | None, **more: Any) -> FieldCheck:
    """The roads office is asked to look."""
    day = timezone.localdate() + timedelta(days=3)
    said = {"matter": matter, "unit": town.roads.pk, "asked": "数一数涵洞，量一量里程。", "due_on": day}
    row: FieldCheck = open_row(FIELD_CHECK, by=town.triage, data={**said, **more}, client_id=uuid7())
    return row


def sent(row: FieldCheck, **more: Any) -> dict[str, Any]:
    """What the form of the look sends."""
    return {
        "seen_at": "2026-11-02T15:00",
        "place": "进村路",
        "present": "村镇建设办 养护\n群众 2 人",
        "found": "路基塌了十几处。",
        "quantities": FOUND,
        "cost": "10050.05",
        "cost_basis": "参照去年同类工程",
        "version": row.version,
        "client_id": str(uuid7()),
        **more,
    }


@pytest.mark.req("RCP-12")
def test_a_unit_goes_and_looks_and_the_matter_shows_what_was_counted(town: Township) -> None:
    matter = town.working(town.file())
    row = asked(town, matter)
    goes = enter(Client(), town.roads_handler)
    assert "去看一看" in goes.get("/desk/").content.decode()
    assert goes.get(f"/matters/{matter.number}/").status_code == 404
    address = f"/checks/{row.pk}/"
    assert "数一数涵洞" in goes.get(address).content.decode()
    answer = goes.post(f"{address}do/see/", {**sent(row), "photos": [photo(), photo(colour="red")]})
    assert answer.status_code == 302
    shown = goes.get(address).content.decode()
    for told in (
        "涵洞 4 座",
        "塌方 10 余处",
        "里程 10 公里",
        "10050.05 元",
        "壹万零伍拾元零伍分",
        "群众 2 人",
    ):
        assert told in shown
    for hidden in (matter.number, "林小满", "19900001111"):
        assert hidden not in shown
    assert Attachment.objects.filter(row_kind="fieldcheck", row_id=row.pk).count() == 2
    page = enter(Client(), town.triage).get(f"/matters/{matter.number}/").content.decode()
    assert address in page
    assert "涵洞 4 座，塌方 10 余处，里程 10 公里" in page
    assert "路基" not in str(Event.objects.get(move="see").facts)
    assert list(check()) == []


@pytest.mark.req("RCP-12")
def test_a_look_before_eight_in_the_morning_stands_under_its_own_day(town: Township) -> None:
    matter = town.working(town.file())
    row = asked(town, matter)
    said = sent(row, seen_at="2026-11-02T07:00")
    assert enter(Client(), town.roads_handler).post(f"/checks/{row.pk}/do/see/", said).status_code == 302
    page = enter(Client(), town.triage).get(f"/matters/{matter.number}/").content.decode()
    assert "2026年11月2日 · 村镇建设办" in page


@pytest.mark.req("RCP-12")
def test_a_line_nobody_can_read_keeps_everything_that_was_typed(town: Township) -> None:
    row = asked(town, town.working(town.file()))
    goes = enter(Client(), town.roads_handler)
    answer = goes.post(f"/checks/{row.pk}/do/see/", sent(row, quantities="涵洞 4 座\n塌方很多"))
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "“塌方很多”看不懂" in shown
    assert "路基塌了十几处。" in shown
    no_basis = goes.post(f"/checks/{row.pk}/do/see/", sent(row, cost_basis=""))
    assert "请写这个数按什么估的" in no_basis.content.decode()
    assert not CheckQuantity.objects.exists()


@pytest.mark.req("RCP-12", "INV-08")
def test_whom_it_is_said_against_does_not_go_and_look(town: Township) -> None:
    matter = town.working(town.file())
    Accused.objects.create(matter=matter, unit=town.roads, set_at=timezone.now())
    with pytest.raises(Refused, match="不能请它去看"):
        asked(town, matter)
    row = asked(town, matter, unit=town.water.pk)
    assert enter(Client(), town.roads_handler).get(f"/checks/{row.pk}/").status_code == 404
    sealed = town.file(type="report", text="反映某人的作风。")
    with pytest.raises(Refused, match="举报由纪检监察办理"):
        asked(town, sealed)


@pytest.mark.req("RCP-12")
def test_who_works_elsewhere_neither_sees_nor_writes_it(town: Township) -> None:
    row = asked(town, town.dispatched(town.file()), unit=town.water.pk)
    other = enter(Client(), town.roads_handler)
    assert other.get(f"/checks/{row.pk}/").status_code == 404
    with pytest.raises(Refused, match="不在您的岗位职责内"):
        act(row, "see", by=town.roads_handler, data={}, client_id=uuid7(), version=row.version)


@pytest.mark.req("RCP-12")
def test_it_is_asked_for_on_the_matters_page_and_called_off(town: Township) -> None:
    matter = town.working(town.file())
    desk = enter(Client(), town.triage)
    assert f"/matters/{matter.number}/check/" in desk.get(f"/matters/{matter.number}/").content.decode()
    day = timezone.localdate() + timedelta(days=1)
    said = {
        "unit": town.roads.pk,
        "asked": "看看水井边。",
        "due_on": day.isoformat(),
        "client_id": str(uuid7()),
    }
    for _ in range(2):
        answer = desk.post(f"/matters/{matter.number}/check/", said)
    row = FieldCheck.objects.get()
    assert answer["Location"] == f"/checks/{row.pk}/"
    form = {"why": "已经修好了。", "version": row.version, "client_id": str(uuid7())}
    assert desk.post(f"/checks/{row.pk}/do/call_off/", form).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.matter_id, row.area_id) == ("called_off", matter.pk, matter.area_id)


def test_who_is_asked_to_look_is_told_nobodys_number() -> None:
    with pytest.raises(ValidationError, match="不写个人的电话"):
        without_numbers("找 19900001111 带路。")


@pytest.mark.req("RCP-12", "INV-20")
def test_numbers_in_what_was_found_are_sealed_shown_masked_and_go_with_the_words(town: Township) -> None:
    matter = town.working(town.file())
    row = asked(town, matter)
    goes = enter(Client(), town.roads_handler)
    said = sent(row, found="塌了十几处，养护队 19900003333 看过。", present="村民 19900004444")
    assert goes.post(f"/checks/{row.pk}/do/see/", said).status_code == 302
    row.refresh_from_db()
    assert (row.found, row.present) == ("塌了十几处，养护队 〔电话①〕 看过。", "村民 〔电话①〕")
    page = goes.get(f"/checks/{row.pk}/").content.decode()
    assert "养护队 199****3333 看过" in page
    assert "199****4444" in page
    assert "19900003333" not in page
    assert list(check()) == []
    for part in parts_of(record_named("appeal")):
        part.erase("matter", [matter.pk])
    assert not SealedPiece.objects.filter(row_kind="fieldcheck").exists()


@pytest.mark.req("INV-20")
def test_they_go_with_a_visit_that_led_to_no_appeal(town: Township) -> None:
    visit = come(town, a_slot(town))
    row = asked(town, None, visit=visit)
    goes = enter(Client(), town.roads_handler)
    said = sent(row, found="养护队 19900003333 看过。")
    assert goes.post(f"/checks/{row.pk}/do/see/", said).status_code == 302
    assert SealedPiece.objects.filter(row_kind="fieldcheck").count() == 1
    Visit.objects.filter(pk=visit.pk).update(name_sealed=b"x")  # somebody is still named
    forget_visits(clock.now() + timedelta(days=1))
    assert not SealedPiece.objects.filter(row_kind="fieldcheck").exists()


@pytest.mark.req("RCP-12", "C11")
def test_words_and_photographs_go_with_the_matter_and_the_counts_stay(town: Township) -> None:
    matter = town.working(town.file())
    row = asked(town, matter)
    goes = enter(Client(), town.roads_handler)
    goes.post(f"/checks/{row.pk}/do/see/", {**sent(row), "photos": photo()})
    for part in parts_of(record_named("appeal")):
        part.erase("matter", [matter.pk])
    row.refresh_from_db()
    assert {row.asked, row.place, row.present, row.found, row.cost_basis} == {ERASED}
    assert (row.cost, row.quantities.count()) == (Decimal("10050.05"), 3)
    assert not Attachment.objects.filter(row_kind="fieldcheck").exists()


@pytest.mark.req("RCP-12")
def test_a_look_is_asked_for_from_a_visit_that_led_to_no_appeal(town: Township) -> None:
    visit = come(town, a_slot(town))
    desk = enter(Client(), town.triage)
    assert (
        f"/reception/visits/{visit.pk}/check/" in desk.get(f"/reception/visits/{visit.pk}/").content.decode()
    )
    day = timezone.localdate() + timedelta(days=1)
    said = {
        "unit": town.roads.pk,
        "asked": "看看塌方的地方。",
        "due_on": day.isoformat(),
        "client_id": str(uuid7()),
    }
    answer = desk.post(f"/reception/visits/{visit.pk}/check/", said)
    row = FieldCheck.objects.get()
    assert answer["Location"] == f"/checks/{row.pk}/"
    assert (row.visit_id, row.matter_id, row.area_id) == (visit.pk, None, visit.area_id)
    assert enter(Client(), town.roads_handler).get(f"/checks/{row.pk}/").status_code == 200
    assert enter(Client(), town.water_handler).get(f"/checks/{row.pk}/").status_code == 404
