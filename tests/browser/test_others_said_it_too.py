"""A resident learns that others nearby said the same, and nothing of who they are or what they wrote."""

from playwright.sync_api import expect

from tests.browser.pictures import Pictures
from tests.browser.resident import say
from tests.browser.stage import Stage
from tests.wording.test_similar_shown import AGAIN, filed


def test_a_resident_sees_how_many_said_it(stage: Stage, pictures: Pictures) -> None:
    town = stage.town
    others = [filed(town, who=who) for who in (2, 3, 4)]
    resident = stage.phone()
    slip = say(resident, AGAIN, place="", name="傅小满", phone="19900001111")
    page = resident.page
    said = page.get_by_text("已有 3 人以上反映过类似的事")
    expect(said).to_be_visible()
    said.scroll_into_view_if_needed()
    pictures.take(page, "others-said-it")
    told = page.content()
    assert slip.number in told
    assert not [other.number for other in others if other.number in told]
