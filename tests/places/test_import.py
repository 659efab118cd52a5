"""The official table taken in: whole, again, changed, and with every kind of bad row."""

import gzip
import io
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lianxin.kernel import clock
from lianxin.kernel.actor import system
from lianxin.kernel.context import all_counties, in_county
from lianxin.kernel.counties import each_county
from lianxin.kernel.models.county import County
from lianxin.kernel.models.event import Event
from lianxin.people.queries import only_county
from lianxin.places.intake.run import Report, import_table, lines
from lianxin.places.intake.table import BadTable
from lianxin.places.models import Area, AreaChange, AreaName, Region
from lianxin.places.rules import plain, township_kind, village_kind
from lianxin.site.cli import main
from tests.township import Township, enter

pytestmark = pytest.mark.django_db
REAL = Path(__file__).parents[3] / "shared" / "data" / "divisions-5level-2021.csv.gz"
HEADER = "code,name,level,parent\n"
TABLE = """99,云州省,1,
9909,溪山市,2,99
990901,青禾县,3,9909
990901101,青禾镇,4,990901
990901101201,樟荫村村民委员会,5,990901101
990901101202,楮溪村委会,5,990901101
990901102,云岭乡,4,990901
990901102201,单家庄村委会,5,990901102
990902,邻县,3,9909
990902001,江口街道办事处,4,990902
990902001001,码头社区居委会,5,990902001
9910,望海市,2,99
991000,辖区,3,9910
991000101,滨海镇,4,991000
991000101201,渔港村,5,991000101
"""


def table(text: str, encoding: str = "utf-8") -> io.BytesIO:
    return io.BytesIO((HEADER + text).encode(encoding))


def take(file: io.BytesIO, **options: object) -> Report:
    return import_table(file, by=system(990901), at=clock.now(), **options)  # type: ignore[arg-type]


def counts(report: Report) -> tuple[int, int, int, int, int, int]:
    return (
        report.rows,
        report.created,
        report.unchanged,
        report.renamed,
        report.others,
        report.refused,
    )


@contextmanager
def in_all() -> Iterator[None]:
    with all_counties("a test looks at the whole table"):
        yield


@pytest.mark.req("XC-09")
def test_the_table_makes_regions_counties_and_areas() -> None:
    report = take(table(TABLE))
    assert counts(report) == (15, 15, 0, 0, 0, 0)
    assert dict(Region.objects.values_list("code", "name"))["990901"] == "青禾县"
    with in_all():
        tree = dict(Area.objects.values_list("code", "parent__code"))
        kinds = dict(Area.objects.values_list("name", "kind"))
    assert tree["990901101201"] == "990901101000"
    assert tree["990901101000"] == "990901000000"
    assert kinds == {
        "青禾县": "county",
        "青禾镇": "town",
        "樟荫村": "village",
        "楮溪村": "village",
        "云岭乡": "town",
        "单家庄村": "village",
        "邻县": "county",
        "江口街道": "street",
        "码头社区": "community",
        "望海市": "county",  # a prefecture without counties stands for itself
        "滨海镇": "town",
        "渔港村": "village",
    }
    with in_county(990901):
        assert Area.objects.get(code="990901102201").initials == "sjzc"


def test_counties_of_the_table_are_known_but_not_worked_for(county: County) -> None:
    """The worker goes through counties it serves; three thousand others have no chores here."""
    take(table(TABLE))
    assert set(County.objects.values_list("code", "served")) == {
        (990901, True),
        (990902, False),
        (991000, False),
    }
    assert list(each_county()) == [990901]
    assert only_county() == 990901


@pytest.mark.req("XC-09")
def test_the_same_table_again_adds_nothing() -> None:
    take(table(TABLE))
    with in_all():
        before = (Area.objects.count(), Event.objects.count())
    assert counts(take(table(TABLE))) == (15, 0, 15, 0, 0, 0)
    with in_all():
        assert (Area.objects.count(), Event.objects.count(), AreaChange.objects.count()) == (*before, 0)


@pytest.mark.req("XC-09")
def test_a_new_edition_renames_with_a_day_and_reports_what_is_gone() -> None:
    take(table(TABLE))
    newer = TABLE.replace("樟荫村村民委员会", "樟荫社区居民委员会").replace(
        "990901101202,楮溪村委会,5,990901101\n", ""
    )
    with time_machine.travel("2027-03-02 09:00+08:00", tick=False):
        report = take(table(newer))
    assert counts(report) == (14, 0, 13, 1, 0, 0)
    assert report.gone_codes == ["990901101202"]
    with in_county(990901):
        area = Area.objects.get(code="990901101201")
        assert (area.name, area.kind) == ("樟荫社区", "community")
        assert (area.name_on(date(2027, 3, 1)), area.name_on(date(2027, 3, 2))) == ("樟荫村", "樟荫社区")
        former = AreaName.objects.get(area=area)
        assert (former.name, former.until) == ("樟荫村", date(2027, 3, 1))
        assert Area.objects.get(code="990901101202").valid_to is None


