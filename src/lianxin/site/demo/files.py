"""What lies in the files when the demo's year ends: a family, work to hand over, what waits for a second hand.

So that whoever tries the demo finds something behind every entry of the menu; made by the actions an office uses.
"""

from collections.abc import Sequence
from datetime import date
from uuid import NAMESPACE_URL, UUID, uuid5

from lianxin.appeals.actions.classes import NewEdition, publish_classes
from lianxin.appeals.actions.duty import begin_draft
from lianxin.appeals.rules.class_tree import Entry, place
from lianxin.kernel import clock
from lianxin.kernel.actor import Actor, system
from lianxin.kernel.editions import Change, change
from lianxin.matters.act import act
from lianxin.matters.models import Matter
from lianxin.people.actions.conflicts import Declaration, declare
from lianxin.people.actions.consents import Said, record_consent
from lianxin.people.actions.handovers import name_successor, open_handover
from lianxin.people.actions.households import found_household, move_in
from lianxin.people.actions.merging import propose_merging
from lianxin.people.actions.residents import add_resident
from lianxin.people.actions.reveal import raise_alarm
from lianxin.people.actions.tags import set_tag
from lianxin.people.models import Account, Appointment, Person
from lianxin.people.rules.confidentiality import Tie
from lianxin.people.rules.consents import Consented, Way
from lianxin.people.rules.residents import Kin, ResidentFacts, Sex
from lianxin.people.rules.settings import MOURNING, REVEALS
from lianxin.places.actions.below import add
from lianxin.places.actions.known import remember
from lianxin.places.rules import AreaKind
from lianxin.site.demo.cast import DESK, REGISTRAR, Cast, entries
from lianxin.site.demo.content import Content

OFFICE = "党政综合办公室"
NEXT_YEAR = date(2027, 1, 1)


def fill_files(told: Content, cast: Cast) -> None:
    """Everything at the last moment of the year."""
    with clock.standing_at(told.last):
        know_the_village(told, cast)
        keep_residents(told, cast)
        hand_over(told, cast)
        prepare_next_year(told, cast)
        ask_to_put_right(told, cast)
        set_limits(told, cast)
        raise_alarm(account_of(one_of(cast, "综治中心", "承办岗", "柴勇")), told.last)


def key(name: str) -> UUID:
    """The same in every demo."""
    return uuid5(NAMESPACE_URL, f"demo/files/{name}")


def one_of(cast: Cast, unit: str, post: str, name: str = "") -> Actor:
    """Who is on a post, by name where several are."""
    return next(one for one in cast.posts[unit, post] if name in ("", one.name))


def account_of(by: Actor) -> int:
    """The account of somebody of the staff. Raises LookupError for nobody's."""
    if by.account is None:
        raise LookupError(by.name)
    return by.account


def know_the_village(told: Content, cast: Cast) -> None:
    """Groups below a village, and a place by the name people give it."""
    village, clerk = cast.villages[told.family["village"]], one_of(cast, DESK, REGISTRAR)
    groups: Sequence[str] = told.family["groups"]
    add(village, kind=AreaKind.GROUP, names=groups, by=system(cast.county), at=told.last)
    remember(village, name=told.family["known"], building=None, room="", given=None, by=clerk, at=told.last)


def keep_residents(told: Content, cast: Cast) -> None:
    """A grandmother with her grandchild, a record made twice, and a colleague who is kin to her."""
    clerk, other = cast.posts[DESK, REGISTRAR]
    elder, child, again = [resident(told, cast, said, by=other) for said in told.family["person"]]
    area = cast.villages[told.family["village"]].pk
    since, at = told.first.date(), told.last
    home = found_household(
        area=area, address=told.family["address"], head=elder, since=since, by=clerk, at=at
    )
    move_in(home, child, kin=Kin.GRANDCHILD, since=since, leaving=False, by=clerk, at=at)
    reason, basis = told.family["reason"], told.family["basis"]
    set_tag(elder, kind="lone_elder", level="watch", basis=basis, until=None, reason=reason, by=clerk, at=at)
    record_consent(Said(Consented.ASSISTANCE, Way.PAPER), by=clerk, at=at, person=elder)
    propose_merging(elder, again, reason=told.family["twice"], by=other, at=at)
    kin = one_of(cast, "公用事业服务站", "承办岗", "管志通")
    declare(Declaration(Tie.KIN, person=elder), by=kin, at=at)


def resident(told: Content, cast: Cast, said: dict[str, object], *, by: Actor) -> Person:
    """A resident's record."""
    facts = ResidentFacts(
        name=str(said["name"]),
        sex=Sex(str(said["sex"])),
        born=said["born"] if isinstance(said["born"], date) else None,
        phone=cast.phone(str(said["phone_of"])),
        area=cast.villages[told.family["village"]].pk,
        address=told.family["address"],
    )
    return add_resident(facts, by=by, at=told.last)


def hand_over(told: Content, cast: Cast) -> None:
    """One registrar hands her work to the other; the auditor watches."""
    heir, leaver = [held(one) for one in cast.posts[DESK, REGISTRAR]]
    made = open_handover(leaver, at=told.last)
    if made is None:
        raise LookupError("no handover list")
    watcher = Account.objects.get(pk=account_of(one_of(cast, "纪检监察办公室", "审计岗")))
    chief = one_of(cast, OFFICE, "系统管理岗")
    name_successor(made, heir, watcher=watcher, by=chief, at=told.last)


def held(by: Actor) -> Appointment:
    """The appointment somebody acts by."""
    return Appointment.objects.get(account_id=account_of(by))


def prepare_next_year(told: Content, cast: Cast) -> None:
    """The classes of next year with one that is new, and a draft of the duty catalogue for them."""
    chief, said = one_of(cast, OFFICE, "系统管理岗"), told.classes["next"]
    fresh = Entry(said["code"], said["name"], parent=said["code"][:2])
    new = NewEdition(said["edition"], NEXT_YEAR, said["note"])
    publish_classes(place([*entries(told), fresh]), new, by=chief, client_id=key("classes"))
    begin_draft(by=chief, client_id=key("draft"))


def ask_to_put_right(told: Content, cast: Cast) -> None:
    """A correction that waits for a second person's word."""
    said = told.family["correction"]
    row = Matter.objects.get(title=said["title"])
    data = {"field": "urgency", "value": "urgent", "why": said["why"]}
    by = one_of(cast, DESK, "派单岗", "车佩玲")
    act(row, "correct", by=by, data=data, client_id=key("correct"), version=row.version, at=told.last)


def set_limits(told: Content, cast: Cast) -> None:
    """Two settings that are no longer as they came: one of the administrator's, one of the security hand's."""
    said = told.family["limits"]
    for setting, value, post in (
        (MOURNING, {"days": said["mourning_days"]}, "系统管理岗"),
        (REVEALS, {"daily": said["looks_a_day"], "seconds": said["look_seconds"]}, "安全管理岗"),
    ):
        wanted = Change(value, reason=said["why"])
        change(setting, wanted, by=one_of(cast, OFFICE, post), client_id=key(setting.code))
