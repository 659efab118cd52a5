"""The way of an accusation (举报): taken down or handed over, taken up by the discipline desk, inquired, answered."""

from collections.abc import Iterable

from lianxin.appeals import letters
from lianxin.appeals.actions.closing import close
from lianxin.appeals.actions.filing import time_recording, write_down
from lianxin.appeals.actions.finding import kept_apart
from lianxin.appeals.actions.handling import note_warnings, record
from lianxin.appeals.actions.joint import let_go
from lianxin.appeals.actions.pausing import close_suspension
from lianxin.appeals.actions.telling import tell_everybody
from lianxin.appeals.actions.triage import note
from lianxin.appeals.limits import HANDLING
from lianxin.appeals.models import Accusation, Accused, Reply
from lianxin.appeals.queries import open_proposal, open_request
from lianxin.appeals.queries.accused import persons_named, staff_called, units_named
from lianxin.appeals.queries.answer_sheet import sheet_of
from lianxin.appeals.rules import AppealType
from lianxin.kernel.actor import Role
from lianxin.matters.workflow import Acting
from lianxin.people.erasures import posts_for

INQUIRY = "T6e"  # 检举控告 goes by the limits of petitions


def accuse(acting: Acting) -> None:
    """登记举报: straight to the discipline desk, under a number of its own series."""
    appeal = write_down(acting)
    appeal.type = AppealType.REPORT
    kept_apart(acting)
    acting.facts["type"] = str(appeal.type)
    give_to_desk(acting)
    name(acting, walled=True)
    if not acting.row.late_entered:
        time_recording(acting)
        if acting.data.get("phone"):
            acting.start("T3")
        tell_everybody(acting, "registered")


def hand_over(acting: Acting) -> None:
    """移交纪检: what turns out to accuse an official leaves the desk and the unit; neither sees it any more.

    It keeps the number its resident holds.
    """
    appeal, request, proposal = acting.row.appeal, open_request(acting.row), open_proposal(acting.row)
    acting.facts |= {"was": {"type": str(appeal.type)}, "type": str(AppealType.REPORT)}
    acting.change(appeal, type=AppealType.REPORT)
    kept_apart(acting)
    note(acting, acting.data["reason"])
    if request is not None:
        acting.change(request, answered_at=acting.now)
    if proposal is not None:
        acting.change(proposal, agreed=False, decided_at=acting.now)
    close_suspension(acting)
    let_go(acting)
    if acting.row.holder_id is not None:
        acting.hold(None)
    for code in (*HANDLING, "T13"):
        acting.stop(code)
    give_to_desk(acting)
    name(acting, walled=True)


def give_to_desk(acting: Acting) -> None:
    """From now on it lies with the discipline desk, which is told that there is one."""
    acting.add(Accusation(matter=acting.row, handed_at=acting.now, handed_by=acting.by.account))
    for post in posts_for([Role.DISCIPLINE]):
        acting.tell_staff(letters.ACCUSATION, post=post)


def name_accused(acting: Acting) -> None:
    """写明被反映对象: whom a complaint is about, kept from them where it is ticked; an accusation always is."""
    always = acting.row.appeal.type == AppealType.REPORT
    name(acting, walled=always or bool(acting.data.get("walled")))


def take_up(acting: Acting) -> None:
    """纪检受理: the limit of the inquiry runs."""
    name(acting, walled=True)
    acting.start(INQUIRY)


def name(acting: Acting, *, walled: bool) -> None:
    """Write down those named, each once; a person of ours stands for the units they work in, too."""
    units = units_named(acting.row, walled=walled)
    people = persons_named(acting.row, walled=walled)
    said: Iterable[str] = acting.data.get("people") or ()
    called = staff_called(said)
    wanted = [int(unit) for unit in acting.data.get("units") or ()]
    for written in said:
        held = called[written]
        wanted += [one.post.unit_id for one in held]
        for person in {one.person_id for one in held} - people:
            add(acting, walled, person_id=person)
            people.add(person)
        if not held:
            add(acting, walled, name=written)
    for unit in dict.fromkeys(wanted):
        if unit not in units:
            add(acting, walled, unit_id=unit)


def add(acting: Acting, walled: bool, **who: object) -> None:  # said by the callers above
    """One of those named."""
    row = Accused(matter=acting.row, walled=walled, set_at=acting.now, set_by=acting.by.account)
    for key, value in who.items():
        setattr(row, key, value)
    acting.add(row)
    acting.facts["accused"] = acting.facts.get("accused", 0) + 1


def inquire(acting: Acting) -> None:
    """核查记录: as a unit records its work."""
    record(acting)


def conclude(acting: Acting) -> str:
    """核查办结: the one who accused is told the result; no unit and no callback desk hears of it."""
    data = acting.data
    acting.change(
        acting.row.appeal, outcome=data["outcome"], finished_at=acting.now, finished_by=acting.by.account
    )
    reply = Reply(matter=acting.row, text=data["reply"], written_at=acting.now, sent_at=acting.now)
    reply.sheet = sheet_of(acting.row, reply, at=acting.now)
    acting.add(reply)
    note_warnings(acting, reply)
    acting.facts["outcome"] = str(data["outcome"])
    tell_everybody(acting, "answered")
    return close(acting)
