"""Security-relevant acts go into the county's event log, as ids and codes."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from lianxin.kernel import events
from lianxin.kernel.actor import Actor, Role
from lianxin.people import queries
from lianxin.people.rules import Refused


def record(row_kind: str, row_id: int, move: str, *, by: Actor, at: datetime, **facts: Any) -> None:
    """Append one event; the last thing a change does, because it holds the head of the chain."""
    draft = events.EventDraft(
        row_kind=row_kind, row_id=row_id, move=f"people.{move}", by=by, at=at, facts=facts
    )
    events.append([draft])


def require_administrator(by: Actor) -> None:
    """Only an administrator, or the operator at the machine's own keyboard, changes accounts and posts.

    Raises Refused.
    """
    if not by.holds(Role.ADMINISTRATOR, Role.SYSTEM):
        raise Refused(_("只有系统管理员能做这件事。"))


@contextmanager
def keeping_hands(*, by: Actor, at: datetime, until: datetime | None = None) -> Iterator[None]:
    """Refuse a change that would leave nobody to keep the accounts, or remove the last second hand (D7).

    The change records its event inside: the head of the chain is held then, so two administrators can't
    remove each other at once. `until` is when the change takes effect, if that is later. Raises Refused.
    """
    guarded = bool(queries.security_hands(at))
    yield
    if by.holds(Role.SYSTEM):
        return
    moment = until if until is not None and until > at else at
    if not queries.administrators(moment):
        raise Refused(_("至少要留一位能登录的系统管理员。请先另设一位，再来改这里。"))
    if guarded and not queries.security_hands(moment):
        raise Refused(_("至少要留一位能登录的安全管理员，授权才有第二个人确认。请先另设一位，再来改这里。"))
