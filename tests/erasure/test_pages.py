"""The pages of erasure: counts and numbers for who decides, no content; a hold stands on the matter's own page."""

import pytest
from django.test import Client

from lianxin.appeals.models import Appellant
from lianxin.kernel import clock
from lianxin.kernel.editions import current_value
from lianxin.kernel.erasure import batches, holds
from lianxin.kernel.erasure.registry import record_named
from lianxin.kernel.erasure.retention import RETENTION, rule_of
from lianxin.kernel.models.erasure import BatchStatus, ErasureBatch, Hold
from lianxin.matters.models import Matter
from tests.erasure.canary import LISTED, LONG_AGO, RUN, WORD, agreed
from tests.kernel.paper.reading import said
from tests.people.neighbours import resident
from tests.township import Township, enter


def listed(town: Township) -> ErasureBatch:
    """Next month's list, with one matter in it."""
    matter = town.closed(town.file(when=LONG_AGO, text=f"{WORD}的水管漏了。", name=WORD), LONG_AGO)
    Matter.objects.filter(pk=matter.pk).update(title=WORD)
    with clock.standing_at(LISTED):
        (batch,) = batches.list_next_month()
    return batch


@pytest.mark.req("C11")
def test_two_persons_click_and_see_numbers_but_no_word_of_the_matter(town: Township, client: Client) -> None:
    batch, matter = listed(town), Matter.objects.get()
    page = f"/erasure/{batch.pk}/"
    first = enter(client, town.administrator)
    shown = first.get(page).content.decode()
    assert all(words in shown for words in (matter.number, "诉求（全部内容）", "1 条", "提出删除"))
    assert "同意删除" not in shown
    assert first.post(f"{page}propose/").status_code == 302
    second = enter(Client(), town.security)
    seen = second.get(page).content.decode()
    assert "同意删除" in seen
    assert WORD not in shown + seen + second.get("/erasure/").content.decode()
    assert first.post(f"{page}approve/").status_code == 403
    assert second.post(f"{page}approve/").status_code == 302
    batch.refresh_from_db()
    assert batch.status == BatchStatus.APPROVED


def test_who_sends_it_back_must_say_why_and_what_is_missing_is_said_on_the_page(town: Township) -> None:
    batch = listed(town)
    batches.propose(batch, by=town.administrator)
    browser = enter(Client(), town.leader)
    answer = browser.post(f"/erasure/{batch.pk}/refuse/", {"why": ""})
    assert (answer.status_code, "请填“为什么不批准”。" in answer.content.decode()) == (422, True)
    browser.post(f"/erasure/{batch.pk}/refuse/", {"why": "档案馆先鉴定"})
    assert "没有批准：档案馆先鉴定" in browser.get(f"/erasure/{batch.pk}/").content.decode()


@pytest.mark.parametrize(
    ("who", "status"), [("clerk", 403), ("water_handler", 403), ("auditor", 200), ("triage", 200)]
)
def test_the_lists_are_for_those_whose_hands_they_are_in(town: Township, who: str, status: int) -> None:
    assert enter(Client(), getattr(town, who)).get("/erasure/").status_code == status


def test_a_sealed_list_is_not_there_for_who_may_not_know_of_it(town: Township) -> None:
    batch = listed(town)
    ErasureBatch.objects.update(sealed=True)
    assert enter(Client(), town.leader).get(f"/erasure/{batch.pk}/").status_code == 404
    assert enter(Client(), town.administrator).post(f"/erasure/{batch.pk}/propose/").status_code == 404
    assert "（举报）" in enter(Client(), town.auditor).get("/erasure/").content.decode()
    assert "（举报）" not in enter(Client(), town.leader).get("/erasure/").content.decode()


@pytest.mark.req("C11")
def test_a_hold_is_placed_by_number_and_stands_on_the_page_of_the_matter(town: Township) -> None:
    matter = town.file()
    browser, page = enter(Client(), town.leader), f"/matters/{matter.number}/"
    assert "保全中" not in browser.get(page).content.decode()
    typed = {"kind": "matter", "number": matter.number, "reason": "县法院调卷", "until": ""}
    missing = browser.post("/erasure/holds/new/", {**typed, "reason": ""})
    assert (missing.status_code, matter.number in missing.content.decode()) == (422, True)
    assert browser.post("/erasure/holds/new/", typed).status_code == 302
    seen = browser.get(page).content.decode()
    assert ("保全中" in seen, "县法院调卷" in seen) == (True, True)
    clerk = enter(Client(), town.clerk).get(page).content.decode()
    assert ("保全中" in clerk, "县法院调卷" in clerk) == (True, False)
    hold = Hold.objects.get()
    browser.post(f"/erasure/holds/{hold.pk}/lift/")
    again = browser.post(f"/erasure/holds/{hold.pk}/lift/", follow=True).content.decode()
    assert "提出的人不能自己同意" in again
    enter(Client(), town.auditor).post(f"/erasure/holds/{hold.pk}/lift/")
    assert holds.held("matter", [matter.pk]) == set()


