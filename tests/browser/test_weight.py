"""What a resident's telephone has to fetch, over a village's network (H5)."""

import shutil
import subprocess

import pytest

from tests.browser.visitor import Door, Visitor
from tests.browser.weighing import KILOBYTE, PAGE, Scales

SCRIPTS = 60 * KILOBYTE
USABLE = 5.0  # seconds
FIRST_PAGES = ("/", "/file/", "/follow/")
PRACTICES = ("/reception/", "/reception/numbers/", "/box/", "/projects/")
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 400_000 / 8, "uploadThroughput": 400_000 / 8}
READY = "() => performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd / 1000"


@pytest.mark.req("H5")
@pytest.mark.parametrize("elder", [False, True], ids=["usual", "elders"])
@pytest.mark.parametrize("address", FIRST_PAGES)
def test_a_first_page_is_light(door: Door, address: str, elder: bool) -> None:
    resident = door(elder=elder)
    scales = Scales(resident.page)
    resident.go(address).page.wait_for_load_state("networkidle")
    assert scales.weight["Document"] > KILOBYTE
    assert sum(scales.weight.values()) <= PAGE, scales.weight
    assert scales.weight["Script"] <= SCRIPTS, scales.weight


@pytest.mark.req("H5")
@pytest.mark.parametrize("elder", [False, True], ids=["usual", "elders"])
@pytest.mark.parametrize("address", PRACTICES)
def test_a_public_page_of_a_practice_is_light(door: Door, address: str, elder: bool) -> None:
    assert weight_of(door, address, elder=elder) <= PAGE


@pytest.mark.req("H5", "REN-01")
@pytest.mark.parametrize("elder", [False, True], ids=["usual", "elders"])
def test_the_pages_of_a_renovation_are_light(door: Door, elder: bool) -> None:
    links = door().go("/projects/").page.locator("main a[href^='/projects/']")
    project = str(links.first.get_attribute("href"))
    for address in (project, f"{project}object/"):
        assert weight_of(door, address, elder=elder) <= PAGE


def weight_of(door: Door, address: str, *, elder: bool) -> int:
    """What a telephone that was never here fetches for one page."""
    resident = door(elder=elder)
    scales = Scales(resident.page)
    resident.go(address).page.wait_for_load_state("networkidle")
    assert scales.weight["Document"] > KILOBYTE
    return sum(scales.weight.values())


@pytest.mark.req("H5")
def test_a_first_page_is_usable_on_a_slow_telephone(door: Door) -> None:
    resident = door()
    scales = Scales(resident.page)
    scales.wire.send("Network.emulateNetworkConditions", SLOW)
    resident.go("/")
    assert resident.page.evaluate(READY) <= USABLE


@pytest.fixture
def chinese_font() -> None:
    """A machine that has a Chinese font, as every telephone and office PC in China does."""
    listed = shutil.which("fc-list") and subprocess.check_output(["fc-list", ":lang=zh"], text=True)
    if not listed:
        pytest.skip("this machine has no Chinese font, or can't say so")


@pytest.mark.req("quality-25")
@pytest.mark.usefixtures("chinese_font")
@pytest.mark.parametrize("elder", [False, True], ids=["usual", "elders"])
def test_where_there_is_a_chinese_font_residents_fetch_none(door: Door, elder: bool) -> None:
    resident = door(elder=elder)
    for address in (*FIRST_PAGES, "/privacy/", "/accessibility/"):
        resident.go(address)
    filed(resident)
    resident.page.wait_for_load_state("networkidle")
    assert resident.watch.fonts == []


def filed(resident: Visitor) -> None:
    """On to the receipt."""
    page = resident.go("/file/").page
    page.get_by_label("发生了什么事").fill("村口的路灯不亮。")
    resident.press("下一步")
    page.get_by_label("匿名").check()
    resident.press("下一步")
    resident.press("送出")
