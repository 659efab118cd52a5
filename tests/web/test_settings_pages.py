"""The pages of settings: a look before the change, the change, and its undo; typed words are never lost."""

import re

import pytest
from django.test import Client

from lianxin.kernel import editions
from lianxin.kernel.models.edition import Edition
from lianxin.web.office import FACE, office
from tests.township import Township, enter

PAGE = "/settings/office.face/"
TYPED = {"name": "青禾镇便民热线", "phone": "0912-5550000", "reason": "镇政府换了电话"}


@pytest.fixture
def keeper(town: Township, settings) -> Client:
    """The administrator at a browser."""
    settings.COUNTY = town.county
    return enter(Client(), town.administrator)


def client_id_of(body: str) -> str:
    """The id the preview would be confirmed under."""
    found = re.search(r'name="client_id" value="([^"]+)"', body)
    assert found is not None
    return found[1]


def test_the_first_click_shows_what_would_change_and_writes_nothing(keeper: Client, town: Township) -> None:
    body = keeper.post(PAGE, TYPED).content.decode()
    assert "还没有改，请看过再确认" in body
    assert "<ins>青禾镇便民热线</ins>" in body
    assert "<ins>0912-5550000</ins>" in body
    assert "另有 7 项不变" in body
    assert not Edition.objects.exists()


def test_the_confirmed_change_is_on_every_page_and_a_double_click_changes_once(
    keeper: Client, town: Township
) -> None:
    sent = client_id_of(keeper.post(PAGE, TYPED).content.decode())
    for _ in range(2):
        assert keeper.post(PAGE, TYPED | {"step": "confirm", "client_id": sent}).status_code == 302
    assert Edition.objects.count() == 1
    editions.forget()
    assert (office().name, office().phone) == ("青禾镇便民热线", "0912-5550000")
    assert "青禾镇便民热线" in Client().get("/").content.decode()
    assert "镇政府换了电话" in keeper.get(PAGE).content.decode()


def test_again_leads_back_to_the_boxes_with_what_was_typed(keeper: Client, town: Township) -> None:
    body = keeper.post(PAGE, TYPED | {"step": "again"}).content.decode()
    assert 'value="青禾镇便民热线"' in body
    assert 'value="镇政府换了电话"' in body


def test_a_day_in_the_past_is_refused_beside_its_box_and_keeps_the_rest(
    keeper: Client, town: Township
) -> None:
    answer = keeper.post(PAGE, TYPED | {"effective": "2020-01-01"})
    assert answer.status_code == 422
    assert "生效日期不能早于今天" in answer.content.decode()
    assert 'value="青禾镇便民热线"' in answer.content.decode()


def test_an_undo_is_looked_at_first_and_brings_back_what_was_there(keeper: Client, town: Township) -> None:
    keeper.post(PAGE, TYPED | {"step": "confirm"})
    keeper.post(PAGE, TYPED | {"name": "错名", "step": "confirm"})
    body = keeper.get(f"{PAGE}2/undo/").content.decode()
    assert "<del" in body
    assert "<ins>青禾镇便民热线</ins>" in body
    sent = client_id_of(body)
    assert keeper.post(f"{PAGE}2/undo/", {"step": "confirm", "client_id": sent}).status_code == 302
    editions.forget()
    assert office().name == "青禾镇便民热线"
    assert keeper.get(f"{PAGE}9/undo/").status_code == 404


def test_nobody_but_the_administrator_gets_in(town: Township, settings) -> None:
    settings.COUNTY = town.county
    for by in (town.clerk, town.leader, town.triage):
        assert enter(Client(), by).get(PAGE).status_code == 403
        assert enter(Client(), by).post(PAGE, TYPED | {"step": "confirm"}).status_code == 403
    assert not Edition.objects.exists()


def test_every_setting_of_the_product_has_a_page() -> None:
    from lianxin.web.settings_catalogue import pages_without_setting  # noqa: PLC0415  # after the apps are ready

    codes = [setting.code for setting in editions.registered() if not setting.code.startswith("test.")]
    assert FACE.code in codes
    assert pages_without_setting(codes) == []
