"""Who a token stands for at this moment, and the lists of tokens (接口令牌)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from lianxin.kernel.actor import Actor
from lianxin.people.models import ApiCall, ApiToken, Post
from lianxin.people.queries.accounts import names_of_accounts
from lianxin.people.queries.rights import actor_of, in_force
from lianxin.people.rules.tokens import PREFIX, Scope, digest_of

LATELY = 200


@dataclass(frozen=True)
class Bearer:
    """A program that showed a good token: the token, and who it is, on the token's post alone."""

    token: ApiToken
    actor: Actor

    def may(self, scope: str) -> bool:
        """Whether the token was made for this."""
        return scope in self.token.scopes


def good(at: datetime) -> "QuerySet[ApiToken]":
    """The tokens that are neither revoked nor over."""
    return ApiToken.objects.filter(revoked_at=None, expires_at__gt=at)


def bearer_of(shown: str, *, at: datetime) -> Bearer | None:
    """Whose token this is, read afresh each time; None when it is unknown, over, revoked, or its holder left (A6)."""
    if not shown.startswith(PREFIX):
        return None
    token = good(at).select_related("account").filter(digest=digest_of(shown)).first()
    actor = actor_of(token.account, at=at, passwordless=True) if token is not None else None
    if token is None or actor is None:
        return None
    duty = next((one for one in actor.duties if one.post == token.post_id), None)
    return Bearer(token, actor.on(duty)) if duty is not None else None


@dataclass(frozen=True)
class TokenLine:
    """A token as a list shows it: whose, for which post, for what, and whether it still opens anything."""

    token: ApiToken
    who: str
    made_by: str
    scopes: Sequence[str]
    over: bool


def own_tokens(account: int, *, at: datetime) -> list[TokenLine]:
    """The tokens of one account that are good still, the newest first."""
    return lines(good(at).filter(account_id=account), at=at)


def all_tokens(*, at: datetime) -> list[TokenLine]:
    """Every token of the county, those that are good first; of the others the latest."""
    rows = lines(ApiToken.objects.all(), at=at)
    return sorted(rows, key=lambda line: line.over)


def lines(rows: "QuerySet[ApiToken]", *, at: datetime) -> list[TokenLine]:
    """These tokens in words."""
    found = list(rows.select_related("post__unit", "account").order_by("-made_at", "-pk")[:LATELY])
    held = {
        (one.account_id, one.post_id) for one in in_force(at).filter(account__in=[x.account for x in found])
    }
    names = names_of_accounts([key for row in found for key in (row.account_id, row.made_by) if key])
    return [
        TokenLine(
            row,
            who=names.get(row.account_id, ""),
            made_by=names.get(row.made_by or 0, ""),
            scopes=[scope.word for scope in Scope if scope.value in row.scopes],
            over=is_over(row, at=at) or (row.account_id, row.post_id) not in held,
        )
        for row in found
    ]


def is_over(token: ApiToken, *, at: datetime) -> bool:
    """Whether a token opens nothing any more."""
    return token.revoked_at is not None or token.expires_at <= at or not token.account.active


def token_by_id(pk: int, *, account: int | None = None) -> ApiToken | None:
    """A token that nobody has revoked, of one account or of any."""
    rows = ApiToken.objects.select_related("account").filter(pk=pk, revoked_at=None)
    return (rows if account is None else rows.filter(account_id=account)).first()


def how_many(account: int, *, at: datetime) -> int:
    """How many good tokens an account has."""
    return good(at).filter(account_id=account).count()


def posts_to_choose(account: int, *, at: datetime) -> list[Post]:
    """The posts an account is on now."""
    held = in_force(at).filter(account_id=account).select_related("post__unit").order_by("post_id")
    return [one.post for one in held]


def call_made(client_id: UUID) -> ApiCall | None:
    """What a key of a token had as its effect before."""
    return ApiCall.objects.filter(client_id=client_id).first()
