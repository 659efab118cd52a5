"""Conditions of standing still and of taking longer (挂起、延期的条件): a named event, a day, another's word."""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy

from lianxin.appeals.guards.ending import has
from lianxin.appeals.models import Extension, Suspension
from lianxin.appeals.pausing import pausing
from lianxin.appeals.queries import pausing as asked
from lianxin.kernel.actor import Actor, Role
from lianxin.matters.limits import amount_words
from lianxin.matters.models import Matter
from lianxin.matters.workflow import Acting, Sentence
from lianxin.people.queries.duties import stood_in
from lianxin.web.dates import day, when


def does_the_work(by: Actor, row: Matter | None) -> bool:
    """A handler of the unit that holds it; without a row, whoever handles anything."""
    return by.holds(Role.HANDLER) and (row is None or row.holder_id in by.units)


def keeps_the_resident_told(by: Actor, row: Matter | None) -> bool:
    """The unit that holds it, or the desk that dispatched it."""
    return does_the_work(by, row) or by.holds(Role.TRIAGE)


def lets_it_go_on(by: Actor, row: Matter | None) -> bool:
    """Those, or the leader who made it a project."""
    return keeps_the_resident_told(by, row) or by.holds(Role.LEADER)


def decides(by: Actor, row: Matter | None) -> bool:
    """Reviewer or leader."""
    return by.holds(Role.REVIEWER, Role.LEADER)


# -- standing still --


def names_what_is_waited_for(acting: Acting) -> Sentence:
    """An event of the office's list, and in words which one (move 20)."""
    if acting.data.get("event") in pausing().events and has(acting, "words"):
        return None
    return gettext_lazy("请选等的是什么事，再写清楚具体等什么，群众看得到。")


def says_how_it_stands(acting: Acting) -> Sentence:
    """Of a project the resident is told where it stands and who has it in hand (PRJ-02)."""
    if has(acting, "words"):
        return None
    return gettext_lazy("请写清楚是什么项目、办到哪一步、谁在管，群众看得到。")


def until_lies_ahead(acting: Acting) -> Sentence:
    """It goes on on a day to come, and the resident hears of it by then at the latest."""
    until, today = wanted(acting, "until"), timezone.localdate(acting.now)
    if until is None or until <= today:
        return gettext_lazy("恢复办理的日子要在今天以后，请改一下。")
    return None


def days_still_ahead(acting: Acting) -> Sentence:
    """A request whose days have passed meanwhile isn't granted any more."""
    today = timezone.localdate(acting.now)
    days = (wanted(acting, "until"), wanted(acting, "news_at"))
    if all(day is None or day > today for day in days):
        return None
    return gettext_lazy("申请里的日子已经过了，请按“不批准”退回重提。")


def news_lies_ahead(acting: Acting) -> Sentence:
    """The resident hears on a day to come, not after it goes on."""
    news, until = wanted(acting, "news_at"), wanted(acting, "until")
    if news is None or news <= timezone.localdate(acting.now):
        return gettext_lazy("下次告知进展的日子要在今天以后，请改一下。")
    if until is not None and news > until:
        return gettext_lazy("下次告知进展不能晚于恢复办理的日子，请改一下。")
    return None


def not_too_long(acting: Acting) -> Sentence:
    """One suspension lasts as long as its limit lets it (T10)."""
    until, latest = wanted(acting, "until"), asked.latest_end(acting.row, acting.now, acting.calendar)
    if until is None or until <= latest:
        return None
    return _("一次最多挂起到 %(day)s，请改早一点；到时还没有结果，再申请。") % {"day": day(latest)}


def not_too_long_in_all(acting: Acting) -> Sentence:
    """All suspensions of a matter together last as long as the office allows."""
    until, today = wanted(acting, "until"), timezone.localdate(acting.now)
    left = asked.days_left(acting.row, today)
    if until is None or (until - today).days <= left:
        return None
    if not left:
        most = pausing().most_days
        return _("这件事合起来已经挂起满 %(days)d 天，不能再挂起。请接着办，或报领导转项目。") % {
            "days": most
        }
    latest = today + timedelta(days=left)
    return _("这件事合起来只能再挂起 %(left)d 天，最晚到 %(day)s，请改早一点。") % {
        "left": left,
        "day": day(latest),
    }


def project_heard_of(acting: Acting) -> Sentence:
    """Nobody waits longer for news of a project than the office allows (PRJ-02)."""
    news = wanted(acting, "news_at")
    latest = asked.latest_news(acting.row, acting.now, project=True, by=acting.calendar)
    if news is None or news <= latest:
        return None
    return _("下次告知进展最晚到 %(day)s，请改早一点。") % {"day": day(latest)}


def suspension_asked_once(acting: Acting) -> Sentence:
    """One suspension waits at a time."""
    if asked.waiting_suspension(acting.row) is None:
        return None
    return gettext_lazy("这件事已有一条挂起申请等着批。请等批过再提。")


def suspension_stands(acting: Acting) -> Sentence:
    """What is decided on waits for a decision."""
    return None if suspension_decided_on(acting) else gone()


def suspension_decided_by_another(acting: Acting) -> Sentence:
    """Nobody approves what they asked for, nor what somebody asked for in their stead (INV-07)."""
    return by_another(acting, suspension_decided_on(acting))


