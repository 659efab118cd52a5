"""Which addresses we may send to: public ones, and those the operator listed (防 SSRF).

A name is resolved once, at the moment of connecting; the checked address is the one connected to, so that a
name server that answers differently the second time gains nothing. Redirects are never followed.
"""

import os
import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

import httpx

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
Resolve = Callable[[str, int], Iterable[str]]

# Refused even when listed: the metadata services of cloud machines, and addresses that carry another inside.
NEVER = tuple(
    ip_network(text)
    for text in (
        "169.254.169.254/32",
        "100.100.100.200/32",
        "192.0.0.192/32",
        "fd00:ec2::254/128",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "2001::/32",
        "2002::/16",
        "224.0.0.0/4",
        "ff00::/8",
        "0.0.0.0/8",
        "255.255.255.255/32",
        "::/128",
    )
)
# The only IPv6 addresses ever given out to the public.
GLOBAL_V6 = IPv6Network("2000::/3")


class AddressRefused(Exception):
    """This address is not ours to talk to; `code` says why in one word."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def resolve(host: str, port: int) -> list[str]:
    """Every address of a name, as the system's resolver gives them. Raises OSError when there is none."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def public(address: Address) -> bool:
    """Whether an address belongs to the public Internet."""
    if isinstance(address, IPv6Address) and address not in GLOBAL_V6:
        return False
    return address.is_global and not address.is_multicast


def plain(text: str) -> Address:
    """An address without its zone, IPv4 in IPv6's clothes undressed. Raises ValueError."""
    address = ip_address(text.partition("%")[0])
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


@dataclass(frozen=True)
class Guard:
    """The outbound rule of one installation.

    `networks` and `names` are the operator's list for machines inside; a listed name may resolve to anything
    but the addresses of NEVER.
    """

    networks: tuple[Network, ...] = ()
    names: frozenset[str] = frozenset()
    resolve: Resolve = resolve

    def pin(self, host: str, port: int) -> str:
        """The one address to connect to for this host.

        Raises AddressRefused when any of its addresses is not allowed, OSError when it has none.
        """
        addresses = [plain(text) for text in self.resolve(host, port)]
        if not addresses:
            raise OSError(f"no address for {host}")
        for address in addresses:
            if not self.allows(host, address):
                raise AddressRefused("address")
        return str(addresses[0])

    def allows(self, host: str, address: Address) -> bool:
        """Whether this address may be connected to under this name."""
        if any(address in network for network in NEVER):
            return False
        if host.lower() in self.names or any(address in network for network in self.networks):
            return True
        return public(address)


def listed(text: str, *, resolve: Resolve = resolve) -> Guard:
    """The guard of a list such as `10.8.0.0/16, sms.county.internal`; spaces and commas part the entries."""
    networks: list[Network] = []
    names: set[str] = set()
    for entry in text.replace(",", " ").split():
        try:
            networks.append(ip_network(entry))
        except ValueError:
            names.add(entry.lower())
    return Guard(tuple(networks), frozenset(names), resolve)


def from_environment() -> Guard:
    """The guard of `LIANXIN_OUTBOUND_ALLOW`; without it only public addresses are allowed."""
    return listed(os.environ.get("LIANXIN_OUTBOUND_ALLOW", ""))


class GuardedTransport(httpx.HTTPTransport):
    """Connects to the address the guard checked; certificates are still checked against the name."""

    def __init__(self, guard: Guard) -> None:
        super().__init__()
        self.guard = guard

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Raises AddressRefused before anything is sent, httpx.ConnectError when the name has no address."""
        url = request.url
        if url.scheme not in {"http", "https"} or url.userinfo:
            raise AddressRefused("url")
        try:
            address = self.guard.pin(url.host, url.port or (443 if url.scheme == "https" else 80))
        except OSError as error:
            raise httpx.ConnectError("no address", request=request) from error
        request.url = url.copy_with(host=address)
        request.extensions = {**request.extensions, "sni_hostname": url.host}
        return super().handle_request(request)


def client(guard: Guard, *, timeout: float) -> httpx.Client:
    """A client that can reach allowed addresses only: no proxies of the environment, no redirects."""
    return httpx.Client(
        transport=GuardedTransport(guard), timeout=timeout, follow_redirects=False, trust_env=False
    )
