"""Who speaks stays at the desk (身份屏蔽): what a unit is given of a shielded matter, and what more takes."""

from itertools import pairwise

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from hypothesis import given, strategies as st

from lianxin.appeals.forms.triage import DispatchForm
from lianxin.appeals.models import Appellant, Passing
from lianxin.appeals.queries.speakers import spoken_by
from lianxin.appeals.rules.selfwords import LEFT_OUT, marked, passages, spans, without
from lianxin.kernel.events import reasons_of
from lianxin.kernel.exports import Ask
from lianxin.kernel.models.event import AccessEntry
from lianxin.kernel.models.printing import PrintLog
from lianxin.matters.exports import lines
from lianxin.matters.models import Matter
from lianxin.matters.refusals import Refused
from lianxin.people.sessions import RECEIPTS
from tests.appeals.test_exports import taken
from tests.township import Township, enter

TELLING = "我住楼下402，我是他邻居，王家天天半夜开机器。"
OF_ONESELF = {
    "我住楼下402，楼上漏水。": "我住楼下402",
    "我是他邻居，看得见。": "我是他邻居",
    "我是村里的会计，账上有问题。": "我是村里的会计",
    "我儿子在镇中心小学读三年级，老师收钱。": "我儿子在镇中心小学读三年级",
    "我在供水站上班，站长让我们改表。": "我在供水站上班",
    "我叫林小满，想反映一件事。": "我叫林小满",
    "举报人：林小满": "举报人：林小满",
    "全组就我一家没有通水。": "就我一家没有通水",
    "我上个月打电话反映过，没人管。": "我上个月打电话反映",
    "我家门口堆了沙子。": "我家门口",
    "漏到3栋402室来了。": "3栋402室",
    "2单元301的人说的。": "2单元301",
    "三组12号门前的沟堵了。": "三组12号",
    "车牌云A12345的车每天堵路。": "云A12345",
    "回执103-2026-000042-7上写着。": "103-2026-000042-7",
    "我妈妈是五保户，没领到钱。": "我妈妈是五保户",
    "隔壁５０２的狗叫了一夜。": "隔壁５０２",
}
# Invented, as people write every day: nothing in them says who speaks.
ORDINARY = (
    "樟荫村水井边的水管漏了三天，路上全是水。",
    "104国道边的路灯坏了一个多月，晚上看不清。",
    "村口的垃圾堆了五天没人拉，气味很大。",
    "建议在小学门口装一条减速带，放学时车很快。",
    "请问办老年证要带什么材料，去哪个窗口。",
    "养猪场把粪水排进河里，鱼死了一大片。",
    "听说要修路，什么时候开工，要占多少地。",
    "镇政府门口的公示栏好久没有换内容了。",
    "2026年的低保评议结果没有张贴。",
    "打了12345，说三天内回复，请快一点。",
    "三组的水渠被泥巴堵住，田里放不进水。",
    "村干部收了施工队3000元，不开收据。",
    "工地每天夜里十一点还在打桩，吵得睡不着。",
    "集市上有人卖过期的种子，去年也有这种事。",
    "医保报销等了两个月，还没有到账。",
)


@pytest.mark.req("C9")
@pytest.mark.parametrize(("text", "found"), OF_ONESELF.items())
def test_words_that_tell_who_speaks_are_found(text: str, found: str) -> None:
    assert found in passages(text)


@pytest.mark.req("C9")
@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_words_raise_no_alarm(text: str) -> None:
    assert passages(text) == []


WORDS = st.text(alphabet="我是他邻居住在楼下家的儿子，。0123456789栋单元室云A-号\n", max_size=60)


@given(WORDS)
def test_found_passages_stand_in_the_text_in_order_and_apart(text: str) -> None:
    found = spans(text)
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))


@given(WORDS, st.lists(WORDS.filter(str.strip), max_size=3))
def test_marking_loses_no_sign_and_leaving_out_leaves_none_of_them(text: str, more: list[str]) -> None:
    known = [*passages(text), *more]
    pieces = marked(text, known)
    assert "".join(part for part, _telling in pieces) == text
    shown = without(text, known)
    assert shown == "".join(LEFT_OUT if telling else part for part, telling in pieces)
    assert all(word not in part for part in shown.split(LEFT_OUT) for word in known if word.strip())


@given(WORDS)
def test_a_text_without_such_words_stays_as_it_is(text: str) -> None:
    assert passages(text) or without(text, passages(text)) == text


def complaint(town: Township, **more: object) -> Matter:
    """A complaint in which the speaker tells who they are, accepted and waiting for dispatch."""
    said = {"type": "complaint", "text": TELLING, "address": "樟荫村3栋402室", **more}
    matter = town.file(**said)
    town.go(
        matter,
        "accept",
        by=town.triage,
        type="complaint",
        category=town.category.pk,
        area=town.village.pk,
        urgency="ordinary",
    )
    return matter


def sent(town: Township, matter: Matter, **more: object) -> Matter:
    """Dispatched to the water station and signed for."""
    town.go(matter, "dispatch", by=town.triage, unit=town.water.pk, basis="职责清单第 3 条", **more)
    town.go(matter, "sign", by=town.water_handler)
    matter.refresh_from_db()
    return matter


