"""Writing down what was said: 登记, 又来反映, 历史补录."""

from datetime import datetime

from lianxin.appeals import letters
from lianxin.appeals.actions.finding import found_by
from lianxin.appeals.actions.raising import raise_by_words, tell_who_has_it
from lianxin.appeals.actions.telling import tell_everybody, tell_in_town
from lianxin.appeals.models import Appeal, Appellant, Callback, Reply
from lianxin.appeals.queries.speakers import MATTER, keys_of_speakers
from lianxin.appeals.queries.ways import way_before
from lianxin.appeals.rules import AppealType, Identity, Outcome, title_from, way_by
from lianxin.kernel.actor import Role
from lianxin.kernel.crypto import blind_index
from lianxin.kernel.models.message import Channel as TellBy
from lianxin.kernel.pieces import unnumbered
from lianxin.matters.models import Channel, Contact, RelationKind, Urgency
from lianxin.matters.workflow import Acting
from lianxin.people.actions.consents import Said, consent_row
from lianxin.people.rules.consents import Consented
from lianxin.wording.actions import reading

APPELLANT = "appellant"

ON_PAPER = (Channel.LETTER, Channel.BOX, Channel.ROUND, Channel.VISIT, Channel.PHONE, Channel.CHAT)


def register(acting: Acting) -> None:
    """登记: head row, words and speaker; the receipt is the resident's."""
    write_down(acting)
    before = acting.data.get("reopened_from")
    if before is not None:
        acting.relate(RelationKind.REOPENED_FROM, before)
    read_words(acting)
    if acting.row.late_entered:
        return
    time_recording(acting)
    if acting.data.get("phone"):
        acting.start("T3")
    if acting.row.urgency == Urgency.EMERGENCY:
        tell_in_town(acting, letters.EMERGENCY_FILED, Role.TRIAGE)
    elif acting.facts.get("raised"):
        tell_in_town(acting, letters.RAISED_BY_WORDS, Role.TRIAGE)
    tell_everybody(acting, "registered")


def read_words(acting: Acting) -> None:
    """研判: what the desk is proposed about the words, written with them; of an accusation nothing is read."""
    data = acting.data
    if data.get("type") == AppealType.REPORT:
        return
    for row in reading.rows_for(MATTER, acting.row.title, str(data["text"]), at=acting.now):
        acting.add(row)


def time_recording(acting: Acting) -> None:
    """当日登记 (T1): what came on paper or by word of mouth has its number by the end of that day, or was late."""
    if acting.data.get("filed_at") and acting.data.get("channel") in ON_PAPER:
        acting.start("T1", at=acting.row.filed_at)
        acting.stop("T1")


def write_down(acting: Acting) -> Appeal:
    """The rows every appeal begins with, and its place in the index."""
    matter, data = acting.row, acting.data
    matter.title = str(data.get("title") or "").strip() or title_from(unnumbered(str(data["text"])))
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
        batch=data.get("batch") or "",
        external_number=data.get("external_number") or "",
        extra=data.get("extra") or {},
    )
    acting.add(appeal)
    add_contact(acting, words=data["text"], at=matter.filed_at)
    found_by(acting, appeal, appeal.text)
    acting.facts["type"] = str(appeal.type)
    if not matter.late_entered:
        raise_by_words(acting, data["text"])
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
    appellant = Appellant(matter=matter, contact=contact, identity=identity, tell_by=TellBy.NONE)
    if identity != Identity.ANONYMOUS:
        appellant.name = str(data.get("name") or "")
        appellant.phone = str(data.get("phone") or "")
        appellant.phone_index = blind_index(appellant.phone, "phone") if appellant.phone else ""
        told_before = way_before(appellant) if matter.pk else ""
        appellant.tell_by = data.get("tell_by") or told_before or way_by(appellant.phone)
        add_notice(acting, appellant)
    acting.add(appellant)
    before = matter.appellants.order_by("pk") if matter.pk else ()
    acting.name(keys_of_speakers([*before, appellant]))
    acting.facts["channel"] = str(contact.channel)


def add_notice(acting: Acting, appellant: Appellant) -> None:
    """Which edition of the notice on personal data was shown, when the door that took it said so (XC-02)."""
    way = acting.data.get("notice")
    if way:
        said = Said(purpose=Consented.APPEAL, way=way)
        acting.add(consent_row(said, by=acting.by, at=acting.now, about=(APPELLANT, appellant.client_id)))


def contact_again(acting: Acting) -> None:
    """又来反映: one more contact of the same matter, found by its own words too (XC-01)."""
    matter, words = acting.row, acting.data["words"]
    earlier = [contact.words for contact in matter.contacts.order_by("at", "pk")]
    add_contact(acting, words=words, at=acting.data.get("at") or acting.now)
    if raise_by_words(acting, words):
        tell_who_has_it(acting)
    found_by(acting, matter.appeal, *earlier, words)


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
