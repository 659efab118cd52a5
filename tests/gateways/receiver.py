"""A reference receiver of our text messages, as an operator would write it.

What a receiver has to do: check the signature over `id.timestamp.body` with the shared secret, refuse what is
older than five minutes, and treat `webhook-id` as the message's identity: hand the first to the carrier,
answer 200 to every repetition without sending again. `script` makes it misbehave, one word a request in turn:
ok · 500 · 422 · 302 · die (closes the line unanswered, nothing done) · late (does its work, answers after the
sender gave up) · lost (does its work, closes the line) · rubbish (does nothing, answers with no HTTP at all).
"""

import json
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any

from lianxin.gateways import signing


@dataclass
class Receiver:
    """What arrived: `effects` by message id (what people really get), and every id of every request."""

    secret: bytes = b"receiver-secret"
    port: int = 0
    delay: float = 1.0
    script: deque[str] = field(default_factory=deque)
    effects: dict[str, dict[str, str]] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/sms"

    def take(self, body: bytes, headers: dict[str, str]) -> None:
        """Believe a request or raise BadSignature; a known id has no second effect."""
        message_id = signing.verify(body, headers, secrets=[self.secret], now=datetime.now(tz=UTC))
        self.effects.setdefault(message_id, json.loads(body)["data"])

    def step(self, message_id: str) -> str:
        """How to treat this request."""
        self.requests.append(message_id)
        return self.script.popleft() if self.script else "ok"


class Handler(BaseHTTPRequestHandler):
    """One request."""

    receiver: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        with self.receiver.lock:
            step = self.receiver.step(headers.get("webhook-id", ""))
            if step in {"ok", "late", "lost"} and not self.believed(body, headers):
                return self.reply(401)
        return self.misbehave(step)

    def believed(self, body: bytes, headers: dict[str, str]) -> bool:
        try:
            self.receiver.take(body, headers)
        except signing.BadSignature as fault:
            self.receiver.refused.append(fault.code)
            return False
        return True

    def misbehave(self, step: str) -> None:
        if step in {"die", "lost"}:
            self.close_connection = True
            return None
        if step == "rubbish":
            self.wfile.write(b"\x00\xff not http\r\n\r\n")
            self.close_connection = True
            return None
        if step == "late":
            time.sleep(self.receiver.delay)
        return self.reply(int(step) if step.isdigit() else 200)

    def reply(self, status: int) -> None:
        self.send_response(status)
        if status == 302:
            self.send_header("location", self.receiver.url)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the name of the base class
        """Quiet."""


class Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A sender that hung up is part of the story."""


@contextmanager
def receiving(*script: str, **options: Any) -> Iterator[Receiver]:
    """A receiver on a free port of the loopback address, until the end of the block."""
    receiver = Receiver(script=deque(script), **options)
    server = Server(("127.0.0.1", 0), type("BoundHandler", (Handler,), {"receiver": receiver}))
    receiver.port = server.server_address[1]
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
