"""What each move of an appeal does; the writer calls these, nobody else does."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from lianxin.appeals.limits import HANDLING, REWORK, handling_limit
from lianxin.appeals.models import Appeal, AppealClass, Appellant, Callback, Handling, Order, Reply
from lianxin.appeals.queries import attempts, current_order, last_reply, phone_of
from lianxin.appeals.rules import (
    ATTEMPTS_BEFORE_CLOSING,
    AppealType,
    Identity,
    Outcome,
    settles,
    title_from,
)
from lianxin.kernel.crypto import blind_index
from lianxin.matters.models import Channel, Contact, Urgency
from lianxin.matters.workflow import Acting


def register(acting: Acting) -> None:
    """登记: head row, words and speaker; the receipt is the resident's."""
    write_down(acting)
    phone = str(acting.data.get("phone", ""))
    if phone and not acting.row.late_entered:
        acting.tell(phone, "registered")


def write_down(acting: Acting) -> Appeal:
    """The rows every appeal begins with, and its place in the index."""
    matter, data = acting.row, acting.data
    matter.title = str(data.get("title") or "").strip() or title_from(str(data["text"]))
    matter.urgency = data.get("urgency") or Urgency.ORDINARY
    matter.area_id = data.get("area")
    matter.filed_at = data.get("filed_at") or acting.now
    matter.late_entered = bool(data.get("late_entered"))
    appeal = Appeal(
        matter=matter,
        type=data.get("type") or AppealType.HELP,
        category_id=data.get("category"),
        text=data["text"],
        address=data.get("address") or "",
        source=data.get("source") or "",
        external_number=data.get("external_number") or "",
        extra=data.get("extra") or {},
    )
    acting.add(appeal)
    add_contact(acting, words=data["text"], at=matter.filed_at)
    acting.index(f"{matter.title}\n{appeal.text}", appeal.address)
    acting.facts["type"] = str(appeal.type)
    return appeal


def add_contact(acting: Acting, *, words: str, at: datetime) -> None:
    """One contact and, unless nobody wants to be known, who spoke."""
    matter, data = acting.row, acting.data
    contact = Contact(
        matter=matter,
        channel=data.get("channel") or Channel.WEB,
        at=at,
        taker_id=acting.by.account,
        words=words,
    )
    acting.add(contact)
    identity = data.get("identity") or Identity.ANONYMOUS
    appellant = Appellant(matter=matter, contact=contact, identity=identity)
    if identity != Identity.ANONYMOUS:
        appellant.name = str(data.get("name") or "")
        appellant.phone = str(data.get("phone") or "")
        appellant.phone_index = blind_index(appellant.phone, "phone") if appellant.phone else ""
    acting.add(appellant)
    acting.facts["channel"] = str(contact.channel)


def contact_again(acting: Acting) -> None:
    """又来反映: one more contact of the same matter, found by its own words too (XC-01)."""
    matter, words = acting.row, acting.data["words"]
    earlier = [contact.words for contact in matter.contacts.order_by("at", "pk")]
    add_contact(acting, words=words, at=acting.data.get("at") or acting.now)
    acting.index("\n".join([matter.title, *earlier, words]), matter.appeal.address)


def accept(acting: Acting) -> None:
    """受理: class, area and urgency are set by a person."""
    matter, data = acting.row, acting.data
    matter.area_id, matter.urgency = data.get("area"), data["urgency"]
    acting.change(matter.appeal, type=data["type"], category_id=data["category"])
    acting.facts |= {"type": data["type"], "category": data["category"], "area": data.get("area")}


def dispatch(acting: Acting) -> None:
    """派单: the order goes to a unit, with the basis on record."""
    order = Order(
        matter=acting.row,
        unit_id=acting.data["unit"],
        demand=acting.data.get("demand") or "",
        basis=acting.data["basis"],
        dispatched_at=acting.now,
    )
    acting.add(order)
    acting.hold(order.unit_id)


def sign(acting: Acting) -> None:
    """签收: the unit's own clock starts."""
    order = current_order(acting.row)
    if order is not None:
        acting.change(order, signed_at=acting.now)
    acting.start(handling_limit(acting.row.appeal.type, acting.row.urgency).code)


