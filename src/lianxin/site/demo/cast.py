"""The invented township: its areas, units, posts and people, made by the actions an office uses."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

from lianxin.appeals.actions.classes import seed_classes
from lianxin.appeals.actions.duty import LineFacts, seed_catalogue
from lianxin.appeals.queries.classes import class_keys
from lianxin.appeals.rules.class_tree import Entry
from lianxin.appeals.standard import CLASSES
from lianxin.kernel import clock
from lianxin.kernel.actor import Actor, system
from lianxin.kernel.ids import uuid7
from lianxin.people.actions.founding import Place, area
from lianxin.people.actions.staff import add_person, appoint, open_account
from lianxin.people.actions.units import UnitFacts, add_post, add_unit
from lianxin.people.models import Post, Unit
from lianxin.people.queries import actor_of
from lianxin.people.rules import UnitKind
from lianxin.people.standard import VILLAGE_CODE, VILLAGE_POSTS, village_unit_name
from lianxin.places.models import Area
from lianxin.places.rules import OFFICIAL_LENGTH, AreaKind
from lianxin.site.demo.content import Office, Story
from lianxin.site.demo.timeline import Part

DESK, HANDLERS, REGISTRAR = "便民服务中心", "承办岗", "登记岗"
VILLAGE_REGISTRAR = VILLAGE_POSTS[0].name
LOGIN = "qh{number:02d}"
KEYWORDS = {name: words for _code, name, words in CLASSES}  # what people call things doesn't differ by place


@dataclass
class Cast:
    """Who plays which part, and the rows that the stories name in words."""

    county: int
    town: Mapping[str, Any]
    villages: dict[str, Area] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    classes: dict[str, tuple[int, str]] = field(default_factory=dict)
    posts: dict[tuple[str, str], list[Actor]] = field(default_factory=dict)
    phones: dict[str, str] = field(default_factory=dict)

    def pick(self, part: Part, story: Story, chance: Random) -> Actor:
        """Somebody of the staff for a part of a story."""
        return chance.choice(self.posts[self.place_of(part, story)])

    def place_of(self, part: Part, story: Story) -> tuple[str, str]:
        """The unit and the post a part is played from."""
        match part:
            case Part.HANDLER:
                return story.unit, HANDLERS
            case Part.REVIEWER:
                return self.town["unit"][0]["name"], self.reviewer_of(story.unit)
            case Part.VILLAGE_CLERK:
                return village_unit_name(story.village), VILLAGE_REGISTRAR
            case Part.TRIAGE:
                return DESK, "派单岗"
            case Part.CALLER:
                return DESK, "回访岗"
            case _:
                return DESK, REGISTRAR

    def reviewer_of(self, unit: str) -> str:
        """The post that reviews what this unit closes: never its own."""
        return str(next(one["reviewer"] for one in self.town["unit"] if one["name"] == unit))

    def phone(self, name: str) -> str:
        """A resident's telephone, of a range nobody was given; the same name keeps its number."""
        first = int(self.town["phones"]["residents"])
        return self.phones.setdefault(name, self.number(first + len(self.phones)))

    def number(self, last_digits: int) -> str:
        """A telephone number of the invented range."""
        return f"{self.town['phones']['prefix']}{last_digits:04d}"


def gather(told: Office) -> Cast:
    """Make the township and everybody in it, on posts since the year's first day."""
    cast = Cast(told.town["county"]["code"], told.town)
    lay_out(cast, told)
    appoint_all(cast, told)
    with clock.standing_at(told.first):
        begin_list(cast, told)
    return cast


def begin_list(cast: Cast, told: Office) -> None:
    """The classes by branch, and the duty catalogue: a line for each class, the backstop last."""
    said, day = told.classes, told.first.date()
    seed_classes(entries(told), edition=said["edition"], effective=day)
    keys = class_keys()
    cast.classes = {one["name"]: (keys[one["name"]], one["basis"]) for one in said["class"]}
    lines = [
        LineFacts(
            cast.units[one["unit"]].pk,
            one["basis"],
            class_code=one["code"],
            departments=one.get("departments", False),
        )
        for one in said["class"]
    ]
    last = said["backstop"]
    lines.append(LineFacts(cast.units[last["unit"]].pk, last["basis"], backstop=True))
    seed_catalogue(lines, effective=day, by=system(cast.county), client_id=uuid7())


def entries(told: Office) -> list[Entry]:
    """The branches, then the classes in them."""
    tops = [Entry(one["code"], one["name"]) for one in told.classes["branch"]]
    leaves = [
        Entry(
            one["code"],
            one["name"],
            parent=one["code"][:2],
            keywords=KEYWORDS.get(one["name"], ""),
            departments=one.get("departments", False),
        )
        for one in told.classes["class"]
    ]
    return [*tops, *leaves]


def lay_out(cast: Cast, told: Office) -> None:
    """Areas from the county down, units with their posts, an office for each village."""
    county, town = told.town["county"], told.town["town"]
    top = Place(str(county["code"]).ljust(OFFICIAL_LENGTH, "0"), county["name"], AreaKind.COUNTY)
    township = area(Place(town["code"], town["name"], AreaKind.TOWN), area(top, None))
    for unit in told.town["unit"]:
        make_unit(cast, told, unit, township)
    for number, village in enumerate(told.town["village"], start=1):
        place = area(Place(village["code"], village["name"], village["kind"]), township)
        cast.villages[place.name] = place
        posts = {post.name: list(post.roles) for post in VILLAGE_POSTS}
        name, code = village_unit_name(place.name), VILLAGE_CODE.format(number=number)
        make_unit(cast, told, {"name": name, "code": code, "kind": UnitKind.VILLAGE, "posts": posts}, place)


def make_unit(cast: Cast, told: Office, said: Mapping[str, Any], place: Area) -> None:
    """One unit with its telephone and its posts."""
    phone = cast.number(told.town["phones"]["units"] + len(cast.units))
    facts = UnitFacts(said["name"], said["code"], said["kind"], place.pk, phone)
    by = system(cast.county)
    unit = cast.units[said["name"]] = add_unit(facts, by=by, at=told.first)
    for name, roles in said["posts"].items():
        add_post(unit, name=name, roles=roles, by=by, at=told.first)


def appoint_all(cast: Cast, told: Office) -> None:
    """Everybody on their posts; nobody has a password, the demo asks for none."""
    names = {unit["code"]: unit["name"] for unit in told.town["unit"]}
    for code, posts in told.town["staff"].items():
        for post, people in posts.items():
            for name in people:
                take_on(cast, told, name, names[code], post)
    for village in told.town["village"]:
        take_on(cast, told, village["clerk"], village_unit_name(village["name"]), VILLAGE_REGISTRAR)


def take_on(cast: Cast, told: Office, name: str, unit: str, post: str) -> None:
    """One person on one post."""
    number = sum(map(len, cast.posts.values()))
    account = open_account(LOGIN.format(number=number + 1))
    person = add_person(name=name, phone=cast.number(told.town["phones"]["staff"] + number))
    held = Post.objects.get(unit=cast.units[unit], name=post)
    appoint(account, person, held, by=system(cast.county), at=told.first)
    actor = actor_of(account, at=told.last, passwordless=True)
    if actor is None:
        raise LookupError(f"{name} holds no post")
    cast.posts.setdefault((unit, post), []).append(actor)
