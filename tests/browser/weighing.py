"""How much comes over the line to a browser."""

from playwright.sync_api import CDPSession, Page

KILOBYTE = 1024
PAGE = 150 * KILOBYTE


class Scales:
    """What has come over the line since the browser was opened, by kind."""

    def __init__(self, page: Page) -> None:
        self.kinds: dict[str, str] = {}
        self.weight: dict[str, int] = {}
        self.wire: CDPSession = page.context.new_cdp_session(page)
        self.wire.send("Network.enable")
        self.wire.on("Network.responseReceived", self.named)
        self.wire.on("Network.loadingFinished", self.weighed)

    def named(self, told: dict[str, str]) -> None:
        """An answer says what it is."""
        self.kinds[told["requestId"]] = told["type"]

    def weighed(self, told: dict[str, int]) -> None:
        """An answer has come whole."""
        kind = self.kinds.get(str(told["requestId"]), "Other")
        self.weight[kind] = self.weight.get(kind, 0) + int(told["encodedDataLength"])
