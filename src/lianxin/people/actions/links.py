"""One-time links: how somebody gets the first password and binds a telephone, once (一次性链接)."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.kernel.actor import Actor, Role
from lianxin.people import queries, totp
from lianxin.people.actions.factors import keep_password, new_recovery_codes, use_code, use_recovery_code
from lianxin.people.actions.record import keeping_hands, record, require_administrator
from lianxin.people.actions.sign_in import end_stays, open_stay
from lianxin.people.actions.tokens import revoke_all
from lianxin.people.models import Account, OneTimeLink, RecoveryCode, SignIn
from lianxin.people.rules import LINK_LIFE, How, Purpose, Refused


@dataclass(frozen=True)
class NewLink:
    """A link as it is shown, once: the token goes into the address and is kept nowhere."""

    token: str
    expires_at: datetime


def digest_of(token: str) -> str:
    """How a token is kept: 256 random bits need no key."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def issue(account: Account, *, purpose: Purpose, by: Actor, at: datetime, paper: bool = False) -> NewLink:
    """Make the account's only usable link; password, second factor, stays and tokens it had are gone from now on.

    With `paper` a printed list of codes will be the second factor. Raises Refused for anybody but an
    administrator, for an account without a post, for the security administrator's, and where no administrator
    would be left.
    """
    require_administrator(by)
    held = queries.posts_held(account, at=at)
    if not held:
        raise Refused(_("这个账号现在没有岗位。请先安排岗位，再发链接。"))
    refuse_second_hands(account, {role for post in held for role in post.roles}, by=by)
    with keeping_hands(by=by, at=at):
        token = secrets.token_urlsafe(32)
        bar(account)
        withdraw(account, at=at)
        end_stays(account, at=at)
        revoke_all(account, at=at)
        link = OneTimeLink.objects.create(
            account=account,
            digest=digest_of(token),
            purpose=purpose,
            made_at=at,
            expires_at=at + LINK_LIFE,
            paper=paper,
        )
        record("account", account.pk, f"link_{purpose.value}", by=by, at=at, link=link.pk)
    return NewLink(token, link.expires_at)


def refuse_second_hands(account: Account, roles: set[str], *, by: Actor) -> None:
    """Whoever makes a link could use it: the second hand's is never the first hand's to make. Raises Refused."""
    if Role.SECURITY in roles and not account.must_set and not by.holds(Role.SYSTEM):
        raise Refused(
            _("安全管理员的链接不能由系统管理员重发。请在服务器上运行 ./run account link %(login)s。")
            % {"login": account.login}
        )


def bar(account: Account) -> None:
    """Nobody signs in with this account until a link has been used to the end."""
    account.set_unusable_password()
    account.totp = ""
    account.must_set = True
    account.active = True
    account.save(update_fields=["password", "totp_sealed", "must_set", "active"])
    RecoveryCode.objects.filter(account=account).delete()


def withdraw(account: Account, *, at: datetime) -> None:
    """The account's open links are good no longer."""
    OneTimeLink.objects.filter(account=account, used_at=None, withdrawn_at=None).update(withdrawn_at=at)


@transaction.atomic
def choose_password(link: OneTimeLink, password: str, *, at: datetime) -> None:
    """First half: the password, and a fresh secret to bind a telephone to; nobody can sign in with it yet.

    Raises Refused, field `password`, as `keep_password`.
    """
    account = link.account
    keep_password(account, password, at=at)
    if not link.paper:
        account.totp = totp.new_secret()
        account.save(update_fields=["totp_sealed"])


@dataclass(frozen=True)
class Joined:
    """Somebody who came in by a link: the stay that began, and the recovery codes to copy now or never."""

    sign_in: SignIn
    recovery_codes: list[str]


@transaction.atomic
def finish(link: OneTimeLink, code: str, *, at: datetime, device: str = "") -> Joined:
    """Second half: a code proves the telephone is bound, or the list at hand; the link is used up, the stay begins.

    Raises Refused, field `code`, for a wrong code; Refused without a field when the link was used meanwhile.
    """
    account = link.account
    if not (use_recovery_code(account, code, at=at) if link.paper else use_code(account, code, at=at)):
        raise Refused(wrong_code(link), field="code")
    if queries.usable_links(at).filter(pk=link.pk).update(used_at=at) != 1:
        raise Refused(_("这个链接已经用过或已过期。请找管理员重新要一个。"))
    account.must_set = False
    account.save(update_fields=["must_set"])
    if link.paper:
        RecoveryCode.objects.filter(account=account, paper=True).update(expires_at=None)
        codes = []
    else:
        codes = new_recovery_codes(account)
    return Joined(open_stay(account, how=How.LINK, at=at, device=device), codes)


def wrong_code(link: OneTimeLink) -> str:
    """What to do about a code that wasn't right."""
    if link.paper:
        return _("口令不对或已用过。请从口令单上照抄一个没划掉的，不分大小写。")
    return _("动态口令不对。请等手机上换出下一个 6 位数字再填，并核对手机的时间。")
