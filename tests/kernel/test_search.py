"""Search finds what stands in the text and nothing else, the same on both engines."""

import threading

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings, strategies as st

from lianxin.kernel import search
from lianxin.kernel.bigrams import phrases
from lianxin.kernel.context import all_counties, in_county
from lianxin.kernel.models.county import County
from lianxin.kernel.models.search import SearchRow
from lianxin.kernel.search import SearchText

LETTERS = "路灯水〇々𠮷𬭊3aA·，"
TEXTS = st.lists(st.text(f"{LETTERS}。 \n", max_size=24), min_size=1, max_size=6)


@st.composite
def asked(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    """Some texts, and what is asked of them: parts of one, and whatever comes to mind."""
    texts = draw(TEXTS)
    parts = []
    for _ in range(draw(st.integers(1, 4))):
        text = draw(st.sampled_from(texts))
        start = draw(st.integers(0, max(0, len(text) - 1)))
        parts += text[start : start + draw(st.integers(1, 5))].split()
    return texts, [*parts, draw(st.text(LETTERS, min_size=1, max_size=3))]


STORY = {
    1: "村口路灯坏了三个月，没有人来修。",
    2: "自来水停水三天，3号楼没有水；电话里说 Wi-Fi 也断了",
    3: "G312国道边的路牌倒了，灯还亮着",
    4: "老𠮷祥面馆油烟扰民，𬭊厂噪声大",
}


def index_story() -> None:
    """Four rows whose words and places are known."""
    places = {1: "岗头村 王小芳", 2: "坝上村3号楼", 3: "岗头村 阿依古丽·买买提", 4: ""}
    search.index([SearchText("matter", row, text, places[row]) for row, text in STORY.items()])


def found(wording: str, place: str = "") -> list[int]:
    """Ids of the rows found, in order."""
    return sorted(search.find_ids("matter", wording, place))


def standing(wording: str) -> list[int]:
    """Rows that say all this when each is read by itself, as a list asks whose word many say."""
    parts = [search.stands(one) for one in phrases(wording)]
    rows = SearchRow.objects.filter(*parts, row_kind="matter") if parts else SearchRow.objects.none()
    return sorted(rows.values_list("row_id", flat=True))


@pytest.mark.req("quality-20")
@pytest.mark.usefixtures("county")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked())
def test_whatever_is_typed_is_found_exactly_where_it_stands(said: tuple[list[str], list[str]]) -> None:
    texts, queries = said
    SearchRow.objects.all().delete()
    search.index([SearchText("matter", row, text) for row, text in enumerate(texts)])
    for query in queries:
        expected = [row for row, text in enumerate(texts) if query.lower() in text.lower()]
        assert found(query) == expected, query
        assert standing(query) == expected, query
        assert [row for row, text in enumerate(texts) if search.says(text, query)] == expected, query


@pytest.mark.parametrize(
    ("wording", "rows"),
    [
        ("路灯", [1]),
        ("灯", [1, 3]),
        ("水停", [2]),
        ("坏了三个月，没有", [1]),
        ("坏了三个月没有", []),
        ("路灯 修", [1]),
        ("修 路灯 水", []),
        ("3号", [2]),
        ("３号楼", [2]),
        ("号楼", [2]),
        ("312国道", [3]),
        ("g312", [3]),
        ("31", [3]),
        ("12", [3]),
        ("fi", [2]),
        ("i也", []),
        ("；", [2]),
        ("坏了三个月。没有", []),
        ("wi-fi", [2]),
        ("wifi", []),
        ("𠮷", [4]),
        ("𠮷祥", [4]),
        ("𬭊厂", [4]),
        ("没有", [1, 2]),
    ],
)
def test_words_are_found_as_people_type_them(county: County, wording: str, rows: list[int]) -> None:
    index_story()
    assert found(wording) == rows
    assert [row for row, text in STORY.items() if search.says(text, wording)] == rows


@pytest.mark.parametrize(
    ("wording", "place", "rows"),
    [
        ("", "岗头", [1, 3]),
        ("路灯", "岗头", [1]),
        ("岗头", "", []),
        ("", "路灯", []),
        ("", "阿依古丽•买买提", [3]),
        ("", "小芳", [1]),
        ("停水", "坝上 3号楼", [2]),
        ("？", "坝上", []),
    ],
)
def test_place_is_asked_apart_from_wording(county: County, wording: str, place: str, rows: list[int]) -> None:
    index_story()
    assert found(wording, place) == rows


