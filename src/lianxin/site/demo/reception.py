"""Reception in the demo: two kinds with their rota, posted; what was to be held is held; two swapped (接待).

Everything by the actions an office uses, at the times it would have done them.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from lianxin.kernel import clock
from lianxin.kernel.actor import Actor
from lianxin.matters.act import act, open_row
from lianxin.people.models import Appointment
from lianxin.reception.actions.kinds import add_kind, add_turn
from lianxin.reception.actions.planning import plan_days, publish_all
from lianxin.reception.models import Kind, Slot, SlotPerson
from lianxin.reception.queries.rota import propose
from lianxin.reception.queries.slots import persons_of
from lianxin.reception.rules.rota import Decided, Line
from lianxin.reception.rules.slots import Part
from lianxin.reception.workflow import SWAP
from lianxin.site.demo.cast import DESK, Cast
from lianxin.site.demo.content import local
from lianxin.site.demo.files import key, one_of

FACTS = ("code", "name", "place", "days", "starts", "ends", "numbers", "windows")


def receive(told: Mapping[str, Any], cast: Cast, last: datetime) -> None:
    """The rota of each kind and the slots held until the last moment; `told` is content/reception.toml."""
    desk = one_of(cast, DESK, "派单岗")
    for said in told["kind"]:
        with clock.standing_at(local(said["from"])):
            plan(set_up(said, cast, desk), said, desk)
    for slot in Slot.objects.filter(ends_at__lte=last).order_by("starts_at", "pk"):
        hold(slot, desk)
    with clock.standing_at(last):
        swap(told["swap"], cast)


def set_up(said: Mapping[str, Any], cast: Cast, desk: Actor) -> Kind:
    """A kind with its list of turns."""
    unit = cast.units[said["unit"]]
    facts = {name: said[name] for name in FACTS} | {"unit": unit, "area": unit.area, "phone": unit.phone}
    kind = add_kind(facts, by=desk, client_id=key(f"kind/{said['code']}"))
    for part, posts in ((Part.LEADER, said["leaders"]), (Part.RECORDER, said["recorders"])):
        for post in posts:
            add_turn(kind, appointment_of(one_of(cast, *post)), part=part, willing=False, by=desk)
    return kind


def appointment_of(actor: Actor) -> int:
    """The appointment somebody acts on."""
    found: int = Appointment.objects.get(account=actor.account, post=actor.post).pk
    return found


def plan(kind: Kind, said: Mapping[str, Any], desk: Actor) -> None:
    """The rota as proposed, planned and posted at once; what is too near already is left out."""
    first = clock.today() + timedelta(days=4)
    made = propose(kind, first, first + timedelta(days=said["days_planned"]))
    days = [decided(line, made.recorders.get(line.wanted.day)) for line in made.rota.lines]
    done = plan_days(kind, days, by=desk, client_id=key(f"plan/{kind.code}"))
    slots = Slot.objects.filter(kind=kind).order_by("pk")
    posted = publish_all(slots, by=desk, client_id=key(f"post/{kind.code}"))
    if done.refused or posted.refused:
        raise LookupError([*done.refused.values(), *posted.refused.values()])


def decided(line: Line, recorder: int | None) -> Decided:
    """A line of the rota, nobody changed."""
    named = ((Part.LEADER, line.leader), (Part.SUBSTITUTE, line.substitute), (Part.RECORDER, recorder))
    persons = [(str(part), key) for part, key in named if key is not None]
    return Decided(line.wanted.day, (*persons, *((str(Part.EXTRA), key) for key in line.extras)))


def hold(slot: Slot, desk: Actor) -> None:
    """Everybody but the substitute comes; it begins and ends as posted."""
    for move, at in course(slot):
        with clock.standing_at(at):
            turn(slot, move, at, desk)


def course(slot: Slot) -> tuple[tuple[str, datetime], ...]:
    """The moves of a slot that is held, each with its time."""
    early = slot.starts_at - timedelta(minutes=10)
    return ("sign_in", early), ("open", slot.starts_at), ("end", slot.ends_at)


def turn(slot: Slot, move: str, at: datetime, desk: Actor) -> None:
    """One move of a slot as it stands."""
    slot.refresh_from_db()
    here = [one.pk for one in persons_of(slot) if one.part != Part.SUBSTITUTE]
    data = {"persons_here": here} if move == "sign_in" else {}
    unique = key(f"{move}/{slot.kind.code}/{slot.day}")
    act(slot, move, by=desk, data=data, client_id=unique, version=slot.version, at=at)


def swap(said: Mapping[str, Any], cast: Cast) -> None:
    """Two leaders swap two slots of the coming weeks; the notice says so."""
    mine, theirs = (leading(said["kind"], said[day]) for day in ("first", "second"))
    first, second = (actor_behind(one, cast) for one in (mine, theirs))
    data = {"mine": mine.pk, "theirs": theirs.pk}
    row = open_row(SWAP, by=first, data=data, client_id=key("swap"))
    act(row, "agree", by=second, data={}, client_id=key("swap/agree"), version=row.version)


def leading(kind: str, day: Any) -> SlotPerson:
    """Who leads the slot of a kind on a day."""
    return SlotPerson.objects.get(slot__kind__code=kind, slot__day=day, part=Part.LEADER)


def actor_behind(one: SlotPerson, cast: Cast) -> Actor:
    """The actor of somebody in a slot."""
    everybody = (actor for actors in cast.posts.values() for actor in actors)
    return next(actor for actor in everybody if actor.account == one.appointment.account_id)
