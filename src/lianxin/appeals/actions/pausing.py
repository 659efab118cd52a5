"""Standing still and going on, taking longer: 挂起, 恢复, 转项目, 进展告知, 延期; asked by one, decided by another.

Until the second person agrees the limit of the unit runs on. What stands still is the matter with its own clocks: a
part of it that is handled elsewhere has clocks of its own, and those of the whole are none of its business (J12).
"""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from lianxin.appeals import letters
from lianxin.appeals.actions.handling import HEADS
from lianxin.appeals.actions.telling import tell_everybody, tell_in_town, tell_unit
from lianxin.appeals.models import Extension, Handling, News, Suspension
from lianxin.appeals.pausing import PROJECT_EVENT, pausing
from lianxin.appeals.queries import pausing as asked
from lianxin.appeals.queries.joint import later, main_clock, unanswered
from lianxin.appeals.rules.pausing import NEWS
from lianxin.calendars.limits import LimitKind
from lianxin.kernel.actor import Role
from lianxin.matters.workflow import Acting


def ask_to_suspend(acting: Acting) -> None:
    """申请挂起: what is waited for, until when, by when the resident hears; the limit runs on meanwhile."""
    data = acting.data
    one = Suspension(
        matter=acting.row,
        event=pausing().events[data["event"]],
        words=data["words"],
        until=data["until"],
        news_at=data["news_at"],
        **asked_by(acting),
    )
    acting.add(one)
    note_days(acting, one)
    acting.facts["event"] = str(data["event"])
    tell_in_town(acting, letters.SUSPENSION_ASKED, Role.LEADER)


def suspend(acting: Acting) -> None:
    """批准挂起: from now on every limit of the matter stands still but the one for the next news."""
    one = asked.waiting_suspension(acting.row)
    assert one is not None  # noqa: S101  # the guard looked
    acting.change(one, **decided_by(acting, approved=True))
    stand_still(acting, one)
    acting.tell_staff(letters.SUSPENSION_DECIDED, account=one.asked_by)


def refuse_to_suspend(acting: Acting) -> None:
    """不批准挂起: the work goes on as before."""
    one = asked.waiting_suspension(acting.row)
    assert one is not None  # noqa: S101  # the guard looked
    acting.change(one, **decided_by(acting, approved=False))
    acting.facts["suspension"] = str(one.client_id)
    acting.tell_staff(letters.SUSPENSION_DECIDED, account=one.asked_by)


def make_a_project(acting: Acting) -> None:
    """转项目: it waits for a project, with a day by which the resident hears; the leader's own decision (PRJ-02)."""
    decision: dict[str, Any] = decided_by(acting, approved=True) | asked_by(acting)
    one = Suspension(
        matter=acting.row,
        event=PROJECT_EVENT,
        project=True,
        words=acting.data["words"],
        news_at=acting.data["news_at"],
        **decision,
    )
    acting.add(one)
    stand_still(acting, one)
    tell_unit(acting, letters.MADE_A_PROJECT)


def stand_still(acting: Acting, one: Suspension) -> None:
    """Until the day of the next news; the resident is told at once."""
    note_days(acting, one)
    wait_for_news(acting, one)
    tell_everybody(acting, letters.SUSPENDED_TOLD, due=one.news_at.isoformat())


def wait_for_news(acting: Acting, one: Suspension) -> None:
    """The next clock of this limit ends on the day that was promised."""
    days = (one.news_at - timezone.localdate(acting.now)).days
    acting.agree(NEWS, LimitKind.NATURAL_DAYS.value, days)


def tell_news(acting: Acting) -> None:
    """进展告知: the resident is told how it stands, and by when they hear again."""
    one = asked.standing_suspension(acting.row)
    assert one is not None  # noqa: S101  # whatever is suspended stands still by one
    text, day = acting.data["text"], acting.data["next_at"]
    given = {"at": acting.now, "account_id": acting.by.account}
    acting.add(News(matter=acting.row, text=text, next_at=day, **given))
    acting.change(one, news_at=day)
    acting.facts["news_at"] = day.isoformat()
    acting.stop(NEWS)
    wait_for_news(acting, one)
    acting.start(NEWS)
    acting.rewind()
    tell_everybody(acting, letters.NEWS_TOLD, due=day.isoformat())


def go_on(acting: Acting) -> str:
    """恢复: what was waited for has happened; each limit is due later by just what it has stood still."""
    given = {"at": acting.now, "written_at": acting.now, "account_id": acting.by.account}
    acting.add(Handling(matter=acting.row, kind="other", text=acting.data["words"], **given))
    return end_waiting(acting)


