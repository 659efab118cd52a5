"""Giving a right: at once, or after a second person's word (授权确认, quality A8).

The system administrator proposes, the security administrator confirms; nobody confirms what they proposed
themselves or what they would gain by, with another account neither. As long as an office has no security
administrator, and for the operator at the machine's own keyboard, a right holds at once.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.kernel.actor import Actor, Role
from lianxin.people import rules
from lianxin.people.actions.record import record
from lianxin.people.models import Appointment, Post, Proposal
from lianxin.people.queries.duties import open_or_coming, same_human, second_hand_needed
from lianxin.people.queries.posts import holders_now_or_later
from lianxin.people.rules import Decision, Grant, Refused


def waits(*, by: Actor, at: datetime) -> bool:
    """Whether a right given by this actor now waits for a second person."""
    return not by.holds(Role.SYSTEM) and second_hand_needed(at)


def give(appointment: Appointment, *, by: Actor, at: datetime) -> None:
    """Write an appointment: in force from its day, or waiting for the second person first."""
    appointment.awaits = waits(by=by, at=at)
    appointment.save(force_insert=True)
    facts = {"post": appointment.post_id, "appointment": appointment.pk}
    if appointment.substitute_for_id:
        facts["for"] = appointment.substitute_for_id
    if not appointment.awaits:
        record("account", appointment.account_id, "appointed", by=by, at=at, **facts)
        return
    grant = Grant.SUBSTITUTE if appointment.substitute_for_id else Grant.APPOINTMENT
    made = propose(grant, appointment.post, by=by, at=at, appointment=appointment)
    record("account", appointment.account_id, "proposed", by=by, at=at, proposal=made.pk, **facts)


def propose(
    grant: Grant,
    post: Post,
    *,
    by: Actor,
    at: datetime,
    appointment: Appointment | None = None,
    roles: Iterable[str] = (),
    scopes: Iterable[str] = (),
) -> Proposal:
    """Put a right on the security administrator's list."""
    return Proposal.objects.create(
        grant=grant,
        post=post,
        appointment=appointment,
        roles=sorted(roles),
        scopes=sorted(scopes),
        proposed_by=by.account,
        proposed_at=at,
    )


def refuse_mixed_duties(roles: set[str]) -> None:
    """Raises Refused, field `post`, when one account would hold duties that are kept apart (D7)."""
    if rules.mixes_duties(roles):
        raise Refused(
            _(
                "系统管理、安全管理、审计要分在三个账号上，也不能和办件用同一个账号。"
                "请给这个人另开一个账号，或者换一个人。"
            ),
            field="post",
        )


@transaction.atomic
def confirm(proposal: Proposal, *, by: Actor, at: datetime) -> None:
    """The second person agrees: the right holds from now, or from the day it begins.

    Raises Refused when it isn't theirs to confirm, was decided meanwhile, or can't hold any more.
    """
    decide(proposal, Decision.CONFIRMED, by=by, at=at)
    if proposal.appointment is not None:
        put_in_force(proposal.appointment, at=at)
    else:
        widen(proposal, at=at)
    record("proposal", proposal.pk, "grant_confirmed", by=by, at=at, **facts_of(proposal))


@transaction.atomic
def refuse(proposal: Proposal, *, by: Actor, at: datetime) -> None:
    """The second person says no: an appointment that waited never was. Raises Refused as `confirm`."""
    decide(proposal, Decision.REFUSED, by=by, at=at)
    if proposal.appointment_id is not None:
        Appointment.objects.filter(pk=proposal.appointment_id).update(until=at)
    record("proposal", proposal.pk, "grant_refused", by=by, at=at, **facts_of(proposal))


def withdraw(appointment: Appointment, *, by: Actor, at: datetime) -> None:
    """An appointment ended before anybody confirmed it: nothing is left to confirm."""
    said = {"decision": Decision.REFUSED, "decided_by": by.account, "decided_at": at}
    Proposal.objects.filter(appointment=appointment, decision="").update(**said)


def decide(proposal: Proposal, decision: Decision, *, by: Actor, at: datetime) -> None:
    """Write the decision, once, by another human being than who proposes and who gains. Raises Refused."""
    if not by.holds(Role.SECURITY, Role.SYSTEM):
        raise Refused(_("只有安全管理员能确认授权。"))
    gains = [proposal.appointment.account_id] if proposal.appointment is not None else []
    gains += [] if gains else [one.account_id for one in holders_now_or_later(proposal.post, at=at)]
    if by.account in {proposal.proposed_by, *gains}:
        raise Refused(_("自己提出的、给自己的授权，不能自己确认。请另一位安全管理员来。"))
    if any(same_human([by.account, one]) for one in {proposal.proposed_by, *gains}):
        raise Refused(_("这项授权的提出人或受益人和您是同一个人（姓名或电话相同的账号），不能自己确认。"))
    said = {"decision": decision, "decided_by": by.account, "decided_at": at}
    if Proposal.objects.filter(pk=proposal.pk, decision="").update(**said) != 1:
        raise Refused(_("这项授权刚刚有人定过了，请刷新后再看。"))


def put_in_force(appointment: Appointment, *, at: datetime) -> None:
    """An appointment that waited begins to hold. Raises Refused when it is over or would mix duties now."""
    if appointment.until is not None and appointment.until <= at:
        raise Refused(_("这项任职的期限已经过了。请点“不同意”，让系统管理员重新提出。"))
    held = open_or_coming(appointment.account, at=at)
    refuse_mixed_duties({role for one in held for role in one.post.roles})
    since = max(appointment.since, at)
    Appointment.objects.filter(pk=appointment.pk).update(awaits=False, since=since)


def widen(proposal: Proposal, *, at: datetime) -> None:
    """A post gets more duties or areas. Raises Refused when somebody on it would hold duties kept apart."""
    post = proposal.post
    post.roles, post.scopes = proposal.roles, proposal.scopes
    post.save(update_fields=["roles", "scopes"])
    for holder in holders_now_or_later(post, at=at):
        held = open_or_coming(holder.account, at=at)
        refuse_mixed_duties({role for one in held for role in one.post.roles})


def facts_of(proposal: Proposal) -> dict[str, object]:
    """What an event says of a proposal: ids and codes."""
    facts: dict[str, object] = {"grant": str(proposal.grant), "post": proposal.post_id}
    facts |= {"proposed_by": proposal.proposed_by}
    if proposal.appointment is not None:
        return facts | {"appointment": proposal.appointment_id, "account": proposal.appointment.account_id}
    return facts | {"roles": proposal.roles, "scopes": proposal.scopes}
