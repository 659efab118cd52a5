"""A whole office from one sheet: checked first, taken in whole or not at all (the page: tests/web/test_imports)."""

from pathlib import Path

import pytest
from django.utils import timezone

from lianxin.kernel.models.event import Event
from lianxin.people.intake.staff import LARGEST, Unusable, error_sheet, read, take_in
from lianxin.people.models import Account, Appointment, OneTimeLink, Person
from lianxin.people.rules import Refused
from lianxin.site.cli import main
from tests.people.conftest import Member, Office

HEAD = "姓名,登录名,单位,岗位,电话\n"
GOOD = (
    HEAD
    + "白鹭洲,Bailu,便民服务中心,登记岗,199 0000 1111\n"
    + "阿依古丽·买买提,ayguli,便民服务中心,承办岗,\n"
)
BAD = (
    HEAD
    + "白鹭洲,bailu,便民服务中心,登记岗,\n"
    + ",x,水站,登记岗,12345678901\n"
    + "=1+1,guanli,便民服务中心,扫地岗,\n"
    + "晏清溪,bailu,便民服务中心,承办岗,\n"
)


def logins() -> set[str]:
    return set(Account.objects.values_list("login", flat=True)) - {"guanli"}


@pytest.mark.req("XC-04")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_sheet_is_checked_and_then_taken_in(office: Office, encoding: str) -> None:
    rows = read(GOOD.encode(encoding), "staff.csv")
    assert [row.faults for row in rows] == [[], []]
    assert take_in(rows, by=office.by, at=timezone.now()) == 2
    assert logins() == {"bailu", "ayguli"}
    held = Appointment.objects.select_related("post", "person").get(account__login="ayguli")
    assert (held.person.name, held.post, held.awaits) == ("阿依古丽·买买提", office.handling, False)
    assert Person.objects.get(name="白鹭洲").phone == "19900001111"
    assert OneTimeLink.objects.filter(account__login__in=logins()).count() == 0
    assert Event.objects.filter(move="people.imported").get().facts == {"people": 2}


@pytest.mark.req("XC-04")
def test_one_faulty_row_and_nobody_is_taken_in(office: Office, administrator: Member) -> None:
    rows = read(BAD.encode(), "staff.csv")
    said = " ".join(fault for row in rows for fault in row.faults)
    for words in (
        "请填姓名。",
        "登录名是 3 到 32 个小写字母",
        "没有叫“水站”的在用单位",
        "电话号码不对",
        "“便民服务中心”没有叫“扫地岗”的在用岗位",
        "这个登录名已经有人用了",
        "这张表里有两行用了同一个登录名。",
    ):
        assert words in said
    with pytest.raises(Refused, match="表里还有要改的行，没有导入"):
        take_in(rows, by=office.by, at=timezone.now())
    assert logins() == set()
    lines = error_sheet(rows).removeprefix("\ufeff").splitlines()
    assert lines[0] == "行号,姓名,登录名,单位,岗位,电话,问题"
    assert [line.split(",")[0] for line in lines[1:]] == ["2", "3", "4", "5"]
    assert lines[3].startswith("4,'=1+1,guanli,")  # no formula for Excel


def test_who_takes_the_login_meanwhile_stops_the_whole_sheet(office: Office) -> None:
    rows = read(GOOD.encode(), "staff.csv")
    office.member("ayguli", office.desk)
    before = logins()
    with pytest.raises(Refused, match="第 3 行：这个登录名已经有人用了"):
        take_in(rows, by=office.by, at=timezone.now())
    assert logins() == before


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("姓名,登录名\n甲,jia\n", "第一行要有这几列：姓名、登录名、单位、岗位、电话。"),
        (HEAD + ",,,,\n", "表里没有人。"),
        ("", "staff.csv 是空的。"),
        (HEAD + "甲,jia,x,y,\n" * (LARGEST + 1), f"一次最多 {LARGEST} 人"),
    ],
)
def test_a_sheet_that_is_none_says_what_is_missing(office: Office, text: str, words: str) -> None:
    with pytest.raises(Unusable, match=words):
        read(text.encode(), "staff.csv")


def test_a_thousand_rows_are_checked_by_two_queries(office: Office, django_assert_num_queries) -> None:
    text = HEAD + "".join(f"某某,p{number:04},便民服务中心,登记岗,\n" for number in range(1000))
    with django_assert_num_queries(2):
        rows = read(text.encode(), "staff.csv")
    assert (len(rows), [row for row in rows if row.faults]) == (1000, [])


def test_the_command_does_the_same(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad, good, errors = tmp_path / "bad.csv", tmp_path / "good.csv", tmp_path / "errors.csv"
    bad.write_text(BAD, encoding="utf-8")
    good.write_text(GOOD, encoding="utf-8")
    county = ["--county", str(office.county.code)]
    assert main(["account", "import", str(bad), "--errors", str(errors), *county]) == 1
    said = capsys.readouterr().out
    assert "共 4 人，4 行要改，一个也没有导入" in said
    assert errors.read_text(encoding="utf-8-sig").count("\n") == 5
    assert main(["account", "import", str(good), "--dry-run", *county]) == 0
    assert logins() == set()
    assert main(["account", "import", str(good), *county]) == 0
    assert "✓ 已导入 2 人" in capsys.readouterr().out
    assert logins() == {"bailu", "ayguli"}
