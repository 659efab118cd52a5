"""The menu of the desk: some thirty entries, found by their kind of work (工作菜单)."""

import re

import pytest
from django.test import Client

from tests.township import Township, enter

WHOLE = {
    "": ["今天我要办的"],
    "办诉求": [
        "登记一件",
        "甄别派单",
        "全部事项",
        "回填上级平台的表",
        "待电话告知",
        "退单和裁定",
        "待批更正",
        "我交给纪检的举报",
        "表格",
    ],
    "听意见": ["接待台", "接待排班", "接待督查", "意见箱", "敲门行动", "小区改造"],
    "看数字": ["分类统计", "化解层级", "单位统计", "典型案例"],
    "人和地方": ["居民", "户", "删除申请", "到期删除", "区划和地名"],
    "目录和设置": ["派单目录", "分类建议", "导入"],
    "我的": ["移交清单", "导出的文件", "我的回避申报", "我的账号"],
}


def menu(page: str) -> dict[str, list[str]]:
    """The links of the menu by the heading that names their list."""
    rail = re.search(r'<nav class="rail".*?</nav>', page, re.DOTALL)
    assert rail is not None
    found = {}
    for named, below in re.findall(r"<ul([^>]*)>(.*?)</ul>", rail[0], re.DOTALL):
        by = re.search(r'aria-labelledby="([^"]+)"', named)
        head = re.search(rf'id="{by[1]}">([^<]+)<', rail[0]) if by else None
        links = re.findall(r"<a[^>]*>(.*?)</a>", below, re.DOTALL)
        found[head[1] if head else ""] = [re.sub(r"<[^>]+>", "", one).strip() for one in links]
    return found


@pytest.mark.django_db
def test_the_menu_of_the_triage_desk_is_divided_by_kinds_of_work(town: Township, client: Client) -> None:
    page = enter(client, town.triage).get("/desk/").content.decode()
    assert menu(page) == WHOLE


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["clerk", "water_handler", "reviewer", "leader", "administrator", "auditor"])
def test_only_today_and_the_board_stand_without_a_heading(town: Township, client: Client, who: str) -> None:
    shown = menu(enter(client, getattr(town, who)).get("/me/").content.decode())
    assert shown.pop("", []) in (["今天我要办的"], ["今天我要办的", "领导看板"])
    assert all(head and links for head, links in shown.items())
