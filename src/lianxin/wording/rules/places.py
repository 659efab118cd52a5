"""Finding the places a text names: by the shape of their names, and by names that are known (地点识别).

What is found is a proposal: it fills no field by itself. Every pass reads the text once from left to right and looks
back a bounded number of characters, so that a text of any length takes time in proportion.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from lianxin.wording.rules.place_shapes import (
    ALSO_NAMES,
    BREAKS,
    CORE_ENDS,
    ENDING,
    GENERIC,
    JOINS,
    KIND_OF,
    LEADS,
    MEASURES,
    NO_NAME,
    NOT_BEFORE,
    POINTS,
    UNSPECIFIC,
    WEAK,
    WORDS,
    PlaceKind,
)

LONGEST_NAME, LONGEST_FIRM, FEWEST = 8, 12, 2
WIDE = {0xFF01 + i: 0x21 + i for i in range(94)} | {0x3000: 0x20}
CODED = re.compile(r"[A-Z]\d{0,2}(?:市|区|县)")
DOOR = re.compile(r"\d{1,5}(?:[-－—]\d{1,4})?号(?![线令文])")
BUILDING = re.compile(
    r"(?<![A-Za-z0-9])(?:([A-Za-z]?\d{1,3}|[一二三四五六七八九十]{1,3})(?:栋|幢|号楼|座)(?:(\d|[一二三四五六七八九十])单元)?)"
    r"(?!(?:\d{1,4})?(?:的)?(?:业主|住户|居民))"
)
LINE = re.compile(r"(?:地铁|轨道交通)?(\d{1,2}|[一二三四五六七八九十]{1,3})号线")
BETWEEN_ROADS = re.compile(r"^[与和及、跟\-—－到]{1,2}$")
AT_CROSSING = re.compile(r".{0,4}?(?:交叉|交汇|交界|十字|路口|丁字|口)")
HAN = re.compile(r"[㐀-䶿一-鿿\U00020000-\U0003134f]")
DOTS = "·.•・"
DIGITS = {c: str(i) for i, c in enumerate("零一二三四五六七八九")}


@dataclass(frozen=True, order=True)
class Place:
    """One place as a text names it: where it stands, of what kind, and the key to compare it by.

    `area` is the area it is known to be, where the county's own names say so.
    """

    start: int
    end: int
    kind: PlaceKind
    text: str
    key: str
    area: int | None = None

    @property
    def points(self) -> bool:
        """Whether two texts that name it may mean the same thing; a township or a county is too large."""
        return self.kind in POINTS


@dataclass(frozen=True)
class Known:
    """A name the county knows: of an area, of an address."""

    name: str
    kind: PlaceKind
    area: int | None = None


class Names:
    """The names of a county, to be found wherever they stand, with and without 镇, 村 or 社区 at the end."""

    def __init__(self, known: Iterable[Known] = ()) -> None:
        self.by_start: dict[str, dict[str, Known]] = {}
        self.longest = 0
        for one in known:
            for name in {one.name, core(one.name)}:
                # Two characters without their ending are too often part of something else.
                if len(name) >= (FEWEST if name == one.name else FEWEST + 1):
                    self.by_start.setdefault(name[:2], {}).setdefault(name, one)
                    self.longest = max(self.longest, len(name))

    def __bool__(self) -> bool:
        return bool(self.by_start)

    def find(self, text: str) -> Iterator[Place]:
        """The known names in a text, at each point the longest."""
        at = 0
        while at < len(text) - 1:
            here = self.by_start.get(text[at : at + 2])
            name = longest_of(here, text, at, self.longest) if here else ""
            if here and name:
                one = here[name]
                yield Place(at, at + len(name), one.kind, name, core(one.name), one.area)
            at += len(name) or 1


def longest_of(names: dict[str, Known], text: str, at: int, longest: int) -> str:
    """The longest of these names that stands here, or nothing."""
    for length in range(min(longest, len(text) - at), 1, -1):
        if text[at : at + length] in names:
            return text[at : at + length]
    return ""


NOBODY = Names()


def read(text: str, names: Names = NOBODY) -> list[Place]:
    """The places a text names, in their order."""
    plain = text.translate(WIDE)
    found = list(names.find(plain))
    taken = [(one.start, one.end) for one in found]
    shaped = by_shape(plain)
    found += [one for one in shaped if not any(start <= one.start and one.end <= end for start, end in taken)]
    return sorted({*found, *crossings(plain, found), *doors(plain, found), *lines(plain), *buildings(plain)})


def by_shape(text: str) -> Iterator[Place]:
    """Places by the endings of their names."""
    coded = {match.end(): match.start() for match in CODED.finditer(text)}
    for end, start in coded.items():
        yield Place(start, end, PlaceKind.DISTRICT, text[start:end], text[start:end])
    edge, before = 0, None
    for match in ENDING.finditer(text):
        ending, start, end = match[0], match.start(), match.end()
        if end in coded:
            if before is not None:
                yield before
            edge, before = end, None
            continue
        if ending in NOT_BEFORE and text[end : end + 1] in NOT_BEFORE[ending].split():
            continue
        kind = KIND_OF[ending]
        if before is not None and before.end == start and goes_on(before, ending):
            name_from = before.start
            if before.kind in {PlaceKind.DISTRICT, PlaceKind.TOWN, PlaceKind.VILLAGE} and kind != before.kind:
                yield before
        else:
            if before is not None:
                yield before
            name_from = beginning(
                text, start, edge, longest=LONGEST_FIRM if kind == PlaceKind.HOUSE else LONGEST_NAME
            )
        before = named(text, name_from, start, end, kind, ending)
        # A whole word ends a name even where it names no place by itself: 经开区, 小区.
        edge = end if before is not None or len(ending) > 1 else edge
    if before is not None:
        yield before


def goes_on(before: Place, ending: str) -> bool:
    """Whether an ending right behind a place lengthens its name: 丽发新城 and 小区, 岳麓山 and 景区."""
    return not (before.kind == PlaceKind.ROAD and ending in WEAK)


def beginning(text: str, start: int, edge: int, *, longest: int) -> int:
    """Where the name that ends at `start` begins: at most so many characters back, no further than the last place."""
    at = start
    while at > max(edge, start - longest):
        char = text[at - 1]
        dotted = char in DOTS and at >= 2 and at < start and HAN.match(text[at - 2]) is not None
        if not (dotted or HAN.match(char) or (char.isascii() and char.isalpha())):
            break
        if char in BREAKS or any(text[at - n : at] in LEADS for n in (2, 3, 4) if at - n >= edge):
            break
        at -= 1
    while (
        start - at > FEWEST
        and (text[at] in JOINS or text[at] in DOTS)
        and (at == edge or text[at] not in "和同有原")
    ):
        at += 1
    if at == start and text[at - FEWEST : at] in ALSO_NAMES and at - FEWEST >= edge:
        return at - FEWEST
    if at and text[at - 1].isdigit() and text[at] in MEASURES and start - at > FEWEST:
        at += 1
    return at


def named(text: str, at: int, start: int, end: int, kind: PlaceKind, ending: str) -> Place | None:
    """The place, unless what stands before the ending is no name."""
    name = text[at:start]
    bare = "".join(char for char in name if char not in DOTS)
    fewest = FEWEST if ending in WEAK or kind in {PlaceKind.HOUSE, PlaceKind.STATION} else 1
    if len(bare) < fewest or bare in NO_NAME or not HAN.search(bare):
        return None
    if bare[-2:] in (NO_NAME if ending in WEAK else UNSPECIFIC) or bare[-1:] + ending in WORDS:
        return None
    if kind == PlaceKind.HOUSE and ending in {"公司", "集团", "店", "厂", "站"} and bare[-1:] in "司团":
        return None
    key = core(bare + ending)
    if len(key) < FEWEST or key in GENERIC or key in NO_NAME:
        return None
    return Place(at, end, kind, text[at:end], key)


def core(name: str) -> str:
    """A name without what it may be said with or without: 丽发新城小区 and 丽发新城社区 are 丽发新城."""
    bare = "".join(char for char in name if char not in DOTS)
    for ending in CORE_ENDS:
        if bare.endswith(ending) and len(bare) - len(ending) >= FEWEST:
            return bare[: -len(ending)]
    return bare


def crossings(text: str, found: list[Place]) -> Iterator[Place]:
    """Two roads said together as the place where they meet, in whatever order."""
    roads = sorted(one for one in found if one.kind == PlaceKind.ROAD)
    for first, second in pairwise(roads):
        between = text[first.end : second.start]
        if (
            len(between) <= FEWEST
            and BETWEEN_ROADS.match(between)
            and AT_CROSSING.match(text[second.end : second.end + 8])
        ):
            key = "×".join(sorted((first.key, second.key)))
            yield Place(first.start, second.end, PlaceKind.CROSSING, text[first.start : second.end], key)


def doors(text: str, found: list[Place]) -> Iterator[Place]:
    """A number in a road."""
    for road in found:
        match = DOOR.match(text, road.end) if road.kind == PlaceKind.ROAD else None
        if match:
            yield Place(
                road.start, match.end(), PlaceKind.DOOR, text[road.start : match.end()], road.key + match[0]
            )


def lines(text: str) -> Iterator[Place]:
    """Lines of the underground (地铁 3 号线)."""
    for match in LINE.finditer(text):
        key = f"{numeral(match[1])}号线"
        yield Place(match.start(), match.end(), PlaceKind.STATION, match[0], key)


def buildings(text: str) -> Iterator[Place]:
    """Buildings and their stairs, not those that only say where somebody lives (3 栋业主)."""
    for match in BUILDING.finditer(text):
        stairs = f"-{numeral(match[2])}" if match[2] else ""
        yield Place(
            match.start(),
            match.end(),
            PlaceKind.BUILDING,
            match[0],
            numeral(match[1]).upper() + "栋" + stairs,
        )


def numeral(written: str) -> str:
    """A small number in figures, however it was written: 十二 and 12 are the same building."""
    if not written or written[0] not in "一二三四五六七八九十":
        return written
    tens, ten, ones = written.rpartition("十")
    if not ten:
        return "".join(DIGITS[char] for char in written)
    return str(int(DIGITS.get(tens, "1")) * 10 + int(DIGITS.get(ones, "0")))
