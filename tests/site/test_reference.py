"""The generated pages of the reference are what the code says."""

from lianxin.site.commands.reference import outdated


def test_the_reference_is_as_the_code_says() -> None:
    assert [path.name for path in outdated()] == [], "run ./run reference"
