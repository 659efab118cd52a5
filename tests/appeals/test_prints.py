"""F-98, F-99, F-102 as files: what was sent says the same for ever, whatever is set, corrected or moved since."""

import io
from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client
from docx import Document

from lianxin.appeals.models import Reply
from lianxin.kernel.editions import Change, change
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.printing import PrintLog
from lianxin.kernel.paper.shelf import form_named
from lianxin.kernel.paper.wording import setting_of
from lianxin.matters.models import Matter
from lianxin.web.office import FACE
from tests.kernel.paper.reading import POINTS, blocks, lines_of, pages, said, signs, squeezed
from tests.township import Township, enter

REPLY = "供水站王师傅换了整段水管，试压两天没有再漏。"


def printed(by: Client, address: str, **wanted: str) -> bytes:
    """The file a button gives."""
    answer = by.post(address, {"as": "pdf", **wanted})
    assert answer.status_code == 200, answer.content[:300]
    return bytes(answer.content)


def body_of(pdf: bytes) -> str:
    """What a sheet says, without its foot, which names the moment of the print."""
    return squeezed("".join(text.partition("F-98")[0] for text in pages(pdf)))


@pytest.mark.req("FRM-09")
def test_an_answer_printed_again_says_what_was_sent_in_the_words_of_that_day(town: Township) -> None:
    change(
        FACE,
        Change({"name": "青禾镇政府", "phone": "0990-1234567"}),
        by=town.administrator,
        client_id=uuid7(),
    )
    matter = town.answered(town.file(title="水管漏水"))
    client, address = enter(Client(), town.reviewer), f"/matters/{matter.number}/answer/1/file/"
    before = body_of(printed(client, address))
    for told in (
        "青禾镇政府",
        "办理结果答复书",
        f"编号：{matter.number}-1",
        "水管漏水",
        "供水站",
        "已解决",
        "复议",
    ):
        assert told in before
    value = {"opening": "{承办单位}回复：", "questions": "找镇长。"}
    change(setting_of(form_named("F-98")), Change(value), by=town.administrator, client_id=uuid7())
    change(FACE, Change({"name": "新名字镇政府"}), by=town.administrator, client_id=uuid7())
    Matter.objects.filter(pk=matter.pk).update(title="改过的题目")
    again = body_of(printed(client, address))
    assert again.replace("副本", "") == before
    other = town.answered(town.file(title="路灯不亮"))
    new = printed(client, f"/matters/{other.number}/answer/1/file/")
    assert "供水站回复：" in said(new)
    assert "找镇长。" in said(new)
    assert "版本2026-12#1/DEF-2026-12" in said(new)
    assert "新名字镇政府" in said(new)


def test_the_answer_stands_on_the_page_of_official_documents_and_word_says_the_same(town: Township) -> None:
    matter = town.working(town.file())
    town.go(matter, "record", by=town.water_handler, kind="contact", text="打过电话。")
    reply = "一" * 28 * 40
    town.go(matter, "finish", by=town.water_handler, outcome="resolved", reply=reply, basis="供水用水条例。")
    town.go(matter, "approve", by=town.reviewer)
    client, address = enter(Client(), town.leader), f"/matters/{matter.number}/answer/1/file/"
    pdf = printed(client, address)
    middle = [line for line in lines_of(pages(pdf)[1]) if set(line.strip()) == {"一"}]
    assert [len(line) for line in middle] == [28] * 22
    assert min(sign.left for sign in signs(pdf, 1) if sign.text == "一") >= 28 * POINTS - 0.5
    word, text = printed(client, address, **{"as": "docx"}), body_of(pdf)
    for block in blocks(word):
        if block != "副本":
            assert block in text
    assert "第 2 份（副本）" in Document(io.BytesIO(word)).sections[0].footer.paragraphs[0].text


def test_staff_print_what_they_may_see_and_residents_their_own(town: Township) -> None:
    matter = town.answered(town.file())
    address = f"/matters/{matter.number}/answer/1/file/"
    assert enter(Client(), town.roads_handler).post(address).status_code == 404
    assert Client().post(address).status_code == 403
    assert enter(Client(), town.reviewer).get(address).status_code == 405
    assert enter(Client(), town.reviewer).post(f"/matters/{matter.number}/answer/2/file/").status_code == 404
    assert PrintLog.objects.count() == 0