PASSED = {"pass_identity": True, "pass_ground": "contact", "pass_reason": "要上门查看，先约时间"}


def resident_of(matter: Matter) -> Client:
    """A browser that showed number and code."""
    client = Client()
    session = client.session
    session[RECEIPTS] = {str(matter.pk): timezone.now().timestamp()}
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client


def exported(town: Township, who: str) -> str:
    """The list as this post takes it out, with every column."""
    ask = Ask(asked={}, columns=frozenset({"text", "address", "reporter", "phone"}))
    return str([line.cells for line in lines(getattr(town, who), ask)])


@pytest.mark.req("C9", "J13")
@pytest.mark.parametrize("identity", ["named", "confidential", "anonymous"])
def test_the_unit_gets_the_facts_and_nothing_of_who_speaks(
    town: Township, client: Client, identity: str
) -> None:
    matter = sent(town, complaint(town, identity=identity))
    page = enter(client, town.water_handler).get(f"/matters/{matter.number}/").content.decode()
    assert "王家天天半夜开机器" in page
    assert LEFT_OUT in page
    for word in ("楼下402", "3栋", "我是他邻居", "林＊", "林小满", "****1111"):
        assert word not in page
    assert Passing.objects.get().identity is False
    desk = enter(Client(), town.triage).get(f"/matters/{matter.number}/").content.decode()
    assert "我住楼下402" in desk


@pytest.mark.req("C9", "J13")
def test_lists_and_exports_of_the_unit_say_no_more_than_its_page(town: Township, client: Client) -> None:
    matter = sent(town, complaint(town))
    assert "楼下402" not in matter.title
    listed = enter(client, town.water_handler).get("/matters/").content.decode()
    assert matter.number in listed
    assert "楼下402" not in listed
    sheet = exported(town, "water_handler")
    assert "王家天天半夜开机器" in sheet
    for word in ("楼下402", "3栋", "我是他邻居", "林", "****1111"):
        assert word not in sheet
    assert "我是他邻居" in exported(town, "triage")


@pytest.mark.req("C9", "J13")
def test_the_unit_cannot_ask_for_the_identity_nor_find_by_it(town: Township, client: Client) -> None:
    matter = sent(town, complaint(town))
    who = Appellant.objects.get(matter=matter)
    reason = {"field": "phone", "ground": "verify", "reason": "电话核实一下"}
    browser = enter(client, town.water_handler)
    assert browser.post(f"/matters/{matter.number}/who/{who.pk}/", reason).status_code == 404
    found = Matter.objects.filter(spoken_by(town.water_handler, "林小满", ear=False))
    assert not found.filter(pk=matter.pk).exists()
    assert Matter.objects.filter(spoken_by(town.triage, "林小满", ear=False)).filter(pk=matter.pk).exists()


@pytest.mark.req("C9", "J13")
def test_identity_goes_along_only_for_a_reason_and_the_resident_reads_to_whom(
    town: Township, client: Client
) -> None:
    matter = sent(town, complaint(town), **PASSED)
    who = Appellant.objects.get(matter=matter)
    browser = enter(client, town.water_handler)
    assert "199****1111" in browser.get(f"/matters/{matter.number}/").content.decode()
    reason = {"field": "phone", "ground": "contact", "reason": "约上门时间"}
    assert "19900001111" in browser.post(f"/matters/{matter.number}/who/{who.pk}/", reason).content.decode()
    entry = AccessEntry.objects.get(what="passed")
    assert (entry.row_id, entry.actor_id) == (matter.pk, town.triage.account)
    assert reasons_of([entry])[entry.seq] == "联系办理：要上门查看，先约时间"
    shown = resident_of(matter).get(f"/follow/{matter.number}/").content.decode()
    assert "姓名电话交给了 供水站" in shown
    assert "联系办理" in shown
    assert "要上门查看" not in shown  # the words may speak of others
    assert "派单员" not in shown


@pytest.mark.req("C9", "J13")
@pytest.mark.parametrize(
    "lacking", [{"pass_identity": True}, {"pass_words": ["我是他邻居"]}, {**PASSED, "pass_reason": "看"}]
)
def test_without_a_reason_nothing_of_who_speaks_goes_along(
    town: Township, lacking: dict[str, object]
) -> None:
    matter = complaint(town)
    with pytest.raises(Refused, match="请选事由、写理由"):
        town.go(matter, "dispatch", by=town.triage, unit=town.water.pk, basis="职责清单", **lacking)
    form = DispatchForm({"unit": town.water.pk, "basis": "职责清单", **lacking}, by=town.triage, row=matter)
    assert not form.is_valid()
    assert {"pass_ground", "pass_reason"} & set(form.errors)
    assert Passing.objects.count() == 0


