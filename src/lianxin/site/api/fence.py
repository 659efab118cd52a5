"""The fence: an operation can be reached only by a row of `urls` that says who may, and with which use of a token.

The row makes an address of the house (`kernel.routes.route`), so the access matrix reads it like any other. What
the operation does stands in `operations`; one that no row names has no address, and a test names it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

from django.http import HttpResponse
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from lianxin.kernel import throttle
from lianxin.kernel.policy import Rule, either
from lianxin.kernel.routes import Request, route
from lianxin.people.actions.sign_in import spend
from lianxin.people.rules.tokens import Scope
from lianxin.people.sessions import token_shown
from lianxin.site.api import faults
from lianxin.web.problems import INTERFACE, Problem, answer

if TYPE_CHECKING:
    from lianxin.people.queries import Bearer

BASE = INTERFACE.removeprefix("/")
MACHINERY = "lianxin.site.api.service"
WRITES_A_MINUTE = 120  # [DEF] of one token
WRONG_TOKENS = 60  # [DEF] of one address in a quarter of an hour


class Call(Request):
    """A request of a program: `actor` is who its token stands for."""

    bearer: "Bearer | None"


@dataclass(frozen=True)
class Door:
    """Who may use one method of an address, and which use the token must have been made for."""

    scope: Scope
    see: Rule

    @property
    def writes(self) -> bool:
        """Whether something is changed by it."""
        return self.scope in (Scope.CREATE, Scope.ACT)


def endpoint(address: str, name: str, **doors: Door) -> URLPattern:
    """One address of the interface; each method (`get`, `post`) has its own door, others are refused with 405."""

    def call(request: Call, **parts: Any) -> HttpResponse:
        return guarded(request, lambda: pass_through(request, name, doors, parts))

    see = either(*dict.fromkeys(door.see for door in doors.values()))
    pattern = route(BASE + address, csrf_exempt(call), see=see, name=name, refuse=refuse)
    pattern.callback.doors = doors  # type: ignore[attr-defined]  # read by the document and the fence's test
    return pattern


def guarded(request: Request, answering: Callable[[], HttpResponse]) -> HttpResponse:
    """What is answered, or the problem; whatever goes wrong, a program never gets a page."""
    try:
        return answering()
    except Exception as fault:  # everything becomes a problem, and what is ours is in the log
        return answer(request, faults.problem_of(request, fault))


def pass_through(request: Call, name: str, doors: dict[str, Door], parts: dict[str, Any]) -> HttpResponse:
    """Through the door of this method to the operation behind it. Raises Problem, TooMany."""
    door = doors.get(str(request.method).lower())
    if door is None:
        allowed = ", ".join(sorted(method.upper() for method in doors))
        raise Problem("method", _("这个地址只能用 %s。") % allowed, headers={"Allow": allowed})
    bearer = request.bearer
    if bearer is None:
        raise refusal(request)
    if not door.see(request.actor, None):
        raise not_your_duty()
    if not bearer.may(door.scope):
        raise Problem(
            "scope",
            _("这个令牌没有“%s”的用途。请换一个，或另做一个。") % door.scope.word,
            more={"scope": str(door.scope)},
            headers={"WWW-Authenticate": f'Bearer error="insufficient_scope", scope="{door.scope}"'},
        )
    if door.writes:
        spend("api.writes", str(bearer.token.pk), limit=WRITES_A_MINUTE, window=throttle.HOUR / 60)
    operate = cast("Callable[..., HttpResponse]", import_module(MACHINERY).operate)
    return operate(name, request, parts)


def refuse(request: Request) -> HttpResponse:
    """401 without a good token, 403 for whose duty it is not; a wrong token counts against its address."""
    return guarded(request, lambda: answer(request, refusal(request)))


def refusal(request: Request) -> Problem:
    """The problem of who may not. Raises TooMany."""
    if request.actor.account is not None:
        return not_your_duty()
    if not token_shown(request):
        return Problem(
            "token_needed",
            _("请在 Authorization 里带上令牌。网页的登录在这里不算。"),
            headers={"WWW-Authenticate": "Bearer"},
        )
    address = throttle.address_key(str(request.META.get("REMOTE_ADDR", "")))
    spend("api.token", address, limit=WRONG_TOKENS, window=throttle.HOUR / 4)
    return Problem(
        "token_needed",
        _("令牌不对、已到期、已作废，或者它的岗位变了。请重新做一个。"),
        headers={"WWW-Authenticate": 'Bearer error="invalid_token"'},
    )


def not_your_duty() -> Problem:
    """The token is good, its post has no business here."""
    return Problem("not_allowed", _("这一步不在令牌的岗位职责内。请核对令牌是按哪个岗位做的。"))
