"""The second factor against the RFC's own figures, and at its edges."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from lianxin.people import totp

SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # RFC 6238, appendix B: "12345678901234567890"


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (2000000000, "279037")],
)
def test_codes_are_those_of_rfc_6238(seconds: int, code: str) -> None:
    at = datetime.fromtimestamp(seconds, tz=UTC)
    assert totp.code_at(SECRET, at=at) == code
    assert totp.matching_step(SECRET, code, at=at) == seconds // 30


@given(
    seconds=st.integers(min_value=10_000, max_value=4_000_000_000),
    late=st.integers(min_value=-4, max_value=4),
)
def test_a_code_is_good_one_step_to_either_side_and_no_further(seconds: int, late: int) -> None:
    made = datetime.fromtimestamp(seconds, tz=UTC)
    code = totp.code_at(SECRET, at=made)
    step = totp.matching_step(SECRET, code, at=made + timedelta(seconds=30 * late))
    if abs(late) <= 1:
        assert step is not None
    elif step is not None:  # one in a million: another step happens to have the same code
        assert totp.code_at(SECRET, at=datetime.fromtimestamp(step * 30, tz=UTC)) == code


@pytest.mark.parametrize("code", ["", "28708", "2870820", "２８７０８２", "28708a", " 287082", "-87082"])
def test_what_is_not_six_plain_digits_is_no_code(code: str) -> None:
    assert totp.matching_step(SECRET, code, at=datetime.fromtimestamp(59, tz=UTC)) is None


def test_secrets_and_recovery_codes_are_long_and_never_alike() -> None:
    assert {len(totp.new_secret()) for _ in range(20)} == {32}
    assert len({totp.new_secret() for _ in range(200)}) == 200
    codes = [code for _ in range(20) for code in totp.new_recovery_codes()]
    assert len(set(codes)) == 200
    assert {len(totp.clean_recovery_code(code)) for code in codes} == {12}


def test_a_recovery_code_may_be_typed_in_capitals_and_without_dashes() -> None:
    assert (
        totp.clean_recovery_code("FUSM HQ9Y-5rry")
        == totp.clean_recovery_code("fusm-hq9y-5rry")
        == "fusmhq9y5rry"
    )


def test_the_qr_picture_is_drawn_here_and_has_nothing_to_run_or_fetch() -> None:
    drawing = totp.qr_svg(totp.enrolment_uri(SECRET, login="lin"))
    assert drawing.startswith("<svg ")
    assert drawing.count("http") == 1  # the name space of SVG itself
    assert "<script" not in drawing
    assert SECRET not in drawing


def test_the_qr_picture_shrinks_as_a_whole() -> None:
    size = re.match(
        r'<svg [^>]*width="(\d+)px" height="(\d+)px" viewBox="0 0 (\d+) (\d+)"', totp.qr_svg("x" * 80)
    )
    assert size is not None
    assert len(set(size.groups())) == 1


def test_the_key_can_be_typed_in_groups_of_four() -> None:
    assert totp.typed_key(SECRET) == "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ"