def test_what_is_unknown_and_what_is_not_theirs_to_know_cannot_be_held_and_sound_alike(
    town: Township,
) -> None:
    browser = enter(Client(), town.leader)
    for number in ("101-2026-000999-9", "abc", "999999999999999999999"):
        typed = {"kind": "matter", "number": number, "reason": "复查"}
        answer = browser.post("/erasure/holds/new/", typed)
        assert (answer.status_code, "没有这个编号，或者不归您看" in answer.content.decode()) == (422, True)
    assert not Hold.objects.exists()


@pytest.mark.req("C11")
def test_a_request_is_taken_down_at_the_desk_and_takes_the_telephone_out_of_their_matters_too(
    town: Township,
) -> None:
    person = resident(town, "林小满", phone="19900008888")
    matter = town.closed(town.file(phone="19900008888"))
    Appellant.objects.filter(matter=matter).update(person=person)
    browser = enter(Client(), town.clerk)
    typed = {"what": "resident", "number": str(person.pk), "checked": "on"}
    unchecked = browser.post("/erasure/ask/", {**typed, "checked": ""})
    assert (unchecked.status_code, "请先核对申请人身份" in unchecked.content.decode()) == (422, True)
    assert browser.post("/erasure/ask/", typed).status_code == 302
    batch = ErasureBatch.objects.get()
    assert sorted(batch.lines.values_list("record", "row_id")) == [
        ("contact", matter.pk),
        ("resident", person.pk),
    ]
    assert "已提出，待批准" in browser.get("/erasure/ask/").content.decode()
    assert browser.get(f"/erasure/{batch.pk}/").status_code == 200
    other = ErasureBatch.objects.create(
        cause="request", not_before=RUN, made_at=RUN, proposed_by=town.triage.account
    )
    assert browser.get(f"/erasure/{other.pk}/").status_code == 404
    unseen = browser.post("/erasure/ask/", {**typed, "number": "987654"})
    assert "没有这个编号，或者不归您看" in unseen.content.decode()
    page = enter(Client(), town.administrator).get(f"/erasure/{batch.pk}/").content.decode()
    assert (f"编号 {person.pk}" in page, "林＊" in page, "林小满" in page) == (True, False, False)


def test_an_open_matter_is_refused_with_a_sentence_that_says_what_to_do(town: Township) -> None:
    matter = town.file()
    typed = {"what": "contact", "number": matter.number, "checked": "on"}
    answer = enter(Client(), town.clerk).post("/erasure/ask/", typed)
    assert (answer.status_code, "还没有办结，不能删除。办结以后再来申请。" in answer.content.decode()) == (
        422,
        True,
    )


@pytest.mark.req("F-103")
def test_the_register_is_read_and_printed_with_its_form_code(town: Township) -> None:
    batch = listed(town)
    with clock.standing_at(RUN):
        agreed(town, batch)
    browser = enter(Client(), town.auditor)
    for page in ("/erasure/register/?year=2026", "/erasure/register/print/?year=2026"):
        shown = browser.get(page).content.decode()
        assert all(
            words in shown
            for words in ("2026-1", "诉求（全部内容）", "系统管理员", "安全管理员", "信访工作条例")
        )
        assert WORD not in shown
    assert "F-103" in shown
    sheet = browser.post("/erasure/register/file/", {"year": "2026", "as": "pdf"})
    assert (sheet.status_code, sheet["Content-Type"]) == (200, "application/pdf")
    assert "2026-1诉求（全部内容）" in said(sheet.content)
    empty = browser.post("/erasure/register/file/", {"year": "2025", "as": "pdf"})
    assert "诉求（全部内容）" not in said(empty.content)
    assert "2026-1" not in browser.get("/erasure/register/?year=2025").content.decode()


def test_how_long_things_are_kept_is_a_setting_with_a_look_ahead(town: Township) -> None:
    town.closed(town.file(when=LONG_AGO), LONG_AGO)
    browser, page = enter(Client(), town.security), "/settings/erasure.retention/"
    body = browser.get(page).content.decode()
    assert 'name="appeal_years" value="5' in body
    typed = {
        f"{code}_years": "3"
        for code in (
            "access",
            "resident",
            "staff",
            "consent",
            "signin",
            "contact",
            "tray",
            "visit",
            "round",
            "slip",
        )
    }
    typed |= {"accusation_years": "10", "appeal_years": "4.5", "appeal_basis": "青禾县档案期限表"}
    ahead = browser.post(page, typed).content.decode()
    assert "现在到期的诉求（全部内容）有 1 条" in ahead
    short = browser.post(page, {**typed, "access_years": "0.4"})
    assert short.status_code == 422
    browser.post(page, {**typed, "step": "confirm"})
    assert current_value(RETENTION)["appeal"] == {"months": 54, "basis": "青禾县档案期限表"}
    assert rule_of(record_named("appeal")).months == 54