@pytest.mark.parametrize(
    "wording",
    [
        "",
        " ",
        '"',
        "'; DROP TABLE kernel_searchrow; --",
        "* OR *",
        "wording:路灯 NEAR(",
        "a & | ! <-> b:*",
        "\x00",
        "\ud800",
    ],
)
def test_no_query_breaks_the_engine(county: County, wording: str) -> None:
    index_story()
    assert found(wording) == []
    assert SearchRow.objects.count() == len(STORY)


@pytest.mark.usefixtures("county")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(), max_size=60))
def test_any_text_can_be_indexed_and_asked_for(text: str) -> None:
    search.index([SearchText("matter", 1, text, text)])
    found(text)
    found("", text)


def test_what_a_row_said_before_is_no_longer_found(county: County) -> None:
    index_story()
    search.index(
        [
            SearchText("matter", 1, "井盖丢了"),
            SearchText("matter", 9, "先写"),
            SearchText("matter", 9, "后写"),
        ]
    )
    assert (found("路灯"), found("井盖"), found("先写"), found("后写")) == ([], [1], [], [9])
    assert SearchRow.objects.count() == len(STORY) + 1
    assert search.is_sound()


def test_a_forgotten_row_is_in_no_index(county: County) -> None:
    index_story()
    search.index([SearchText("visit", 1, "路灯")])
    assert search.forget("matter", [1, 2, 77]) == 2
    assert (found("路灯"), found("停水"), found("路牌")) == ([], [], [3])
    assert list(search.find("路灯").values_list("row_kind", "row_id")) == [("visit", 1)]
    assert search.is_sound()


@pytest.mark.pooled
def test_changing_rows_in_bulk_keeps_the_index_in_step(county: County) -> None:
    index_story()
    SearchRow.objects.filter(row_id=1).update(wording="")
    SearchRow.objects.filter(row_id=2).update(row_id=22)
    assert (found("路灯"), found("停水")) == ([], [22])
    assert search.is_sound()


def test_a_neighbouring_countys_words_stay_there(county: County) -> None:
    index_story()
    other = County.objects.create(code=990902, name="白石县")
    with in_county(other.code):
        search.index([SearchText("matter", 1, "路灯")])
        assert found("路灯") == [1]
        assert found("停水") == []
    SearchRow.objects.all().delete()
    with in_county(other.code):
        assert found("路灯") == [1]


def test_found_rows_narrow_another_query(county: County) -> None:
    index_story()
    rows = SearchRow.objects.filter(row_id__in=search.find_ids("matter", "没有").filter(row_id__gt=1))
    assert [row.row_id for row in rows] == [2]
    assert not SearchRow.objects.filter(row_id__in=search.find_ids("matter", "？")).exists()


def test_the_longest_text_fits_both_engines(county: County) -> None:
    search.index(
        [
            SearchText("matter", 1, "路灯" * 20_000 + "尾巴"),
            SearchText("matter", 2, "é" * 500 + "词 é" * 2_000),
        ]
    )
    assert found("路灯") == [1]
    assert found("词") == [2]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's triggers")
def test_the_triggers_outlive_the_migrations(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'kernel_searchrow'"
        )
        names = {name for (name,) in cursor.fetchall()}
    assert names == {"kernel_searchrow_added", "kernel_searchrow_gone", "kernel_searchrow_changed"}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's full-text table")
def test_a_full_text_table_out_of_step_is_noticed_and_rebuilt(county: County) -> None:
    index_story()
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO kernel_searchrow_fts(kernel_searchrow_fts) VALUES ('delete-all')")
    assert not search.is_sound()
    search.rebuild()
    assert search.is_sound()
    assert found("路灯") == [1]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's planner")
def test_postgresql_answers_from_its_indexes(county: County) -> None:
    index_story()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    with all_counties("the plan without the county's own index"):
        assert "kernel_searchrow_wording" in search.find("路灯").explain()
        assert "kernel_searchrow_place" in search.find("", "岗头").explain()


@pytest.mark.pooled
@pytest.mark.django_db(transaction=True)
def test_two_at_once_index_the_same_row_once() -> None:
    County.objects.create(code=990901, name="青禾县")

    def write(number: int) -> None:
        try:
            with in_county(990901):
                search.index([SearchText("matter", row, f"路灯{number}") for row in range(20)])
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=[number]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with in_county(990901):
        assert found("路灯") == list(range(20))
        assert search.is_sound()
