"""Each request works for one county and knows who asks (会话): read afresh, so that a right ends at once.

A session holds ids and times only: the stay (`sign_in`), when it was last seen, a sign-in half done, a
one-time link being used, the matters a resident opened with number and code.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.http.request import split_domain_port
from django.middleware.csrf import rotate_token
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from lianxin.kernel.actor import Actor, resident
from lianxin.kernel.chain import Closed
from lianxin.kernel.context import in_county
from lianxin.kernel.routes import Request
from lianxin.people import queries, rules
from lianxin.people.actions.tokens import stamp_use
from lianxin.people.demo import demo_open
from lianxin.people.models import Account, OneTimeLink, SignIn
from lianxin.people.rules import How, TooMany
from lianxin.web.problems import concerns

SIGN_IN, SEEN, HALF, LINK, RECEIPTS = "sign_in", "seen", "half", "link", "receipts"
RENEW = "renew"
UNSENT = "unsent"  # the cookie by which a page that works without signal says that something waits
STAMP_EVERY = timedelta(minutes=1)


SCHEME = "bearer"


class Sessions:
    """Middleware: sets the county being worked for and `request.actor`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponseBase:
        county = county_of(request)
        if county is None:
            return HttpResponse(_("这里还没有装好。请管理员在服务器上运行 ./run setup。"), status=503)
        with in_county(county):
            request.actor = actor_of(request, county)
            response = self.get_response(request)
            if request.actor.account is not None:
                keep_from_caches(response)
            return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Whoever tried too often is told how long to wait, the same for known and unknown logins (B7).

        Whoever wants to change something in a county that moved away is told where it went.
        """
        if isinstance(exception, Closed):
            moved = _("这里的数据已经迁往 %(where)s，这边只能看，没有保存。请到那边办理。")
            return HttpResponse(moved % {"where": exception.where}, status=409)
        if not isinstance(exception, TooMany):
            return None
        sentence = _("试的次数太多了，请过 %(minutes)d 分钟再试。着急的事请直接打电话。")
        said = sentence % {"minutes": -(-exception.wait // 60)}
        return HttpResponse(said, status=429, headers={"Retry-After": str(exception.wait)})


def county_of(request: HttpRequest) -> int | None:
    """The county this address serves: by host name, else the installation's, else the only one there is."""
    host, _colon = split_domain_port(request.get_host())
    named = settings.COUNTY_HOSTS.get(host, settings.COUNTY)
    return named if named is not None else queries.only_county()


def keep_from_caches(response: HttpResponseBase) -> None:
    """What staff see is never kept by a browser: Back after signing out shows nothing (B8)."""
    add_never_cache_headers(response)
    response.headers["Cache-Control"] = "no-store, private"


def actor_of(request: HttpRequest, county: int) -> Actor:
    """The staff member of a living stay, else a resident with the matters opened in this session.

    At the interface it is who the token stands for: no cookie opens anything there.
    """
    if concerns(request):
        return _holder(request) or resident(county)
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return resident(county)
    now = timezone.now()
    if SIGN_IN in request.session:
        actor = _staff(request, now)
        if actor is not None:
            return actor
        request.session.flush()
    return resident(county, receipts=_receipts(request, now))


def _staff(request: HttpRequest, now: datetime) -> Actor | None:
    stay = queries.open_sign_in(request.session[SIGN_IN])
    seen = datetime.fromtimestamp(request.session.get(SEEN, 0), tz=UTC)
    if stay is None or rules.is_idle(seen, at=now) or rules.is_worn_out(stay.started_at, at=now):
        return None
    if stay.how == How.DEMO and not demo_open(request):
        return None
    if now - seen >= STAMP_EVERY:  # not at each click: every reading would become a writing
        request.session[SEEN] = now.timestamp()
        SignIn.objects.filter(pk=stay.pk).update(seen_at=now)
    return queries.actor_of(stay.account, at=now, passwordless=stay.how == How.DEMO)


