"""Every working morning each post reads what waits for it, once; texts only to who asked, nobody is called."""

from datetime import timedelta

import pytest
from django.test import Client

from lianxin.gateways import sms
from lianxin.kernel import clock, notices, outbox
from lianxin.kernel.models.job import Job
from lianxin.kernel.models.message import Message
from lianxin.kernel.models.notice import Notice
from lianxin.kernel.worker import run_due
from lianxin.matters import morning
from lianxin.people.models import Appointment
from tests.township import Township, at, enter

MONDAY = at("2026-11-23 08:00")


def wake(moment: str) -> None:
    """The worker at a moment of a morning; the timers of matters go by the machine's clock and are none of it."""
    Job.objects.filter(kind="matters.timer").delete()
    with clock.standing_at(at(moment)):
        morning.begin()
        run_due()


def told() -> dict[str | None, dict[str, int]]:
    """The variables of each notice of the morning, by post."""
    return {row.post_id: row.variables for row in Notice.objects.filter(letter="staff.morning")}


def post_of(by: object) -> int:
    """The post of somebody who has one."""
    return min(by.posts)  # type: ignore[attr-defined]


@pytest.fixture
def two_at_work(town: Township) -> Township:
    """One order to sign for that is overdue on Monday, one to work on that is due that day, one to accept."""
    with clock.standing_at(at("2026-11-16 09:00")):
        matter = town.working(town.file())
        town.go(matter, "record", by=town.water_handler, kind="contact", text="打过电话，约好周一上门。")
    with clock.standing_at(at("2026-11-18 09:00")):
        town.dispatched(town.file())
        town.file()
    return town


def test_each_post_reads_what_is_due_overdue_and_waiting_once_a_day(two_at_work: Township) -> None:
    town = two_at_work
    for moment in ("2026-11-23 08:00", "2026-11-23 08:30", "2026-11-23 11:59"):
        wake(moment)
    assert told() == {
        post_of(town.water_handler): {"today": 1, "overdue": 1, "waiting": 2},
        post_of(town.triage): {"today": 0, "overdue": 1, "waiting": 1},
    }
    wake("2026-11-24 08:00")
    assert Notice.objects.filter(letter="staff.morning").count() == 4


@pytest.mark.parametrize("moment", ["2026-11-22 08:00", "2026-11-23 07:29", "2026-11-23 12:00"])
def test_not_on_a_day_off_nor_outside_the_morning(two_at_work: Township, moment: str) -> None:
    wake(moment)
    assert told() == {}


def test_a_make_up_saturday_is_a_working_morning(two_at_work: Township) -> None:
    with clock.standing_at(at("2026-10-09 09:00")):
        two_at_work.file()
    wake("2026-10-10 08:00")
    assert told() != {}


def test_the_notice_leads_to_a_sheet_to_print(two_at_work: Township) -> None:
    wake("2026-11-23 08:00")
    with clock.standing_at(MONDAY):
        browser = enter(Client(), two_at_work.water_handler)
        notice = Notice.objects.get(post_id=post_of(two_at_work.water_handler), letter="staff.morning")
        assert browser.post(f"/notices/{notice.pk}/")["Location"] == "/desk/morning/"
        page = browser.get("/desk/morning/")
    assert len(page.context["rows"]) == 2
    assert "今天到期 1 件，已超期 1 件，等着办的一共 2 件" in page.content.decode()
    assert "林小满" not in page.content.decode()


def test_who_wants_a_topic_once_a_day_reads_how_many_there_were(two_at_work: Township) -> None:
    with clock.standing_at(at("2026-11-22 15:00")):
        two_at_work.dispatched(two_at_work.file())
    notices.wish(two_at_work.water_handler.account or 0, ["work"])
    wake("2026-11-23 08:00")
    row = Notice.objects.get(letter="staff.daily")
    assert (row.account_id, row.variables) == (two_at_work.water_handler.account, {"count": 1})


@pytest.mark.parametrize(
    ("asked", "phone", "sent"), [(True, "19900005555", 1), (False, "19900005555", 0), (True, "", 0)]
)
def test_a_text_goes_only_to_who_asked_and_nobody_calls_staff(
    two_at_work: Township, monkeypatch: pytest.MonkeyPatch, asked: bool, phone: str, sent: int
) -> None:
    monkeypatch.setattr(sms, "wanted", lambda: True)
    account = two_at_work.water_handler.account or 0
    person = Appointment.objects.get(account_id=account).person
    person.phone = phone
    person.save()
    notices.wish(account, ["text"] if asked else [])
    for moment in ("2026-11-23 08:00", "2026-11-23 09:00"):
        wake(moment)
    texts = Message.objects.filter(letter="staff.morning_text")
    assert texts.count() == sent
    texts.update(status="call")
    assert not outbox.calls().filter(row_kind="staff").exists()


def test_a_round_that_comes_too_late_writes_nothing(two_at_work: Township) -> None:
    with clock.standing_at(MONDAY):
        morning.begin()
    with clock.standing_at(MONDAY + timedelta(days=1)):
        run_due()
    assert told() == {}
