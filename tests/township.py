"""A small invented township with people on its posts, for tests of what they may do."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from lianxin.appeals.models import AppealClass
from lianxin.appeals.workflow import APPEAL
from lianxin.kernel.actor import Actor, Role, resident, system
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.county import County
from lianxin.kernel.models.event import Event
from lianxin.matters.act import act, open_row
from lianxin.matters.models import Matter
from lianxin.people.models import Account, Appointment, Person, Post, SignIn, Unit
from lianxin.people.queries import actor_on, duty_of, in_words
from lianxin.people.queries.conflicts import shunned_by
from lianxin.people.sessions import SEEN, SIGN_IN
from lianxin.places.models import Area

OFFICE = ZoneInfo("Asia/Shanghai")
TOWN = "990901101"


def at(text: str) -> datetime:
    """A moment of the office: `2026-11-02 09:30`."""
    return datetime.fromisoformat(text).replace(tzinfo=OFFICE)


@dataclass
class Township:
    """The places, units and people of a test, and the words they file with."""

    county: int
    village: Area
    hall: Unit
    water: Unit
    roads: Unit
    category: AppealClass
    clerk: Actor
    triage: Actor
    water_handler: Actor
    roads_handler: Actor
    reviewer: Actor
    caller: Actor
    leader: Actor
    administrator: Actor
    security: Actor
    auditor: Actor
    resident: Actor
    system: Actor

    def words(self, **more: Any) -> dict[str, Any]:
        """What a resident says, ready for the opening move."""
        said = {
            "text": "樟荫村水井边的水管漏了三天，路上全是水。",
            "type": "help",
            "channel": "web",
            "area": self.village.pk,
            "address": "水井边第二家",
            "identity": "named",
            "name": "林小满",
            "phone": "19900001111",
        }
        return {**said, **more}

    def file(self, *, by: Actor | None = None, when: datetime | None = None, **more: Any) -> Matter:
        """An appeal as a resident files it."""
        filed: Matter = open_row(
            APPEAL, by=by or self.resident, data=self.words(**more), client_id=uuid7(), at=when
        )
        return filed

    def go(self, matter: Matter, move: str, *, by: Actor, when: datetime | None = None, **data: Any) -> Event:
        """One move on the matter as it stands."""
        matter.refresh_from_db()
        return act(matter, move, by=by, data=data, client_id=uuid7(), version=matter.version, at=when)

    def accepted(self, matter: Matter, when: datetime | None = None) -> Matter:
        """Move 受理."""
        said = {"type": "help", "category": self.category.pk, "area": self.village.pk, "urgency": "ordinary"}
        self.go(matter, "accept", by=self.triage, when=when, **said)
        return matter

    def asked_for_more(self, matter: Matter, when: datetime | None = None) -> Matter:
        """Move 要求补充."""
        self.go(matter, "need_info", by=self.triage, when=when, items=["水表号", "漏水处的照片"])
        return matter

    def reject_asked(self, matter: Matter, when: datetime | None = None) -> Matter:
        """Move 提出不予受理."""
        words = {"reason": "court", "words": "双方已在法院立案。"}
        self.go(matter, "propose_reject", by=self.triage, when=when, **words)
        return matter

    def rejected(self, matter: Matter, when: datetime | None = None) -> Matter:
        """… and 同意不予受理, by somebody else."""
        self.reject_asked(matter, when)
        self.go(matter, "reject", by=self.reviewer, when=when)
        return matter

    def referred(self, matter: Matter, when: datetime | None = None) -> Matter:
        """Moves 受理， 转出 to the county."""
        self.accepted(matter, when)
        day = (when or timezone.now()) + timedelta(days=10)
        said = {"body": "县水务局", "reference": "水函 12 号", "basis": "县级管网", "remind_at": day}
        self.go(matter, "refer", by=self.triage, when=when, **said)
        return matter

    def dispatched(self, matter: Matter, when: datetime | None = None) -> Matter:
        """Moves 受理， 派单 to the water station."""
        self.accepted(matter, when)
        basis = {"unit": self.water.pk, "basis": "职责清单第 3 条"}
        self.go(matter, "dispatch", by=self.triage, when=when, **basis)
        return matter

    def working(self, matter: Matter, when: datetime | None = None) -> Matter:
        """… and 签收."""
        self.dispatched(matter, when)
        self.go(matter, "sign", by=self.water_handler, when=when)
        return matter

    def suspended(self, matter: Matter, when: datetime | None = None, **more: Any) -> Matter:
        """… and 申请挂起， 批准挂起: two persons; for ten days, unless said otherwise."""
        self.working(matter, when)
        day = timezone.localdate(when or timezone.now()) + timedelta(days=10)
        said = {
            "event": "material",
            "words": "等县里的管材到货。",
            "until": day,
            "news_at": day,
            **more,
        }
        self.go(matter, "ask_suspend", by=self.water_handler, when=when, **said)
        asked = matter.suspensions.get(decided_at=None)
        self.go(matter, "suspend", by=self.reviewer, when=when, suspension=asked.pk)
        matter.refresh_from_db()
        return matter

    def closing(self, matter: Matter, when: datetime | None = None) -> Matter:
        """… and 办理记录， 申请办结."""
        self.working(matter, when)
        self.go(
            matter,
            "record",
            by=self.water_handler,
            when=when,
            kind="contact",
            text="已打电话，约好下午上门。",
        )
        reply = "供水站王师傅当天换了接头，已不漏水。还有问题请打供水站电话。"
        self.go(matter, "finish", by=self.water_handler, when=when, outcome="resolved", reply=reply)
        return matter

    def answered(self, matter: Matter, when: datetime | None = None) -> Matter:
        """… and 同意办结."""
        self.closing(matter, when)
        self.go(matter, "approve", by=self.reviewer, when=when)
        return matter

    def closed(self, matter: Matter, when: datetime | None = None) -> Matter:
        """… and 回访, solved."""
        self.answered(matter, when)
        said = {"reached": True, "resolved": "yes", "satisfied": 5}
        self.go(matter, "call_back", by=self.caller, when=when, **said)
        matter.refresh_from_db()
        return matter

    def holder(self, *matters: Matter) -> Actor:
        """A resident who opened these matters with number and code."""
        return resident(self.county, receipts=frozenset(matter.pk for matter in matters))

    def merged(self, matter: Matter, main: Matter, when: datetime | None = None) -> Matter:
        """Move 并案, into the main."""
        self.go(matter, "merge", by=self.triage, when=when, main=main.pk, reason="同一处漏水。")
        matter.refresh_from_db()
        return matter

    def voided(self, matter: Matter, when: datetime | None = None) -> Matter:
        """Moves 申请作废， 作废: two persons."""
        self.go(matter, "ask_void", by=self.triage, when=when, why="重复登记。")
        asked = matter.corrections.get(decided_at=None)
        self.go(matter, "void", by=self.leader, when=when, correction=asked.pk)
        matter.refresh_from_db()
        return matter


def actor(unit: Unit, name: str, *roles: str) -> Actor:
    """Somebody on a new post of this unit, with an account of their own."""
    return people([(unit, name, roles)])[0]


def people(wanted: Sequence[tuple[Unit, str, tuple[str, ...]]]) -> list[Actor]:
    """Somebody on a new post for each unit, name and roles: four statements, however many there are.

    The actors are what `actor_of` would make of the rows (test_township.py), without asking for them.
    """
    since = timezone.now() - timedelta(days=900)
    posts = Post.objects.bulk_create(
        Post(unit=unit, name=name, roles=list(does)) for unit, name, does in wanted
    )
    persons = Person.objects.bulk_create(Person(name=f"{name}员") for _, name, _ in wanted)
    accounts = Account.objects.bulk_create(
        Account(login=f"{unit.code}-{'-'.join(does)}", county_id=unit.county_id, active=True, must_set=False)
        for unit, _, does in wanted
    )
    held = Appointment.objects.bulk_create(
        Appointment(person=person, post=post, account=account, since=since)
        for person, post, account in zip(persons, posts, accounts, strict=True)
    )
    return [
        replace(
            actor_on(one),
            duty=in_words(one),
            duties=(duty_of(one),),
            scopes=tuple(sorted(one.post.serves)),
            shuns=shunned_by(one.account_id, [one.person], declared=False),
        )
        for one in held
    ]


def enter(client: Client, by: Actor) -> Client:
    """Sign this browser in as somebody, as after both factors."""
    stay = SignIn.objects.create(account_id=by.account, how="code", started_at=timezone.now())
    session = client.session
    session.update({SIGN_IN: stay.pk, SEEN: stay.started_at.timestamp()})
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client


@pytest.fixture
def town(county: County) -> Township:
    """青禾镇, on the database of the test."""
    return settle(county)


def settle(county: County, town: str = TOWN) -> Township:
    """青禾镇: one village, a service hall, a water station and a road office."""
    place = Area.objects.create(code=f"{town}000", name="青禾镇", kind="town")
    village = Area.objects.create(code=f"{town}201", name="樟荫村", kind="village", parent=place)
    hall = Unit.objects.create(name="便民服务中心", code="01", kind="office", area=place)
    water = Unit.objects.create(name="供水站", code="02", kind="office", area=place)
    roads = Unit.objects.create(name="村镇建设办", code="03", kind="office", area=place)
    staff = people(
        [
            (hall, "窗口", (Role.CLERK,)),
            (hall, "派单", (Role.TRIAGE,)),
            (water, "维修", (Role.HANDLER,)),
            (roads, "养护", (Role.HANDLER,)),
            (hall, "审核", (Role.REVIEWER,)),
            (hall, "回访", (Role.CALLBACK,)),
            (hall, "镇长", (Role.LEADER,)),
            (hall, "系统管理", (Role.ADMINISTRATOR,)),
            (hall, "安全管理", (Role.SECURITY,)),
            (hall, "审计", (Role.AUDITOR,)),
        ]
    )
    category = AppealClass.objects.create(code="0301", name="供水", edition="2026-11")
    return Township(
        county.code,
        village,
        hall,
        water,
        roads,
        category,
        *staff,
        resident=resident(county.code),
        system=system(county.code),
    )
