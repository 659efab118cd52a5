"""Connecting to a checked address still checks the certificate against the name."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from lianxin.gateways.guard import client, listed

NAME = "sms.county.example"
GUARD = listed("127.0.0.0/8", resolve=lambda host, port: ["127.0.0.1"])


class Answer(BaseHTTPRequestHandler):
    """Says which name was asked for."""

    def do_POST(self) -> None:
        self.send_response(200)
        self.send_header("x-host", str(self.headers["host"]))
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *words: object) -> None:
        """Quiet."""


def certificate(folder: Path, name: str) -> Path:
    """A self-signed certificate for this name, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(tz=UTC)
    signed = (
        x509.CertificateBuilder(who, who, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    plain = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file = folder / f"{name}.pem"
    file.write_bytes(
        signed.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, *plain)
    )
    return file


@contextmanager
def serving(pem: Path) -> Iterator[int]:
    """An HTTPS server with this certificate; its port."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    server.handle_error = lambda *words: None  # type: ignore[method-assign]  # refused handshakes are the story
    server.socket = context.wrap_socket(server.socket, server_side=True)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.req("E11")
def test_the_certificate_of_the_name_is_accepted_at_the_pinned_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pem = certificate(tmp_path, NAME)
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    with serving(pem) as port, client(GUARD, timeout=2) as http:
        answer = http.post(f"https://{NAME}:{port}/sms")
    assert (answer.status_code, answer.headers["x-host"]) == (200, f"{NAME}:{port}")


@pytest.mark.req("E11")
def test_another_names_certificate_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pem = certificate(tmp_path, "other.county.example")
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    with (
        serving(pem) as port,
        client(GUARD, timeout=2) as http,
        pytest.raises(httpx.ConnectError, match="certificate"),
    ):
        http.post(f"https://{NAME}:{port}/sms")
