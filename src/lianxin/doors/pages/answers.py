"""What several doors answer alike: which receipts this browser holds, and how long to wait after too many tries."""

from django.http import HttpResponse
from django.utils import timezone

from lianxin.kernel.routes import Request
from lianxin.people.rules import TooMany
from lianxin.people.sessions import remember_receipt

PRINTABLE = "printable"  # receipts made in this session: a clerk prints them, and opens nothing by them
PRINTABLE_SECONDS = 30 * 60


def keep_receipt(request: Request, matter: int) -> None:
    """This browser filed the matter: it may show the receipt for a while, and a resident may look in."""
    open_to_resident(request, matter)
    request.session[PRINTABLE] = {**printable(request), str(matter): timezone.now().timestamp()}


def open_to_resident(request: Request, matter: int) -> None:
    """Number and code were shown; a resident goes on under a new session key, staff look in as staff."""
    if request.actor.account is None:
        request.session.cycle_key()
        remember_receipt(request, matter)


def held_receipts(request: Request) -> frozenset[int]:
    """The matters whose receipt this browser may show."""
    return request.actor.receipts | {int(key) for key in printable(request)}


def printable(request: Request) -> dict[str, float]:
    """The receipts made here a short while ago, by matter."""
    since = timezone.now().timestamp() - PRINTABLE_SECONDS
    return {key: at for key, at in request.session.get(PRINTABLE, {}).items() if at > since}


def wait_a_while(response: HttpResponse, too_many: TooMany) -> HttpResponse:
    """Say in the headers, too, how long to leave it alone (B7)."""
    response.status_code = 429
    response.headers["Retry-After"] = str(too_many.wait)
    return response


def minutes(too_many: TooMany) -> int:
    """How many minutes to wait, rounded up."""
    return -(-too_many.wait // 60)
