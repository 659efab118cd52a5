"""The old do not scan (XC-03): whatever a resident may do, paper and telephone do too (无障碍环境建设法 32, 35)."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from lianxin.appeals.workflow import APPEAL
from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.policy import anyone
from lianxin.matters.act import offers
from lianxin.matters.models import Matter
from lianxin.matters.receipts import receipt_code
from lianxin.site.reference.access import routes
from tests.doors.conftest import Phone
from tests.township import Township, enter

PHONE = "0912-5550000"
DESKS = ("clerk", "triage", "caller")
STAGES: tuple[Callable[[Township, Matter], object], ...] = (
    lambda town, matter: None,
    lambda town, matter: town.go(matter, "need_info", by=town.triage, items=["水表号"]),
    lambda town, matter: town.accepted(matter),
    lambda town, matter: town.dispatched(matter),
    lambda town, matter: town.working(matter),
    lambda town, matter: town.answered(matter),
    lambda town, matter: town.closed(matter),
)
# What a resident's own move is at the desk, where it is written down by another: who calls asks how satisfied
# people are, and so is the paper slip of somebody who rates; what somebody adds is one more contact.
AT_THE_DESK = {"rate": "call_back", "add": "contact"}
PAGES_WITHOUT_PHONE = {
    "receipt_file",  # a file, by POST only; the telephone stands on the paper
    "own_answer_file",
    "notice_99_file",
    "api_document",  # for programs
    "sign_in",  # of the staff
    "sign_in_code",
    "sign_in_renew",
    "join",
    "join_code",
    "who",
    "sign_out",
    "arrive",
    "attachment",  # a file
    "own_answer",
    "areas_find",  # a list for a box of the filing page
    "again",  # buttons
    "own_move",
    "wechat_taps",  # for a machine
    "elder",  # switches without a page
    "language",
    "follow_close",
    "field",  # the telephone of who goes from door to door
    "field_worker",
}


def holder(town: Township, matter: Matter) -> Actor:
    """The resident who showed number and code."""
    return type(town.resident)(
        account=None, county=town.county, roles=town.resident.roles, receipts=frozenset({matter.pk})
    )


@pytest.mark.req("XC-03")
def test_every_move_a_resident_may_make_is_made_at_the_desk_too(town: Township) -> None:
    without, seen, desks = set(), set(), set()
    for stage in STAGES:
        matter = town.file()
        stage(town, matter)
        matter.refresh_from_db()
        own = {move.code for move in offers(matter, holder(town, matter))}
        desk = {move.code for name in DESKS for move in offers(matter, getattr(town, name))}
        without |= own - desk
        seen |= own
        desks |= desk
    assert {code for code in without if AT_THE_DESK.get(code) not in desks} == set()
    assert {"supply", "rate", "choose_way", "escalate"} <= seen


@pytest.mark.req("XC-03")
def test_what_opens_a_matter_is_opened_by_a_clerk_too() -> None:
    by = {
        role: Actor(account=1, county=990901, roles=frozenset({role})) for role in (Role.RESIDENT, Role.CLERK)
    }
    opening = [move for move in APPEAL.moves if not move.source and move.who(by[Role.RESIDENT], None)]
    assert [move.code for move in opening] == ["register", "accuse"]
    assert all(move.who(by[Role.CLERK], None) for move in opening)


@pytest.mark.req("XC-03")
def test_every_page_of_a_resident_says_which_number_to_call(
    town: Township, phone: Phone, settings: object
) -> None:
    settings.OFFICE = {"phone": PHONE}  # type: ignore[attr-defined]  # pytest-django's
    matter = town.file()
    phone.follow(matter.number, receipt_code(matter))
    silent, asked = [], 0
    for pattern, rule in routes():
        if rule is not anyone or pattern.name in PAGES_WITHOUT_PHONE:
            continue
        sample = {"number": matter.number, "place": 1, "move": "choose_way", "area": "990901101"}
        sample |= {"project": 1, "key": 1, "token": "x", "code": "market"}
        parts = {name: sample[name] for name in pattern.pattern.converters if name in sample}
        answer = phone.client.get(reverse(str(pattern.name), kwargs=parts))
        assert answer.status_code in {200, 404}, pattern.name  # 404: nothing of the kind, and whom to ask
        asked += answer.status_code == 200
        if PHONE not in answer.content.decode():
            silent.append(pattern.name)
    assert silent == []
    assert asked >= 9


@pytest.mark.req("XC-03")
def test_the_sheet_for_later_names_every_act_of_a_resident(phone: Phone) -> None:
    body = re.sub(r"<[^>]+>", "", phone.open("/paper/again/").content.decode())
    words = {"supply": "补充情况", "rate": "评价", "choose_way": "改告知方式", "follow": "问办到哪一步"}
    words |= {"withdraw": "撤回", "object": "不同意和别的事并在一起", "reopen": "没办好，要求重办"}
    assert [act for act, shown in words.items() if f"□ {shown}" not in body] == []


@pytest.mark.req("XC-03")
def test_a_clerk_who_takes_a_slip_finds_the_matter_by_its_number_and_acts(town: Township) -> None:
    matter = town.file()
    desk = enter(Client(), town.clerk)
    page = desk.get(f"/matters/{matter.number}/").content.decode()
    for move in ("contact", "choose_way"):
        assert f"/matters/{matter.number}/do/{move}/" in page