def go_on_by_itself(acting: Acting) -> str:
    """到期恢复: the day has come; the unit is told that its limit runs again."""
    tell_unit(acting, letters.GOES_ON)
    return end_waiting(acting)


def end_waiting(acting: Acting) -> str:
    """Back to where it stood still; the resident is told by when they are answered now."""
    close_suspension(acting)
    stood = main_clock(acting.running())
    before = stood.due if stood is not None else acting.now
    acting.resume()
    running = asked.handling_clock(acting.running())
    if running is not None:
        put_off(acting, running.due - before)
    due = timezone.localdate(running.due).isoformat() if running is not None else ""
    tell_everybody(acting, letters.RESUMED_TOLD, due=due)
    return back_to(acting)


def put_off(acting: Acting, longer: timedelta) -> None:
    """What others were asked for meanwhile stood still with the whole, and is due later with it (J2)."""
    for order in unanswered(acting.row):
        acting.change(order, due_at=later(order.due_at, longer, acting.calendar))


def close_suspension(acting: Acting) -> None:
    """It stands still no longer."""
    one = asked.standing_suspension(acting.row)
    if one is not None:
        acting.change(one, ended_at=acting.now)
        acting.facts["suspension"] = str(one.client_id)


def back_to(acting: Acting) -> str:
    """The state out of which it came to stand still."""
    source, known = asked.stood_still_in(acting.row), {state.code for state in acting.flow.states}
    return source if source in known else "working"


def remind(acting: Acting) -> None:
    """快到告知进展的日子: the unit is told once, while there is time."""
    tell_unit(acting, letters.NEWS_SOON)


def ring(acting: Acting) -> None:
    """过了告知进展的日子: nobody told the resident anything; the head of the unit is told once."""
    acting.facts["unit"] = acting.row.holder_id
    tell_unit(acting, letters.NEWS_LATE, roles=HEADS)


def ask_for_longer(acting: Acting) -> None:
    """申请延期: for which limit, how much more, why; it runs on until somebody else agrees."""
    running = asked.handling_clock(acting.running())
    assert running is not None  # noqa: S101  # the guard looked
    one = Extension(
        matter=acting.row,
        limit=running.limit,
        kind=running.kind,
        amount=acting.data["amount"],
        reason=acting.data["reason"],
        basis=acting.data.get("basis") or "",
        due_before=running.due,
        **asked_by(acting),
    )
    acting.add(one)
    acting.facts |= {"extension": str(one.client_id), "limit": one.limit, "amount": one.amount}
    tell_in_town(acting, letters.EXTENSION_ASKED, Role.LEADER)


def extend(acting: Acting) -> None:
    """批准延期: the limit ends later by so much; the resident is told the new day, and can read why."""
    one, running = asked.waiting_extension(acting.row), asked.handling_clock(acting.running())
    assert one is not None  # noqa: S101  # the guard looked
    assert running is not None  # noqa: S101  # so did another
    acting.extend(running, one.amount)
    acting.change(one, due_after=running.due, **decided_by(acting, approved=True))
    acting.facts |= {"extension": str(one.client_id), "limit": one.limit, "amount": one.amount}
    tell_everybody(acting, letters.EXTENDED_TOLD, due=timezone.localdate(running.due).isoformat())
    acting.tell_staff(letters.EXTENSION_DECIDED, account=one.asked_by)


def refuse_to_extend(acting: Acting) -> None:
    """不批准延期: the limit stays what it is."""
    one = asked.waiting_extension(acting.row)
    assert one is not None  # noqa: S101  # the guard looked
    acting.change(one, **decided_by(acting, approved=False))
    acting.facts["extension"] = str(one.client_id)
    acting.tell_staff(letters.EXTENSION_DECIDED, account=one.asked_by)


def asked_by(acting: Acting) -> dict[str, Any]:
    """Who asks, and when."""
    return {"asked_at": acting.now, "asked_by": acting.by.account, "asked_post": acting.by.post}


def decided_by(acting: Acting, *, approved: bool) -> dict[str, Any]:
    """Who decides how, and when; why not, where it is refused."""
    decided = {"decided_at": acting.now, "decided_by": acting.by.account, "decided_post": acting.by.post}
    return {**decided, "approved": approved, "refusal": acting.data.get("why") or ""}


def note_days(acting: Acting, one: Suspension) -> None:
    """The log says which suspension it is and its days."""
    acting.facts |= {"suspension": str(one.client_id), "news_at": one.news_at.isoformat()}
    if one.until is not None:
        acting.facts["until"] = one.until.isoformat()
