"""What SQLite's full-text index keeps of a row that is gone, until it is told to merge (INV-20)."""

import pytest
from django.db import connection, transaction

from lianxin.kernel import search
from lianxin.kernel.bigrams import index_tokens
from lianxin.kernel.erasure import traces
from lianxin.kernel.search import SearchText
from tests.erasure.canary import WORD
from tests.township import Township

pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's full-text table")


def in_segments() -> bool:
    """Whether some segment of the index still spells the word's first token; what follows is cut short there."""
    token = min(index_tokens(WORD).split()).encode()
    with connection.cursor() as cursor:
        cursor.execute("SELECT block FROM kernel_searchrow_fts_data")
        return any(token in bytes(block) for (block,) in cursor.fetchall())


@pytest.mark.req("INV-20")
def test_a_forgotten_word_stays_in_a_segment_until_the_traces_are_scrubbed(town: Township) -> None:
    with transaction.atomic():  # a savepoint makes SQLite write its segments
        search.index([SearchText("matter", 1, WORD)])
    with transaction.atomic():
        search.forget("matter", [1])
    assert in_segments()
    traces.scrub()
    assert not in_segments()
