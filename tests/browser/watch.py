"""What goes wrong in a browser, remembered while its pages are used, to be asked for at the end."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response

LOADED_WITH_FAULT = (
    "Failed to load resource"  # said of every answer from 400 up; those are looked at one by one
)


@dataclass
class Watch:
    """Complaints of the console (scripts, Content-Security-Policy), requests to others, files that are missing.

    `addresses` are all that were asked for and every title that was shown: nothing sensitive may stand there.
    """

    site: str
    complaints: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    fonts: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        """Watch every page this browser opens."""
        context.on("request", self.asked)
        context.on("response", self.answered)
        context.on("console", self.said)
        context.on("weberror", lambda fault: self.complaints.append(str(fault.error)))

    def asked(self, request: Request) -> None:
        """A request leaves the browser."""
        self.addresses.append(request.url)
        if request.resource_type == "font":
            self.fonts.append(request.url)
        if urlsplit(request.url).scheme in {"http", "https", "ws"} and not request.url.startswith(self.site):
            self.strangers.append(request.url)

    def answered(self, response: Response) -> None:
        """An answer comes in: the server must not break, and no file of a page may be missing."""
        part = response.request.resource_type not in {"document", "xhr", "fetch"}
        if response.status >= (400 if part else 500):
            self.missing.append(f"{response.status} {response.url}")

    def said(self, line: ConsoleMessage) -> None:
        """The console says something."""
        if line.type == "error" and not line.text.startswith(LOADED_WITH_FAULT):
            self.complaints.append(line.text)

    def check(self) -> None:
        """All was well."""
        assert self.complaints == []
        assert self.strangers == []
        assert self.missing == []
