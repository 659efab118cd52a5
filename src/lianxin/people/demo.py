"""The demo is open to the machine it runs on and to nobody else (演示模式)."""

from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest

PROXY_HEADERS = (
    "HTTP_FORWARDED",
    "HTTP_VIA",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_REAL_IP",
)


def demo_open(request: HttpRequest) -> bool:
    """Whether a click may stand for a password: demo mode, this very machine, no proxy between."""
    if not settings.DEMO or any(header in request.META for header in PROXY_HEADERS):
        return False
    return _is_loopback(request.META.get("REMOTE_ADDR", ""))


def _is_loopback(address: str) -> bool:
    try:
        found = ip_address(address)
    except ValueError:
        return False
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        return found.ipv4_mapped.is_loopback
    return found.is_loopback
