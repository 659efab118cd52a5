"""What `./run setup` takes and what it sends back, before anything is written."""

import argparse
from pathlib import Path

import pytest

from lianxin.site import answers
from lianxin.site.errors import Unable

GOOD = {
    "county": "990101",
    "county_name": "云汀县",
    "township_code": "990101102",
    "township_name": "青禾镇",
    "villages": "-",
    "phone": "-",
    "admin_name": "方远舟",
    "admin_login": "guanli",
}


def options(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    answers.configure(parser)
    return parser.parse_args(words)


def test_what_was_not_said_by_flag_is_asked_for_and_a_bare_return_takes_the_default() -> None:
    typed = iter(["云汀县", "990101102", "", "青禾镇", "", "", "方远舟", "", ""])
    asked: list[str] = []

    def ask(words: str) -> str:
        asked.append(words)
        return next(typed)

    said = answers.collect(options(["--county", "990101"]), ask=ask, own_address="192.0.2.7")
    assert said == answers.Answers(
        county=990101,
        county_name="云汀县",
        township_code="990101102000",
        township_name="青禾镇",
        villages=(),
        hosts=("192.0.2.7",),
        phone="",
        admin_name="方远舟",
        admin_login="admin",
    )
    assert len(asked) == 9
    assert asked[3].startswith("乡镇（街道）名称")  # asked again: a name can't be left out


def test_with_nobody_at_the_keyboard_missing_flags_are_named() -> None:
    with pytest.raises(Unable, match="还缺 --county-name --township-name --admin-name；"):
        answers.collect(
            options(["--county", "990101", "--township-code", "990101102"]), ask=None, own_address=""
        )


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("county", "99010", "--county：要 6 位数字，收到“99010”。"),
        ("county", "099010", "--county：要 6 位数字，收到“099010”。"),
        ("county", "９９０１０１", "--county：要 6 位数字，收到“９９０１０１”。"),
        ("county_name", "", "名称不能空着"),
        ("township_code", "9901011020", "--township-code：要 9 位数字"),
        ("township_code", "880101102", "--township-code：要以县代码 990101 开头。"),
        ("admin_login", "方远舟", "--admin-login：登录名是 3 到 32 个小写字母"),
        ("phone", "打给老王", "--phone：“打给老王”不是电话号码。"),
        ("villages", "/no/such.csv", "--villages：读不了文件 /no/such.csv，请核对路径和权限。"),
    ],
)
def test_an_answer_that_cannot_be_used_names_its_flag(name: str, value: str, words: str) -> None:
    with pytest.raises(Unable) as refused:
        answers.check({**GOOD, name: value}, ())
    assert words in refused.value.sentence.zh


@pytest.mark.parametrize("host", ["http://10.1.2.3", "10.1.2.3:8000", "a b", "", "*", "-x", '"'])
def test_a_host_is_a_bare_name_or_address(host: str) -> None:
    with pytest.raises(Unable, match="--host"):
        answers.check(GOOD, (host,))


@pytest.mark.parametrize("host", ["10.1.2.3", "lianxin.example.cn", "pc-7", "[fd00::1]"])
def test_names_and_addresses_are_taken_as_hosts(host: str) -> None:
    assert answers.check(GOOD, (host,)).hosts == (host,)


def villages(folder: Path, raw: bytes) -> list[tuple[str, str]]:
    path = folder / "v.csv"
    path.write_bytes(raw)
    return [(one.code, one.name) for one in answers.read_villages(path, "990101102")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_villages_come_with_codes_in_any_usual_encoding(tmp_path: Path, encoding: str) -> None:
    raw = "代码,名称\r\n990101102201,樟荫村\r\n990101102202,𠮷祥村\r\n\r\n".encode(encoding)
    assert villages(tmp_path, raw) == [("990101102201", "樟荫村"), ("990101102202", "𠮷祥村")]


def test_names_alone_get_the_next_free_codes_communities_their_own_series(tmp_path: Path) -> None:
    raw = "名称\n樟荫村\n新桥社区\n990101102201,柳溪村\n石井村\n".encode()
    assert villages(tmp_path, raw) == [
        ("990101102200", "樟荫村"),
        ("990101102001", "新桥社区"),
        ("990101102201", "柳溪村"),
        ("990101102202", "石井村"),
    ]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("990101103201,樟荫村", "第 1 个村“樟荫村”：代码 990101103201 应是以 990101102 开头的 12 位数字。"),
        ("990101102000,樟荫村", "代码 990101102000 应是"),
        ("甲村\n乙村\n甲村", "第 3 个村“甲村” 重复了，请删去一行。"),
        ("990101102201,甲村\n990101102201,乙村", "第 2 个村“乙村” 重复了"),
    ],
)
def test_a_village_that_cannot_be_is_named_by_its_line(tmp_path: Path, raw: str, words: str) -> None:
    with pytest.raises(Unable) as refused:
        villages(tmp_path, raw.encode())
    assert words in refused.value.sentence.zh


def test_a_file_that_is_no_text_is_sent_back(tmp_path: Path) -> None:
    with pytest.raises(Unable, match="不是文本文件，请另存为 CSV"):
        villages(tmp_path, b"PK\x03\x04\xff\xff\xff")