def record(acting: Acting) -> None:
    """办理记录: what was done, when it was done, when it was written."""
    acting.add(
        Handling(
            matter=acting.row,
            kind=acting.data["kind"],
            at=acting.data.get("at") or acting.now,
            written_at=acting.now,
            account_id=acting.by.account,
            text=acting.data["text"],
        )
    )
    acting.facts["kind"] = str(acting.data["kind"])


def finish(acting: Acting) -> None:
    """申请办结: the outcome and the reply, for somebody else to review."""
    appeal = acting.row.appeal
    outcome = acting.data["outcome"]
    acting.change(appeal, outcome=outcome, finished_at=acting.now, finished_by=acting.by.account)
    acting.add(Reply(matter=acting.row, text=acting.data["reply"], written_at=acting.now))
    acting.facts["outcome"] = str(outcome)


def send_back(acting: Acting) -> None:
    """退回: the reviewer's reason becomes part of the record."""
    acting.add(
        Handling(
            matter=acting.row,
            kind="other",
            at=acting.now,
            written_at=acting.now,
            account_id=acting.by.account,
            text=acting.data["reason"],
        )
    )


def approve(acting: Acting) -> None:
    """同意办结: the reply leaves, and the handling clock stopped when closing was asked for."""
    reply = last_reply(acting.row)
    if reply is not None:
        acting.change(reply, sent_at=acting.now)
    for limit in HANDLING:
        acting.stop(limit.code, at=acting.row.appeal.finished_at)
    acting.stop(REWORK.code, at=acting.row.appeal.finished_at)
    phone = phone_of(acting.row)
    if phone:
        acting.tell(phone, "answered")


def call_back(acting: Acting) -> str:
    """回访: solved or accepted closes; not solved is done again; unreached is tried again."""
    earlier = attempts(acting.row)
    call = Callback(
        matter=acting.row,
        attempt=len(earlier) + 1,
        at=acting.now,
        account_id=acting.by.account,
        reached=acting.data["reached"],
        resolved=acting.data.get("resolved") or "",
        satisfied=acting.data.get("satisfied"),
        words=acting.data.get("words") or "",
    )
    acting.add(call)
    acting.facts |= {"attempt": call.attempt, "reached": call.reached, "resolved": call.resolved}
    if call.reached:
        return close(acting) if settles(call.resolved) else do_again(acting)
    return close(acting) if tried_enough([*earlier, call]) else "callback"


def do_again(acting: Acting) -> str:
    """重办: its clock runs on while the reviewer reads, and when they send it back, as the first one does."""
    acting.start(REWORK.code)
    return "rework"


def close(acting: Acting) -> str:
    """办结: from now on the matter counts as closed."""
    acting.row.closed_at = acting.now
    return "closed"


def tried_enough(calls: list[Callback]) -> bool:
    """Three attempts, on two days at least and at different hours (move 29)."""
    times = [timezone.localtime(call.at) for call in calls]
    if len(times) < ATTEMPTS_BEFORE_CLOSING:
        return False
    return len({at.date() for at in times}) > 1 and len({at.hour for at in times}) > 1


def rate(acting: Acting) -> None:
    """评价: the resident's own word, never edited."""
    acting.change(acting.row.appeal, rating=acting.data["rating"])
    acting.facts["rating"] = int(acting.data["rating"])


def backfill(acting: Acting) -> None:
    """历史补录: an appeal answered elsewhere or long ago, with its own times, marked late-entered."""
    data, matter = acting.data, acting.row
    replied_at: datetime = data.get("replied_at") or data.get("filed_at") or acting.now
    appeal = write_down(acting)
    matter.late_entered, matter.closed_at = True, replied_at
    appeal.outcome, appeal.finished_at = data.get("outcome") or Outcome.EXPLAINED, replied_at
    acting.add(Reply(matter=matter, text=data["reply"], written_at=replied_at, sent_at=replied_at))
    if data.get("satisfaction"):
        add_late_callback(acting, replied_at, int(data["satisfaction"]))


def add_late_callback(acting: Acting, at: datetime, satisfied: int) -> None:
    """The rating that came with a historical answer."""
    acting.add(Callback(matter=acting.row, attempt=1, at=at, reached=True, satisfied=satisfied))


def seed_classes(pairs: Iterable[tuple[str, str]], *, edition: str) -> None:
    """Give a county its first list of classes; those it has already are left alone."""
    rows = [AppealClass(code=code, name=name, edition=edition) for code, name in pairs]
    AppealClass.objects.bulk_create(rows, ignore_conflicts=True)
