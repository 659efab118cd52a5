"""Making and revoking tokens of the interface, and keeping what their keys were used for (接口令牌)."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from lianxin.kernel.actor import Actor, Role
from lianxin.people.actions.record import record
from lianxin.people.models import Account, ApiCall, ApiToken
from lianxin.people.queries.rights import posts_held
from lianxin.people.queries.tokens import how_many
from lianxin.people.rules import Refused
from lianxin.people.rules.tokens import KEPT, MOST_TOKENS, Scope, digest_of, longest_life, new_token

STAMP_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class NewToken:
    """A token as it is shown, once: it is kept nowhere."""

    token: str
    row: ApiToken


@transaction.atomic
def issue(
    account: Account, post: int, *, name: str, scopes: Iterable[str], days: int, by: Actor, at: datetime
) -> NewToken:
    """A token by which a program works as this account on this post, for so many days.

    Raises Refused: not one's own account, a post it doesn't hold, no use or an unknown one, too long, too many.
    """
    refuse_others(account, by=by)
    chosen = [scope.value for scope in Scope if scope.value in set(scopes)]
    if not chosen:
        raise Refused(_("请选令牌能做什么。"), field="scopes")
    if post not in {held.pk for held in posts_held(account, at=at)}:
        raise Refused(_("这个账号现在不在这个岗位上，请重选。"), field="post")
    if not 1 <= days <= longest_life():
        raise Refused(_("最多 %(days)d 天，请改短一些。") % {"days": longest_life()}, field="days")
    if how_many(account.pk, at=at) >= MOST_TOKENS:
        raise Refused(_("已有 %(most)d 个令牌，请先作废不用的。") % {"most": MOST_TOKENS})
    token = new_token()
    row = ApiToken.objects.create(
        digest=digest_of(token),
        account=account,
        post_id=post,
        name=name,
        scopes=chosen,
        made_at=at,
        made_by=by.account,
        expires_at=at + timedelta(days=days),
    )
    record("account", account.pk, "token_made", by=by, at=at, token=row.pk, post=post, scopes=chosen)
    return NewToken(token, row)


def refuse_others(account: Account, *, by: Actor) -> None:
    """A token is made for oneself, or by the operator at the machine's own keyboard. Raises Refused."""
    if by.account != account.pk and not by.holds(Role.SYSTEM):
        raise Refused(_("只能给自己的账号做令牌。"))


@transaction.atomic
def revoke(token: ApiToken, *, by: Actor, at: datetime) -> None:
    """From now on the token opens nothing. Raises Refused for anybody but its holder and the second hand."""
    if by.account != token.account_id and not by.holds(Role.SECURITY, Role.SYSTEM):
        raise Refused(_("只有本人和安全管理员能作废这个令牌。"))
    if ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=at):
        record("account", token.account_id, "token_revoked", by=by, at=at, token=token.pk)


def revoke_all(account: Account | None = None, *, at: datetime) -> int:
    """The tokens of an account, or of the county, open nothing any more; for acts that record more than that."""
    whose = Q() if account is None else Q(account=account)
    return ApiToken.objects.filter(whose, revoked_at=None).update(revoked_at=at)


def stamp_use(token: ApiToken, *, at: datetime) -> None:
    """Note that a token was used; once a minute, or every reading would become a writing."""
    if token.used_at is None or at - token.used_at >= STAMP_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(used_at=at)


def client_id_of(token: ApiToken, key: str) -> uuid.UUID:
    """The client id of what is done under this key of this token: the same one whenever it is sent again."""
    return uuid.uuid5(token.client_id, key)


def keep_call(
    token: ApiToken, client_id: uuid.UUID, *, content: str, row_id: int | None, at: datetime
) -> None:
    """Keep, in the effect's own transaction, what a key was used for. Raises IntegrityError when it was used before."""
    ApiCall.objects.create(token=token, client_id=client_id, content=content, row_id=row_id, at=at)


def forget_calls(*, at: datetime) -> int:
    """Forget what keys were used for a while ago; how many. What they did stands, and isn't done again."""
    return ApiCall.objects.filter(at__lt=at - KEPT).delete()[0]
