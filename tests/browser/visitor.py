"""One person at one browser, on the running demo."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Locator, Page

from lianxin.kernel.actor import Role
from tests.browser.watch import Watch

PHONE = (360, 640)
DESK = (1440, 900)

CAST = {
    Role.CLERK: "简爱华",
    Role.TRIAGE: "裘永和",
    Role.HANDLER: "费光明",
    Role.REVIEWER: "郦明理",
    Role.CALLBACK: "桂兰芝",
    Role.LEADER: "漆文涛",
    Role.ADMINISTRATOR: "危子航",
    Role.SECURITY: "逄守一",
    Role.AUDITOR: "覃若谷",
    Role.DISCIPLINE: "蔺清和",
}
"""One of the demo's people for each role; each holds that role only, but for the triage desk."""


@dataclass
class Visitor:
    """A page of somebody's browser and what was seen to go wrong there."""

    page: Page
    watch: Watch

    def go(self, address: str) -> "Visitor":
        """Open an address of the site."""
        self.page.goto(self.watch.site + address)
        return self

    def become(self, role: Role) -> "Visitor":
        """今天您是谁: take on the demo's person for this role."""
        return self.named(CAST[role])

    def named(self, name: str) -> "Visitor":
        """今天您是谁: take on one of the demo's people, by the keyboard."""
        self.go("/who/")
        self.page.get_by_role("button", name=name).press("Enter")
        self.page.wait_for_url(lambda url: not url.endswith("/who/"))
        return self

    def turn_elder(self) -> None:
        """From the next page on it is the elders' edition."""
        self.page.context.add_cookies([{"name": "elder", "value": "1", "url": self.watch.site}])

    def button(self, name: str) -> Locator:
        """The one button of this name."""
        return self.page.get_by_role("button", name=name, exact=True)

    def press(self, name: str) -> None:
        """Press a button that leads to another page."""
        with self.page.expect_navigation():
            self.button(name).click()

    def text(self) -> str:
        """All words on the page that can be read."""
        return self.page.locator("body").inner_text()

    @property
    def address(self) -> str:
        """Where the page is, without the host."""
        return urlsplit(self.page.url).path

    @property
    def size(self) -> tuple[int, int]:
        """The screen as it is now."""
        screen = self.page.viewport_size or {"width": 0, "height": 0}
        return screen["width"], screen["height"]

    def resize(self, size: tuple[int, int]) -> None:
        """Turn to a screen of another size; the one it has costs nothing."""
        if size != self.size:
            self.page.set_viewport_size({"width": size[0], "height": size[1]})


@dataclass
class Door:
    """Where visitors come in; all their browsers are closed and asked for faults at the end."""

    chromium: Browser
    site: str

    def __post_init__(self) -> None:
        self.visitors: list[Visitor] = []

    def __call__(
        self,
        size: tuple[int, int] = PHONE,
        *,
        scripts: bool = True,
        elder: bool = False,
        sharp: float = 1,
        headers: dict[str, str] | None = None,
    ) -> Visitor:
        """Somebody new, with a browser of their own: nothing is shared but the site."""
        context = self.chromium.new_context(
            viewport={"width": size[0], "height": size[1]},
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            java_script_enabled=scripts,
            device_scale_factor=sharp,
            extra_http_headers=headers or {},
        )
        context.set_default_timeout(15_000)
        if elder:
            context.add_cookies([{"name": "elder", "value": "1", "url": self.site}])
        watch = Watch(self.site)
        watch.over(context)
        self.visitors.append(Visitor(context.new_page(), watch))
        return self.visitors[-1]

    def close(self) -> None:
        """Everybody leaves; nothing went wrong for anybody."""
        for visitor in self.visitors:
            visitor.page.context.close()
        for visitor in self.visitors:
            visitor.watch.check()
