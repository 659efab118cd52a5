"""Sealed values: readable only with the key, only in their own place, and loud about everything else."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import models
from django.test.utils import isolate_apps
from django.utils import timezone
from hypothesis import given, strategies as st

from lianxin.kernel import crypto
from lianxin.kernel.context import NoCounty, WrongCounty, in_county
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.county import County, CountyModel
from lianxin.kernel.models.message import Message
from lianxin.kernel.sealed import Sealed, SealedField, reseal

PHONE = "13800001234"
PLACE = "990901|kernel_message|1|to_sealed"
TOKEN_OVERHEAD = 33


@pytest.fixture
def key_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A key file of the test's own, named by the environment."""
    path = tmp_path / "field.key"
    crypto.make_key_file(path)
    monkeypatch.setenv("LIANXIN_FIELD_KEY_FILE", str(path))
    crypto.key_ring.cache_clear()
    yield path
    crypto.key_ring.cache_clear()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder of the test's own, without a key; the mode is the test's business."""
    monkeypatch.delenv("LIANXIN_FIELD_KEY_FILE", raising=False)
    monkeypatch.setattr(settings, "HOME", dataclasses.replace(settings.HOME, path=tmp_path, mode="demo"))
    crypto.key_ring.cache_clear()
    yield tmp_path
    crypto.key_ring.cache_clear()


def message(**values: object) -> Message:
    """An unsaved row with a sealed value."""
    given_values = {
        "row_kind": "matter",
        "row_id": 1,
        "letter": "news",
        "channel": "sms",
        "status": "waiting",
    }
    return Message(**{**given_values, "at": timezone.now(), **values})


@given(st.text(max_size=200), st.text(max_size=60))
def test_what_is_sealed_opens_in_its_place_only(text: str, elsewhere: str) -> None:
    plain = text.encode(errors="ignore")
    token = crypto.seal(plain, place=PLACE)
    assert crypto.unseal(token, place=PLACE) == plain
    with pytest.raises(crypto.Unreadable):
        crypto.unseal(token, place=PLACE + "x" + elsewhere.encode(errors="ignore").decode())


def test_any_changed_byte_is_noticed(key_file: Path) -> None:
    token = crypto.seal(PHONE.encode(), place=PLACE)
    for spot in range(len(token)):
        broken = token[:spot] + bytes([token[spot] ^ 1]) + token[spot + 1 :]
        with pytest.raises((crypto.Unreadable, crypto.KeyLost)):
            crypto.unseal(broken, place=PLACE)


def test_a_cut_value_is_noticed(key_file: Path) -> None:
    token = crypto.seal(PHONE.encode(), place=PLACE)
    for length in range(len(token)):
        with pytest.raises(crypto.Unreadable):
            crypto.unseal(token[:length], place=PLACE)


def test_the_same_value_never_looks_the_same(key_file: Path) -> None:
    first, second = (crypto.seal(PHONE.encode(), place=PLACE) for _time in range(2))
    assert first != second
    assert len(first) == len(PHONE) + TOKEN_OVERHEAD


def test_a_demo_makes_its_key_once_for_its_owner_only(home: Path) -> None:
    ring = crypto.key_ring()
    path = home / "keys" / "field.key"
    assert path.stat().st_mode & 0o777 == 0o600
    crypto.key_ring.cache_clear()
    assert crypto.key_ring().newest == ring.newest


def test_an_office_without_its_key_says_what_to_do(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "HOME", dataclasses.replace(settings.HOME, mode="office"))
    with pytest.raises(crypto.KeyLost, match="放回原处") as refusal:
        crypto.key_ring()
    assert str(home / "keys" / "field.key") in str(refusal.value)
    assert "put back its backup" in str(refusal.value)
    assert not (home / "keys" / "field.key").exists()


def test_a_named_key_file_is_never_made_up(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIANXIN_FIELD_KEY_FILE", str(home / "elsewhere.key"))
    with pytest.raises(crypto.KeyLost):
        crypto.key_ring()
    assert not (home / "elsewhere.key").exists()


@pytest.mark.parametrize("text", ["", "index AAAA\nseal AAAA\n", "seal\n", "\x00\xff", "index\n"])
def test_a_broken_key_file_is_one_clear_sentence(key_file: Path, text: str) -> None:
    key_file.write_text(text, encoding="latin-1")
    crypto.key_ring.cache_clear()
    with pytest.raises(crypto.KeyLost, match="已损坏"):
        crypto.key_ring()


def test_making_a_key_leaves_the_one_there_alone(key_file: Path) -> None:
    before = key_file.read_bytes()
    crypto.make_key_file(key_file)
    assert key_file.read_bytes() == before


@pytest.mark.req("I3")
def test_another_installations_key_is_named_as_such(key_file: Path) -> None:
    token = crypto.seal(PHONE.encode(), place=PLACE)
    key_file.unlink()
    crypto.make_key_file(key_file)
    crypto.key_ring.cache_clear()
    with pytest.raises(crypto.KeyLost, match=token[1:5].hex()):
        crypto.unseal(token, place=PLACE)


def test_an_added_key_seals_while_the_old_one_still_opens(key_file: Path) -> None:
    old, found = crypto.seal(PHONE.encode(), place=PLACE), crypto.blind_index(PHONE, "phone")
    crypto.add_seal_key(key_file)
    new = crypto.seal(PHONE.encode(), place=PLACE)
    assert (crypto.sealed_with_newest(old), crypto.sealed_with_newest(new)) == (False, True)
    assert [crypto.unseal(token, place=PLACE) for token in (old, new)] == [PHONE.encode()] * 2
    assert crypto.blind_index(PHONE, "phone") == found


def test_a_key_added_by_another_process_is_found_without_a_restart(key_file: Path) -> None:
    before = key_file.read_text(encoding="utf-8")
    crypto.add_seal_key(key_file)
    after, token = key_file.read_text(encoding="utf-8"), crypto.seal(PHONE.encode(), place=PLACE)
    key_file.write_text(before, encoding="utf-8")
    crypto.key_ring.cache_clear()
    assert crypto.key_ring().newest != token[1:5]
    key_file.write_text(after, encoding="utf-8")
    assert crypto.unseal(token, place=PLACE) == PHONE.encode()


@pytest.mark.req("C5")
def test_a_blind_index_is_keyed_and_tells_purposes_apart(key_file: Path) -> None:
    first = crypto.blind_index(PHONE, "phone")
    assert first == crypto.blind_index(PHONE, "phone")
    assert first != crypto.blind_index(PHONE, "id number")
    assert crypto.blind_index("", "phone") == ""
    key_file.unlink()
    crypto.make_key_file(key_file)
    crypto.key_ring.cache_clear()
    assert crypto.blind_index(PHONE, "phone") != first


@pytest.mark.req("C5")
def test_a_row_takes_text_and_stores_cipher_text(county: County) -> None:
    made = message(to=PHONE)
    made.save()
    stored = Message.objects.get(pk=made.pk)
    assert stored.to == PHONE
    assert PHONE.encode() not in bytes(stored.to_sealed)
    stored.to = ""
    assert (bytes(stored.to_sealed), stored.to) == (b"", "")


def test_bulk_created_rows_open_too(county: County) -> None:
    phones = [f"138000{serial:05d}" for serial in range(20)]
    Message.objects.bulk_create([message(to=phone) for phone in phones])
    assert [row.to for row in Message.objects.order_by("pk")] == phones


@pytest.mark.req("C6")
@isolate_apps("lianxin.kernel")
def test_a_value_pasted_elsewhere_fails_loudly(county: County) -> None:
    class Card(CountyModel):
        client_id = models.UUIDField(default=uuid7)
        phone_sealed = SealedField(blank=True)
        name_sealed = SealedField(blank=True)
        phone, name = Sealed("phone_sealed"), Sealed("name_sealed")

        class Meta:
            app_label = "kernel"

    class Slip(Card):
        class Meta:
            app_label = "kernel"

    card = Card(phone=PHONE)
    token, client_id, code = card.phone_sealed, card.client_id, card.county_id
    assert Card(client_id=client_id, county_id=code, phone_sealed=token).phone == PHONE
    pasted = [
        lambda: Card(client_id=uuid7(), county_id=code, phone_sealed=token).phone,
        lambda: Card(client_id=client_id, county_id=990902, phone_sealed=token).phone,
        lambda: Card(client_id=client_id, county_id=code, name_sealed=token).name,
        lambda: Slip(client_id=client_id, county_id=code, phone_sealed=token).phone,
    ]
    for read in pasted:
        with pytest.raises(crypto.Unreadable):
            read()


def test_swapping_two_rows_values_in_the_database_is_noticed(county: County) -> None:
    Message.objects.bulk_create([message(to=PHONE), message(to="13800005678")])
    first, second = Message.objects.order_by("pk")
    Message.objects.filter(pk=first.pk).update(to_sealed=bytes(second.to_sealed))
    with pytest.raises(crypto.Unreadable):
        _text = Message.objects.get(pk=first.pk).to


def test_sealing_settles_the_county_of_a_new_row(county: County) -> None:
    made = message(to=PHONE)
    with in_county(990902), pytest.raises(WrongCounty):
        made.save()
    assert made.county_id == county.code
    assert not Message.objects.exists()


def test_sealing_needs_a_county_and_a_client_id(db: None) -> None:
    with pytest.raises(NoCounty):
        message(to=PHONE)
    with in_county(990901), pytest.raises(ValueError, match="client_id"):
        message(to=PHONE, client_id=None)


@pytest.mark.req("C6")
def test_resealing_rewrites_what_older_keys_sealed(county: County, key_file: Path) -> None:
    Message.objects.bulk_create([*(message(to=PHONE) for _time in range(5)), message()])
    assert reseal(Message, batch=2) == 0
    crypto.add_seal_key(key_file)
    assert reseal(Message, batch=2) == 5
    rows = list(Message.objects.order_by("pk"))
    assert [row.to for row in rows] == [PHONE] * 5 + [""]
    assert all(crypto.sealed_with_newest(bytes(row.to_sealed)) for row in rows[:5])


@isolate_apps("lianxin.kernel")
def test_a_sealed_field_without_a_client_id_fails_the_build() -> None:
    class Bare(CountyModel):
        phone_sealed = SealedField(blank=True)

        class Meta:
            app_label = "kernel"

    class Whole(CountyModel):
        client_id = models.UUIDField(default=uuid7)
        phone_sealed = SealedField(blank=True)

        class Meta:
            app_label = "kernel"

    assert [error.id for error in Bare._meta.get_field("phone_sealed").check()] == ["kernel.E101"]
    assert Whole._meta.get_field("phone_sealed").check() == []
