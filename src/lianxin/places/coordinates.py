"""Coordinates (坐标): stored as WGS-84, converted where they come in and go out; what was given is kept beside.

GCJ-02 (高德、腾讯) shifts WGS-84 by some hundred metres by a published series of sines on the Krasovsky 1940
ellipsoid; BD-09 (百度) turns GCJ-02 once more. Both are used inside China only, and a border town has a town
on the other side: "inside" is a polygon of the border, true to about a kilometre (see `outline`). Within some
hundred metres beyond the border a pair of GCJ-02 has two answers; then the one inside China is given.
"""

import math
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from urllib.parse import unquote

from lianxin.places.outline import RING

MAJOR_AXIS = 6378245.0
ECCENTRICITY_SQUARED = 0.00669342162296594323
TURN = math.pi * 3000.0 / 180.0
CLOSE_ENOUGH = 1e-9  # degrees, a tenth of a millimetre
EARTH_METRES = 6371008.8


class System(StrEnum):
    """Which map a pair was read off."""

    WGS84 = "wgs84"
    GCJ02 = "gcj02"
    BD09 = "bd09"


@dataclass(frozen=True)
class Point:
    """Degrees north and east."""

    latitude: float
    longitude: float


@dataclass(frozen=True)
class Given:
    """A pair as it was given, and the map it was read off."""

    point: Point
    system: str


BAND = 1000
"""The height of a strip of the outline, in thousandths of a degree: only its edges are asked about a point."""

Edge = tuple[int, int, int, int]


