"""Filing, and opening with number and query code: what happens once, and how often it may be tried."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.appeals.forms.asked import OFFICE
from lianxin.appeals.queries.accused import discipline_desk
from lianxin.appeals.queries.numbers import put_back
from lianxin.appeals.queries.ways import appellants_to_tell, reader_of
from lianxin.appeals.rules import AppealType, Identity
from lianxin.appeals.workflow import APPEAL
from lianxin.doors.queries import MATTER, filed_before, opened_with, registered_from
from lianxin.doors.rules import DESK, WEB
from lianxin.gateways.wechat import Tap
from lianxin.kernel import letters, outbox, throttle
from lianxin.kernel.actor import Actor, system
from lianxin.kernel.attachments import Received, Upload, attach, attached_to, receive_all
from lianxin.kernel.numbering import parse
from lianxin.matters.act import act, lock_many, open_row
from lianxin.matters.carrying import act_with_files, hang_on_row
from lianxin.matters.models import Matter
from lianxin.matters.relations import followers_of
from lianxin.people.rules import TooMany

FILINGS_AN_HOUR = 600  # one address: 200 phones of a village hall, three times each
GUESSES_OF_A_NUMBER = 10
GUESSES_FROM_ADDRESS = 200


class AlreadySent(Exception):
    """This form was sent before with other words; they stand, and nothing of the new ones was kept."""

    def __init__(self, matter: Matter) -> None:
        super().__init__(matter.number)
        self.matter = matter


class SheetTaken(Exception):
    """A sheet of paper was registered by somebody else a moment before; `number` is what it was registered as."""

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.number = number


def nothing_else(matter: Matter) -> None:
    """An appeal that no practice above keeps a line about."""


def file_appeal(
    said: Mapping[str, Any],
    photos: Sequence[Upload],
    *,
    by: Actor,
    client_id: UUID,
    origin: str,
    also: Callable[[Matter], None] = nothing_else,
) -> Matter:
    """Open an appeal with its photos, whole or not at all; the same form sent again gives the same appeal.

    `said` is what `appeals.actions.filing.register` reads; `also` writes what a practice above keeps about the new
    appeal, with it. Raises FileRefused or ValidationError for a photo, Refused, and AlreadySent when the form came
    back with something else in it.
    """
    papers = receive_all(photos)
    earlier = filed_before(client_id)
    if earlier is not None:
        return same_again(earlier, said, papers)
    data = {**said, "units": [said["accused"]] if said.get("accused") else []}
    with transaction.atomic():
        matter: Matter = open_row(APPEAL, by=by, data=data, client_id=client_id, move=door_of(said))
        for paper in papers:
            attach(paper, row_kind=MATTER, row_id=matter.pk, origin=origin)
        also(matter)
    return matter


def door_of(said: Mapping[str, Any]) -> str | None:
    """By which move an appeal is opened: an accusation goes past the desks, where somebody takes it there."""
    return "accuse" if said.get("type") == AppealType.REPORT and discipline_desk() else None


def register(said: Mapping[str, Any], photos: Sequence[Upload], *, by: Actor, client_id: UUID) -> Matter:
    """`file_appeal` at the desk: a sheet of paper (纸表编号), or another system's matter, is registered once.

    Raises SheetTaken when somebody registered it in the same moment, and whatever `file_appeal` raises.
    """
    try:
        return file_appeal(said, photos, by=by, client_id=client_id, origin=DESK)
    except IntegrityError as clash:
        number = said.get("external_number")
        before = registered_from(said["source"], number, but=client_id) if number else ""
        if not before:
            raise
        raise SheetTaken(before) from clash


def same_again(matter: Matter, said: Mapping[str, Any], papers: Sequence[Received]) -> Matter:
    """The matter, when this is what it was opened with. Raises AlreadySent."""
    kept = set(attached_to(MATTER, [matter.pk]).values_list("sha256", flat=True))
    if as_said(said) == as_kept(matter) and {paper.sha256 for paper in papers} <= kept:
        return matter
    raise AlreadySent(matter)


def as_said(said: Mapping[str, Any]) -> tuple[str, ...]:
    """The resident's own part of a filing: type, place and urgency may have been set right since."""
    identity = str(said.get("identity") or Identity.ANONYMOUS)
    who = ("", "") if identity == Identity.ANONYMOUS else (said.get("name") or "", said.get("phone") or "")
    return (said["text"], said.get("address") or "", identity, *who)


def as_kept(matter: Matter) -> tuple[str, ...]:
    """The same of what is stored."""
    contact, appellant = matter.contacts.all()[0], matter.appellants.all()[0]
    put_back(matter, [contact, matter.appeal], clear=True)
    return (contact.words, matter.appeal.address, appellant.identity, appellant.name, appellant.phone)


def rate_matter(matter: Matter, rating: int, *, by: Actor, client_id: UUID) -> None:
    """评价, on whatever has become of the matter since the page was opened. Raises Refused."""
    act(matter, "rate", by=by, data={"rating": rating}, client_id=client_id, version=matter.version)


