"""What is a good password, and that checking one tells nothing about the account."""

import pytest
from django.contrib.auth.hashers import identify_hasher

from lianxin.people import passwords


@pytest.mark.parametrize(
    "password",
    [
        "门前的水管已经漏了三天啦快修",
        "correct horse battery",
        "            a b c d e",
        "ＮＯsymbols needed at all",
    ],
)
def test_a_long_sentence_is_enough_whatever_it_is_made_of(password: str) -> None:
    assert passwords.fault_of(password, login="lin", name="林知夏") is None


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("短短的密码", "至少 12 个字"),
        ("a" * 129, "最多 128 个字"),
        ("aaaaaaaaaaaa", "太常见"),
        ("password1234", "太常见"),
        ("i am lin.zhixia", "登录名或姓名"),
        ("林知夏的密码就是这一句啦", "登录名或姓名"),
    ],
)
def test_a_weak_password_is_refused_saying_why(password: str, fault: str) -> None:
    assert fault in (passwords.fault_of(password, login="lin.zhixia", name="林知夏") or "")


def test_passwords_are_kept_by_argon2id_at_owasps_setting(settings) -> None:
    settings.PASSWORD_HASHERS = ["lianxin.people.passwords.Argon2"]
    stored = passwords.hashed("门前的水管已经漏了三天啦")
    assert stored.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert identify_hasher(stored).verify("门前的水管已经漏了三天啦", stored)
    assert passwords.matches("门前的水管已经漏了三天啦", stored)
    assert not passwords.matches("门前的水管已经漏了四天啦", stored)


def test_no_password_fits_an_account_that_is_not_there() -> None:
    assert not passwords.matches("", None)
    assert not passwords.matches("门前的水管已经漏了三天啦", None)


@pytest.mark.req("B3")
def test_an_unknown_login_costs_one_hash_like_a_known_one(settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.PASSWORD_HASHERS = ["lianxin.people.passwords.Argon2"]
    passwords._stand_in.cache_clear()
    stored = passwords.hashed("门前的水管已经漏了三天啦")
    passwords.matches("warm", None)
    hashings: list[str] = []
    verify = passwords.Argon2.verify

    def counted(self: passwords.Argon2, password: str, encoded: str) -> bool:
        hashings.append(password)
        return verify(self, password, encoded)

    monkeypatch.setattr(passwords.Argon2, "verify", counted)
    passwords.matches("wrong but long enough", stored)
    passwords.matches("wrong but long enough", None)
    passwords._stand_in.cache_clear()
    assert hashings == ["wrong but long enough"] * 2
