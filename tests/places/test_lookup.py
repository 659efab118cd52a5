"""Finding a place by name, former name, initials, sound or code; picking one among thousands (XC-10)."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from django import forms
from django.http import QueryDict
from hypothesis import given, strategies as st
from pytest_django import DjangoAssertNumQueries

from lianxin.kernel.context import in_county
from lianxin.kernel.models.county import County
from lianxin.places.actions import changes
from lianxin.places.forms.picker import AreaField, Picking, area_field
from lianxin.places.models import Area
from lianxin.places.pinyin import folded, heard
from lianxin.places.queries import lookup
from lianxin.places.rules import VILLAGES, letters
from tests.places.conftest import Valley
from tests.township import TOWN

TODAY = date(2026, 11, 20)
SCOPE = ("990909",)


def fill(villages: int) -> None:
    """A county of one township with many villages, without the cost of saving each."""
    town = Area.objects.create(code="990909101000", name="长溪镇", kind="town")
    rows = [
        Area(code=f"990909{101 + n // 700}{201 + n % 700}", name=f"第{n}村", kind="village", parent=town)
        for n in range(villages)
    ]
    for row in rows:
        row.initials = row.sound = f"d{row.name[1:-1]}c"
    Area.objects.bulk_create(rows)


@pytest.fixture
def alike(db: None) -> Iterator[None]:
    """Villages that are easily taken for one another."""
    County.objects.create(code=990909, name="长溪县")
    with in_county(990909):
        town = Area.objects.create(code="990909101000", name="长溪镇", kind="town")
        names = ["陈家村", "程家村", "成家村", "新陈家村", "单家庄", "蓝山村", "南山村", "重阳坪村"]
        for number, name in enumerate(names, start=201):
            Area.objects.create(code=f"990909101{number}", name=name, kind="village", parent=town)
        yield


def found(words: str, **options: int) -> list[str]:
    hits, _more = lookup.search(words, scopes=SCOPE, kinds=VILLAGES, on=TODAY, **options)
    return [hit.name for hit in hits]


@pytest.mark.req("XC-10")
@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("陈家村", ["陈家村", "新陈家村", "程家村", "成家村"]),
        ("程家", ["程家村", "陈家村", "成家村"]),
        ("陈家村委会", ["陈家村", "新陈家村", "程家村", "成家村"]),
        ("cjc", ["陈家村", "程家村", "成家村"]),
        ("CJ", ["陈家村", "程家村", "成家村"]),
        ("chenjia", ["陈家村", "程家村", "成家村"]),
        ("chengjiacun", ["陈家村", "程家村", "成家村"]),
        ("兰山村", ["蓝山村", "南山村"]),
        ("sjz", ["单家庄"]),
        ("shanjia", ["单家庄"]),
        ("cyp", ["重阳坪村"]),
        ("990909101203", ["成家村"]),
        ("990909101", ["陈家村", "程家村", "成家村", "新陈家村", "单家庄", "蓝山村", "南山村", "重阳坪村"]),
        ("没有的村", []),
        ("%", []),
        ("", []),
    ],
)
def test_a_place_is_found_as_people_say_it(alike: None, words: str, names: list[str]) -> None:
    assert found(words) == names


@pytest.mark.req("XC-10")
def test_a_reading_given_by_hand_goes_before_the_dictionary(alike: None) -> None:
    area = Area.objects.get(name="蓝山村")
    area.reading = "lan shan cun"
    area.name = "㠠山村"
    area.save()
    assert (area.initials, found("lsc")) == ("lsc", ["㠠山村"])


@pytest.mark.req("XC-10")
@pytest.mark.req("XC-09")
def test_former_names_lead_to_what_a_place_is_now(valley: Valley) -> None:
    changes.rename(valley.south, name="锦溪社区", kind="community", reading="", decision=valley.decision())
    for words in ("楮溪村", "楮溪", "cxc", "chuxi"):
        hits, _more = lookup.search(words, scopes=(TOWN,), kinds=VILLAGES, on=TODAY)
        assert [(hit.name, hit.former) for hit in hits] == [("锦溪社区", "楮溪村")]
    merged = changes.merge([valley.north], valley.south, valley.decision(on=date(2026, 11, 5)))
    assert merged.kind == "merge"
    hits, _more = lookup.search("樟荫村", scopes=(TOWN,), kinds=VILLAGES, on=TODAY)
    assert [(hit.name, hit.former) for hit in hits] == [("锦溪社区", "樟荫村")]


def test_a_long_list_says_that_there_is_more(alike: None) -> None:
    hits, more = lookup.search("cj", scopes=SCOPE, kinds=VILLAGES, on=TODAY, most=2)
    assert (len(hits), more) == (2, True)


@given(words=st.text("abcxyz019", min_size=1, max_size=4), other=st.text("abcxyz019", max_size=6))
def test_a_range_of_letters_is_what_begins_with_them(words: str, other: str) -> None:
    bounds = dict(child for child in letters(words, "x").children if isinstance(child, tuple))
    held = bounds["x__gte"] <= other and ("x__lt" not in bounds or other < bounds["x__lt"])
    assert held == other.startswith(words)


@pytest.mark.req("XC-10")
@given(name=st.text("陈程成张章南蓝山三村家", min_size=1, max_size=6))
def test_names_that_sound_alike_to_many_ears_have_one_key(name: str) -> None:
    alike = name.translate(str.maketrans("陈程章南三", "成成张蓝山"))
    assert heard(name)[1] == heard(alike)[1]
    assert folded(heard(name)[1]) == heard(name)[1]
    assert len(heard(name)[0]) == len(name)


class Asking(Picking):
    """A form with something else to fill in beside the area."""

    text = forms.CharField()

    def __init__(self, query: str, **options: object) -> None:
        super().__init__(QueryDict(query))
        self.fields["area"] = area_field(("990909",), label="村", **options)  # type: ignore[arg-type]


@pytest.fixture
def many(alike: None) -> None:
    """More villages than a plain list bears."""
    fill_more = [
        Area(code=f"9909091014{n:02}", name=f"第{n}村", kind="village", parent=Area.objects.get(kind="town"))
        for n in range(60)
    ]
    Area.objects.bulk_create(fill_more)


def key(name: str) -> int:
    return Area.objects.get(name=name).pk


def test_up_to_sixty_places_are_a_plain_list(alike: None) -> None:
    form = Asking(f"text=x&area={key('陈家村')}")
    assert isinstance(form.fields["area"], forms.TypedChoiceField)
    assert form.is_valid()
    assert form.cleaned_data["area"] == key("陈家村")


@pytest.mark.req("XC-10")
def test_one_hit_is_taken_when_the_form_is_sent(many: None) -> None:
    form = Asking("text=x&area-words=sjz")
    assert isinstance(form.fields["area"], AreaField)
    assert form.is_valid()
    assert form.cleaned_data["area"] == key("单家庄")


@pytest.mark.req("XC-10")
def test_several_hits_come_back_as_a_list_and_nothing_typed_is_lost(many: None) -> None:
    form = Asking("text=水管漏水&area-words=cjc")
    assert form.errors == {"area": ["叫得上“cjc”的不止一个，请在下面选一个。"]}
    page = form.as_p()
    assert re.findall(r'type="radio"[^>]*value="(\d+)"', page) == [
        str(key(name)) for name in ("陈家村", "程家村", "成家村")
    ]
    assert 'value="cjc"' in page
    assert "水管漏水" in page
    again = Asking(f"text=水管漏水&area-words=cjc&area-listed=cjc&area={key('程家村')}")
    assert again.is_valid()
    assert again.cleaned_data["area"] == key("程家村")


def test_other_words_than_those_of_the_list_are_looked_up_anew(many: None) -> None:
    form = Asking(f"text=x&area-words=sjz&area-listed=cjc&area={key('程家村')}")
    assert form.is_valid()
    assert form.cleaned_data["area"] == key("单家庄")


def test_looking_never_sends_the_form_nor_finds_fault_with_the_rest(many: None) -> None:
    form = Asking("text=&area-words=sjz&area-find=1")
    assert form.errors == {"area": ["请在下面选一个，再接着办。"]}


def test_looking_with_nothing_typed_opens_township_then_village(many: None) -> None:
    options = {"kinds": (*VILLAGES, "group")}
    inner = Area.objects.create(
        code="990909101201001", name="一组", kind="group", parent=Area.objects.get(name="陈家村")
    )
    top = Asking("text=x&area-find=1", **options)
    assert re.findall(r"<span>(\S+?)[ <]", str(top["area"])) == ["长溪镇"]
    town = Asking(f"text=x&area-find=1&area={key('长溪镇')}", **options)
    assert re.findall(r'value="(\d+)"', str(town["area"]))[1:3] == [str(key("长溪镇")), str(key("陈家村"))]
    village = Asking(f"text=x&area-find=1&area={key('陈家村')}", **options)
    assert str(inner.pk) in re.findall(r'value="(\d+)"', str(village["area"]))
    too_high = Asking(f"text=x&area={key('长溪镇')}", **options)
    assert too_high.errors == {"area": ["请再往下选到要的那一级。"]}
    assert Asking(f"text=x&area={inner.pk}", **options).is_valid()


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("area-words=没有的村", "没有找到“没有的村”。"),
        ("area=4711", "没有这个地方，或者不归您管，请重选。"),
        ("area=甲", "没有这个地方，或者不归您管，请重选。"),
        ("area=99999999999999999999", "没有这个地方，或者不归您管，请重选。"),
    ],
)
def test_what_is_no_place_here_is_refused(many: None, query: str, said: str) -> None:
    assert said in str(Asking(f"text=x&{query}").errors["area"])


def test_a_place_must_be_named_where_it_must(many: None) -> None:
    assert Asking("text=x").is_valid()
    assert Asking("text=x", required=True).errors == {"area": ["请填村名、拼音首字母或代码，选一个地方。"]}


@pytest.mark.parametrize("villages", [100, 4000])
def test_looking_asks_as_often_however_many_places_there_are(
    county: County, villages: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    County.objects.create(code=990909, name="长溪县")
    with in_county(990909):
        fill(villages)
        with django_assert_num_queries(4):  # choices, former names, names that ended, hits
            form = Asking("text=x&area-words=d7")
            assert "area" in form.errors
        last = Area.objects.order_by("-code")[0].pk
        with django_assert_num_queries(2):  # choices, the one that was chosen
            assert Asking(f"text=x&area={last}").is_valid()
        with django_assert_num_queries(1):
            assert Asking("text=x").is_valid()
