"""Passing work on (移交): a list is opened when somebody is to leave, and closed when both sides have signed."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.kernel.actor import Actor, Role
from lianxin.people.actions.record import record, require_administrator
from lianxin.people.models import Account, Appointment, Handover
from lianxin.people.rules import Refused
from lianxin.people.terms import terms

LOOK_BACK = timedelta(days=31)


def open_handover(appointment: Appointment, *, at: datetime) -> Handover | None:
    """The list of what somebody leaves behind; none for a substitute, whose work is the holder's."""
    if appointment.substitute_for_id is not None or appointment.awaits:
        return None
    return Handover.objects.get_or_create(leaver=appointment, defaults={"made_at": at})[0]


def open_coming(*, at: datetime) -> int:
    """Open the lists of those whose appointment runs out soon or has just run out; says how many."""
    soon = Appointment.objects.filter(until__gt=at - LOOK_BACK, until__lte=at + terms().notice)
    known = Handover.objects.filter(leaver__in=soon).values_list("leaver_id", flat=True)
    coming = [one for one in soon.filter(substitute_for=None, awaits=False) if one.pk not in set(known)]
    for one in coming:
        open_handover(one, at=at)
    return len(coming)


@transaction.atomic
def name_successor(
    handover: Handover,
    successor: Appointment,
    *,
    watcher: Account | None,
    by: Actor,
    at: datetime,
) -> None:
    """Say who takes over and who watches; what was signed for another pair is void.

    Raises Refused, field `successor` or `watcher`: three different accounts, and the successor is on the post.
    """
    require_administrator(by)
    if handover.done_at is not None:
        raise Refused(_("这份移交清单已经办完，不能再改。"))
    refuse_wrong_pair(handover, successor, watcher)
    handover.successor, handover.watcher = successor, watcher
    handover.handed_at = handover.received_at = handover.watched_at = handover.handed_by = None
    handover.save()
    watching = watcher.pk if watcher is not None else None
    record("handover", handover.pk, "successor", by=by, at=at, account=successor.account_id, watcher=watching)


def refuse_wrong_pair(handover: Handover, successor: Appointment, watcher: Account | None) -> None:
    """Raises Refused, field `successor` or `watcher`."""
    if successor.post_id != handover.leaver.post_id or successor.pk == handover.leaver_id:
        raise Refused(_("接收人要先安排到这个岗位上。"), field="successor")
    if successor.account_id == handover.leaver.account_id:
        raise Refused(_("移交人和接收人不能是同一个人。"), field="successor")
    if watcher is not None and watcher.pk in {successor.account_id, handover.leaver.account_id}:
        raise Refused(_("监交人要另外一个人。"), field="watcher")


@transaction.atomic
def sign(handover: Handover, side: str, *, by: Actor, at: datetime, counts: dict[str, int]) -> None:
    """One side signs: `handed`, `received` or `watched`; with the last one the list is closed.

    For a leaver who can't sign in any more the watcher signs. Raises Refused.
    """
    if handover.successor is None:
        raise Refused(_("还没有定接收人。请系统管理员先定接收人，再签字。"))
    if side not in sides_open_to(handover, by=by, at=at):
        raise Refused(_("这一栏不由您签，或者已经签过了。"))
    setattr(handover, f"{side}_at", at)
    if side == "handed":
        handover.handed_by = by.account
    signed = [handover.handed_at, handover.received_at]
    if all(signed) and (handover.watcher_id is None or handover.watched_at):
        handover.done_at, handover.counts = at, counts
        pass_on(handover)
    handover.save()
    record("handover", handover.pk, f"signed_{side}", by=by, at=at, done=handover.done_at is not None)


def sides_open_to(handover: Handover, *, by: Actor, at: datetime) -> list[str]:
    """The columns this actor may still sign."""
    if handover.successor is None or handover.done_at is not None or by.holds(Role.SYSTEM):
        return []
    leaver = handover.leaver
    gone = leaver.until is not None and leaver.until <= at
    hands_over = {leaver.account_id} | ({handover.watcher_id} if gone else set())
    sides = []
    if handover.handed_at is None and by.account in hands_over:
        sides.append("handed")
    if handover.received_at is None and by.account == handover.successor.account_id:
        sides.append("received")
    if handover.watched_at is None and by.account == handover.watcher_id:
        sides.append("watched")
    return sides


def pass_on(handover: Handover) -> None:
    """What hung on the leaver's account hangs on the successor's post from the next click on.

    History is not rewritten: what she did stays done by her. What she had inherited passes on too.
    """
    successor, leaver = handover.successor, handover.leaver
    if successor is None:
        return
    heirlooms = {*successor.inherits, leaver.account_id, *leaver.inherits} - {successor.account_id}
    Appointment.objects.filter(pk=successor.pk).update(inherits=sorted(heirlooms))
