"""The demo's words: written for people, of invented places, within one year."""

import re
from datetime import time
from itertools import pairwise

from lianxin.calendars.china import china
from lianxin.site.demo.content import content
from lianxin.site.demo.timeline import Part, steps

TOLD = content()
STORIES = TOLD.stories
OFFICE_CHANNELS = {"phone", "visit", "letter", "box"}


def test_the_year_has_more_than_two_hundred_appeals_of_every_kind() -> None:
    assert len(STORIES) == 248
    assert {story.type for story in STORIES} == {
        "enquiry",
        "help",
        "complaint",
        "report",
        "suggestion",
        "praise",
    }
    assert {story.channel for story in STORIES} == {"web", "phone", "visit", "letter", "box", "chat"}
    assert {story.identity for story in STORIES} == {"named", "confidential", "anonymous"}
    assert {story.category for story in STORIES} == {one["name"] for one in TOLD.classes["class"]}
    assert {story.village for story in STORIES} == {one["name"] for one in TOLD.town["village"]}


def test_the_township_has_sixteen_villages_ten_units_and_sixty_two_people() -> None:
    people = [name for posts in TOLD.town["staff"].values() for names in posts.values() for name in names]
    people += [village["clerk"] for village in TOLD.town["village"]]
    assert (len(TOLD.town["village"]), len(TOLD.town["unit"]), len(people)) == (16, 10, 63)
    assert len(set(people)) == 63
    assert not set(people) & {story.name for story in STORIES}


def test_each_story_is_told_in_the_length_people_write() -> None:
    for story in STORIES:
        assert len(story.title) <= 20, story.title
        assert 40 <= len(story.text) <= 160, story.title
        assert all(40 <= len(told.reply) <= 200 for told in story.rounds if told.reply), story.title


def test_only_the_anonymous_have_no_name() -> None:
    assert [story.title for story in STORIES if bool(story.name) == (story.identity == "anonymous")] == []


def test_no_text_is_used_twice() -> None:
    for words in (
        [story.title for story in STORIES],
        [story.text for story in STORIES],
        [told.reply for story in STORIES for told in story.rounds if told.reply],
        [text for story in STORIES for told in story.rounds for _, text in told.notes],
    ):
        assert len(set(words)) == len(words)


def test_nobody_writes_a_number_that_could_be_somebodys() -> None:
    for story in STORIES:
        words = "".join([story.text, *(told.reply for told in story.rounds)])
        invented = f"{TOLD.town['phones']['prefix']}[0-9]{{4}}"
        assert not re.search(r"[0-9]{7}", re.sub(invented, "", words)), story.title


def test_the_desk_hears_people_when_it_is_open() -> None:
    calendar = china()
    for story in STORIES:
        if story.channel in OFFICE_CHANNELS and story.urgency != "emergency":
            assert calendar.working(story.filed.date()), story.title
            assert time(7, 40) <= story.filed.time() <= time(17, 45), story.title


def test_everything_happens_in_order_and_within_the_year() -> None:
    for story in STORIES:
        times = [step.at for step in steps(story, china(), TOLD.words)]
        assert TOLD.first < times[0]
        assert times[-1] <= TOLD.last, story.title
        assert all(earlier < later for earlier, later in pairwise(times)), story.title


def test_staff_do_their_ordinary_work_in_office_hours() -> None:
    calendar = china()
    for story in STORIES:
        if story.urgency == "emergency":
            continue
        for step in steps(story, calendar, TOLD.words)[1:]:
            if step.part is not Part.RESIDENT:
                assert calendar.working(step.at.date()), story.title
                assert time(8, 30) <= step.at.time().replace(tzinfo=None) <= time(17, 30), story.title


def test_the_codes_are_not_those_of_a_real_place() -> None:
    codes = [str(TOLD.town["county"]["code"]), *(village["code"] for village in TOLD.town["village"])]
    assert {code[:2] for code in codes} == {"99"}
