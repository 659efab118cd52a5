"""Coordinates there and back, at borders and from what people paste (INV-23)."""

import pytest
from hypothesis import given, strategies as st

from lianxin.places.coordinates import (
    Point,
    System,
    Unclear,
    from_wgs84,
    metres,
    parse_point,
    shifted,
    to_wgs84,
    wgs84_to_gcj02,
)

# Towns that face each other across a river or a fence.
INSIDE = {
    "黑河": Point(50.24, 127.49),
    "满洲里": Point(49.59, 117.43),
    "绥芬河": Point(44.40, 131.15),
    "丹东": Point(40.13, 124.38),
    "瑞丽": Point(24.01, 97.85),
    "河口": Point(22.53, 103.95),
    "凭祥": Point(22.10, 106.75),
    "霍尔果斯": Point(44.21, 80.41),
    "二连浩特": Point(43.65, 111.98),
    "樟木": Point(27.99, 85.98),
    "喀什": Point(39.47, 75.99),
    "抚远": Point(48.36, 134.29),
    "墨脱": Point(29.30, 95.30),
    "三亚": Point(18.25, 109.50),
    "香港": Point(22.30, 114.17),
    "台北": Point(25.04, 121.56),
    "普陀山": Point(30.00, 122.38),
}
OUTSIDE = {
    "Blagoveshchensk": Point(50.29, 127.54),
    "Zabaikalsk": Point(49.64, 117.33),
    "Pogranichny": Point(44.41, 131.38),
    "Sinuiju": Point(40.09, 124.40),
    "Muse": Point(23.98, 97.91),
    "Lao Cai": Point(22.48, 103.97),
    "Lang Son": Point(21.85, 106.76),
    "Khorgos": Point(44.22, 80.36),
    "Zamyn-Uud": Point(43.71, 111.90),
    "Kodari": Point(27.93, 85.95),
    "Hanoi": Point(21.03, 105.85),
    "Seoul": Point(37.56, 127.00),
    "Almaty": Point(43.24, 76.90),
    "Vladivostok": Point(43.12, 131.90),
}
chinese = st.builds(Point, st.floats(3.5, 53.6), st.floats(73.5, 135.1)).filter(shifted)
at_a_border = st.sampled_from([*INSIDE.values()]).flatmap(
    lambda town: st.builds(
        Point,
        st.floats(town.latitude - 0.05, town.latitude + 0.05),
        st.floats(town.longitude - 0.05, town.longitude + 0.05),
    )
)
anywhere = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))
systems = st.sampled_from([System.GCJ02, System.BD09])


@pytest.mark.req("INV-23")
@given(point=chinese | at_a_border.filter(shifted), system=systems)
def test_there_and_back_is_the_same_place_within_a_metre(point: Point, system: System) -> None:
    image = from_wgs84(point, system)
    assert 10 < metres(point, image) < 2500
    assert metres(point, to_wgs84(image, system)) < 1


@pytest.mark.req("INV-23")
@given(point=(anywhere | at_a_border).filter(lambda point: not shifted(point)), system=systems)
def test_outside_china_nothing_is_shifted(point: Point, system: System) -> None:
    assert from_wgs84(point, system) == wgs84_to_gcj02(point) == point


@pytest.mark.req("INV-23")
def test_border_towns_know_on_which_side_they_are() -> None:
    assert [town for town, point in INSIDE.items() if not shifted(point)] == []
    assert [town for town, point in OUTSIDE.items() if shifted(point)] == []
    assert [town for town, point in OUTSIDE.items() if to_wgs84(point, System.GCJ02) != point] == []


def test_the_shift_is_that_of_the_published_series() -> None:
    """One value pinned, so that a slip in the series is noticed: the round trip alone would hold with any."""
    image = wgs84_to_gcj02(Point(39.90923, 116.397428))
    assert metres(image, Point(39.910634, 116.403672)) < 0.1


@pytest.mark.parametrize(
    "pasted",
    [
        "29.1234, 111.6543",
        "29.1234，111.6543",
        " 29.1234 111.6543 ",
        "https://uri.amap.com/marker?position=111.6543,29.1234&name=村口",
        "https://api.map.baidu.com/marker?location=29.1234,111.6543&title=x",
        "https://apis.map.qq.com/uri/v1/marker?marker=coord:29.1234,111.6543;title:x",
        "https://apis.map.qq.com/uri/v1/geocoder?coord=29.1234%2C111.6543",
        "geo:29.1234,111.6543?z=17",
        "https://www.openstreetmap.org/#map=16/29.1234/111.6543",
    ],
)
def test_what_people_paste_is_read(pasted: str) -> None:
    assert parse_point(pasted) == Point(29.1234, 111.6543)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("111.6543, 29.1234", "swapped"),
        ("29.1234, 200", "outside"),
        ("村口", "unreadable"),
        ("", "unreadable"),
        ("29.1234", "unreadable"),
    ],
)
def test_what_is_no_pair_of_coordinates_is_refused_by_its_kind(typed: str, code: str) -> None:
    with pytest.raises(Unclear) as refusal:
        parse_point(typed)
    assert refusal.value.code == code
