"""A program that works with a token, as the tests speak to the interface."""

import json
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from lianxin.kernel.actor import Actor
from lianxin.people.actions.tokens import NewToken, issue
from lianxin.people.models import Account
from lianxin.people.rules.tokens import Scope
from tests.township import Township

ROOT = "/api/v1"
PROBLEM = "application/problem+json"


@dataclass
class Program:
    """What holds a token and asks; it fails loudly where a test didn't expect a problem."""

    token: str
    client: Client = field(default_factory=Client)

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}

    def ask(self, path: str, **query: Any) -> Any:
        """The answer to GET."""
        return self.client.get(whole(path), query, headers=self.headers)

    def read(self, path: str, **query: Any) -> Any:
        """What is answered, when all goes well."""
        answer = self.ask(path, **query)
        assert answer.status_code == 200, answer.content.decode()
        return answer.json()

    def send(self, path: str, body: Any, *, key: str = "", version: int | None = None) -> Any:
        """The answer to POST, under a key of its own unless one is given."""
        more = {"Idempotency-Key": key or str(uuid4())}
        if version is not None:
            more["If-Match"] = f'"{version}"'
        return self.client.post(
            whole(path), json.dumps(body), content_type="application/json", headers=self.headers | more
        )

    def act(self, number: str, move: str, **said: Any) -> Any:
        """Make a move on a matter as it stands."""
        version = self.read(f"/matters/{number}")["version"]
        return self.send(f"/matters/{number}/moves/{move}", said, version=version)


def whole(path: str) -> str:
    """An address, with what all of them begin with."""
    return path if path.startswith(ROOT) else ROOT + path


def token_of(by: Actor, *scopes: str, days: int = 30) -> NewToken:
    """A token somebody made for their post; of every use unless some are named."""
    account = Account.objects.get(pk=by.account)
    return issue(
        account,
        by.post or 0,
        name="县热线平台",
        scopes=scopes or Scope.values,
        days=days,
        by=by,
        at=timezone.now(),
    )


def program(by: Actor, *scopes: str, days: int = 30) -> Program:
    """A program that works for somebody."""
    return Program(token_of(by, *scopes, days=days).token)


def problem(answer: Any, status: int, code: str) -> Any:
    """The problem an answer is, when it is this one."""
    assert (answer.status_code, answer["Content-Type"]) == (status, PROBLEM), answer.content.decode()
    said = answer.json()
    assert (said["status"], said["code"]) == (status, code), said
    assert said["detail"]
    assert said["title"]
    return said


def said(town: Township, **more: Any) -> dict[str, Any]:
    """What the county's hotline writes down."""
    return {
        "channel": "platform",
        "text": "村口路灯三天不亮了。",
        "type": "help",
        "area": town.village.pk,
        "identity": "named",
        "name": "林小满",
        "phone": "19900001111",
        "urgency": "ordinary",
        **more,
    }