@cache
def strips() -> dict[int, list[Edge]]:
    """The edges of the outline by each strip of latitude they cross, as (north, east, north, east)."""
    corners = [tuple(map(int, pair.split(","))) for pair in RING.split()]
    found: dict[int, list[Edge]] = {}
    for (north, east), (north_2, east_2) in zip(corners, corners[1:] + corners[:1], strict=True):
        for strip in range(min(north, north_2) // BAND, max(north, north_2) // BAND + 1):
            found.setdefault(strip, []).append((north, east, north_2, east_2))
    return found


def shifted(point: Point) -> bool:
    """Whether Chinese maps shift this point (WGS-84): it lies in the outline of China.

    A ray to the east crosses the outline an odd number of times.
    """
    north, east = point.latitude * 1000, point.longitude * 1000
    inside = False
    for north_1, east_1, north_2, east_2 in strips().get(math.floor(north / BAND), ()):
        if (north_1 > north) != (north_2 > north):
            crossing = east_1 + (north - north_1) * (east_2 - east_1) / (north_2 - north_1)
            inside ^= east < crossing
    return inside


def offset(point: Point) -> Point:
    """How far GCJ-02 lies from WGS-84 at this point, in degrees; see the module for where the series is from."""
    x, y = point.longitude - 105.0, point.latitude - 35.0
    root = math.sqrt(abs(x))
    common = (20.0 * math.sin(6.0 * math.pi * x) + 20.0 * math.sin(2.0 * math.pi * x)) * 2.0 / 3.0
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + common
    north += waves(y, (20.0, 1.0), (40.0, 3.0), (160.0, 12.0), (320.0, 30.0))
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + common
    east += waves(x, (20.0, 1.0), (40.0, 3.0), (150.0, 12.0), (300.0, 30.0))
    radians = math.radians(point.latitude)
    flattening = 1 - ECCENTRICITY_SQUARED * math.sin(radians) ** 2
    meridian = MAJOR_AXIS * (1 - ECCENTRICITY_SQUARED) / flattening**1.5
    parallel = MAJOR_AXIS / math.sqrt(flattening) * math.cos(radians)
    return Point(math.degrees(north / meridian), math.degrees(east / parallel))


def waves(along: float, *terms: tuple[float, float]) -> float:
    """Two thirds of the sum of sines with these heights and half wavelengths."""
    return sum(height * math.sin(along / half * math.pi) for height, half in terms) * 2.0 / 3.0


def wgs84_to_gcj02(point: Point) -> Point:
    """Where a Chinese map shows the point; itself where nothing is shifted."""
    if not shifted(point):
        return point
    by = offset(point)
    return Point(point.latitude + by.latitude, point.longitude + by.longitude)


def gcj02_to_wgs84(point: Point) -> Point:
    """Where a point of a Chinese map really is: the point whose image it is, found by iteration.

    A point abroad is nobody's image: then the point itself.
    """
    guess = point
    for _ in range(40):
        by = offset(guess)
        better = Point(point.latitude - by.latitude, point.longitude - by.longitude)
        moved = max(abs(better.latitude - guess.latitude), abs(better.longitude - guess.longitude))
        guess = better
        if moved < CLOSE_ENOUGH:
            break
    return guess if shifted(guess) else point


def gcj02_to_bd09(point: Point) -> Point:
    """As Baidu's maps show a point of the others."""
    x, y = point.longitude, point.latitude
    distance = math.hypot(x, y) + 0.00002 * math.sin(y * TURN)
    angle = math.atan2(y, x) + 0.000003 * math.cos(x * TURN)
    return Point(distance * math.sin(angle) + 0.006, distance * math.cos(angle) + 0.0065)


def bd09_to_gcj02(point: Point) -> Point:
    """The other way, by iteration, so that there and back is the same place."""
    guess = Point(point.latitude - 0.006, point.longitude - 0.0065)
    for _ in range(40):
        image = gcj02_to_bd09(guess)
        north, east = point.latitude - image.latitude, point.longitude - image.longitude
        guess = Point(guess.latitude + north, guess.longitude + east)
        if max(abs(north), abs(east)) < CLOSE_ENOUGH:
            break
    return guess


def to_wgs84(point: Point, system: str) -> Point:
    """A pair as it was given, in the one system we store. Outside China every system is taken as WGS-84."""
    if system == System.WGS84:
        return point
    if system == System.GCJ02:
        return gcj02_to_wgs84(point)
    middle = bd09_to_gcj02(point)
    back = gcj02_to_wgs84(middle)
    return back if shifted(back) else point


def from_wgs84(point: Point, system: str) -> Point:
    """A stored point as a map of this system shows it."""
    if system == System.WGS84 or not shifted(point):
        return point
    image = wgs84_to_gcj02(point)
    return image if system == System.GCJ02 else gcj02_to_bd09(image)


def metres(one: Point, other: Point) -> float:
    """The distance between two points over the ground."""
    north = math.radians(other.latitude - one.latitude)
    east = math.radians(other.longitude - one.longitude)
    middle = math.cos(math.radians(one.latitude)) * math.cos(math.radians(other.latitude))
    half = math.sin(north / 2) ** 2 + middle * math.sin(east / 2) ** 2
    return 2 * EARTH_METRES * math.asin(min(1.0, math.sqrt(half)))


PAIR = re.compile(r"(-?\d{1,3}(?:\.\d+)?)\s*[,，\s]\s*(-?\d{1,3}(?:\.\d+)?)")
# Map links name the pair: Baidu and Tencent latitude first, AMap (高德) longitude first.
LINKS = (
    (re.compile(r"(?:uri\.amap|ditu\.amap|amap\.com).*?(?:position|location|dest|to|q)=([^&]+)"), "east"),
    (re.compile(r"(?:map\.baidu|map\.qq|apis\.map\.qq).*?(?:location|coord|marker|latlng)=([^&]+)"), "north"),
    (re.compile(r"geo:([^?;]+)"), "north"),
    (re.compile(r"openstreetmap\.org/.*?#map=\d+/([^&]+)"), "north"),
)


class Unclear(ValueError):
    """What was typed is no pair of coordinates; `code` says in which way."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def parse_point(text: str) -> Point:
    """`29.123456, 111.654321` or a link copied from a map, as a point of whatever system it was.

    Raises Unclear: `unreadable`, `swapped` (longitude first), `outside` (no place on earth).
    """
    words, order = unquote(text.strip()), "north"
    for pattern, first in LINKS:
        found = pattern.search(words)
        if found:
            words, order = found[1].replace("/", ","), first
            break
    pair = PAIR.search(words)
    if pair is None:
        raise Unclear("unreadable")
    one, two = float(pair[1]), float(pair[2])
    point = Point(two, one) if order == "east" else Point(one, two)
    if abs(point.latitude) > 90 and abs(point.longitude) <= 90:
        raise Unclear("swapped")
    if abs(point.latitude) > 90 or abs(point.longitude) > 180:
        raise Unclear("outside")
    if not shifted(point) and shifted(Point(point.longitude, point.latitude)):
        raise Unclear("swapped")
    return point
