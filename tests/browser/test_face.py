"""The elders' home, and the switches of every page without a script."""

from tests.browser.conftest import Visit
from tests.township import Township


def test_the_elders_home_has_no_more_than_six_big_buttons_and_the_telephone(
    visit: Visit, town: Township
) -> None:
    page = visit.open("/", elder=True)
    assert 3 <= page.locator(".big-act").count() <= 6
    assert page.locator(".big-act-call").get_attribute("href") == "tel:15400000002"


def test_the_switch_works_without_a_script_and_leads_back(visit: Visit, town: Township) -> None:
    page = visit.open("/privacy/", scripts=False)
    page.get_by_role("button", name="长辈版").click()
    assert page.url.endswith("/privacy/")
    assert page.locator("html").get_attribute("class") == "elder"
    page.get_by_role("button", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"
