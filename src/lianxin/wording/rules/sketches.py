"""What is kept of a text so that it can be compared: hashes and weights, nothing that can be read (文本指纹).

Places and wording are kept apart. Numbers never count: no telephone, ID or door tells what a text is about.
"""

import re
import struct
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import log, sqrt

from lianxin.wording.rules.place_shapes import POINTS, PlaceKind
from lianxin.wording.rules.places import NOBODY, WIDE, Names, Place, read

Stored = bytes | memoryview
Marker = Callable[[str], int]
TAIL = 3
MOST_LOOKED_UP, MOST_WORDS = 5, 4
MOST_GRAMS, MOST_TRIGRAMS, MOST_PLACES, MOST_READ = 96, 256, 12, 3000
HELD_AGAINST = (PlaceKind.TOWN, PlaceKind.DOOR)
"""Places that tell two texts apart, though naming the same one does not make them one."""
LEAD = 100
"""How far into a text what it is about is said as a rule; what comes later is its story."""
TITLE = 2.0
RUN = re.compile(r"[㐀-䶿一-鿿]+")
HOLLOW = re.compile(
    "尊敬的|您好|你好|谢谢|感谢|请问|请求|恳请|希望|领导|书记|市长|县长|局长|政府|部门|有关|相关|我们|你们|他们|我是|本人|"
    "居民|业主|村民|市民|群众|老百姓|百姓|投诉|举报|反映|反应|咨询|建议|关于|问题|情况|解决|尽快|严重|影响|一直|没有|"
    "什么|怎么|为何|为什么|可以|能够|是否|因为|所以|但是|而且|已经|现在|目前|多次|每天|晚上|附近|旁边|周边|小区|社区|"
    "[的了是在我你他她它们这那和与及就都而也很把被让给向对从到于为之其等并且或又还只才没不有一]"
)
"""What appeals say whatever they are about."""


@dataclass(frozen=True)
class Point:
    """A place of a text in hashes: its key, the same characters in any order, its last three, and its runs of three."""

    kind: PlaceKind
    key: int
    letters: int
    tail: int
    runs: frozenset[int]
    leads: bool


@dataclass(frozen=True)
class Sketch:
    """A text as it is compared: its places, its buildings, its runs of three characters, and its weighted wording."""

    points: tuple[Point, ...]
    buildings: frozenset[int]
    runs: frozenset[int]
    grams: dict[int, float] = field(repr=False)

    @cached_property
    def norm(self) -> float:
        """The length of its wording as a vector."""
        return sqrt(sum(weight * weight for weight in self.grams.values()))


@dataclass
class Weights:
    """How telling a run of characters is: the fewer texts say it, the more (逆文档频率), learnt from texts at hand.

    Before any text was learnt, every run that isn't hollow tells as much as any other.
    """

    texts: int = 0
    said_in: dict[int, int] = field(default_factory=dict)

    def learn(self, grams: Iterable[int]) -> None:
        """Count one more text with these runs, each once."""
        self.texts += 1
        for gram in set(grams):
            self.said_in[gram] = self.said_in.get(gram, 0) + 1

    def of(self, gram: int) -> float:
        """The weight of one run."""
        return log((self.texts + 2) / (self.said_in.get(gram, 0) + 1)) if self.texts else 1.0


UNLEARNT = Weights()


def plain(text: str) -> int:
    """A text in 32 bits: short enough to be stored, the same on every machine, so that a county can move."""
    return zlib.crc32(text.encode())


def whole_of(title: str, text: str) -> str:
    """Title and text as one, no longer than is read."""
    return f"{title}\n{text}"[:MOST_READ]


def lead_of(title: str, places: Sequence[Place]) -> int:
    """Up to where the places are those it is about: the title's, or where it names none those of the beginning."""
    return len(title) if any(one.points and one.start < len(title) for one in places) else len(title) + LEAD


def wording(title: str, text: str, places: Sequence[Place]) -> dict[str, float]:
    """The pairs of characters a text says apart from its places, hollow words and numbers, and how often."""
    shown = list(whole_of(title, text).translate(WIDE))
    for place in places:
        shown[place.start : place.end] = "\n" * (place.end - place.start)
    counts: dict[str, float] = {}
    for match in RUN.finditer(HOLLOW.sub("\n", "".join(shown))):
        run, worth = match[0], TITLE if match.start() < len(title) else 1.0
        for at in range(len(run) - 1):
            gram = run[at : at + 2]
            counts[gram] = counts.get(gram, 0.0) + worth
    return counts


def sketch(
    title: str,
    text: str,
    *,
    mark: Marker = plain,
    weights: Weights = UNLEARNT,
    names: Names = NOBODY,
) -> Sketch:
    """A text as it is compared."""
    places = read(whole_of(title, text), names)
    return drawn(title, text, places, wording(title, text, places), mark, weights)


