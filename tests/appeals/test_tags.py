"""Tags on matters: put on by the writer, kept in the log by their codes, found by them."""

import pytest
from django.test import Client

from lianxin.appeals.models import MatterTag
from lianxin.appeals.queries.tags import tag_name, tags
from lianxin.kernel import editions
from lianxin.matters.rebuild import check
from tests.township import Township, enter


def test_tags_are_put_on_and_taken_off_by_the_writer_and_the_log_keeps_their_codes(town: Township) -> None:
    matter = town.file()
    event = town.go(matter, "tag", by=town.triage, tags=["01", "03"])
    assert (event.facts["tags"], event.source, event.target) == (
        {"on": ["01", "03"], "off": []},
        "registered",
        "registered",
    )
    event = town.go(matter, "tag", by=town.triage, tags=["03", "02"])
    assert event.facts["tags"] == {"on": ["02"], "off": ["01"]}
    assert sorted(matter.tags.filter(removed_at=None).values_list("tag", flat=True)) == ["02", "03"]
    assert matter.tags.get(tag="01").removed_at == event.at
    assert list(check()) == []


def test_the_desk_ticks_them_on_a_page_and_finds_the_matters_again(town: Township) -> None:
    client = enter(Client(), town.triage)
    tagged, plain = town.file(), town.file(title="没有标签的")
    page = f"/matters/{tagged.number}/do/tag/"
    assert "急难愁盼" in client.get(page).content.decode()
    assert client.post(page, {"tags": ["01"]}).status_code == 302
    assert client.post(page, {"tags": ["99"]}).status_code == 422
    assert "<dd>急难愁盼</dd>" in client.get(f"/matters/{tagged.number}/").content.decode()
    body = client.get("/matters/?tag=01").content.decode()
    assert tagged.number in body
    assert plain.number not in body
    assert '<option value="01" selected>急难愁盼</option>' in body
    client.post(page, {"tags": []})
    assert tagged.number not in client.get("/matters/?tag=01").content.decode()
    assert MatterTag.objects.count() == 1


def test_only_the_desk_puts_tags_on(town: Township) -> None:
    matter = town.dispatched(town.file())
    client = enter(Client(), town.water_handler)
    assert client.post(f"/matters/{matter.number}/do/tag/", {"tags": ["01"]}).status_code == 409
    assert not MatterTag.objects.exists()


@pytest.fixture
def keeper(town: Township, settings) -> Client:
    """The administrator at a browser."""
    settings.COUNTY = town.county
    return enter(Client(), town.administrator)


def test_the_list_of_tags_is_a_setting_and_a_renamed_tag_is_renamed_on_old_matters(
    keeper: Client, town: Township
) -> None:
    matter = town.file()
    town.go(matter, "tag", by=town.triage, tags=["01", "04"])
    typed = {"lines_typed": "01 群众急难愁盼\n02 我为群众办实事\n\n12345 工单\n雨雪冰冻", "step": "confirm"}
    assert keeper.post("/settings/appeals.tags/", typed).status_code == 302
    editions.forget()
    assert [(tag.code, tag.name) for tag in tags()] == [
        ("01", "群众急难愁盼"),
        ("02", "我为群众办实事"),
        ("12345", "工单"),
        ("03", "雨雪冰冻"),
    ]
    assert tag_name("01") == "群众急难愁盼"
    twice = typed | {"lines_typed": "01 甲\n01 乙"}
    answer = keeper.post("/settings/appeals.tags/", twice)
    assert (answer.status_code, "“01”写了两遍" in answer.content.decode()) == (422, True)
