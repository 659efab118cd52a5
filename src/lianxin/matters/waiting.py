"""What waits beside the matters: a slot to open today, a box, a round; each practice says its own (今天的事)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from lianxin.kernel.actor import Actor
from lianxin.matters.workflow import Text


@dataclass(frozen=True)
class Waiting:
    """One line of 今天我要办的: what it is in words, where it is done; `late` is shown as such."""

    label: Text
    address: str
    late: bool = False


Asked = Callable[[Actor], Iterable[Waiting]]
_asked: list[Asked] = []


def register(asked: Asked) -> Asked:
    """Have a practice asked what waits for an actor; called when the apps are ready, twice does no harm."""
    if asked not in _asked:
        _asked.append(asked)
    return asked


def waiting_for(by: Actor) -> Iterator[Waiting]:
    """What waits for this actor in all practices, what is late first."""
    found = [one for asked in _asked for one in asked(by)]
    yield from sorted(found, key=lambda one: not one.late)
