"""Printed numbers: never twice, in order, with every gap explained; and the codes that open a receipt."""

import random
import threading

import pytest
from django.db import connection, transaction
from hypothesis import given, strategies as st

from lianxin.kernel import numbering
from lianxin.kernel.context import in_county
from lianxin.kernel.models.county import County
from lianxin.kernel.models.number import NumberSeries, VoidNumber
from lianxin.kernel.numbering import Number

COUNTY = 990901
SERIALS = st.integers(1, numbering.HIGHEST_SERIAL)
YEARS = st.integers(2000, 2199)
SERIES = st.from_regex(r"[0-9]{3}", fullmatch=True)
DIGITS = [spot for spot, sign in enumerate("103-2026-000042-7") if sign != "-"]


@pytest.mark.parametrize(
    ("digits", "digit"), [("0794", "5"), ("3339200596", "1"), ("8609574271", "9"), ("", "1")]
)
def test_the_check_digit_is_that_of_iso_7064(digits: str, digit: str) -> None:
    assert numbering.check_digit(digits) == digit


@given(SERIES, YEARS, SERIALS)
def test_a_number_reads_back_as_it_was_printed(series: str, year: int, serial: int) -> None:
    number = numbering.compose(COUNTY, series, year, serial)
    assert numbering.parse(str(number)) == number
    assert numbering.check(str(number), COUNTY)


@pytest.mark.req("INV-13")
@given(SERIES, YEARS, SERIALS, st.sampled_from(DIGITS), st.integers(1, 9))
def test_every_single_wrong_digit_is_noticed(series: str, year: int, serial: int, spot: int, by: int) -> None:
    printed = str(numbering.compose(COUNTY, series, year, serial))
    wrong = printed[:spot] + str((int(printed[spot]) + by) % 10) + printed[spot + 1 :]
    assert not numbering.check(wrong, COUNTY)


def test_nearly_every_swap_of_neighbours_is_noticed() -> None:
    draw = random.Random(11)  # the same numbers each time
    missed = swaps = 0
    for _time in range(2000):
        number = numbering.compose(COUNTY, f"{draw.randrange(1000):03d}", 2026, draw.randrange(10**6))
        digits = str(number).replace("-", "")
        for spot in range(len(digits) - 1):
            swapped = digits[:spot] + digits[spot + 1] + digits[spot] + digits[spot + 2 :]
            if swapped != digits:
                swaps += 1
                missed += numbering.check(swapped, COUNTY)
    assert swaps > 20_000
    assert missed / swaps < 0.05


def test_a_number_of_another_county_is_not_ours() -> None:
    printed = str(numbering.compose(COUNTY, "103", 2026, 42))
    assert [code for code in range(COUNTY - 5, COUNTY + 5) if numbering.check(printed, code)] == [COUNTY]


@given(st.lists(st.tuples(SERIES, YEARS, SERIALS), min_size=2, max_size=20, unique=True))
def test_numbers_sort_as_they_were_given(parts: list[tuple[str, int, int]]) -> None:
    printed = [str(numbering.compose(COUNTY, *part)) for part in sorted(parts)]
    assert sorted(printed) == printed


@pytest.mark.parametrize(
    "typed",
    [
        "103-2026-000042-7",
        "10320260000427",
        "103 2026 000042 7",
        "１０３－２０２６－００００４２－７",
        "编号：103—2026—000042—7号",
        "103-2026-42-7",
        " lO3-2O26-OOOO42-7 ",
        "103.2026.000042.7",
        "103-2026-000 042-7",
    ],
)
def test_what_people_type_is_understood(typed: str) -> None:
    assert str(numbering.parse(typed)) == "103-2026-000042-7"


@pytest.mark.parametrize(
    "typed", ["", "103", "103-2026", "103-2026-1234567-7", "103a2026b000042c7", "号", "-" * 40]
)
def test_what_is_no_number_is_none(typed: str) -> None:
    assert numbering.parse(typed) is None
    assert not numbering.check(typed, COUNTY)


@given(st.text(max_size=40))
def test_no_text_makes_the_reader_stumble(typed: str) -> None:
    assert isinstance(numbering.parse(typed), Number | None)


@pytest.mark.parametrize("series", ["", "12", "1234", "abc", "１０３"])
def test_a_series_is_three_digits(series: str) -> None:
    with pytest.raises(ValueError, match="three digits"):
        numbering.compose(COUNTY, series, 2026, 1)


def test_numbers_follow_each_other_by_county_series_and_year(county: County) -> None:
    def serials(series: str, year: int, count: int) -> list[int]:
        read = [numbering.parse(number) for number in numbering.take(series, year, count)]
        return [number.serial for number in read if number]

    assert serials("103", 2026, 3) == [1, 2, 3]
    assert serials("103", 2026, 2) == [4, 5]
    assert serials("104", 2026, 1) == [1]
    assert serials("103", 2027, 1) == [1]
    other = County.objects.create(code=990902, name="白石县")
    with in_county(other.code):
        assert serials("103", 2026, 1) == [1]
    assert numbering.series_in_use() == [("103", 2026), ("103", 2027), ("104", 2026)]


