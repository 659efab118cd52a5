"""A team that goes from door to door: one round that is over, one under way, one still planned (敲门行动).

Addresses are invented; nobody's name stands in them.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5

from lianxin.kernel import clock
from lianxin.kernel.actor import Actor
from lianxin.matters.act import act, open_row
from lianxin.people.models import Appointment
from lianxin.people.standard import village_unit_name
from lianxin.rounds.actions import cards, rounds, teams
from lianxin.rounds.models import Card, Door, Round, Team
from lianxin.rounds.models.teams import Part
from lianxin.rounds.workflow import ROUND
from lianxin.site.demo.cast import DESK, REGISTRAR, VILLAGE_REGISTRAR, Cast
from lianxin.site.demo.files import account_of, key

ROADS = ("水井边", "晒谷坪", "老槐树下")
BEFORE, LENGTH = timedelta(days=30), timedelta(days=14)
RESULTS = (
    "visit",
    "visit",
    "miss",
    "visit",
    "vacate",
    "visit",
    "refuse",
    "visit",
    "visit",
    "lose",
    "visit",
    "visit",
)
PROMISED = {1: "请电工来看路口的灯"}


@dataclass
class Walk:
    """Who walks, for which team."""

    team: Team
    by: Actor


def knock(cast: Cast, last: datetime) -> None:
    """The team, its rota, its cards, and three rounds."""
    name = next(iter(cast.villages))
    village, clerk = cast.villages[name], cast.posts[village_unit_name(name), VILLAGE_REGISTRAR][0]
    said = {
        "client_id": key("team"),
        "name": f"{name}便民服务队",
        "unit": cast.units[village_unit_name(name)].pk,
        "area": village.pk,
        "vehicle": "村里的电动三轮",
    }
    team = teams.found_team(said)
    for by in (clerk, cast.posts[DESK, REGISTRAR][0]):
        held = Appointment.objects.get(account_id=account_of(by))
        teams.join(team, held.person_id, (last - BEFORE * 2).date())
    walk = Walk(team, clerk)
    go_out(walk, last.date())
    cards.issue_block(team, count=20, label="1 号手机", by=clerk, client_id=key("cards"))
    over(walk, last)
    under_way(walk, last)
    plan(walk, "春耕前走一遍", ["01", "06"], (last + BEFORE).date())


def go_out(walk: Walk, today: date) -> None:
    """Two lines of the rota."""
    members = list(walk.team.members.values_list("person", flat=True))
    for days, part in ((1, Part.MORNING), (3, Part.AFTERNOON)):
        line = {
            "client_id": key(f"rota {days}"),
            "on": today + timedelta(days=days),
            "part": part,
            "area": walk.team.area_id,
            "vehicle": "",
            "persons": members,
        }
        teams.put_on_rota(walk.team, line)


def plan(walk: Walk, name: str, themes: list[str], since: date) -> Round:
    """A planned round."""
    data = {
        "name": name,
        "themes": themes,
        "team": walk.team,
        "area": walk.team.area_id,
        "starts_on": since,
        "ends_on": since + LENGTH,
        "target": 90,
        "pairs": "none",
    }
    planned: Round = open_row(ROUND, by=walk.by, data=data, client_id=key(name))
    return planned


def begin(walk: Walk, name: str, themes: list[str], at: datetime) -> Round:
    """A round under way, its doors along the roads."""
    with clock.standing_at(at):
        row = plan(walk, name, themes, at.date())
        for place in range(len(RESULTS)):
            address = f"{ROADS[place % 3]}{place // 3 + 1}号"
            rounds.add_address(row, address, by=walk.by, client_id=key(f"{name} {address}"))
        move(walk, row, "start", at)
    return row


def doors_of(row: Round) -> list[Door]:
    """Its doors in the order of the road."""
    return list(Door.objects.filter(round=row).select_related("round").order_by("order"))


def over(walk: Walk, last: datetime) -> None:
    """A round whose every door has its result; a card was left at one."""
    since = last - BEFORE
    row = begin(walk, "冬季用电用火安全敲门", ["04", "02"], since)
    for place, door in enumerate(doors_of(row)):
        at = since + timedelta(days=place // 4, minutes=20 * place)
        what_came(walk, door, place, at)
        if place in PROMISED:
            promise(walk, door, place, at, last.date())
    move(walk, row, "end", since + LENGTH)


def under_way(walk: Walk, last: datetime) -> None:
    """A round that is half done on the demo's last day."""
    since = last - timedelta(days=2)
    row = begin(walk, "反诈和医保一次说", ["02", "03"], since)
    for place, door in enumerate(doors_of(row)[:5]):
        what_came(walk, door, place, since + timedelta(hours=2, minutes=15 * place))


def what_came(walk: Walk, door: Door, place: int, at: datetime) -> None:
    """The result of a door."""
    step = RESULTS[place]
    mend = "房子已拆，人搬到镇上" if step == "lose" else ""
    move(walk, door, step, at, minutes=8 + place, visitors=2, refused=[], mend=mend)


def promise(walk: Walk, door: Door, place: int, at: datetime, until: date) -> None:
    """The card that was left: it waits on the desk of whoever left it."""
    card = Card.objects.select_related("block").filter(state="held").order_by("number")[0]
    said = {"promised": PROMISED[place], "by_when": until}
    own = key(f"card {place}")
    with clock.standing_at(at):
        cards.leave_card(card, door, said, by=walk.by, client_id=own, at=at)


def move(walk: Walk, row: Round | Door, step: str, at: datetime, **said: object) -> None:
    """One move at its time."""
    own: UUID = uuid5(row.client_id, step)
    with clock.standing_at(at):
        act(row, step, by=walk.by, data=said, client_id=own, version=row.version, at=at)
    row.refresh_from_db()
