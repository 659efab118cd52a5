"""Two loads of the demo, compared."""

import pytest

from lianxin.kernel.context import in_county
from lianxin.site.demo import load_demo
from tests.site.demo_told import fingerprint, undone


@pytest.mark.deep
@pytest.mark.django_db
def test_two_loads_into_two_empty_databases_are_alike() -> None:
    prints = []
    for _ in range(2):
        with undone():
            load_demo(lambda words: None)
            with in_county(990101):
                prints.append(fingerprint())
    assert prints[0] == prints[1]