def _holder(request: HttpRequest) -> Actor | None:
    """Who the token of a request stands for; `request.bearer` keeps the token with it."""
    now, shown = timezone.now(), token_shown(request)
    bearer = queries.bearer_of(shown, at=now) if shown else None
    request.bearer = bearer  # type: ignore[attr-defined]  # read by the interface alone
    if bearer is None:
        return None
    stamp_use(bearer.token, at=now)
    return bearer.actor


def token_shown(request: HttpRequest) -> str:
    """The token of `Authorization: Bearer …`; empty when there is none."""
    scheme, _blank, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == SCHEME else ""


def _receipts(request: HttpRequest, now: datetime) -> frozenset[int]:
    kept = request.session.get(RECEIPTS, {})
    since = (now - rules.RECEIPT_LIFE).timestamp()
    return frozenset(int(matter) for matter, at in kept.items() if at > since)


def remember_receipt(request: HttpRequest, matter: int) -> None:
    """This browser showed number and code of a matter: it may look at it for a while (B5)."""
    kept = request.session.get(RECEIPTS, {})
    kept[str(matter)] = timezone.now().timestamp()
    newest = sorted(kept.items(), key=lambda item: -item[1])[: rules.RECEIPTS_KEPT]
    request.session[RECEIPTS] = dict(newest)


def start(request: Request, stay: SignIn) -> Actor:
    """Bind this browser to a stay, under a new session key and a new form token; gives who it is now."""
    request.session.flush()
    request.session[SIGN_IN] = stay.pk
    request.session[SEEN] = stay.started_at.timestamp()
    rotate_token(request)
    actor = queries.actor_of(stay.account, at=stay.started_at, passwordless=stay.how == How.DEMO)
    request.actor = actor or resident(request.actor.county)
    return request.actor


def clear(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Forget this browser; what it stored for us goes too, unless it is work that nobody else has."""
    request.session.flush()
    response.headers["Clear-Site-Data"] = '"cache"' if keeps_unsent(request) else '"cache", "storage"'
    return response


def keeps_unsent(request: HttpRequest) -> bool:
    """Whether a page of ours says that this browser keeps what it could not send yet."""
    return bool(request.COOKIES.get(UNSENT))


def stay_of(request: HttpRequest) -> SignIn | None:
    """The stay this browser is bound to."""
    pk = request.session.get(SIGN_IN)
    return queries.open_sign_in(pk) if pk is not None else None


def start_half(request: HttpRequest, account: Account, *, at: datetime) -> None:
    """The password was right; nothing may be seen yet."""
    request.session.flush()
    request.session[HALF] = {"account": account.pk, "at": at.timestamp()}


def half(request: HttpRequest, *, at: datetime) -> Account | None:
    """Whose password was right a few minutes ago in this browser."""
    kept = request.session.get(HALF)
    if kept is None or kept["at"] < (at - rules.HALF).timestamp():
        return None
    return queries.account_to_sign_in(kept["account"])


def start_renewal(request: HttpRequest, account: Account, how: How, *, at: datetime) -> None:
    """Both factors were right, but the password has stood too long: nothing may be seen before it is changed."""
    request.session.flush()
    request.session[RENEW] = {"account": account.pk, "how": str(how), "at": at.timestamp()}


def renewal(request: HttpRequest, *, at: datetime) -> tuple[Account, How] | None:
    """Who is to choose a new password in this browser before going on, and how they proved who they are."""
    kept = request.session.get(RENEW)
    if kept is None or kept["at"] < (at - rules.HALF).timestamp():
        return None
    account = queries.account_to_sign_in(kept["account"])
    return (account, How(kept["how"])) if account is not None else None


def start_link(request: HttpRequest, link: OneTimeLink) -> None:
    """A one-time link was opened here; its token leaves the address bar."""
    request.session.flush()
    request.session[LINK] = link.pk


def link_of(request: HttpRequest, *, at: datetime) -> OneTimeLink | None:
    """The one-time link this browser is using, while it is still usable."""
    pk = request.session.get(LINK)
    return queries.usable_link_by_id(pk, at=at) if pk is not None else None
