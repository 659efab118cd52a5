"""What an office sets about telling people: hours, cap, and the words of each letter, seen before it is sent so."""

import re

import pytest
from django.test import Client

from lianxin.kernel import editions, letters, outbox
from lianxin.kernel.letters import SAMPLES, codes, parts, sample, words
from lianxin.kernel.models.message import Message
from lianxin.kernel.pace import peace
from tests.township import Township, enter

PACE = "/settings/notices.pace/"
WORDING = "/settings/letters.wording/"
HOURS = {
    "morning": "09:00",
    "evening": "18:00",
    "digest": "09:30",
    "cap": "2",
    "days": "2027-04-05\n2026-12-26",
}
OWN = "%(number)s 收到了，您放心。"


@pytest.fixture
def keeper(town: Township) -> Client:
    """The administrator at a browser."""
    return enter(Client(), town.administrator)


def confirm(keeper: Client, page: str, typed: dict[str, str]) -> None:
    """Make a change."""
    assert keeper.post(page, typed | {"step": "confirm"}).status_code == 302
    editions.forget()


@pytest.mark.req("INV-22")
def test_hours_are_looked_at_first_then_they_hold(keeper: Client) -> None:
    body = keeper.post(PACE, HOURS).content.decode()
    assert "晚上 18:00 以后的事，到第二天 09:00 再发。" in body
    assert peace().cap == 3
    confirm(keeper, PACE, HOURS)
    assert (peace().cap, f"{peace().evening:%H:%M}", len(peace().quiet_days)) == (2, "18:00", 2)
    shown = keeper.get(PACE).content.decode()
    assert 'value="09:00"' in shown
    assert "2026-12-26\n2027-04-05" in shown


@pytest.mark.req("INV-22", "XC-11")
@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({"evening": "21:00"}, "08:00 到 20:00"),
        ({"morning": "06:00"}, "08:00 到 20:00"),
        ({"days": "清明"}, "日期不对"),
        ({"cap": "0"}, "1"),
    ],
)
def test_hours_of_the_night_are_refused_and_what_was_typed_stays(
    keeper: Client, typed: dict[str, str], fault: str
) -> None:
    answer = keeper.post(PACE, HOURS | typed)
    assert answer.status_code == 422
    assert fault in answer.content.decode()
    assert 'value="2"' in answer.content.decode() or typed.get("cap")


def test_a_letter_is_worded_anew_seen_with_its_length_sent_so_and_undone(
    keeper: Client, town: Township
) -> None:
    body = keeper.post(WORDING, {"registered": OWN}).content.decode()
    assert "登记以后：“103-2026-000042-7 收到了，您放心。”，26 个字，按 1 条短信发。" in body
    confirm(keeper, WORDING, {"registered": OWN})
    matter = town.file()
    message = Message.objects.get()
    assert words("registered", message.variables) == f"{matter.number} 收到了，您放心。"
    outbox.told(message, by=town.caller, note="spoke", text=words("registered", message.variables))
    undo = keeper.get(f"{WORDING}1/undo/").content.decode()
    sent = re.search(r'name="client_id" value="([^"]+)"', undo)
    assert sent is not None
    keeper.post(f"{WORDING}1/undo/", {"step": "confirm", "client_id": sent[1]})
    editions.forget()
    assert "已经登记" in words("registered", message.variables)
    message.refresh_from_db()
    assert (message.sent_text, message.wording) == (f"{matter.number} 收到了，您放心。", "#1")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("%(name)s 您好", "这条通知里没有 %(name)s。可以用的：%(number)s。"),
        ("办好了 100%", "单独的 % 不能用"),
        ("%(number)d 号", "单独的 % 不能用"),
        ("%s", "单独的 % 不能用"),
        ("长" * 301, "300"),
    ],
)
def test_what_can_not_be_sent_is_refused_beside_its_box(keeper: Client, text: str, fault: str) -> None:
    answer = keeper.post(WORDING, {"registered": text})
    assert answer.status_code == 422
    assert fault in answer.content.decode().replace("&#x27;", "'")
    assert letters.wording() == {}


def test_a_letter_that_lost_its_number_is_warned_of(keeper: Client) -> None:
    body = keeper.post(WORDING, {"answered": "有答复了，请来看。"}).content.decode()
    assert "答复以后里没有 %(number)s，收到的人看不到它。" in body


def test_a_box_left_empty_or_left_alone_is_no_change(keeper: Client) -> None:
    ours = str(letters.letter_named("registered").text)
    assert "没有改动" in keeper.post(WORDING, {"registered": ours, "answered": " "}).content.decode()


@pytest.mark.parametrize(
    ("signs", "count"), [(0, 1), (70, 1), (71, 2), (134, 2), (135, 3), (201, 3), (202, 4)]
)
def test_a_text_is_paid_for_by_seventy_signs_alone_and_sixty_seven_of_several(signs: int, count: int) -> None:
    assert parts("字" * signs) == count


def test_a_rare_sign_counts_two() -> None:
    assert (parts("字" * 69 + "𠮷"), parts("字" * 68 + "𠮷")) == (2, 1)


def test_every_letter_can_be_filled_in_with_the_samples_and_says_when_it_is_sent() -> None:
    for code in [code for code in codes() if not code.startswith("test.")]:
        letter = letters.letter_named(code)
        assert "%(" not in sample(str(letter.text))
        assert str(letter.label), code
    assert set(SAMPLES) == {"number", "main", "count", "due", "time"}