def test_a_committee_that_only_changed_its_title_is_no_rename() -> None:
    take(table(TABLE))
    assert take(table(TABLE.replace("楮溪村委会", "楮溪村村民委员会"))).renamed == 0


def test_areas_an_office_made_at_set_up_are_the_ones_of_the_table(town: Township) -> None:
    report = take(table(TABLE), only=990901, shared=False)
    assert counts(report) == (15, 4, 2, 0, 9, 0)
    assert Area.objects.filter(code="990901101201").get().pk == town.village.pk


def test_villages_entered_by_name_get_their_official_codes(town: Township) -> None:
    """Set-up numbered them by itself: 樟荫村 has the code of 楮溪村, and must not take its name."""
    place = Area.objects.get(name="青禾镇")
    Area.objects.filter(pk=town.village.pk).update(code="990901101202")
    group = Area.objects.create(code="990901101202001", name="一组", kind="group", parent=town.village)
    other = Area.objects.create(code="990901101200", name="楮溪村", kind="village", parent=place)
    report = take(table(TABLE), only=990901, shared=False)
    assert counts(report) == (15, 3, 3, 0, 9, 0)
    assert Area.objects.get(pk=town.village.pk).code == "990901101201"
    assert Area.objects.get(pk=group.pk).code == "990901101201001"
    assert Area.objects.get(pk=other.pk).code == "990901101202"
    assert not AreaName.objects.exists()


def test_a_code_held_by_a_village_the_table_does_not_know_is_left_alone(town: Township) -> None:
    place = Area.objects.get(name="青禾镇")
    Area.objects.filter(pk=town.village.pk).update(code="990901101209")
    own = Area.objects.create(code="990901101201", name="自建村", kind="village", parent=place)
    report = take(table(TABLE), only=990901, shared=False)
    assert [fault.sentence for fault in report.faults] == [
        "代码 990901101201 在这里是“自建村”，表里没有它。请先核对，给“自建村”换代码或撤销。"
    ]
    assert Area.objects.get(pk=own.pk).name == "自建村"


@pytest.mark.parametrize(
    ("row", "line", "sentence"),
    [
        ("990901101299,甲村,5,990901101,多一列\n", None, None),
        ("99090110129,甲村,5,990901101", 17, "第 5 级的代码应是 12 位，现在是“99090110129”。请核对。"),
        ("99090110129甲,甲村,5,990901101", 17, "代码“99090110129甲”里有数字以外的字。请改成数字。"),
        ("990901101299,甲村,6,990901101", 17, "级别“6”不对，应是 1 到 5。"),
        (
            "990901101299,甲村,5,990901102",
            17,
            "990901101299 的上级应是“990901101”，现在写的是“990901102”。请核对。",
        ),
        ("990901103201,甲村,5,990901103", 17, "上级 990901103000 不在表里。请先补上这一行。"),
        ("990901101201,樟荫村,5,990901101", 17, "代码 990901101201 前面已有一行。请删去多余的一行。"),
        ("990903101,甲镇,4,990903", 17, "官方区划表里没有代码为 990903 的县。请先补上县级这一行。"),
        ("9810,甲市,2,98", 17, "上级 98 不在表里。请先补上这一行。"),
        ("990901101299,,5,990901101", 17, "名称是空的，或超过 60 个字。请补上或改短。"),
        ("990901101299,甲村", 17, "少了几列，应有 code、name、level、parent 四列。"),
    ],
)
def test_a_bad_row_is_left_out_with_a_sentence_and_its_line(
    row: str, line: int | None, sentence: str | None
) -> None:
    report = take(table(TABLE + row))
    if sentence is None:
        assert (report.created, report.faults) == (16, [])
    else:
        told = sentence.replace("990901103000", "990901103")
        assert list(lines(report)) == [f"第 {line} 行：{told}"]
        assert counts(report) == (16, 15, 0, 0, 0, 1)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("zipped", [False, True])
def test_a_table_is_read_as_offices_save_it(encoding: str, zipped: bool) -> None:
    file = table(TABLE, encoding)
    report = take(io.BytesIO(gzip.compress(file.getvalue())) if zipped else file)
    assert (report.created, report.refused) == (15, 0)
    with in_county(990901):
        assert Area.objects.filter(name="樟荫村").count() == 1


def test_codes_of_twelve_digits_at_every_level_are_understood() -> None:
    def widened(line: str) -> str:
        code, name, level, parent = line.split(",")
        return f"{code:0<12},{name},{level},{parent and f'{parent:0<12}'}"

    report = take(table("\n".join(map(widened, TABLE.split()))))
    assert counts(report) == (15, 15, 0, 0, 0, 0)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"code,name,level\n11,a,1\n", "缺：parent"),
        (b"", "缺：code、name、level、parent"),
        (b"\xff\xfe\x00code", "不是 UTF-8 也不是 GBK"),
        (gzip.compress(HEADER.encode() * 9, mtime=0)[:40], "压缩文件不完整"),
    ],
)
def test_a_file_that_is_no_table_is_refused_as_a_whole(content: bytes, said: str) -> None:
    with pytest.raises(BadTable, match=said):
        take(io.BytesIO(content))


