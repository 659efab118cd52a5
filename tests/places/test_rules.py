"""What an area code says."""

import pytest

from lianxin.places.rules import after, code_fault, inside, parent_prefix, prefix


@pytest.mark.parametrize(
    ("code", "kind", "right"),
    [
        ("990101000000", "county", "990101"),
        ("990101102000", "town", "990101102"),
        ("990101102203", "village", "990101102203"),
        ("990101102203004", "group", "990101102203004"),
    ],
)
def test_a_scope_is_the_part_of_the_code_that_its_inhabitants_share(code: str, kind: str, right: str) -> None:
    assert prefix(code, kind) == right
    assert code_fault(code, kind) is None


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("990101", "county"),
        ("990101000000", "town"),
        ("990101102203", "town"),
        ("990101102000", "village"),
        ("990101102203", "group"),
        ("99010110220a", "village"),
        ("９９０１０１１０２２０３", "village"),
        ("9901011022030041", "group"),
    ],
)
def test_a_code_of_another_level_is_refused(code: str, kind: str) -> None:
    assert code_fault(code, kind) is not None


def test_a_village_lies_in_its_township_and_not_in_the_neighbouring_one() -> None:
    assert inside("990101102203", ("990101102",))
    assert not inside("990101103203", ("990101102",))
    assert not inside("990101102203", ())


def test_the_step_above_a_village_is_its_township() -> None:
    assert parent_prefix("990101102203", "village") == "990101102"
    assert parent_prefix("990101000000", "county") is None


def test_the_scope_after_a_scope_has_the_same_length() -> None:
    assert after("990101109") == "990101110"
    assert after("010101") == "010102"
    with pytest.raises(ValueError, match="no scope comes after"):
        after("999999")
