"""Stories point to matters and change no count; in each everybody has one name, and not their own."""

from collections.abc import Iterator

import pytest
from django.test import Client

from lianxin.appeals.models import Appellant
from lianxin.insight.models import Story, StoryName
from lianxin.kernel import clock
from lianxin.kernel.figures.registry import Query, figures, tell
from tests.township import Township, at, enter

NOW = at("2026-11-09 09:00")
WEEK = (at("2026-11-02 00:00").date(), at("2026-11-08 00:00").date())


@pytest.fixture
def leader(town: Township) -> Iterator[Client]:
    with clock.standing_at(NOW):
        yield enter(Client(), town.leader)


def numbers(town: Township) -> dict[str, tuple[int, int | None]]:
    """Every figure of the week."""
    told = tell({one.code: Query(one.code, *WEEK) for one in figures()}, by=town.leader, now=NOW)
    return {code: (one.n, one.d) for code, one in told.items()}


def written(
    leader: Client, *matters: str, text: str = "老陈家的水管修好了。", title: str = "一根水管"
) -> Story:
    said = {"title": title, "numbers": " ".join(matters), "text": text}
    assert leader.post("/stories/new/", said).status_code == 302
    return Story.objects.latest("pk")


def name_everybody(leader: Client, story: Story, *names: str) -> int:
    """Type these names; gives how the page answered."""
    page = leader.get(f"/stories/{story.pk}/")
    boxes = list(page.context["form"].fields)
    assert len(boxes) == len(names)
    return leader.post(f"/stories/{story.pk}/", dict(zip(boxes, names, strict=True))).status_code


@pytest.mark.req("CNT-05", "INV-04")
def test_one_case_told_ten_times_is_counted_once(town: Township, leader: Client) -> None:
    matter = town.closed(town.file(when=at("2026-11-03 09:00")), when=at("2026-11-04 09:00"))
    before = numbers(town)
    for place in range(10):
        story = written(leader, matter.number, title=f"林地 {place}")
        name_everybody(leader, story, "老陈")
        assert leader.post(f"/stories/{story.pk}/publish/").status_code == 302
    assert Story.objects.exclude(published_at=None).count() == 10
    assert numbers(town) == before
    assert before["new"] == (1, None)


@pytest.mark.req("CNT-05")
def test_one_person_in_two_matters_has_one_name_in_the_story(town: Township, leader: Client) -> None:
    first, second = (town.file(when=at("2026-11-03 09:00")) for _ in range(2))
    other = town.file(when=at("2026-11-03 09:00"), name="林大满", phone="19900002222")
    story = written(leader, first.number, second.number, other.number)
    assert name_everybody(leader, story, "老陈", "老陈") == 422
    assert not StoryName.objects.exists()
    assert name_everybody(leader, story, "老陈", "老周") == 302
    assert sorted(StoryName.objects.values_list("pseudonym", flat=True)) == ["老周", "老陈"]
    assert Appellant.objects.count() == 3


@pytest.mark.parametrize(
    ("text", "name", "sentence"),
    [
        ("林小满家的水管修好了。", "老陈", "案例里写了真名或电话"),
        ("打 19900001111 就有人来。", "老陈", "案例里写了真名或电话"),
        ("老陈家的水管修好了。", "", "还有 1 个人没有化名"),
    ],
)
def test_a_story_with_a_real_name_or_a_nameless_person_is_not_published(
    town: Township, leader: Client, text: str, name: str, sentence: str
) -> None:
    story = written(leader, town.file().number, text=text)
    name_everybody(leader, story, name)
    page = leader.post(f"/stories/{story.pk}/publish/", follow=True).content.decode()
    assert sentence in page
    assert Story.objects.get().published_at is None


@pytest.mark.req("INV-08")
def test_a_story_of_a_matter_one_may_not_know_of_is_not_there(town: Township, leader: Client) -> None:
    sealed, known = town.file(type="report"), town.file()
    answer = leader.post("/stories/new/", {"title": "甲", "numbers": sealed.number, "text": "乙"})
    assert (answer.status_code, f"没有编号是 {sealed.number} 的事" in answer.content.decode()) == (422, True)
    desk = enter(Client(), town.triage)
    story = written(desk, sealed.number, known.number, title="只有派单台能看")
    assert leader.get(f"/stories/{story.pk}/").status_code == 404
    assert "只有派单台能看" not in leader.get("/stories/").content.decode()
    assert "只有派单台能看" in desk.get("/stories/").content.decode()
