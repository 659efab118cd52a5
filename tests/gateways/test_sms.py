"""The text message gateway against a receiver that behaves, misbehaves and deduplicates."""

from pathlib import Path

import pytest

from lianxin.gateways.guard import Guard, listed
from lianxin.gateways.sms import GatewayFault, Refused, Result, Sent, SmsGateway, TryAgain, from_environment
from tests.gateways.receiver import Receiver, receiving

LOOPBACK = listed("127.0.0.0/8")


def gateway(receiver: Receiver, *, guard: Guard = LOOPBACK, secret: bytes | None = None) -> SmsGateway:
    return SmsGateway(receiver.url, (secret or receiver.secret,), guard, timeout=0.3)


@pytest.mark.req("E12")
def test_a_message_arrives_signed_and_whole() -> None:
    with receiving() as receiver:
        assert gateway(receiver).send("id-1", to="13900000001", text="您的事项已登记𠮷") == Sent()
    assert receiver.effects == {"id-1": {"to": "13900000001", "text": "您的事项已登记𠮷"}}


@pytest.mark.req("F3")
@pytest.mark.parametrize(
    ("step", "result"),
    [
        ("500", TryAgain("http-500")),
        ("503", TryAgain("http-503")),
        ("429", TryAgain("http-429")),
        ("404", TryAgain("http-404")),
        ("302", TryAgain("http-302")),
        ("422", Refused("http-422")),
        ("400", Refused("http-400")),
        ("late", TryAgain("timeout")),
        ("lost", TryAgain("RemoteProtocolError")),
        ("die", TryAgain("RemoteProtocolError")),
        ("rubbish", TryAgain("RemoteProtocolError")),
    ],
)
def test_each_misfortune_has_its_result(step: str, result: Result) -> None:
    with receiving(step) as receiver:
        assert gateway(receiver).send("id-1", to="13900000001", text="您好") == result


@pytest.mark.req("F3")
@pytest.mark.parametrize("step", ["late", "lost"])
def test_an_answer_that_got_lost_makes_one_effect_all_the_same(step: str) -> None:
    with receiving(step) as receiver:
        post = gateway(receiver)
        assert isinstance(post.send("id-1", to="13900000001", text="您好"), TryAgain)
        assert post.send("id-1", to="13900000001", text="您好") == Sent()
    assert receiver.requests == ["id-1", "id-1"]
    assert list(receiver.effects) == ["id-1"]


def test_a_wrong_secret_is_tried_again_for_the_operator_may_mend_it() -> None:
    with receiving() as receiver:
        result = gateway(receiver, secret=b"wrong").send("id-1", to="13900000001", text="您好")
    assert result == TryAgain("http-401")
    assert (receiver.effects, receiver.refused) == ({}, ["signature"])


def test_nobody_listening_is_tried_again() -> None:
    with receiving() as receiver:
        post = gateway(receiver)
    assert post.send("id-1", to="13900000001", text="您好") == TryAgain("ConnectError")


@pytest.mark.req("E11")
def test_an_address_inside_is_not_reached_unless_listed() -> None:
    with receiving() as receiver:
        result = gateway(receiver, guard=Guard()).send("id-1", to="13900000001", text="您好")
    assert result == TryAgain("refused-address")
    assert receiver.requests == []


def test_without_an_address_there_is_no_gateway() -> None:
    assert from_environment({"LIANXIN_SMS_SECRET": "s"}) is None


def test_the_secrets_come_from_the_environment_or_a_file(tmp_path: Path) -> None:
    url = "https://sms.example/send"
    written = from_environment({"LIANXIN_SMS_URL": url, "LIANXIN_SMS_SECRET": "new old"})
    assert written is not None
    assert (written.url, written.secrets) == (url, (b"new", b"old"))
    secret = tmp_path / "secret"
    secret.write_text("whsec_bmV3\n", encoding="utf-8")
    filed = from_environment({"LIANXIN_SMS_URL": url, "LIANXIN_SMS_SECRET_FILE": str(secret)})
    assert filed is not None
    assert filed.secrets == (b"new",)


def test_a_gateway_does_not_show_its_secret() -> None:
    written = from_environment({"LIANXIN_SMS_URL": "https://sms.example/", "LIANXIN_SMS_SECRET": "hush-hush"})
    assert "hush-hush" not in repr(written)


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({"LIANXIN_SMS_URL": "ftp://x/", "LIANXIN_SMS_SECRET": "s"}, "LIANXIN_SMS_URL"),
        ({"LIANXIN_SMS_URL": "https://u:p@x/", "LIANXIN_SMS_SECRET": "s"}, "LIANXIN_SMS_URL"),
        ({"LIANXIN_SMS_URL": "https://x:port/", "LIANXIN_SMS_SECRET": "s"}, "LIANXIN_SMS_URL"),
        ({"LIANXIN_SMS_URL": "https://", "LIANXIN_SMS_SECRET": "s"}, "LIANXIN_SMS_URL"),
        ({"LIANXIN_SMS_URL": "https://x/"}, "LIANXIN_SMS_SECRET"),
        ({"LIANXIN_SMS_URL": "https://x/", "LIANXIN_SMS_SECRET": "whsec_#"}, "LIANXIN_SMS_SECRET"),
        ({"LIANXIN_SMS_URL": "https://x/", "LIANXIN_SMS_SECRET_FILE": "/no/file"}, "LIANXIN_SMS_SECRET_FILE"),
    ],
)
def test_broken_settings_name_the_setting(environ: dict[str, str], words: str) -> None:
    with pytest.raises(GatewayFault, match=words):
        from_environment(environ)