@pytest.mark.req("C9")
def test_the_form_marks_the_words_and_what_is_ticked_the_unit_reads(town: Township, client: Client) -> None:
    matter = complaint(town)
    address = f"/matters/{matter.number}/do/dispatch/"
    page = enter(client, town.triage).get(address).content.decode()
    assert "<mark>我住楼下402</mark>" in page
    assert "<mark>我是他邻居</mark>" in page
    told = {"unit": town.water.pk, "basis": "职责清单", "pass_words": ["我是他邻居"], "hide_more": "王家"}
    told |= {"pass_ground": "verify", "pass_reason": "要核对住得多近"}
    assert client.post(address, told).status_code == 302
    shown = enter(Client(), town.water_handler).get(f"/matters/{matter.number}/").content.decode()
    assert "我是他邻居" in shown
    assert "楼下402" not in shown
    assert "王家" not in shown


def test_what_is_to_be_left_out_must_stand_in_the_text(town: Township) -> None:
    typed = {"unit": town.water.pk, "basis": "职责清单", "hide_more": "没有这句话"}
    form = DispatchForm(typed, by=town.triage, row=complaint(town))
    assert "照抄" in str(form.errors["hide_more"])


def test_a_help_request_given_openly_is_asked_none_of_this(town: Township, client: Client) -> None:
    matter = town.accepted(town.file(text=TELLING))
    form = DispatchForm(by=town.triage, row=matter)
    assert set(form.fields) == {"unit", "basis", "demand"}
    sent(town, matter)
    assert Passing.objects.count() == 0
    page = enter(client, town.water_handler).get(f"/matters/{matter.number}/").content.decode()
    assert "我住楼下402" in page
    assert "199****1111" in page


@pytest.mark.req("C9")
def test_handed_on_outside_the_words_to_send_are_shown_without_who_speaks(
    town: Township, client: Client
) -> None:
    matter = complaint(town, identity="confidential")
    browser = enter(client, town.triage)
    address = f"/matters/{matter.number}/do/refer/"
    assert "<mark>我是他邻居</mark>" in browser.get(address).content.decode()
    told = {"body": "县住建局", "basis": "县级事权", "remind_at": "2099-01-04"}
    assert browser.post(address, told).status_code == 302
    page = browser.get(f"/matters/{matter.number}/").content.decode()
    begins = page.index("可以给对方的内容")
    assert "我是他邻居" not in page[begins : begins + 600]
    assert "王家天天半夜开机器" in page[begins : begins + 600]
    assert Passing.objects.get().body == "县住建局"


@pytest.mark.req("C9")
def test_a_correction_of_the_words_tells_the_unit_nothing(town: Township, client: Client) -> None:
    matter = sent(town, complaint(town))
    town.go(matter, "correct", by=town.clerk, field="name", value="林大满", why="听错了一个字")
    page = enter(client, town.water_handler).get(f"/matters/{matter.number}/corrections/").content.decode()
    assert "林＊" not in page
    assert LEFT_OUT in page


def test_another_reader_than_the_unit_reads_the_words_as_before(town: Township, client: Client) -> None:
    matter = sent(town, complaint(town))
    page = enter(client, town.leader).get(f"/matters/{matter.number}/").content.decode()
    assert "我住楼下402" in page


@pytest.mark.req("C10")
def test_every_trace_of_a_matter_stands_on_one_page_once(town: Township, client: Client) -> None:
    matter, other = sent(town, complaint(town), **PASSED), town.working(town.file())
    who = Appellant.objects.get(matter=matter)
    reason = {"field": "name", "ground": "contact", "reason": "约上门时间"}
    handler = enter(Client(), town.water_handler)
    for _twice in range(2):
        handler.get(f"/matters/{matter.number}/")
    handler.post(f"/matters/{matter.number}/who/{who.pk}/", reason)
    taken(town.leader)
    for row in (matter, other):
        PrintLog.objects.create(
            form="F-98",
            edition="1",
            row_kind="matter",
            row_id=row.pk,
            number=f"{row.number}-1",
            kind="pdf",
            at=timezone.now(),
            by=town.clerk.account,
            post_id=town.clerk.post,
        )
    page = enter(client, town.auditor).get(f"/matters/{matter.number}/looks/")
    assert sorted((str(line.what), line.post) for line in page.context["lines"]) == sorted(
        [
            ("派单", "便民服务中心 派单"),
            ("把身份或自述交给承办单位", "便民服务中心 派单"),
            ("打开这件事的页面", "供水站 维修"),
            ("姓名", "供水站 维修"),
            ("导出", "便民服务中心 镇长"),
            ("取走导出的文件", "便民服务中心 镇长"),
            ("打印", "便民服务中心 窗口"),
        ]
    )


@pytest.mark.req("C10")
def test_the_traces_are_found_by_day_and_by_account(town: Township, client: Client) -> None:
    matter = sent(town, complaint(town))
    enter(Client(), town.water_handler).get(f"/matters/{matter.number}/")
    browser, address = enter(client, town.auditor), f"/matters/{matter.number}/looks/"
    by_account = browser.get(address, {"who": "维修员"}).context["lines"]
    assert [line.post for line in by_account] == ["供水站 维修"]
    assert browser.get(address, {"since": "2099-01-01"}).context["lines"] == []
    assert browser.get(address, {"until": "2000-01-01"}).context["lines"] == []
