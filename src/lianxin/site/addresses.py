"""Where the service listens, and where a browser finds it; needs no Django."""

import errno
import socket
from ipaddress import ip_address

from lianxin.site.errors import Unable, port_taken


def is_loopback(host: str) -> bool:
    """Whether only this very machine can reach the address."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def refuse_open_demo(host: str, *, demo: bool) -> None:
    """The demo asks nobody for a password, so it never leaves the machine. Raises Unable."""
    if demo and not is_loopback(host):
        raise Unable(
            f"演示版不设密码，只能在本机打开，不能用地址 {host}；给别的电脑用请先运行 ./run setup 正式安装。",
            f"The demo has no passwords and is for this machine only, not {host}: run ./run setup first.",
        )


def claim(host: str, port: int) -> socket.socket:
    """Take the address before anything is written. Raises Unable when it can't be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    claimed = socket.socket(family, socket.SOCK_STREAM)
    claimed.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        claimed.bind((host, port))
        claimed.listen(0)
    except (OSError, OverflowError) as error:
        claimed.close()
        raise address_refused(error, host, port) from error
    return claimed


def address_refused(error: Exception, host: str, port: int) -> Unable:
    """Why an address can't be had."""
    number = getattr(error, "errno", None)
    if number == errno.EADDRINUSE:
        said = port_taken(port)
        return Unable(said.zh, said.en)
    if number == errno.EACCES:
        return Unable(
            f"普通用户不能使用 1024 以下的端口 {port}；请换一个端口：PORT=8000 ./run",
            f"Port {port} is reserved for the administrator: choose another: PORT=8000 ./run",
        )
    return Unable(
        f"不能使用地址 {host} 的端口 {port}；HOST 应是本机的地址，PORT 应在 1 到 65535 之间。",
        f"Can't listen on {host}, port {port}: HOST is an address of this machine, PORT from 1 to 65535.",
    )


def to_open(host: str, port: int) -> list[str]:
    """Where a browser finds the service: this machine first, then the office network."""
    if reached_at(host) == host:
        return [url(host, port)]
    return [url("127.0.0.1", port), *(url(one, port) for one in [own_address()] if one)]


def reached_at(host: str) -> str:
    """The address at which this machine reaches what listens on `host`."""
    named = host == "localhost" or not ip_address(host).is_unspecified
    return host if named else "127.0.0.1"


def url(host: str, port: int) -> str:
    """An address a browser takes."""
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def own_address() -> str:
    """This machine's address in its network, "" when it has none; no packet is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return ""
        return str(probe.getsockname()[0])
