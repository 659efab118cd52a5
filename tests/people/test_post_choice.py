"""Giving a post where there are many: its unit is looked up first, and nothing that was typed is lost."""

import re

import pytest
from django.test import Client

from lianxin.kernel.actor import Role
from lianxin.people.models import Appointment, Post, Unit
from lianxin.people.queries.posts import MOST
from tests.township import Township, enter

PAGE = "/people/new/"
TYPED = {"name": "白鹭洲", "login": "bailz", "phone": "19900001111"}


@pytest.fixture
def keeper(town: Township, settings) -> Client:
    """The administrator of an office with more posts than one list may hold."""
    settings.COUNTY = town.county
    rows = Unit.objects.bulk_create(
        Unit(name=f"第{number}服务站", code=f"Z{number:03}", kind="station", area=town.hall.area)
        for number in range(MOST)
    )
    Post.objects.bulk_create(Post(unit=unit, name="承办岗", roles=[Role.HANDLER]) for unit in rows)
    return enter(Client(), town.administrator)


def offered(body: str) -> list[str]:
    """The units whose posts can be chosen."""
    return re.findall(r'<optgroup label="([^"]+)"', body)


def test_a_small_office_has_one_list_and_no_search(town: Township, settings) -> None:
    settings.COUNTY = town.county
    body = enter(Client(), town.administrator).get(PAGE).content.decode()
    assert offered(body) == ["便民服务中心", "供水站", "村镇建设办"]
    assert "哪个单位的岗位" not in body


@pytest.mark.parametrize("words", ["供水", "gsz", "02"])
def test_in_a_large_office_the_unit_is_found_by_name_initials_or_code(
    town: Township, keeper: Client, words: str
) -> None:
    assert offered(keeper.get(PAGE).content.decode()) == []
    answer = keeper.post(PAGE, {**TYPED, "unit_words": words, "find": "1"})
    body = answer.content.decode()
    assert (answer.status_code, "供水站" in offered(body), "错误：" in body) == (200, True, False)
    for typed in (*TYPED.values(), words):
        assert f'value="{typed}"' in body


def test_the_post_found_is_given(town: Township, keeper: Client) -> None:
    post = Post.objects.get(unit=town.water)
    said = {**TYPED, "unit_words": "供水", "post": post.pk}
    assert keeper.post(PAGE, said).status_code == 302
    held = Appointment.objects.get(account__login="bailz")
    assert (held.post, held.awaits) == (post, True)  # there is a security administrator to confirm it
    answer = keeper.post(f"/people/{held.account_id}/posts/", {"unit_words": "便民", "find": "1"})
    assert offered(answer.content.decode()) == ["便民服务中心"]


def test_a_post_that_was_not_looked_up_is_refused_beside_its_box(town: Township, keeper: Client) -> None:
    post = Post.objects.get(unit=town.water)
    answer = keeper.post(PAGE, {**TYPED, "unit_words": "不存在的站", "post": post.pk})
    assert answer.status_code == 422
    assert "没有这个岗位，请重选。" in answer.content.decode()
    assert not Appointment.objects.filter(account__login="bailz").exists()
