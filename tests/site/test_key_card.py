"""The printed card: what was typed from it is the key, or the line that is wrong is named."""

import io
import re
import stat
from argparse import Namespace
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from django.conf import settings
from hypothesis import given, strategies as st
from PIL import Image

from lianxin.kernel import crypto
from lianxin.kernel.backups.keys import SIGNS, CardMistyped, Keys, card_lines, from_lines, read_line
from lianxin.site import card
from lianxin.site.commands import keys as command
from lianxin.site.errors import Unable

pytestmark = pytest.mark.once
SECRET = st.binary(min_size=32, max_size=32)


def ring(index: bytes, *seals: bytes) -> Keys:
    return Keys((("index", index), *(("seal", seal) for seal in seals)))


@given(SECRET, st.lists(SECRET, min_size=1, max_size=3))
def test_what_is_typed_from_the_card_is_the_key(index: bytes, seals: list[bytes]) -> None:
    keys = ring(index, *seals)
    assert from_lines(card_lines(keys)) == keys
    assert from_lines(card.as_text(keys).splitlines()[1:]) == keys


@given(SECRET, st.integers(0, 27), st.sampled_from(SIGNS))
def test_one_wrong_sign_is_found_in_its_line(secret: bytes, place: int, sign: str) -> None:
    line = card_lines(ring(secret, secret))[0].replace(" ", "")
    typed = line[:place] + sign + line[place + 1 :]
    if typed == line:
        return
    # Twelve bits: one slip in four thousand passes here, and the file itself refuses that key.
    with suppress(CardMistyped):
        assert read_line(1, typed) != read_line(1, line)


def test_signs_that_look_alike_are_one_and_spaces_case_and_width_do_not_matter() -> None:
    keys = ring(bytes(range(32)), bytes(range(32, 64)))
    lines = card_lines(keys)
    sloppy = [
        f"{n}、{line.lower().replace(' ', '').replace('0', 'o').replace('1', 'l')}"
        for n, line in enumerate(lines, 1)
    ]
    sloppy[1] = "".join(chr(ord(sign) + 0xFEE0) if sign != " " else "　" for sign in lines[1])
    assert from_lines(sloppy) == keys


@pytest.mark.parametrize(
    ("change", "line", "why"),
    [
        (lambda rows: rows[:3], 4, "还缺一行"),
        (lambda rows: [rows[1], rows[0], *rows[2:]], 1, "有字符抄错，或行序不对"),
        (lambda rows: [rows[0], rows[1][:-1], *rows[2:]], 2, "应是 28 个字符，现在是 27 个"),
        (lambda rows: [*rows[:2], "U" + rows[2][1:], rows[3]], 3, "不该有“U”"),
    ],
)
def test_the_line_that_is_wrong_is_named(change, line: int, why: str) -> None:
    rows = card_lines(ring(bytes(range(32)), bytes(range(32, 64))))
    with pytest.raises(CardMistyped) as fault:
        from_lines(change(rows))
    assert (fault.value.line, str(fault.value)) == (line, why)
    with pytest.raises(Unable) as refused:
        card.of_lines(change(rows))
    assert f"第 {line} 行{why}" in refused.value.sentence.zh


def test_at_the_keyboard_a_wrong_line_is_asked_for_again() -> None:
    keys = ring(bytes(range(32)), bytes(range(32, 64)))
    rows = card_lines(keys)
    typed = iter([rows[0], rows[2], rows[1], rows[2], rows[3]])
    said = list[str]()
    assert card.typed(4, lambda question: next(typed), said.append) == keys
    assert said[1:] == ["  ✗ 第 2 行有字符抄错，或行序不对，请再输一次。"]


@pytest.mark.req("XC-14")
def test_the_card_is_one_page_that_only_its_owner_reads_and_its_square_code_is_the_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "office"
    crypto.make_key_file(home / "keys" / "field.key")
    monkeypatch.setattr(settings, "HOME", replace(settings.HOME, path=home, mode="office", county=990901))
    monkeypatch.setattr(settings, "COUNTY", 990901)
    crypto.key_ring.cache_clear()
    assert command.run(Namespace(card="", text=False)) == 0
    keys = Keys(tuple(crypto.read_secrets(home / "keys" / "field.key")))
    path = home / "keys" / "card.html"
    page = path.read_text(encoding="utf-8")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert re.findall(r"<li>([0-9A-Z ]{34})</li>", page) == card_lines(keys)
    assert page.count(keys.fingerprint) == 2
    assert "{{" not in page
    assert "http" not in page.replace("http://www.w3.org", "")
    said = capsys.readouterr().out
    assert f"rm {path}" in said
    assert not any(line in said for line in card_lines(keys))
    assert read_code(keys) == "\n".join(card_lines(keys))
    crypto.key_ring.cache_clear()


def read_code(keys: Keys) -> str:
    """What a camera reads off the card."""
    picture = io.BytesIO()
    card.square_code(keys).save(picture, kind="png", scale=4, border=4)
    return zxingcpp.read_barcodes(Image.open(picture))[0].text
