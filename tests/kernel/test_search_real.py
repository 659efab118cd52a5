"""In the real appeals, sixty words are found exactly where a plain LIKE finds them, and fast."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from lianxin.kernel import search
from lianxin.kernel.bigrams import phrases, plain
from lianxin.kernel.models.county import County
from lianxin.kernel.models.search import SearchRow
from lianxin.kernel.search import SearchText

DATA = Path(__file__).parents[3] / "shared" / "data"
REAL = [DATA / f"appeals-{name}.csv" for name in ("unlabelled-4326", "with-replies-2816")]
SAID = """
    路 水 的 噪 𠮷 鬩 犇 镕 5 K ，
    路灯 噪音 公交 低保 停水 扰民 学校 医保 拆迁 小区 物业 油烟 井盖 社保 户口 5G A3 12 wi fi AP 垃圾 补贴 A市 2019
    停车费 自来水 公交车 广场舞 营业执 幼儿园 APP 100 WiF 高铁站 农民工 养老金 不动产
    WiFi 房产证 噪音扰民 公积金贷 A7县星 10号线 12345 渣土车辆
    施工扰民问 公积金贷款 西地省A市 房地产开发商 住房公积金 A3区一米
"""
WORDS = SAID.split()


@pytest.fixture
def texts(county: County) -> Iterator[list[str]]:
    """The real appeals, in the index and in a table that is gone with the test's transaction."""
    if not all(path.exists() for path in REAL):
        pytest.skip("the real appeals are not on this machine")
    said = []
    for path in REAL:
        with path.open(encoding="utf-8-sig", newline="") as sheet:
            said += ["\n".join(filter(None, row.values())) for row in csv.DictReader(sheet)]
    rows = [(row, text, plain(text)) for row, text in enumerate(said)]
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE said (id integer PRIMARY KEY, text text, plain text)")
        cursor.executemany("INSERT INTO said VALUES (%s, %s, %s)", rows)
    search.index(SearchText("matter", row, text) for row, text in enumerate(said))
    yield said
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE said")


def like(word: str, column: str) -> list[int]:
    """Where a plain LIKE finds a word, whatever the capitals."""
    operator = "LIKE" if connection.vendor == "sqlite" else "ILIKE"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM said WHERE {column} {operator} %s ORDER BY id", [f"%{word}%"])
        return [row for (row,) in cursor.fetchall()]


@pytest.mark.deep
def test_sixty_words_are_found_where_like_finds_them(texts: list[str]) -> None:
    """Digits and signs are found in full width (１２) too, so for them both sides are in one spelling."""
    assert len(texts) == 7142
    assert len(set(WORDS)) >= 60
    wrong, silent = {}, 0
    for word in WORDS:
        found = sorted(search.find_ids("matter", word))
        expected = like(word, "text") if word.isalpha() else like(plain(word), "plain")
        silent += not expected
        read = SearchRow.objects.filter(*map(search.stands, phrases(word)), row_kind="matter")
        by_reading = sorted(read.values_list("row_id", flat=True))
        if not found == by_reading == expected:
            wrong[word] = len(found), len(by_reading), len(expected)
    assert wrong == {}
    assert silent < 15
