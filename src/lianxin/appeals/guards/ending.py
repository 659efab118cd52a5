"""Conditions of the last moves: who may speak for a resident, when it is too late, what must be there (办结的条件)."""

from django.utils.translation import gettext as _, gettext_lazy

from lianxin.appeals.forms.asked import OFFICE
from lianxin.appeals.queries import standing
from lianxin.appeals.rules import AppealType
from lianxin.appeals.terms import checklist_of, reopen_until
from lianxin.kernel import clock
from lianxin.kernel.actor import Actor, Role
from lianxin.matters.models import Matter
from lianxin.matters.workflow import Acting, Sentence
from lianxin.web.dates import day


def own(by: Actor, row: Matter | None) -> bool:
    """The resident who opened it with number and code."""
    return row is not None and by.account is None and row.pk in by.receipts


def desk(by: Actor, row: Matter | None) -> bool:
    """A desk that speaks with residents, and isn't of the unit that does the work."""
    return row is not None and by.holds(Role.CLERK, Role.TRIAGE) and not handles(by, row)


def handles(by: Actor, row: Matter) -> bool:
    """Whether one of this actor's posts does the unit's work on it, the one they act on now or another."""
    if by.holds(Role.HANDLER) and row.holder_id in by.units:
        return True
    return any(duty.unit == row.holder_id and Role.HANDLER in duty.roles for duty in by.duties)


def own_or_desk(by: Actor, row: Matter | None) -> bool:
    """The resident, or the front desk with what the resident said."""
    return own(by, row) or desk(by, row)


def own_desk_or_auditor(by: Actor, row: Matter | None) -> bool:
    """The resident, the front desk, or an auditor who found something."""
    return own_or_desk(by, row) or (row is not None and by.holds(Role.AUDITOR))


def own_or_triage(by: Actor, row: Matter | None) -> bool:
    """The resident, or the triage desk."""
    return own(by, row) or (row is not None and by.holds(Role.TRIAGE))


def said_by_the_resident(acting: Acting) -> Sentence:
    """Nobody speaks for a resident without saying who said it, how, and in which words (move 33)."""
    if acting.by.account is None:
        return None
    if acting.data.get("how") in (None, "", OFFICE) or not has(acting, "who") or not has(acting, "words"):
        return gettext_lazy("替群众办，请写明是谁、电话还是当面、怎么说的；没有记录不能代办。")
    return not_later(acting)


def said_or_found(acting: Acting) -> Sentence:
    """As above, unless the office found it out itself and says what it found."""
    if acting.by.account is None or acting.data.get("how") != OFFICE:
        return said_by_the_resident(acting) or something_said(acting)
    return something_said(acting)


def something_said(acting: Acting) -> Sentence:
    """There are words."""
    return None if has(acting, "words") else gettext_lazy("请写一两句话说明原因。")


def has(acting: Acting, name: str) -> bool:
    """Whether something was typed there."""
    return bool(str(acting.data.get(name) or "").strip())


def not_later(acting: Acting) -> Sentence:
    """What was said was said before now."""
    at = acting.data.get("at")
    if at is None or at <= max(acting.now, clock.now()):
        return None
    return gettext_lazy("说的时间不能晚于现在，请核对。")


def not_by_a_handler(acting: Acting) -> Sentence:
    """Whoever worked on it doesn't also end, reopen, correct or void it (INV-07)."""
    account = acting.by.account
    if account is None or account not in standing.handlers_of(acting.row):
        return None
    return gettext_lazy("您办过这件事，这一步要由没有经手的人来办。请交给同事。")


def no_accusation_withdrawn(acting: Acting) -> Sentence:
    """An accusation of an offence goes on, whatever becomes of the wish to accuse (move 33)."""
    if acting.row.appeal.type != AppealType.REPORT:
        return None
    return gettext_lazy("举报不能撤回，核查会继续。您可以说明不再要求反馈，我们不再打扰您。")


def soon_enough(acting: Acting) -> Sentence:
    """A matter is taken up again within the days the office set; later it is a new one (move 31)."""
    closed = acting.row.closed_at
    if closed is None or acting.now <= reopen_until(closed):
        return None
    sentence = _("办结已过重启的期限（到 %(day)s 为止）。请按新的诉求登记，会注明是接着这一件来的。")
    return sentence % {"day": day(reopen_until(closed))}


def file_complete(acting: Acting) -> Sentence:
    """Only a complete file is put away (move 32)."""
    lacks = standing.missing_from_file(acting.row)
    return _("还不能归档：%(lacks)s。") % {"lacks": _("、").join(map(str, lacks))} if lacks else None


def checklist_done(acting: Acting) -> Sentence:
    """What the office wants checked for this class is ticked (move 24)."""
    category = acting.row.appeal.category
    done = set(acting.data.get("checklist") or ())
    left = [item for item in checklist_of(category.code if category else "") if item not in done]
    return _("办结前还要核对：%(left)s。") % {"left": _("、").join(left)} if left else None


def another_reviewer_after_reworks(acting: Acting) -> Sentence:
    """After a second rework somebody reads it who hasn't approved it before (move 28)."""
    if standing.reworks(acting.row) < 2 or acting.by.account not in standing.approvers_of(acting.row):
        return None
    return gettext_lazy("这件事已重办两次以上，须换一位没有审过它的人审核。")
