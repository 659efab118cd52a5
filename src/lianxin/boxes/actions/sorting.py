"""登记与分办: a slip is taken down, becomes an appeal or one more contact of a known one, and follows it to its end."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from lianxin.appeals.queries.accused import lies_with_discipline
from lianxin.boxes.actions.sealing import (
    NAMESPACE,
    ORIGIN,
    SLIP_FLOW,
    leave_nothing,
    said_on,
    seal_new,
    speaker,
    take_papers_along,
)
from lianxin.boxes.guards import NOTHING_ASKED
from lianxin.boxes.models import Opening, Slip
from lianxin.boxes.queries.slips import SLIP, words_of
from lianxin.boxes.rules import SAYS_NOTHING_TO_DO, Kind, outcome_of_appeal
from lianxin.doors.actions import file_appeal
from lianxin.doors.progress import standing_for
from lianxin.kernel.actor import Actor, system
from lianxin.kernel.attachments import Upload, attach, attached_to, receive_all
from lianxin.kernel.context import current_county
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.event import Event
from lianxin.matters.act import act, lock, open_row
from lianxin.matters.flows import flow_named, flow_of
from lianxin.matters.models import Matter
from lianxin.matters.queries import following_states, matter_by_number, open_states, shut_states
from lianxin.matters.refusals import Refused

AT_ONCE = 500


def take_down(
    opening: Opening, data: Mapping[str, Any], photos: Sequence[Upload], *, by: Actor, client_id: UUID
) -> Slip:
    """Register one slip of an opening, whole or not at all; the same form sent again gives the same slip.

    Raises FileRefused or ValidationError for a photo, Refused.
    """
    accuses = data["kind"] == Kind.ACCUSATION
    papers = [] if accuses else receive_all(photos)
    with transaction.atomic():
        held: Opening = lock(opening)
        known = Slip.objects.filter(client_id=client_id).first()
        if known is not None:
            return known
        if accuses:
            return seal_new(held, data, photos, by=by, client_id=client_id)
        slip: Slip = open_row(
            flow_named(SLIP_FLOW), by=by, data={**data, "opening": held}, client_id=client_id, move="register"
        )
        for paper in papers:
            attach(paper, row_kind=SLIP, row_id=slip.pk)
    return slip


def file_slip(
    row: Slip, move: str, *, by: Actor, data: Mapping[str, Any], client_id: UUID, version: int
) -> Event:
    """转为诉求: a new appeal by the channel of the box, with words, photos and who signed (XC-01). Raises Refused."""
    with transaction.atomic():
        held = slip_that_asks(row)
        words = spoken(held, type=data["type"], category=data["category"])
        matter = file_appeal(words, (), by=by, client_id=uuid5(NAMESPACE, str(client_id)), origin=ORIGIN)
        take_papers_along(held, matter)
        return act(row, move, by=by, data={**data, "matter": matter}, client_id=client_id, version=version)


def join_slip(
    row: Slip, move: str, *, by: Actor, data: Mapping[str, Any], client_id: UUID, version: int
) -> Event:
    """并入已有的诉求: one more contact of it, with its photos (XC-01). Raises Refused."""
    found = matter_by_number(str(data["number"]), by=by)
    if found is None:
        raise Refused(_("没有这个编号，或者不归您看。请核对。"), code="guard")
    with transaction.atomic():
        held = slip_that_asks(row)
        words = spoken(held)
        matter: Matter = lock(found)
        contact = {**words, "words": words["text"], "at": words["filed_at"]}
        own_id = uuid5(NAMESPACE, str(client_id))
        act(matter, "contact", by=by, data=contact, client_id=own_id, version=matter.version)
        take_papers_along(held, matter)
        return act(row, move, by=by, data={"matter": matter}, client_id=client_id, version=version)


def spoken(slip: Slip, **more: Any) -> dict[str, Any]:
    """What its appeal is told that stands on a slip, in clear, and who signed it."""
    said = words_of(slip, clear=True)
    words = said_on(slip.opening, said.text if said else "", **more)
    return words | speaker(said.name, said.phone) if said else words


def slip_that_asks(row: Slip) -> Slip:
    """The slip, held. Raises Refused for one in which nobody asks for anything, before an appeal is opened for it."""
    held: Slip = lock(row)
    if held.kind in SAYS_NOTHING_TO_DO:
        raise Refused(NOTHING_ASKED, code="guard")
    return held


def follow_appeals() -> int:
    """Have slips whose appeal has ended, or goes on again, say the same; how many."""
    over = Q(matter__state__in=shut_states()) | Q(matter__accusation__isnull=False)
    going_on = Q(matter__state__in=[*open_states(), *following_states()])
    slips = Slip.objects.select_related("matter__appeal")
    waiting = slips.filter(over, state="working").order_by("pk")
    ended = slips.filter(going_on, state="followed").order_by("-pk")
    return sum(map(follow, waiting[:AT_ONCE])) + sum(map(reopen, ended[:AT_ONCE]))


def follow(slip: Slip) -> int:
    """What an appeal came to, its slip came to; one that turned out to accuse takes its slip along (移交纪检)."""
    assert slip.matter is not None  # noqa: S101  # asked for so
    main = standing_for(slip.matter)
    if lies_with_discipline(slip.matter) or lies_with_discipline(main):
        return pass_on(slip)
    outcome = (
        outcome_of_appeal(main.state, main.appeal.outcome) if flow_of(main).state(main.state).end else None
    )
    return move_on(slip, "follow", {"outcome": outcome}) if outcome is not None else 0


def reopen(slip: Slip) -> int:
    """An appeal that was taken up again has no outcome, nor has its slip."""
    assert slip.matter is not None  # noqa: S101  # asked for so
    main = standing_for(slip.matter)
    return move_on(slip, "go_on", {}) if flow_of(main).state(main.state).open else 0


def pass_on(slip: Slip) -> int:
    """The slip of what lies with the discipline desk by now."""
    with transaction.atomic():
        done = move_on(slip, "hand_over", {"way": "answered", "matter": slip.matter})
        if done:
            leave_nothing(slip, "")
            attached_to(SLIP, [slip.pk]).delete()
    return done


def move_on(slip: Slip, move: str, data: Mapping[str, Any]) -> int:
    """One move of the system; 0 when somebody was first."""
    by = system(current_county())
    try:
        act(slip, move, by=by, data=data, client_id=uuid7(), version=slip.version)
    except Refused:
        return 0
    return 1
