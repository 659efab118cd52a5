"""Finding matters by what was said and where (按内容、地点查找): who knows a part finds by that part alone."""

from collections.abc import Callable

from django.db.models import Q

from lianxin.kernel.actor import Actor

Narrow = Callable[[Actor, str, Q], Q]
_narrowed: dict[str, Narrow] = {}
_placed: dict[str, Narrow] = {}


def narrow_words_with(kind: str, narrow: Narrow) -> None:
    """Have what words find among matters of this kind narrowed by this function; twice does no harm."""
    _narrowed[kind] = narrow


def narrow_places_with(kind: str, narrow: Narrow) -> None:
    """The same of what the words of an address find."""
    _placed[kind] = narrow


def found_by(by: Actor, words: str, hits: Q) -> Q:
    """The matters that words find, as far as this actor may know that they stand there."""
    for narrow in _narrowed.values():
        hits = narrow(by, words, hits)
    return hits


def lying_at(by: Actor, place: str, hits: Q) -> Q:
    """The matters a place finds by their address, as far as this actor may know that it stands there."""
    for narrow in _placed.values():
        hits = narrow(by, place, hits)
    return hits
