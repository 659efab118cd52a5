"""The 40 and more targets a forged address may name, and the list that lets machines inside be reached."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from lianxin.gateways.guard import AddressRefused, Guard, client, listed
from tests.gateways.receiver import receiving

pytestmark = pytest.mark.once

CLOSED = [
    "127.0.0.1",
    "127.8.9.10",
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "100.100.100.200",
    "169.254.1.1",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.254",
    "192.0.0.1",
    "192.0.0.192",
    "192.0.2.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",
    "64:ff9b::8.8.8.8",
    "64:ff9b:1::1",
    "100::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2001:db8::1",
    "2002:7f00:1::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%lo",
    "fec0::1",
    "ff02::1",
]
# What the system's own resolver makes of disguised spellings.
DISGUISED = ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0", "localhost"]
OPEN = ["8.8.8.8", "223.5.5.5", "2400:3200::1"]


def answering(*addresses: str) -> Guard:
    """A guard whose name server gives these addresses."""
    return Guard(resolve=lambda host, port: addresses)


@contextmanager
def counting_connections(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[object]]:
    """Every connection that is really begun, seen at the socket."""
    begun: list[object] = []
    real = socket.socket.connect

    def connect(self: socket.socket, address: object) -> None:
        begun.append(address)
        real(self, address)  # type: ignore[arg-type]  # passed on as it came

    with monkeypatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect)
        yield begun


@pytest.mark.req("E11")
@pytest.mark.parametrize("address", CLOSED)
def test_an_address_that_is_not_public_is_refused(address: str) -> None:
    with pytest.raises(AddressRefused):
        answering(address).pin("sms.example", 443)


@pytest.mark.req("E11")
@pytest.mark.parametrize("address", CLOSED)
def test_one_bad_address_among_good_ones_refuses_the_name(address: str) -> None:
    with pytest.raises(AddressRefused):
        answering("8.8.8.8", address).pin("sms.example", 443)


@pytest.mark.parametrize("address", OPEN)
def test_a_public_address_is_pinned(address: str) -> None:
    assert answering(address).pin("sms.example", 443) == address


@pytest.mark.req("E11")
@pytest.mark.parametrize("host", DISGUISED)
def test_disguised_loopback_is_refused_without_a_connection(
    host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (
        receiving() as receiver,
        counting_connections(monkeypatch) as begun,
        client(Guard(), timeout=2) as http,
        pytest.raises((AddressRefused, httpx.InvalidURL)),
    ):
        http.post(f"http://{host}:{receiver.port}/sms")
    assert begun == []
    assert receiver.requests == []


@pytest.mark.req("E11")
@pytest.mark.parametrize("url", ["http://user:pw@127.0.0.1:{port}/", "http://8.8.8.8@127.0.0.1:{port}/"])
def test_a_name_before_an_at_sign_is_refused(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with (
        receiving() as receiver,
        counting_connections(monkeypatch) as begun,
        client(listed("127.0.0.0/8"), timeout=2) as http,
        pytest.raises(AddressRefused),
    ):
        http.post(url.format(port=receiver.port))
    assert begun == []


@pytest.mark.req("E11")
@pytest.mark.parametrize(
    "url", ["gopher://127.0.0.1:{port}/", "file:///etc/passwd", "ftp://127.0.0.1:{port}/"]
)
def test_only_the_web_is_spoken(url: str) -> None:
    with (
        receiving() as receiver,
        client(listed("127.0.0.0/8"), timeout=2) as http,
        pytest.raises((httpx.UnsupportedProtocol, AddressRefused)),
    ):
        http.post(url.format(port=receiver.port))
    assert receiver.requests == []


@pytest.mark.req("E11")
def test_a_name_server_that_changes_its_mind_gains_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([["127.0.0.1"], ["10.9.9.9"]])
    guard = listed("127.0.0.0/8", resolve=lambda host, port: next(answers))
    with (
        receiving() as receiver,
        counting_connections(monkeypatch) as begun,
        client(guard, timeout=2) as http,
    ):
        http.post(f"http://rebind.example:{receiver.port}/sms", headers={"webhook-id": "one"})
    assert begun == [("127.0.0.1", receiver.port)]
    assert receiver.requests == ["one"]


@pytest.mark.req("E11")
def test_a_redirect_is_not_followed() -> None:
    with receiving("302") as receiver, client(listed("127.0.0.0/8"), timeout=2) as http:
        answer = http.post(receiver.url, headers={"webhook-id": "one"})
    assert answer.status_code == 302
    assert receiver.requests == ["one"]


@pytest.mark.req("E11")
def test_a_proxy_of_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with receiving() as proxy, receiving() as receiver:
        monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{proxy.port}")
        monkeypatch.setenv("ALL_PROXY", f"http://127.0.0.1:{proxy.port}")
        with client(listed("127.0.0.0/8"), timeout=2) as http:
            http.post(receiver.url, headers={"webhook-id": "one"})
    assert (proxy.requests, receiver.requests) == ([], ["one"])


def test_the_operators_list_opens_networks_and_names() -> None:
    guard = listed("10.8.0.0/16, sms.county.internal 192.168.7.7", resolve=lambda host, port: ["192.168.1.1"])
    assert guard.pin("SMS.county.internal", 80) == "192.168.1.1"
    with pytest.raises(AddressRefused):
        guard.pin("other.county.internal", 80)
    inside = listed("10.8.0.0/16", resolve=lambda host, port: ["10.8.3.4"])
    assert inside.pin("anything.example", 80) == "10.8.3.4"


@pytest.mark.req("E11")
@pytest.mark.parametrize(
    "address",
    ["100.100.100.200", "169.254.169.254", "::ffff:169.254.169.254", "fd00:ec2::254", "224.0.0.1", "ff02::1"],
)
def test_even_the_operators_list_does_not_open_metadata_services(address: str) -> None:
    guard = listed("0.0.0.0/0 ::/0 inside.example", resolve=lambda host, port: [address])
    with pytest.raises(AddressRefused):
        guard.pin("inside.example", 80)


def test_a_name_without_an_address_is_an_error_of_the_line() -> None:
    with client(answering(), timeout=2) as http, pytest.raises(httpx.ConnectError):
        http.post("http://nowhere.example/sms")
