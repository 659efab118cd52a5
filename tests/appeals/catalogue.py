"""What the tests of classes and of the duty catalogue are built from."""

from datetime import date
from typing import Any

from lianxin.appeals.actions.classes import NewEdition, publish_classes
from lianxin.appeals.actions.duty import LineFacts, seed_catalogue
from lianxin.appeals.models import AppealClass, DutyEdition
from lianxin.appeals.queries import classes, duty
from lianxin.appeals.rules.class_tree import Entry, place
from lianxin.kernel.ids import uuid7
from lianxin.people.models import Unit
from tests.township import Township

PUBLIC, WATER, LIGHT, ROADS = Entry("02", "公用设施"), "0201", "0203", Entry("01", "交通")


def first_list(
    town: Township, *more: Entry, edition: str = "2026-12", **flags: Any
) -> dict[str, AppealClass]:
    """公用设施 with 供水 and 路灯, 交通 with 道路; by code. `flags` go to 供水."""
    entries = [
        PUBLIC,
        Entry(WATER, "供水", "02", keywords="自来水 停水", **flags),
        Entry(LIGHT, "路灯", "02", keywords="照明"),
        ROADS,
        Entry("0101", "道路", "01"),
        *more,
    ]
    new = NewEdition(edition, date(2026, 1, 1))
    publish_classes(place(entries), new, by=town.administrator, client_id=uuid7())
    return dict(classes.tree(edition).by_code)


def catalogue(town: Township, *lines: LineFacts) -> DutyEdition:
    """A catalogue of these lines, in force."""
    seed_catalogue(lines, effective=date(2026, 1, 1), by=town.administrator, client_id=uuid7())
    row = duty.in_force()
    assert row is not None
    return row


def village_unit(town: Township) -> Unit:
    """The village's own office."""
    return Unit.objects.create(name="樟荫村委会", code="C01", kind="village", area=town.village)
