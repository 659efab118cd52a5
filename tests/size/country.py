"""An invented country as large as the real one: 663,131 places in five levels, no code and no name of them real.

The official table of 2021 has as many rows. Codes begin with 7, 8 and 9; the county of the tests, 990901, is
among them, with 40 townships and one township of 168 villages, the most a real one has. The same each time.
"""

import gzip
import random
from collections.abc import Iterator
from pathlib import Path

ROWS = 663_131
PROVINCES, CITIES, COUNTIES, TOWNSHIPS = 30, 11, 10, 12  # of the country, a province, a prefecture, a county
OURS, TOWN = "990901", "990901101"  # as tests/township.py has them; the bench imports no Django here
OUR_TOWNSHIPS, OUR_VILLAGES = 40, 24
LARGEST = 168
FIRST = "青白樟楮枫桐杉柏梅兰荷菱芦苇松槐桂榆杏桃溪泉潭湾塘源岭岗坡坪沙石云雨雪霜星月".strip()
SECOND = "阴荫阳坑垄背尾头坝埔墩桥渡埠亭阁楼寨堡庄冲洼峪沟崖峰岫屿洲汀浦港泽陂堰渠井".strip()
TOWNS = ("镇", "乡", "街道办事处")


def write_table(file: Path) -> None:
    """The whole table, gzipped: `code,name,level,parent`."""
    with gzip.open(file, "wt", encoding="utf-8", newline="", compresslevel=1) as out:
        out.write("code,name,level,parent\n")
        for code, name, level, above in places():
            out.write(f"{code},{name},{level},{code[:above]}\n")


def places() -> Iterator[tuple[str, str, int, int]]:
    """(code, name, level, digits of the parent) of every place, the whole before its parts."""
    draw = random.Random(ROWS)
    counties = list(county_codes())
    above = PROVINCES + PROVINCES * CITIES + len(counties)
    ours = OUR_TOWNSHIPS + (OUR_TOWNSHIPS - 1) * OUR_VILLAGES + LARGEST
    townships = (len(counties) - 1) * TOWNSHIPS
    each, more = divmod(ROWS - above - ours - townships, townships)
    given = 0
    for county in counties:
        if county.endswith("0101"):
            yield county[:2], f"{name(draw)}省", 1, 0
        if county.endswith("01"):
            yield county[:4], f"{name(draw)}市", 2, 2
        yield county, "青禾县" if county == OURS else f"{name(draw)}县", 3, 4
        for serial in range(OUR_TOWNSHIPS if county == OURS else TOWNSHIPS):
            code = f"{county}{100 + serial}"
            yield code, "青禾镇" if code == TOWN else name(draw) + TOWNS[serial % 2], 4, 6
            if county == OURS:
                villages = LARGEST if code == TOWN else OUR_VILLAGES
            else:
                villages = each + (given < more)
                given += 1
            yield from villages_of(code, villages, draw)


def county_codes() -> Iterator[str]:
    """700101 to 991110, with ours as the first county of its prefecture."""
    for province in range(100 - PROVINCES, 100):
        for city in range(1, CITIES + 1):
            for county in range(1, COUNTIES + 1):
                yield f"{province}{city:02}{county:02}"


def villages_of(township: str, count: int, draw: random.Random) -> Iterator[tuple[str, str, int, int]]:
    """The villages of a township; 樟荫村 is the first of 青禾镇."""
    for serial in range(count):
        called = "樟荫" if (township, serial) == (TOWN, 0) else name(draw)
        yield f"{township}{201 + serial}", f"{called}村村民委员会", 5, 9


def name(draw: random.Random) -> str:
    """Two syllables, or three now and then."""
    return draw.choice(FIRST) + draw.choice(SECOND) + (draw.choice(SECOND) if draw.random() < 0.3 else "")
