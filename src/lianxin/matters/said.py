"""Finding matters by what was said in them (按内容查找): who knows only a part finds a matter by that part alone."""

from collections.abc import Callable

from django.db.models import Q

from lianxin.kernel.actor import Actor

Narrow = Callable[[Actor, str, Q], Q]
_narrowed: dict[str, Narrow] = {}


def narrow_words_with(kind: str, narrow: Narrow) -> None:
    """Have what words find among matters of this kind narrowed by this function; twice does no harm."""
    _narrowed[kind] = narrow


def found_by(by: Actor, words: str, hits: Q) -> Q:
    """The matters that words find, as far as this actor may know that they stand there."""
    for narrow in _narrowed.values():
        hits = narrow(by, words, hits)
    return hits