@pytest.mark.django_db(transaction=True)
def test_a_number_is_taken_only_inside_the_transaction_of_its_row() -> None:
    County.objects.create(code=COUNTY, name="青禾县")
    with in_county(COUNTY):
        with pytest.raises(RuntimeError, match="transaction"):
            numbering.take("103", 2026)
        assert not NumberSeries.objects.exists()


def test_a_refused_act_gives_its_number_back(county: County) -> None:
    first = numbering.take("103", 2026)

    @transaction.atomic
    def refused() -> None:
        numbering.take("103", 2026, 5)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        refused()
    assert numbering.gaps("103", 2026) == first
    assert numbering.take("103", 2026) == [str(numbering.compose(COUNTY, "103", 2026, 2))]


@pytest.mark.req("INV-13")
def test_a_township_that_has_used_up_its_numbers_goes_on_in_the_reserve(county: County) -> None:
    NumberSeries.objects.create(series="103", year=2026, last=numbering.HIGHEST_SERIAL - 1)
    NumberSeries.objects.create(series="991", year=2026, last=numbering.HIGHEST_SERIAL - 1)
    taken = numbering.take("103", 2026, 4)
    assert [number[:15] for number in taken] == [
        "103-2026-999999",
        "991-2026-999999",
        "992-2026-000001",
        "992-2026-000002",
    ]
    assert all(numbering.check(number, COUNTY) for number in taken)
    assert numbering.gaps("992", 2026) == taken[2:]
    assert numbering.take("103", 2026)[0].startswith("992-2026-000003")


def test_a_series_of_its_own_never_goes_on_in_another(county: County) -> None:
    NumberSeries.objects.create(series="900", year=2026, last=numbering.HIGHEST_SERIAL)
    with pytest.raises(numbering.SeriesFull):
        numbering.take("900", 2026)
    assert NumberSeries.objects.get().last == numbering.HIGHEST_SERIAL


@pytest.mark.req("INV-13")
@pytest.mark.django_db(transaction=True)
def test_many_at_once_never_get_the_same_number() -> None:
    County.objects.create(code=COUNTY, name="青禾县")
    taken: list[str] = []

    def register() -> None:
        try:
            with in_county(COUNTY):
                for _time in range(5):
                    with transaction.atomic():
                        taken.extend(numbering.take("103", 2026, 2))
        finally:
            connection.close()

    threads = [threading.Thread(target=register) for _time in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    expected = [str(numbering.compose(COUNTY, "103", 2026, serial)) for serial in range(1, 81)]
    assert sorted(taken) == expected


@pytest.mark.req("INV-13")
def test_every_gap_is_used_or_explained(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numbering, "_holders", {})
    numbers = numbering.take("103", 2026, 5)
    assert numbering.gaps("103", 2026) == numbers
    numbering.register_holder("test", lambda begin: [one for one in numbers[:3] if one.startswith(begin)])
    numbering.void(numbers[3], reason="纸本撕毁")
    assert numbering.gaps("103", 2026) == [numbers[4]]
    assert numbering.gaps("103", 2027) == []


def test_the_first_reason_of_a_void_number_stands(county: County) -> None:
    number = numbering.take("103", 2026)[0]
    numbering.void(number, reason="纸本撕毁")
    numbering.void(number.replace("-", " "), reason="别的")
    assert [(row.number, row.reason) for row in VoidNumber.objects.all()] == [(number, "纸本撕毁")]


def test_only_numbers_of_the_county_can_be_void(county: County) -> None:
    with pytest.raises(ValueError, match="not a number of this county"):
        numbering.void(str(numbering.compose(990902, "103", 2026, 1)), reason="录错")
    assert not VoidNumber.objects.exists()


@pytest.mark.req("B5", "B6")
def test_a_query_code_opens_its_own_number_only() -> None:
    code = numbering.new_query_code()
    stored = numbering.hash_query_code(code, "103-2026-000042-7")
    assert len(code) == 16
    assert code not in stored
    assert numbering.query_code_fits(
        numbering.show_query_code(code), number="103-2026-000042-7", stored=stored
    )
    assert not numbering.query_code_fits(code, number="103-2026-000043-5", stored=stored)
    wrong = f"{(int(code) + 1) % 10**16:016d}"
    assert not numbering.query_code_fits(wrong, number="103-2026-000042-7", stored=stored)


@pytest.mark.parametrize("stored", ["", "0" * 64])
@pytest.mark.parametrize("typed", ["", "1234", "查询码", "1" * 17])
def test_no_code_opens_nothing(typed: str, stored: str) -> None:
    assert not numbering.query_code_fits(typed, number="103-2026-000042-7", stored=stored)


@pytest.mark.req("B5")
def test_query_codes_hold_at_least_53_bits() -> None:
    assert 10**numbering.CODE_DIGITS > 2**53
    codes = {numbering.new_query_code() for _time in range(2000)}
    assert len(codes) == 2000
    assert {code[0] for code in codes} == set("0123456789")


def test_a_query_code_is_read_as_people_type_it() -> None:
    assert numbering.show_query_code("1234567890123456") == "1234 5678 9012 3456"
    assert numbering.read_query_code(" １２３４-5678 9O12　3456 ") == "1234567890123456"
