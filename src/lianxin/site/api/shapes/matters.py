"""A matter in a list, whole, and what happens to it (事项)."""

from uuid import UUID

from ninja import Schema

from lianxin.site.api.shapes.basics import ClassShape, Coded, Moment, Place, UnitShape, Words


class Line(Schema):
    """A matter as a list shows it. `version` goes into If-Match; `late`: its nearest limit has passed."""

    number: str
    kind: str
    title: str
    state: Coded
    urgency: Coded
    area: Place | None
    holder: UnitShape | None
    filed_at: Moment
    recorded_at: Moment
    due_at: Moment | None
    closed_at: Moment | None
    late: bool
    late_entered: bool
    version: int
    address: str


class Page(Schema):
    """One page of a list. `next` is the address of the following one, null at the end.

    `total` only where it was asked for. `by_ear`: nobody is written as was asked, these sound alike.
    """

    matters: list[Line]
    next: str | None
    total: int | None = None
    by_ear: bool = False


class Speaker(Schema):
    """Who spoke, masked as on the screen; empty where this post is not told."""

    identity: Words
    name: str
    phone: str


class Said(Schema):
    """One contact: what was said through which door."""

    at: Moment
    channel: Coded
    words: str


class NumberSaid(Schema):
    """A telephone or ID number of the texts, masked."""

    label: Words
    masked: str


class OrderShape(Schema):
    """A dispatch to a unit."""

    unit: UnitShape
    basis: str
    demand: str
    dispatched_at: Moment
    signed_at: Moment | None
    deemed: bool


class Handled(Schema):
    """One thing that was done."""

    at: Moment
    kind: Coded
    text: str


class ReplyShape(Schema):
    """An answer to the resident; `sent_at` is null until it was sent."""

    text: str
    basis: str
    written_at: Moment
    sent_at: Moment | None


class CallbackShape(Schema):
    """One attempt to ask whether it helped."""

    at: Moment
    attempt: int
    reached: bool
    proxy: bool
    resolved: Coded | None
    satisfied: int | None
    words: str


class RequestShape(Schema):
    """What the resident was asked to bring."""

    asked_at: Moment
    items: list[str]
    answered_at: Moment | None
    answer: str


class RejectionShape(Schema):
    """A proposal not to accept, and what came of it: `agreed` is null until somebody decided."""

    reason: Coded
    words: str
    body: str
    proposed_at: Moment
    decided_at: Moment | None
    agreed: bool | None


class ReferralShape(Schema):
    """Handed on to somebody outside."""

    body: str
    reference: str
    basis: str
    referred_at: Moment
    result: str
    result_at: Moment | None


class AppealShape(Schema):
    """What an appeal adds to its matter."""

    type: Coded
    category: ClassShape | None
    track: Coded
    text: str
    address: str
    outcome: Coded | None
    rating: int | None
    source: str
    external_number: str
    tags: list[str]
    merged_into: str | None
    merged_here: list[str]
    speakers: list[Speaker]
    numbers: list[NumberSaid]
    contacts: list[Said]
    orders: list[OrderShape]
    handlings: list[Handled]
    replies: list[ReplyShape]
    callbacks: list[CallbackShape]
    requests: list[RequestShape]
    rejections: list[RejectionShape]
    referrals: list[ReferralShape]


class ClockShape(Schema):
    """A limit that runs, stands still (`paused_at`) or has stopped."""

    limit: Coded
    started_at: Moment
    due_at: Moment
    original_due_at: Moment
    paused_at: Moment | None
    stopped_at: Moment | None


class Paper(Schema):
    """A file of a matter, and where to fetch it."""

    id: UUID
    name: str
    media_type: str
    size: int
    at: Moment
    address: str


class Choice(Schema):
    """One thing that may be chosen; `value` is what is sent, `group` the heading it stands under."""

    value: str | int
    name: Words
    group: Words = ""


class FieldShape(Schema):
    """One field of a move's form: its JSON type, what may be chosen, what stands in it before anybody types."""

    name: str
    label: Words
    help: Words
    type: str
    required: bool
    choices: list[Choice] | None
    initial: str | int | bool | list[str] | None
    max_length: int | None
    min_length: int | None


class Offered(Schema):
    """A move the token's post may make now. `aside`: nobody waits for it."""

    code: str
    label: Words
    aside: bool
    address: str
    fields: list[FieldShape]


class MatterShape(Line):
    """One matter, whole, as far as this post may see it."""

    state_for_resident: Words
    appeal: AppealShape | None
    clocks: list[ClockShape]
    attachments: list[Paper]
    moves: list[Offered]
    page: str
    events: str


class Happened(Schema):
    """One line of what happened to a matter. `late`: it was written down more than an hour afterwards."""

    seq: int
    at: Moment
    recorded_at: Moment
    late: bool
    move: Coded
    state: Coded
    who: str


class Timeline(Schema):
    """What happened to a matter, oldest first."""

    number: str
    events: list[Happened]


class Done(Schema):
    """A move that was made; the same Idempotency-Key gives this same answer again.

    `warnings`: what a reply that was written by it leaves out (答复检查), by code; it was written all the same.
    """

    number: str
    seq: int
    move: str
    state: str
    at: Moment
    version: int
    address: str
    warnings: list[str]


class Created(Schema):
    """An appeal that was registered. The query code belongs to the resident; it is told nowhere else."""

    number: str
    query_code: str
    recorded_at: Moment
    version: int
    address: str
