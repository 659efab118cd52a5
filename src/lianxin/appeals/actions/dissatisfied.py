"""What follows a bad rating: 差评核实, 差评整改, 提交评议, 评议. The rating itself nobody edits."""

from lianxin.appeals import letters
from lianxin.appeals.actions.telling import tell_everybody, tell_unit
from lianxin.appeals.limits import ASK_WHY, MEND
from lianxin.appeals.models import BadRating, Panel, PanelVote
from lianxin.appeals.queries.dissatisfied import open_task, panel_of
from lianxin.appeals.rules import AppealType
from lianxin.appeals.rules.dissatisfied import BAD, verdict_of
from lianxin.appeals.terms import rating_terms
from lianxin.calendars.limits import LimitKind
from lianxin.matters.workflow import Acting


def open_if_bad(acting: Acting, level: int | None) -> None:
    """A bad rating opens a task, unless one is open; the days are working days from the rating (T14).

    Of an accusation nobody is asked and no unit puts anything right: its desk reads the rating.
    """
    if level is None or level > BAD or open_task(acting.row) is not None:
        return
    if acting.row.appeal.type == AppealType.REPORT:
        return
    terms = rating_terms()
    for code, days in ((ASK_WHY, terms.ask_days), (MEND, terms.mend_days)):
        acting.agree(code, LimitKind.WORKING_DAYS.value, days)
    asked, mended = acting.begin(ASK_WHY), acting.begin(MEND)
    days_kept = {"rated_at": acting.now, "ask_by": asked.due, "mend_by": mended.due}
    acting.add(BadRating(matter=acting.row, level=level, **days_kept))
    if acting.flow.move("ask_why") is not None:  # an earlier table has no move that would stop them
        acting.run(asked)
        acting.run(mended)
    acting.facts["badly_rated"] = int(level)
    tell_unit(acting, letters.BADLY_RATED)


def ask_why(acting: Acting) -> None:
    """差评核实: why the resident is unhappy, in their words."""
    task = open_task(acting.row)
    assert task is not None  # noqa: S101  # the guard looked
    data = acting.data
    asked = {"asked_at": acting.now, "asked_by": acting.by.account}
    acting.change(task, cause=data["cause"], said=data["said"], **asked)
    acting.facts["cause"] = str(data["cause"])
    acting.stop(ASK_WHY)
    tell_unit(acting, letters.TO_PUT_RIGHT)


def put_right(acting: Acting) -> None:
    """差评整改: what was done; the resident is told."""
    task = open_task(acting.row)
    assert task is not None  # noqa: S101  # the guard looked
    acting.change(task, mended=acting.data["mended"], mended_at=acting.now, mended_by=acting.by.account)
    acting.stop(MEND)
    tell_everybody(acting, letters.PUT_RIGHT_TOLD)


def ask_panel(acting: Acting) -> None:
    """提交评议: as many as the office set have to judge it."""
    acting.add(
        Panel(
            matter=acting.row,
            why=acting.data["why"],
            size=rating_terms().panel,
            asked_at=acting.now,
            asked_by=acting.by.account,
        )
    )


def vote(acting: Acting) -> None:
    """评议: one member's word; with the last of them the panel has decided, and the resident is told."""
    panel, account = panel_of(acting.row), acting.by.account
    assert panel is not None  # noqa: S101  # the guard looked
    assert account is not None  # noqa: S101  # and only staff may judge
    data = acting.data
    cast = PanelVote(
        panel=panel,
        account_id=account,
        verdict=data["verdict"],
        reason=data["reason"],
        at=acting.now,
    )
    acting.add(cast)
    verdict = verdict_of([*panel.votes.values_list("verdict", flat=True), data["verdict"]], panel.size)
    if verdict:
        acting.change(panel, verdict=verdict, decided_at=acting.now)
        acting.facts["verdict"] = verdict
        tell_everybody(acting, letters.JUDGED_TOLD)