def test_what_was_written_before_papers_were_kept_has_no_file(town: Township) -> None:
    matter = town.answered(town.file())
    Reply.objects.update(sheet={})
    assert enter(Client(), town.reviewer).post(f"/matters/{matter.number}/answer/1/file/").status_code == 404


@pytest.mark.parametrize("stage", ["rejected", "referred"])
def test_the_notice_says_why_and_where_to_go_and_ticks_what_was_done(town: Township, stage: str) -> None:
    matter = town.file(title="两家的地界")
    getattr(town, stage)(matter)
    client = enter(Client(), town.triage)
    pdf = printed(client, f"/notice/{matter.number}/file/")
    text = said(pdf)
    titles = {"rejected": "不予受理告知书", "referred": "转送告知书"}
    told = {"rejected": ("双方已在法院立案。",), "referred": ("县水务局", "水函12号", "县级管网")}
    for words in (titles[stage], "两家的地界", f"编号：{matter.number}", *told[stage]):
        assert words in text
    answer = client.post(f"/notice/{matter.number}/file/", {"as": "docx"})
    typed = "\n".join(one.text for one in Document(io.BytesIO(answer.content)).paragraphs)
    ticked = {"rejected": "☑ 经两人审核", "referred": "☑ 转送有权处理的单位办理"}
    assert ticked[stage] in typed
    assert typed.count("☑") == 1
    assert f"F-99 不予受理、转送告知书 {matter.number}.docx" in unquote(answer["Content-Disposition"])


def test_a_notice_is_for_staff_in_scope_and_for_who_holds_the_receipt(town: Township) -> None:
    matter = town.rejected(town.file())
    address = f"/notice/{matter.number}/file/"
    assert Client().post(address).status_code == 404
    assert enter(Client(), town.roads_handler).post(address).status_code == 404


def test_a_correction_prints_masked_with_who_asked_and_who_agreed(town: Township) -> None:
    matter = town.file()
    town.go(matter, "correct", by=town.clerk, field="name", value="林大满", why="听错了。")
    asked = matter.corrections.get()
    town.go(matter, "approve_correction", by=town.reviewer, correction=asked.pk)
    pdf = printed(enter(Client(), town.reviewer), f"/matters/{matter.number}/corrections/{asked.pk}/file/")
    text = said(pdf)
    for told in ("数据更正单", "听错了。", "已批准", "便民服务中心窗口", "林＊"):
        assert told in text
    assert "林大满" not in text
    assert "林小满" not in text
    assert f"编号{matter.number}-{asked.pk}" in text


HARD: dict[str, Any] = {
    "name": "买买提·阿不都热合曼·艾合买提江·吾守尔·库尔班·依明江",
    "title": "𠮷䶮㛃𬭊四个字的人家门口水管漏水反映了好几次没有人来看请尽快",
    "address": "",
}


@pytest.mark.req("INV-16", "FRM-03")
@pytest.mark.parametrize("size", ["normal", "large"])
def test_hard_names_rare_characters_and_empty_fields_come_out_whole_on_every_form(
    town: Township, size: str
) -> None:
    answered, rejected = town.answered(town.file(**HARD)), town.rejected(town.file(**HARD))
    town.go(answered, "correct", by=town.clerk, field="text", value="𠮷巷 1 号", why="𬭊")
    asked = answered.corrections.get()
    client = enter(Client(), town.reviewer)
    for address, told in (
        (f"/matters/{answered.number}/answer/1/file/", HARD["title"][:30]),
        (f"/notice/{rejected.number}/file/", HARD["title"][:30]),
        (f"/matters/{answered.number}/corrections/{asked.pk}/file/", "𠮷巷1号"),
    ):
        pdf = printed(client, address, size=size)
        word = printed(client, address, size=size, **{"as": "docx"})
        assert told in said(pdf)
        assert told in "".join(blocks(word))


def test_a_character_no_font_has_stops_the_print_with_a_sentence_and_the_page_stays(town: Township) -> None:
    matter = town.answered(town.file(title="\U0002a700 的水管"))
    client, address = enter(Client(), town.reviewer), f"/matters/{matter.number}/answer/1/"
    refused = client.post(f"{address}file/", {"as": "pdf", "next": address}, follow=True)
    assert refused.redirect_chain == [(address, 302)]
    assert "没有 “\U0002a700”（U+2A700），没有打印" in refused.content.decode()
    assert PrintLog.objects.count() == 0