def drawn(
    title: str,
    text: str,
    places: Sequence[Place],
    said: dict[str, float],
    mark: Marker,
    weights: Weights,
) -> Sketch:
    """The sketch of a text whose places and wording have been read."""
    whole, lead = whole_of(title, text), lead_of(title, places)
    marked = [(mark(gram), count) for gram, count in said.items()]
    weighed = sorted(((count * weights.of(gram), gram) for gram, count in marked), reverse=True)[:MOST_GRAMS]
    return Sketch(
        points=points_of(places, lead, mark),
        buildings=frozenset(
            mark(one.key) for one in places if one.kind == PlaceKind.BUILDING and one.start < lead
        ),
        runs=frozenset(mark(run) for run in runs(whole.translate(WIDE), MOST_TRIGRAMS)),
        grams={gram: weight for weight, gram in weighed if weight > 0},
    )


def points_of(places: Sequence[Place], lead: int, mark: Marker) -> tuple[Point, ...]:
    """The places two texts can have in common, each once, those said first before the others."""
    found: dict[str, Place] = {}
    for one in places:
        if one.points or one.kind in HELD_AGAINST:
            found.setdefault(one.key, one)
    return tuple(
        Point(
            kind=one.kind,
            key=mark(key),
            letters=mark("".join(sorted(key))) if len(key) > TAIL else 0,
            tail=mark(key[-TAIL:]),
            runs=frozenset() if one.kind == PlaceKind.DOOR else frozenset(map(mark, runs(key, MOST_PLACES))),
            leads=one.start < lead,
        )
        for key, one in list(found.items())[:MOST_PLACES]
    )


def runs(text: str, most: int) -> list[str]:
    """The runs of three characters of one script a text has, each once, the first so many."""
    found: dict[str, None] = {}
    for match in RUN.finditer(text):
        for at in range(len(match[0]) - 2):
            found[match[0][at : at + 3]] = None
            if len(found) >= most:
                return list(found)
    return list(found)


def keys_of(one: Sketch) -> list[int]:
    """What a text is looked up by: its places, then the words that tell most about it."""
    return list(dict.fromkeys([*place_keys_of(one), *list(one.grams)[:MOST_WORDS]]))


def place_keys_of(one: Sketch) -> list[int]:
    """What a text is looked up by as to its places: as they are called and by their ends, those it is about first."""
    places = sorted(
        (point for point in one.points if point.kind in POINTS), key=lambda point: not point.leads
    )[:MOST_LOOKED_UP]
    return list(dict.fromkeys([*(point.key for point in places), *(point.tail for point in places)]))


HEAD = struct.Struct(">HfBHH")
POINT = struct.Struct(">BIIIB")
KINDS = list(PlaceKind)
SCALE = 256


def packed(one: Sketch) -> bytes:
    """A sketch as it is stored, its wording first: at most 2 KB."""
    rest = [sorted(one.buildings)[:MOST_PLACES], sorted(one.runs)]
    weights = (min(round(weight * SCALE), 65535) for weight in one.grams.values())
    parts = [
        HEAD.pack(len(one.grams), one.norm, len(one.points), *map(len, rest)),
        struct.pack(f">{len(one.grams)}I", *one.grams),
        struct.pack(f">{len(one.grams)}H", *weights),
    ]
    for point in one.points:
        kind = KINDS.index(point.kind) * 2 + point.leads
        parts.append(POINT.pack(kind, point.key, point.letters, point.tail, len(point.runs)))
        parts.append(struct.pack(f">{len(point.runs)}I", *sorted(point.runs)))
    parts += [struct.pack(f">{len(some)}I", *some) for some in rest]
    return b"".join(parts)


def nearness(one: Sketch, stored: Stored) -> float:
    """How much wording a text shares with a stored one, without unpacking the rest of it."""
    count, norm, *_ = HEAD.unpack_from(stored)
    grams = struct.unpack_from(f">{count}I", stored, HEAD.size)
    mine = one.grams
    shared = [(at, mine[gram]) for at, gram in enumerate(grams) if gram in mine]
    if not shared:
        return 0.0
    weights = struct.unpack_from(f">{count}H", stored, HEAD.size + count * 4)
    dot: float = sum(weight * weights[at] for at, weight in shared)
    return float(dot / SCALE / (one.norm * norm))


def unpacked(stored: Stored) -> Sketch:
    """A stored sketch, to compare by."""
    count, _norm, places, buildings, trigrams = HEAD.unpack_from(stored)
    grams = struct.unpack_from(f">{count}I", stored, HEAD.size)
    weights = struct.unpack_from(f">{count}H", stored, HEAD.size + count * 4)
    at, points = HEAD.size + count * 6, []
    for _ in range(places):
        kind, key, letters, tail, size = POINT.unpack_from(stored, at)
        at += POINT.size
        own = frozenset(struct.unpack_from(f">{size}I", stored, at))
        at += size * 4
        points.append(Point(KINDS[kind // 2], key, letters, tail, own, bool(kind % 2)))
    lists = []
    for size in (buildings, trigrams):
        lists.append(frozenset(struct.unpack_from(f">{size}I", stored, at)))
        at += size * 4
    return Sketch(
        points=tuple(points),
        buildings=lists[0],
        runs=lists[1],
        grams={gram: weight / SCALE for gram, weight in zip(grams, weights, strict=True)},
    )
