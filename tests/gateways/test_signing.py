"""Signed notices: what goes out can be checked by anybody's library, what comes in is believed only whole."""

from datetime import UTC, datetime, timedelta

import pytest

from lianxin.gateways.signing import BadSignature, secret_bytes, sign, verify

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
OLD, NEW = b"old-secret", b"new-secret"
BODY = '{"type":"sms","data":{"text":"您的事项已登记"}}'.encode()


def signed(*secrets: bytes, at: datetime = NOW) -> dict[str, str]:
    return sign(BODY, message_id="msg_1", at=at, secrets=secrets)


@pytest.mark.req("E12")
def test_the_published_example_gives_the_published_signature() -> None:
    secret = secret_bytes("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    headers = sign(
        b'{"test": 2432232314}',
        message_id="msg_p5jXN8AQM9LWM0D4loKWxJek",
        at=datetime.fromtimestamp(1614265330, tz=UTC),
        secrets=[secret],
    )
    assert headers == {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }


@pytest.mark.req("E12")
@pytest.mark.parametrize("secret", [OLD, NEW])
def test_while_a_secret_is_changed_both_are_good(secret: bytes) -> None:
    assert verify(BODY, signed(NEW, OLD), secrets=[secret], now=NOW) == "msg_1"
    assert verify(BODY, signed(secret), secrets=[NEW, OLD], now=NOW) == "msg_1"


@pytest.mark.req("E12")
@pytest.mark.parametrize("age", [timedelta(minutes=5), timedelta(minutes=-5)])
def test_five_minutes_are_young_enough(age: timedelta) -> None:
    assert verify(BODY, signed(NEW, at=NOW - age), secrets=[NEW], now=NOW) == "msg_1"


@pytest.mark.req("E12")
@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"webhook-id": ""}, "incomplete"),
        ({"webhook-timestamp": ""}, "incomplete"),
        ({"webhook-signature": ""}, "incomplete"),
        ({"webhook-id": "msg_2"}, "signature"),
        ({"webhook-timestamp": str(int(NOW.timestamp()) + 1)}, "signature"),
        ({"webhook-timestamp": str(int(NOW.timestamp()) - 301)}, "age"),
        ({"webhook-timestamp": str(int(NOW.timestamp()) + 301)}, "age"),
        ({"webhook-timestamp": "now"}, "timestamp"),
        ({"webhook-timestamp": "²"}, "timestamp"),
        ({"webhook-timestamp": "9" * 400}, "timestamp"),
        ({"webhook-signature": "v1,AAAA"}, "signature"),
        ({"webhook-signature": "签名"}, "signature"),
    ],
)
def test_a_changed_header_is_refused(change: dict[str, str], code: str) -> None:
    with pytest.raises(BadSignature) as refusal:
        verify(BODY, {**signed(NEW), **change}, secrets=[NEW], now=NOW)
    assert refusal.value.code == code


@pytest.mark.req("E12")
def test_one_changed_byte_is_refused() -> None:
    for place in range(len(BODY)):
        changed = BODY[:place] + bytes([BODY[place] ^ 1]) + BODY[place + 1 :]
        with pytest.raises(BadSignature, match="signature"):
            verify(changed, signed(NEW), secrets=[NEW], now=NOW)


@pytest.mark.req("E12")
def test_the_wrong_secret_is_refused() -> None:
    with pytest.raises(BadSignature, match="signature"):
        verify(BODY, signed(NEW), secrets=[OLD], now=NOW)


@pytest.mark.req("E12")
def test_the_same_id_again_is_refused_by_a_receiver_that_remembers() -> None:
    seen: set[str] = set()

    def first_time(message_id: str) -> bool:
        fresh = message_id not in seen
        seen.add(message_id)
        return fresh

    assert verify(BODY, signed(NEW), secrets=[NEW], now=NOW, first_time=first_time) == "msg_1"
    with pytest.raises(BadSignature, match="reused"):
        verify(BODY, signed(NEW), secrets=[NEW], now=NOW, first_time=first_time)


@pytest.mark.req("E12")
def test_a_forged_notice_uses_up_no_id() -> None:
    seen: list[str] = []

    def first_time(message_id: str) -> bool:
        seen.append(message_id)
        return True

    with pytest.raises(BadSignature, match="signature"):
        verify(BODY, signed(OLD), secrets=[NEW], now=NOW, first_time=first_time)
    assert seen == []


@pytest.mark.parametrize("secret", ["", "  ", "whsec_", "whsec_###"])
def test_an_unusable_secret_is_an_error(secret: str) -> None:
    with pytest.raises(ValueError, match="secret"):
        secret_bytes(secret)
