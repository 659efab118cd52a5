"""A matter as the interface shows it: what the page shows, and never more (取数)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse

from lianxin.appeals.queries import Folder, folder, helping_of
from lianxin.appeals.queries.joined import joined
from lianxin.appeals.queries.tags import names_on
from lianxin.kernel.actor import Actor
from lianxin.kernel.models.attachment import Attachment
from lianxin.matters import panels
from lianxin.matters.act import offers
from lianxin.matters.flows import flow_of
from lianxin.matters.models import Clock, Matter, Urgency
from lianxin.matters.queries import Line as Happening, clocks_of, show_own_days, timeline
from lianxin.matters.workflow import Text
from lianxin.site.api import moves, shapes
from lianxin.site.api.shapes import Coded

MATTER = "matter"


def coded(code: str, name: Text) -> Coded:
    """A code with its words."""
    return Coded(code=code, name=str(name))


def chosen(row: Any, name: str) -> Coded | None:
    """What a field of choices holds, with its words; nothing when it is empty."""
    code = getattr(row, name)
    return coded(str(code), getattr(row, f"get_{name}_display")()) if code not in ("", None) else None


def surely(row: Any, name: str) -> Coded:
    """The same of a field that is never empty."""
    return chosen(row, name) or coded("", "")


def address(name: str, **parts: object) -> str:
    """An address of the interface, without the host: whoever stands before it may call it otherwise."""
    return reverse(name, kwargs=parts)


def line(matter: Matter, *, now: datetime) -> dict[str, Any]:
    """A matter as a list shows it."""
    held, place = matter.holder, matter.area
    return {
        "number": matter.number,
        "kind": matter.kind,
        "title": matter.title,
        "state": coded(matter.state, flow_of(matter).state(matter.state).staff),
        "urgency": coded(matter.urgency, Urgency(matter.urgency).label),
        "area": shapes.Place(id=place.pk, code=place.code, name=place.name) if place else None,
        "holder": shapes.UnitShape(id=held.pk, code=held.code, name=held.name) if held else None,
        "filed_at": matter.filed_at,
        "recorded_at": matter.recorded_at,
        "due_at": matter.due_at,
        "closed_at": matter.closed_at,
        "late": matter.due_at is not None and matter.due_at < now,
        "late_entered": matter.late_entered,
        "version": matter.version,
        "address": address("api_matter", number=matter.number),
    }


def whole(matter: Matter, *, by: Actor, now: datetime) -> shapes.MatterShape:
    """One matter with everything its page shows this actor; who assists has its own day, the limits are the lead's."""
    show_own_days([matter], by)
    limits = [] if helping_of(matter, by=by) else clocks_of(matter)
    return shapes.MatterShape(
        **line(matter, now=now),
        state_for_resident=str(flow_of(matter).state(matter.state).resident),
        appeal=appeal(matter, by=by) if matter.kind == "appeal" else None,
        clocks=[clock(one, matter) for one in limits],
        attachments=[paper(one) for one in panels.papers_of(matter, by=by)],
        moves=[moves.offered(move, matter, by=by) for move in offers(matter, by) if not move.elsewhere],
        page=reverse("matter", kwargs={"number": matter.number}),
        events=address("api_events", number=matter.number),
    )


def appeal(matter: Matter, *, by: Actor) -> shapes.AppealShape:
    """The appeal's own part, from what its panel shows: people and numbers in texts masked as there."""
    known, beside = folder(matter, by=by), joined(matter, by=by)
    row, category = known.appeal, known.appeal.category
    return shapes.AppealShape(
        type=surely(row, "type"),
        category=shapes.ClassShape.from_orm(category) if category else None,
        track=surely(row, "track"),
        text=row.text,
        address=row.address,
        outcome=chosen(row, "outcome"),
        rating=row.rating,
        source=row.source,
        external_number=row.external_number,
        tags=list(names_on(matter)),
        merged_into=beside.main.number if beside.main else None,
        merged_here=[one.number for one in beside.followers],
        speakers=[shapes.Speaker.from_orm(one) for one in known.speakers],
        numbers=[shapes.NumberSaid.from_orm(one) for one in known.numbers],
        **papers_of(known),
    )


def papers_of(known: Folder) -> dict[str, Any]:
    """What was said, ordered, done, answered and asked, each in its order."""
    return {
        "contacts": [
            shapes.Said(at=x.at, channel=surely(x, "channel"), words=x.words) for x in known.contacts
        ],
        "orders": [shapes.OrderShape.from_orm(one) for one in known.orders],
        "handlings": [shapes.Handled(at=x.at, kind=surely(x, "kind"), text=x.text) for x in known.handlings],
        "replies": [shapes.ReplyShape.from_orm(one) for one in known.replies],
        "callbacks": [
            shapes.CallbackShape(
                at=one.at,
                attempt=one.attempt,
                reached=one.reached,
                proxy=one.proxy,
                resolved=chosen(one, "resolved"),
                satisfied=one.satisfied,
                words=one.words,
            )
            for one in known.callbacks
        ],
        "requests": [shapes.RequestShape.from_orm(one) for one in known.requests],
        "rejections": [
            shapes.RejectionShape(
                reason=coded(one.reason, one.reason_text),
                words=one.words,
                body=one.body,
                proposed_at=one.proposed_at,
                decided_at=one.decided_at,
                agreed=one.agreed,
            )
            for one in known.rejections
        ],
        "referrals": [shapes.ReferralShape.from_orm(one) for one in known.referrals],
    }


def clock(one: Clock, matter: Matter) -> shapes.ClockShape:
    """A limit of a matter, by its name in force when it began."""
    limit = flow_of(matter).limit_for(one.limit, matter, one.started)
    return shapes.ClockShape(
        limit=coded(one.limit, limit.label),
        started_at=one.started,
        due_at=one.due,
        original_due_at=one.original_due,
        paused_at=one.paused,
        stopped_at=one.stopped,
    )


def paper(one: Attachment) -> shapes.Paper:
    """A file, with the address that asks again who wants it."""
    return shapes.Paper(
        id=one.client_id,
        name=one.name,
        media_type=one.kind,
        size=one.size,
        at=one.at,
        address=address("api_attachment", client_id=one.client_id),
    )


def happened(matter: Matter) -> Sequence[shapes.Happened]:
    """The timeline of a matter."""
    return [happening(matter, one) for one in timeline(matter)]


def happening(matter: Matter, one: Happening) -> shapes.Happened:
    """One event in words."""
    return shapes.Happened(
        seq=one.event.seq,
        at=one.at,
        recorded_at=one.recorded_at,
        late=one.late,
        move=coded(one.event.move, one.label),
        state=coded(one.event.target, one.state),
        who=one.who,
    )
