"""The calendar that telephones subscribe to, by the letter of RFC 5545."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from lianxin.reception.rules.feed import Entry, calendar_file, escaped, folded

ONE = Entry(
    uid="slot-990901-7@example.test",
    edition=3,
    starts=datetime(2022, 2, 7, 7, tzinfo=UTC) - timedelta(hours=8),
    ends=datetime(2022, 2, 7, 8, tzinfo=UTC) - timedelta(hours=8),
    title="今晨七点有约",
    place="镇政府门厅；东侧, 一楼",
    words="接待领导：林小满\n主题",
    changed=datetime(2022, 1, 28, 1, tzinfo=UTC),
)


def lines(entry: Entry) -> list[str]:
    """The lines of a file with one slot, put together again."""
    return calendar_file("七点", [entry]).replace("\r\n ", "").split("\r\n")


@pytest.mark.req("RCP-02")
def test_a_slot_is_an_event_with_its_time_in_utc() -> None:
    told = lines(ONE)
    assert told[0] == "BEGIN:VCALENDAR"
    assert told[-2:] == ["END:VCALENDAR", ""]
    for line in (
        "DTSTART:20220206T230000Z",
        "DTEND:20220207T000000Z",
        "SEQUENCE:3",
        "STATUS:CONFIRMED",
        "LOCATION:镇政府门厅；东侧\\, 一楼",
        "DESCRIPTION:接待领导：林小满\\n主题",
    ):
        assert line in told
    assert "STATUS:CANCELLED" in lines(replace(ONE, cancelled=True))


@pytest.mark.req("RCP-02")
@given(st.text(st.characters(exclude_categories=("Cs", "Cc"))))
def test_no_line_is_longer_than_75_octets_and_no_sign_is_torn(text: str) -> None:
    pieces = list(folded(text))
    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == text


@pytest.mark.req("RCP-02")
def test_what_means_something_to_a_calendar_is_escaped() -> None:
    assert escaped("a\\b;c,d\r\ne\rf") == "a\\\\b\\;c\\,d\\ne\\nf"
