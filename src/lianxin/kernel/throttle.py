"""Slowing down whoever tries too often: sign-in, query codes, filing (限流).

A table of our own rather than Django's database cache: the cache adds by reading and then writing, so two
processes lose each other's count, and it throws rows away when it is full, which an attacker can bring about.
One row of this table is locked while it is counted, survives a restart and serves any number of processes.
Kept are the moments of the latest tries, so that no stretch of `window` ever holds more than `limit`.
Keys are kept as keyed hashes: the table names nobody.

What the doors use (each a default of the office, not of this module):
sign-in: account and address together, so that strangers slow down themselves and never lock out the owner;
query code: 10 an hour for a number, 200 an hour for an address, which may be a village's 200 phones;
filing: by address, generously.
Ask before looking at the secret, `clear` or `give_back` after the right one.
"""

import ipaddress
import math
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from lianxin.kernel.crypto import blind_index
from lianxin.kernel.models.throttle import Throttle

HOUR = timedelta(hours=1)


def spend(scope: str, key: str, *, limit: int, window: timedelta) -> int | None:
    """Count one try. None when it may go on, else the seconds to wait, and nothing is counted.

    Commits on its own, so that a refused request still counts: raises RuntimeError inside a transaction.
    """
    now = timezone.now()
    with transaction.atomic(durable=True):
        row = locked(scope, key)
        tries = [moment for moment in row.tries if moment > stamp(now - window)]
        if len(tries) >= limit:
            waiting: int = tries[-limit] - stamp(now - window)
            return max(1, math.ceil(waiting / 1000))
        row.tries, row.until = [*tries, stamp(now)], now + window
        row.save(update_fields=["tries", "until"])
    return None


def wait_of(scope: str, key: str, *, limit: int, window: timedelta) -> int | None:
    """How many seconds a key has to wait, None when it may try; asking counts nothing."""
    row = Throttle.objects.filter(scope=scope, key=hidden(scope, key)).first()
    since = stamp(timezone.now() - window)
    tries = [moment for moment in row.tries if moment > since] if row is not None else []
    return max(1, math.ceil((tries[-limit] - since) / 1000)) if len(tries) >= limit else None


def give_back(scope: str, key: str) -> None:
    """Uncount the latest try: it was a right one. For keys many people share, such as an address."""
    with transaction.atomic(durable=True):
        row = locked(scope, key)
        row.tries = row.tries[:-1]
        row.save(update_fields=["tries"])


def clear(scope: str, key: str) -> None:
    """Forget all tries of a key: its owner has shown to be the owner."""
    Throttle.objects.filter(scope=scope, key=hidden(scope, key)).delete()


def sweep() -> int:
    """Remove what no longer counts; how many rows went."""
    return Throttle.objects.filter(until__lt=timezone.now()).delete()[0]


def address_key(address: str) -> str:
    """What counts as one address: all of an IPv6 /64 network is one household's."""
    try:
        ip = ipaddress.ip_address(address.strip())
    except ValueError:
        return address
    if isinstance(ip, ipaddress.IPv6Address):
        return str(ip.ipv4_mapped or ipaddress.ip_network((ip, 64), strict=False))
    return str(ip)


def locked(scope: str, key: str) -> Throttle:
    """The row of a key, locked until commit; made at the first try."""
    rows = Throttle.objects.filter(scope=scope, key=hidden(scope, key))
    row = rows.select_for_update().first()
    if row is None:
        fresh = Throttle(scope=scope, key=hidden(scope, key), until=timezone.now())
        Throttle.objects.bulk_create([fresh], ignore_conflicts=True)
        row = rows.select_for_update().get()
    return row


def hidden(scope: str, key: str) -> str:
    """The key as the table has it."""
    return blind_index(f"{scope}|{key}", "throttle")


def stamp(moment: datetime) -> int:
    """Milliseconds since 1970."""
    return int(moment.timestamp() * 1000)