def make_own(matter: Matter, move: str, said: Mapping[str, Any], *, by: Actor, client_id: UUID) -> None:
    """A move residents make themselves, on whatever has become of the matter since. Raises Refused.

    Who withdraws what others were merged into ends only their own matter: the others stand for themselves again.
    """
    with transaction.atomic():
        followers = followers_of(matter) if move == "withdraw" else []
        held = lock_many(Matter, [matter.pk, *(one.pk for one in followers)])
        for one in followers:
            release(held[one.pk], client_id)
        act(matter, move, by=by, data=said, client_id=client_id, version=held[matter.pk].version)


def release(follower: Matter, cause: UUID) -> None:
    """Let a matter stand for itself again, because its main is gone."""
    said = {"how": OFFICE, "words": str(_("并在一起的主件已撤回，恢复单独办理。"))}
    by = system(follower.county_id)
    own_id = uuid5(cause, str(follower.pk))
    act(follower, "unmerge", by=by, data=said, client_id=own_id, version=follower.version)


def file_again(matter: Matter, text: str, *, by: Actor, client_id: UUID) -> Matter:
    """A new appeal after a closed one that is too old to be taken up again; the same speaker, related to it."""
    speaker = matter.appellants.order_by("pk").first()
    said = {
        "text": text,
        "type": matter.appeal.type,
        "area": matter.area_id,
        "address": matter.appeal.address,
        "identity": speaker.identity if speaker else Identity.ANONYMOUS,
        "name": speaker.name if speaker else "",
        "phone": speaker.phone if speaker else "",
        "reopened_from": matter,
    }
    filed: Matter = open_row(APPEAL, by=by, data=said, client_id=client_id)
    return filed


def contact_again(matter: Matter, said: Mapping[str, Any], *, by: Actor, client_id: UUID) -> None:
    """又来反映, from the desk's own form: the same matter by another door, with its papers (XC-01).

    Raises FileRefused or ValidationError for a paper, Refused.
    """
    data = {
        "channel": said["channel"],
        "at": said.get("filed_at"),
        "words": said["text"],
        **{name: said.get(name) for name in ("identity", "name", "phone")},
    }
    how = {"by": by, "data": data, "client_id": client_id, "version": matter.version}
    act_with_files(matter, "contact", said.get("photos") or (), hang=partial(hang_on_row, origin=DESK), **how)


def supply_matter(matter: Matter, text: str, photos: Sequence[Upload], *, by: Actor, client_id: UUID) -> None:
    """补充 by the resident, with photos, whole or not at all. Raises FileRefused, ValidationError, Refused."""
    how = {"by": by, "data": {"text": text}, "client_id": client_id, "version": matter.version}
    act_with_files(matter, "supply", photos, hang=partial(hang_on_row, origin=WEB), **how)


def escalate_matter(matter: Matter, reason: str, *, by: Actor, client_id: UUID) -> None:
    """紧急升级 by the resident. Raises Refused."""
    act(matter, "escalate", by=by, data={"reason": reason}, client_id=client_id, version=matter.version)


def admit_filing(address: str) -> None:
    """Count a filing from this address. Raises TooMany."""
    spend("filing", throttle.address_key(address), limit=FILINGS_AN_HOUR)


def open_with_code(number: str, code: str, *, address: str) -> Matter | None:
    """The matter that number and query code open; None for a wrong number, a wrong code, another county.

    Raises TooMany after 200 wrong tries of an address or 10 of a number in an hour. The right code opens
    even then, so that guessing at a number shuts nobody out of their own matter; guesses stay hopeless.
    """
    here = throttle.address_key(address)
    spend("follow.address", here, limit=GUESSES_FROM_ADDRESS)
    matter = opened_with(number, code)
    if matter is not None:
        throttle.give_back("follow.address", here)
        throttle.clear("follow.number", matter.number)
        return matter
    spend("follow.number", str(parse(number) or number), limit=GUESSES_OF_A_NUMBER)
    return None


def spend(scope: str, key: str, *, limit: int) -> None:
    """Count one try of this hour. Raises TooMany when there were enough."""
    wait = throttle.spend(scope, key, limit=limit, window=throttle.HOUR)
    if wait is not None:
        raise TooMany(wait)


def choose_way(matter: Matter, said: Mapping[str, Any], *, by: Actor, client_id: UUID) -> None:
    """改告知方式, on whatever has become of the matter since the page was opened. Raises Refused."""
    act(matter, "choose_way", by=by, data=said, client_id=client_id, version=matter.version)


@transaction.atomic
def keep_tap(tap: Tap) -> int:
    """Keep a tap for the one who opened the matter, as a status: 200, 404 (number, code), 422 (letter, nobody)."""
    matter = opened_with(tap.number, tap.code)
    if matter is None:
        return 404
    people = appellants_to_tell(matter)
    if tap.template not in letters.codes() or not people:
        return 422
    outbox.tapped(
        tap.id,
        reader=reader_of(people[0]),
        letter=tap.template,
        subscriber=tap.subscriber,
        at=timezone.now(),
    )
    return 200