def something_told(acting: Acting) -> Sentence:
    """News are words."""
    return None if has(acting, "text") else gettext_lazy("请写一两句话告诉群众办到哪一步。")


def next_news_in_time(acting: Acting) -> Sentence:
    """The next news come on a day ahead: before it goes on, and before too long (T10, PRJ-02)."""
    standing, news = asked.standing_suspension(acting.row), acting.data.get("next_at")
    if standing is None:
        return None
    project, today = standing.project, timezone.localdate(acting.now)
    latest = asked.latest_news(acting.row, acting.now, project=project, by=acting.calendar)
    if standing.until is not None:
        latest = min(latest, standing.until)
    if isinstance(news, date) and today < news <= latest:
        return None
    return _("下次告知进展的日子要在今天以后，最晚到 %(day)s，请改一下。") % {"day": day(latest)}


def says_what_happened(acting: Acting) -> Sentence:
    """Why it goes on is on record (move 21)."""
    return None if has(acting, "words") else gettext_lazy("请写明等的事有了什么结果，为什么恢复办理。")


# -- taking longer --


def says_why_longer(acting: Acting) -> Sentence:
    """There is a reason the resident can read."""
    return None if has(acting, "reason") else gettext_lazy("请写明为什么要延期，群众看得到。")


def extension_asked_once(acting: Acting) -> Sentence:
    """One extension waits at a time."""
    if asked.waiting_extension(acting.row) is None:
        return None
    return gettext_lazy("这件事已有一条延期申请等着批。请等批过再提。")


def time_left_to_ask(acting: Acting) -> Sentence:
    """An extension is asked for while the limit runs and isn't over, once for each limit (move 22, T9)."""
    running = asked.handling_clock(acting.running())
    if running is None:
        return gettext_lazy("没有正在走的办理时限，不用延期。")
    if running.extended:
        return gettext_lazy("这个时限已经延过一次，不能再延。请抓紧办，办不完的先向群众说明。")
    if acting.now > running.due:
        sentence = _("时限已经过了（%(at)s 到期），到期前才能申请延期。请抓紧办，并向群众说明。")
        return sentence % {"at": when(running.due)}
    return None


def not_longer_than_before(acting: Acting) -> Sentence:
    """It gets at most its own length again, and no more than the table allows (T9, T6e2)."""
    running, amount = asked.handling_clock(acting.running()), acting.data.get("amount")
    if running is None:
        return None
    most = asked.most_more(acting.row, running, acting.now)
    if isinstance(amount, int) and 0 < amount <= most:
        return None
    return _("最多能延 %(most)s，要填整数，请改一下。") % {"most": amount_words(running.kind, most)}


def extension_stands(acting: Acting) -> Sentence:
    """What is decided on waits for a decision."""
    return None if extension_decided_on(acting) else gone()


def extension_decided_by_another(acting: Acting) -> Sentence:
    """Nobody approves what they asked for, nor what somebody asked for in their stead (INV-07)."""
    return by_another(acting, extension_decided_on(acting))


def its_clock_still_runs(acting: Acting) -> Sentence:
    """The limit it was asked for is still the one that runs, and nobody has extended it since."""
    one, running = extension_decided_on(acting), asked.handling_clock(acting.running())
    if one is None or (running is not None and running.limit == one.limit and not running.extended):
        return None
    return gettext_lazy("申请延的那个时限已经停了或换了，不用再延。请按“不批准”退回。")


# -- for both --


def says_why_not(acting: Acting) -> Sentence:
    """Whoever asked is told why not."""
    return None if has(acting, "why") else gettext_lazy("请写明为什么不批准。")


def wanted(acting: Acting, name: str) -> date | None:
    """A day that was typed, or that stands in the request that is decided on."""
    one = suspension_decided_on(acting) if "suspension" in acting.data else None
    day = getattr(one, name) if one is not None else acting.data.get(name)
    return day if isinstance(day, date) else None


def suspension_decided_on(acting: Acting) -> Suspension | None:
    """The request that a decision names."""
    one = asked.waiting_suspension(acting.row)
    return one if one is not None and one.pk == acting.data.get("suspension") else None


def extension_decided_on(acting: Acting) -> Extension | None:
    """The request that a decision names."""
    one = asked.waiting_extension(acting.row)
    return one if one is not None and one.pk == acting.data.get("extension") else None


def gone() -> Sentence:
    """Somebody was faster."""
    return gettext_lazy("没有这条等着批的申请，可能刚刚有人批过。请刷新页面。")


def by_another(acting: Acting, one: Suspension | Extension | None) -> Sentence:
    """Another person than the one who asked, and nobody in that one's stead."""
    by, unit = acting.by, acting.row.holder_id
    if one is None or one.asked_by is None or by.account is None:
        return None
    if one.asked_by == by.account:
        return gettext_lazy("这条是您自己提的，要由另一个人批。")
    if acting.hand is not None and acting.hand.stands_for == one.asked_by:
        return gettext_lazy("这条是您代班的人提的，您代他的班也不能批。请交另一位审核人或领导。")
    if unit and stood_in(one.asked_by, by.account, unit=unit, at=one.asked_at):
        return gettext_lazy("这条是替您代班的人提的，不能由您批。请交另一位审核人或领导。")
    return None
