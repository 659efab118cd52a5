"""An office with people in it: an administrator, a clerk, a handler, each with password and telephone."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from lianxin.kernel.actor import Actor, Role, system
from lianxin.kernel.models.county import County
from lianxin.people import passwords, totp
from lianxin.people.actions import staff, units
from lianxin.people.models import Account, Appointment, Post, Unit
from lianxin.people.rules import UnitKind
from lianxin.places.models import Area

PASSWORD = "门前的水管已经漏了三天啦"
HOME = "10.20.30.40"
ELSEWHERE = "10.99.99.99"


@dataclass
class Member:
    """Somebody who can sign in."""

    account: Account
    login: str

    def code(self, *, at: datetime | None = None) -> str:
        """What the telephone shows."""
        self.account.refresh_from_db()
        return totp.code_at(self.account.totp, at=at or timezone.now())

    def enter(self, client: Client, *, address: str = HOME, onward: str = "") -> HttpResponse:
        """Both factors, as typed; gives the answer to the second."""
        given = {"login": self.login, "password": PASSWORD, "next": onward}
        client.post("/sign-in/", given, REMOTE_ADDR=address)
        return client.post("/sign-in/code/", {"code": self.code(), "next": onward}, REMOTE_ADDR=address)


@dataclass
class Office:
    """The units, posts and people of a test."""

    county: County
    area: Area
    unit: Unit
    desk: Post
    handling: Post
    keeping: Post
    by: Actor

    def member(self, login: str, post: Post, *, name: str = "林小满", ready: bool = True) -> Member:
        """Take somebody on; `ready` means the one-time link has been used to the end."""
        now = timezone.now()
        account, _link = staff.add_member(name=name, phone="", login=login, post=post, by=self.by, at=now)
        if ready:
            account.password = passwords.hashed(PASSWORD)
            account.totp = totp.new_secret()
            account.must_set = False
            account.save()
        return Member(account, login)

    def appointment(self, member: Member) -> Appointment:
        """The one post somebody holds."""
        return Appointment.objects.get(account=member.account, until=None)


@pytest.fixture
def office(county: County, settings) -> Office:
    """便民服务中心 of 云岭镇, in office mode; the clock stands still unless a test moves it."""
    settings.DEMO = False
    area = Area.objects.create(code="990901101000", name="云岭镇", kind="town")
    by, now = system(county.code), timezone.now() - timedelta(days=1)
    facts = units.UnitFacts(name="便民服务中心", code="SL", kind=UnitKind.DESK, area=area.pk)
    unit = units.add_unit(facts, by=by, at=now)
    return Office(
        county=county,
        area=area,
        unit=unit,
        desk=units.add_post(unit, name="登记岗", roles=[Role.CLERK], by=by, at=now),
        handling=units.add_post(unit, name="承办岗", roles=[Role.HANDLER], by=by, at=now),
        keeping=units.add_post(unit, name="系统管理岗", roles=[Role.ADMINISTRATOR], by=by, at=now),
        by=by,
    )


@pytest.fixture
def administrator(office: Office) -> Member:
    """Who keeps the accounts."""
    return office.member("guanli", office.keeping, name="方远舟")


@pytest.fixture
def clerk(office: Office) -> Member:
    """Who sits at the window."""
    return office.member("chuangkou", office.desk)