def test_rows_in_any_order_of_counties_are_taken_a_batch_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """A batch ends in the middle of a county: its later rows find what the earlier ones made."""
    monkeypatch.setattr("lianxin.places.intake.run.BATCH", 3)
    assert counts(take(table(TABLE))) == (15, 15, 0, 0, 0, 0)


def test_the_import_asks_as_often_however_many_villages_there_are() -> None:
    def asked(villages: int, code: int) -> int:
        rows = (
            f"98,甲省,1,\n98{code},甲市,2,98\n98{code}01,甲县,3,98{code}\n98{code}01101,甲镇,4,98{code}01\n"
        )
        rows += "".join(f"98{code}01101{n},第{n}村,5,98{code}01101\n" for n in range(201, 201 + villages))
        with CaptureQueriesContext(connection) as queries:
            assert take(table(rows)).refused == 0
        return len(queries)

    asked(1, 10)  # the first one of an empty installation sees to the ranges of ids besides
    assert asked(3, 11) == asked(300, 12)


@pytest.mark.parametrize(
    ("code", "name", "kind"),
    [
        ("990901101201", "樟荫村村民委员会", "village"),
        ("990901001001", "码头社区居委会", "community"),
        ("990901101201", "西街村居民委员会", "community"),
        ("990901101001", "薛村矿社区村民委员会", "village"),
        ("990901101498", "机关生活区", "community"),
        ("990901101598", "十一连生活区", "village"),
        ("990901101201", "巴音嘎查", "village"),
    ],
)
def test_villages_and_communities_are_told_apart(code: str, name: str, kind: str) -> None:
    assert village_kind(code, name) == kind


@pytest.mark.parametrize(
    ("code", "name", "kind"),
    [
        ("990901001", "江口街道办事处", "street"),
        ("990901101", "青禾镇", "town"),
        ("990901201", "云岭乡", "town"),
        ("990901401", "红旗农场", "town"),
        ("990901003", "高新区", "street"),
    ],
)
def test_streets_and_towns_are_told_apart(code: str, name: str, kind: str) -> None:
    assert township_kind(code, name) == kind


@pytest.mark.parametrize(
    ("official", "name"),
    [
        ("樟荫村村民委员会", "樟荫村"),
        ("樟荫村委会", "樟荫村"),
        ("樟荫村村委会", "樟荫村"),
        ("岗贝社区居民委员会", "岗贝社区"),
        ("大坪居民委员会", "大坪居委会"),
        ("江口街道办事处", "江口街道"),
        ("一社区", "一社区"),
        ("西干(东)社区居委会", "西干（东）社区"),
    ],
)
def test_a_place_is_called_without_its_committee(official: str, name: str) -> None:
    assert plain(official) == name


def test_an_administrator_imports_the_own_county_and_no_other(town: Township) -> None:
    client = enter(Client(), town.administrator)
    assert client.get("/areas/import/").status_code == 200
    answer = client.post(
        "/areas/import/", {"file": SimpleUploadedFile("t.csv", table(TABLE + "9,坏,1,").getvalue())}
    )
    body = answer.content.decode()
    assert "其他县的，没有导入" in body
    assert "第 17 行：第 1 级的代码应是 2 位，现在是“9”。请核对。" in body
    assert counts(answer.context["report"]) == (16, 4, 2, 0, 9, 1)
    assert set(County.objects.values_list("code", flat=True)) == {990901}
    assert not Region.objects.exists()
    refused = client.post("/areas/import/", {"file": SimpleUploadedFile("t.csv", b"a,b\n1,2\n")})
    assert refused.status_code == 422
    assert "缺：code、name、level、parent" in refused.content.decode()


def test_the_command_takes_a_table_in_and_says_what_it_did(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "table.csv"
    file.write_bytes(table(TABLE).getvalue())
    assert main(["import-areas", str(file), "--county", "990901"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("✓ 共 15 行：新增 9，没有变化 0，更名 0，退回 0\n")
    assert "其他县的 6 行没有导入" in said
    file.write_bytes(table(TABLE + "9,坏,1,").getvalue())
    assert main(["import-areas", str(file), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["rows"], told["created"], told["unchanged"], told["refused"]) == (16, 6, 9, 1)
    assert main(["import-areas", str(tmp_path / "none.csv")]) == 2
    assert re.search(r"打不开 .*请核对文件名", capsys.readouterr().err)


@pytest.mark.deep
@pytest.mark.skipif(not REAL.exists(), reason="the table of the whole country is not here")
def test_the_table_of_the_whole_country_is_taken_in(django_assert_num_queries: object) -> None:
    with REAL.open("rb") as file:
        report = import_table(file, by=system(100000), at=clock.now())
    assert counts(report) == (663131, 663131, 0, 0, 0, 0)
    assert report.counties == 3270
    with REAL.open("rb") as file:
        again = import_table(file, by=system(100000), at=clock.now())
    assert counts(again) == (663131, 0, 663131, 0, 0, 0)
    with in_county(441900):
        assert Area.objects.get(kind="county").name == "东莞市"
