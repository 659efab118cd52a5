"""What residents do themselves on the page of their matter, without JavaScript and without learning of others."""

import pytest
from django.http import HttpResponse

from lianxin.doors.forms.claims import new_claim
from lianxin.kernel import clock
from lianxin.matters.models import Contact, Matter, Relation
from lianxin.matters.receipts import receipt_code
from tests.doors.conftest import Phone, text_of
from tests.township import Township, at

MINE = {"name": "白露", "phone": "19900002222"}


def opened(matter: Matter) -> Phone:
    """A telephone on which this matter was opened, on its page."""
    phone = Phone()
    phone.open(phone.follow(matter.number, receipt_code(matter))["Location"])
    return phone


def do(phone: Phone, matter: Matter, move: str, words: str = "") -> HttpResponse:
    """Open one of the lines of the page, write, press the button."""
    sent = {"words": words, "client_id": new_claim()}
    return phone.client.post(f"/follow/{matter.number}/do/{move}/", sent)


def codes(phone: Phone) -> list[str]:
    """What the page offers."""
    return [ask.move.code for ask in phone.page.context["asks"]]


def test_each_state_offers_what_may_be_done_in_it(town: Township) -> None:
    matter = town.file()
    assert codes(opened(matter)) == ["add", "withdraw", "ask_upward"]
    town.merged(matter, town.file())
    assert codes(opened(matter)) == ["add", "unmerge", "withdraw", "ask_upward"]
    closed = town.closed(town.file())
    assert codes(opened(closed)) == ["reopen", "ask_upward"]


def test_words_are_added_and_found_on_the_matter(town: Township) -> None:
    matter = town.working(town.file())
    phone = opened(matter)
    refused = do(phone, matter, "add")
    assert refused.status_code == 422
    assert '<details class="may" open>' in refused.content.decode()
    assert do(phone, matter, "add", "夜里更大。").status_code == 302
    assert Contact.objects.latest("pk").words == "夜里更大。"
    assert Contact.objects.latest("pk").channel == "web"
    assert "您补充了说明" in text_of(phone.open(f"/follow/{matter.number}/"))
    assert matter.appellants.count() == 1


def test_a_double_press_withdraws_once(town: Township) -> None:
    matter, sent = town.file(), {"words": "", "client_id": new_claim()}
    phone = opened(matter)
    for _ in range(2):
        phone.client.post(f"/follow/{matter.number}/do/withdraw/", sent)
    matter.refresh_from_db()
    assert (matter.state, matter.version) == ("withdrawn", 2)
    assert "已按您的意思撤回" in text_of(phone.open(f"/follow/{matter.number}/"))


def test_an_accusation_goes_on_and_the_page_says_so(town: Township) -> None:
    matter = town.file(type="report")
    refused = do(opened(matter), matter, "withdraw", "算了。")
    assert refused.status_code == 422
    assert "举报不能撤回，核查会继续。" in text_of(refused)


def test_who_withdraws_a_main_lets_the_others_stand_for_themselves(town: Township) -> None:
    main, follower = town.file(), town.file(**MINE)
    town.merged(follower, main)
    assert do(opened(main), main, "withdraw", "修好了。").status_code == 302
    main.refresh_from_db()
    follower.refresh_from_db()
    assert (main.state, follower.state) == ("withdrawn", "registered")
    assert not Relation.objects.filter(ended_at=None).exists()


@pytest.mark.req("INV-14")
def test_who_was_merged_sees_the_mains_progress_and_nobody_in_it(town: Township) -> None:
    main = town.file(text="沈家门口水管爆了。", name="沈青", phone="19900004444")
    mine = town.file(**MINE)
    town.merged(mine, main)
    town.working(main)
    town.go(main, "record", by=town.water_handler, kind="contact", text="已打电话给沈青。")
    reply = "沈青您好：供水站换了接头，已不漏水。已打 19900004444 告诉您；白露也反映过。"
    town.go(main, "finish", by=town.water_handler, outcome="resolved", reply=reply)
    town.go(main, "approve", by=town.reviewer)
    town.go(main, "call_back", by=town.caller, reached=True, resolved="yes", satisfied=5)
    town.go(main, "rate", by=town.holder(main), rating=4)
    page = opened(mine).page
    words = text_of(page)
    assert f"主件编号 {main.number}" in words
    assert "已办结" in words
    assert "某某您好：供水站换了接头，已不漏水。" in words
    assert "白露也反映过" in words
    for hidden in ("沈青", "19900004444", "沈家门口", "您做了评价", "联系诉求人", "满意"):
        assert hidden not in words
    assert [step.title for step in page.context["progress"].steps].count("正在办理") == 1
    mine.refresh_from_db()
    assert mine.state == "merged"


def test_the_resident_parts_it_again(town: Township) -> None:
    matter = town.file()
    town.merged(matter, town.file())
    assert do(opened(matter), matter, "unmerge", "不是同一根管子。").status_code == 302
    matter.refresh_from_db()
    assert matter.state == "registered"


def test_within_the_days_it_is_reopened_and_later_a_new_one_names_it(town: Township) -> None:
    matter = town.closed(town.file(when=at("2026-11-02 09:00")), when=at("2026-11-03 09:00"))
    phone = opened(matter)
    with clock.standing_at(at("2026-12-20 09:00")):
        page = phone.open(f"/follow/{matter.number}/")
        assert codes(phone) == ["ask_upward"]
        assert "会注明是接着这一件来的" in text_of(page)
        empty = phone.client.post(f"/follow/{matter.number}/again/", {"text": ""})
        assert empty.status_code == 422
        sent = {"text": "又漏了。", "client_id": new_claim()}
        again = phone.client.post(f"/follow/{matter.number}/again/", sent)
        assert again.status_code == 302
        assert again["Location"].startswith("/receipt/")
        assert phone.client.post(f"/follow/{matter.number}/again/", sent)["Location"] == again["Location"]
    relation = Relation.objects.get()
    assert (relation.kind, relation.other_id) == ("reopened-from", matter.pk)
    assert relation.matter.appellants.get().phone == "19900001111"
    with clock.standing_at(at("2026-11-10 09:00")):
        assert do(phone, matter, "reopen", "又漏了。").status_code == 302
    matter.refresh_from_db()
    assert matter.state == "to_dispatch"


def test_the_answer_is_printed_from_ones_own_matter_only(town: Township) -> None:
    matter, other = town.answered(town.file()), town.answered(town.file())
    phone = opened(matter)
    assert "F-98" in text_of(phone.open(f"/follow/{matter.number}/answer/1/"))
    assert phone.open(f"/follow/{matter.number}/answer/2/").status_code == 404
    assert phone.open(f"/follow/{other.number}/answer/1/")["Location"] == "/follow/"


def test_without_the_receipt_nothing_is_done(town: Township) -> None:
    matter = town.file()
    answer = do(Phone(), matter, "withdraw", "修好了。")
    assert (answer.status_code, answer["Location"]) == (302, "/follow/")
    matter.refresh_from_db()
    assert matter.version == 1


def test_a_move_of_the_office_is_not_made_here(town: Township) -> None:
    matter = town.file()
    phone = opened(matter)
    assert do(phone, matter, "accept").status_code == 302
    assert "现在不能办这一步" in text_of(phone.open(f"/follow/{matter.number}/"))
    matter.refresh_from_db()
    assert matter.state == "registered"
