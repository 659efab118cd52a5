"""What a file is comes from its content, what it may be called from nobody but us."""

import pytest
from hypothesis import assume, given, strategies as st

from lianxin.kernel.sniffing import JPEG, LONGEST_NAME, PDF, PNG, WEBP, FileRefused, clean_name, kind_of
from tests.kernel.hostile import NAMES, heic, pdf, picture


@pytest.mark.parametrize(
    ("data", "kind"),
    [(picture(), JPEG), (picture(kind="PNG"), PNG), (picture(kind="WEBP"), WEBP), (pdf(), PDF)],
)
def test_the_kind_is_read_from_the_content(data: bytes, kind: str) -> None:
    assert kind_of(data, "任意.txt") == kind


@given(st.binary(max_size=400))
def test_anything_else_is_refused_with_words(data: bytes) -> None:
    assume(not data.startswith((b"\xff\xd8\xff", b"\x89PNG", b"RIFF", b"%PDF-")))
    with pytest.raises(FileRefused) as refusal:
        kind_of(data, "附件")
    assert refusal.value.code
    assert refusal.value.message.startswith("“附件”：")


def test_an_iphone_owner_is_told_what_to_do() -> None:
    with pytest.raises(FileRefused, match=r"HEIC.*截屏.*兼容性最佳") as refusal:
        kind_of(heic(), "IMG_0001.HEIC")
    assert refusal.value.code == "heic"


def test_a_word_inside_a_compressed_stream_is_no_script() -> None:
    assert kind_of(pdf(b"4 0 obj<</Length 9>>stream\n/JS /Launch \nendstream endobj"), "卷宗.pdf") == PDF


@pytest.mark.parametrize("raw", NAMES)
def test_a_name_is_made_harmless(raw: str) -> None:
    assert clean_name(raw, JPEG) == NAMES[raw]


@given(st.text(max_size=400), st.sampled_from([JPEG, PNG, PDF]))
def test_no_name_is_long_hidden_or_a_path(raw: str, kind: str) -> None:
    name = clean_name(raw, kind)
    assert 5 <= len(name) <= LONGEST_NAME
    assert not set(name) & set('/\\\r\n\t\x00"<>|*?:\u202e\u2028')
    assert not name.startswith(".")
    assert clean_name(name, kind) == name
    name.encode()


def test_an_unknown_kind_keeps_a_short_ending_for_the_refusal_to_name() -> None:
    assert clean_name("现场.HEIC") == "现场.HEIC"
