"""Taking in what telephones kept while they had no signal: each entry once, conflicts said and never merged (XC-05)."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lianxin.doors.actions import AlreadySent
from lianxin.doors.forms.claims import claim_of
from lianxin.kernel import clock
from lianxin.kernel.actor import Actor
from lianxin.matters.act import act
from lianxin.matters.flows import flow_of
from lianxin.matters.refusals import Refused
from lianxin.rounds.actions.cards import leave_card
from lianxin.rounds.actions.doors import find_need, need_known
from lianxin.rounds.forms.cards import CardForm
from lianxin.rounds.forms.doors import NeedForm
from lianxin.rounds.models import Card, Door
from lianxin.rounds.queries.doors import door_of
from lianxin.rounds.queries.events import made_before
from lianxin.rounds.rules.doors import MOVE_OF, moment_of
from lianxin.rounds.rules.entries import Answer, Answered, Entry, Kind, Unreadable, read_entry

CLASHES = frozenset({"stale", "not_in_table", "reused"})


class Wrong(Exception):
    """What was typed at the door can't be taken as it is."""


def take_all(entries: Iterable[Any], *, by: Actor) -> list[Answer]:
    """An answer for each entry, in order; one that fails stops no other."""
    return [take(sent, by=by) for sent in entries]


def take(sent: Any, *, by: Actor) -> Answer:
    """Take one entry in, or say why not."""
    try:
        entry = read_entry(sent)
    except Unreadable as error:
        return Answer(id_in(sent), Answered.REFUSED, str(error))
    door = door_of(entry.door, by=by)
    if door is None:
        return Answer(str(entry.client_id), Answered.REFUSED, _("这一户不在您的名单里。请更新名单再看。"))
    try:
        return TAKES[entry.kind](entry, door, by)
    except (AlreadySent, Refused, ValidationError, Wrong) as why:
        return told(entry, door, *said_of(why))


def said_of(why: Exception) -> tuple[Answered, str]:
    """What a telephone is told of an entry that was not taken: somebody was first, or it can't be taken so."""
    if isinstance(why, AlreadySent):
        return Answered.CONFLICT, _("这条以前送到过，内容和现在的不一样，没有改。")
    if isinstance(why, Refused):
        return Answered.CONFLICT if why.code in CLASHES else Answered.REFUSED, why.message
    words = "；".join(why.messages) if isinstance(why, ValidationError) else str(why)
    return Answered.REFUSED, words


def take_door(entry: Entry, door: Door, by: Actor) -> Answer:
    """What came of a door. Raises Refused, Wrong."""
    move = MOVE_OF.get(str(entry.said.get("result", "")))
    step = flow_of(door).move(move) if move else None
    if step is None or step.form is None:
        raise Wrong(_("没有选结果。请在手机上打开这一户，选了再送。"))
    known = made_before(door, entry.client_id)
    form = step.form(dict(entry.said), by=by, row=door)
    if not form.is_valid():
        raise Wrong(words_of(form))
    version = entry.said.get("version")
    act(
        door,
        step.code,
        by=by,
        data=form.cleaned_data,
        client_id=entry.client_id,
        version=version if isinstance(version, int) else -1,
        at=moment_of(entry.device_at, clock.now()),
        device_at=entry.device_at,
    )
    return told(entry, door, Answered.KNOWN if known else Answered.DONE)


def take_need(entry: Entry, door: Door, by: Actor) -> Answer:
    """What somebody asked for. Raises Refused, Wrong, AlreadySent, ValidationError."""
    known = need_known(entry.client_id) is not None
    form = NeedForm(
        {**entry.said, "client_id": claim_of(entry.client_id), "consent": "", "photos": ""}, by=by, row=door
    )
    if not form.is_valid():
        raise Wrong(words_of(form))
    need = find_need(door, form.cleaned_data, by=by, client_id=entry.client_id, device_at=entry.device_at)
    answer = Answered.KNOWN if known else Answered.DONE
    return told(entry, door, answer, number=need.matter.number)


def take_card(entry: Entry, door: Door, by: Actor) -> Answer:
    """A card that was left; with the need it was left for, if that came before. Raises Refused, Wrong."""
    form = CardForm(dict(entry.said), team=door.round.team_id)
    known = Card.objects.filter(door=door, number=str(entry.said.get("number", ""))).first()
    if known is not None and made_before(known, entry.client_id):
        return told(entry, door, Answered.KNOWN, number=known.number)
    if not form.is_valid() or form.card is None:
        raise Wrong(words_of(form) or _("没有填卡号。"))
    said = dict(form.cleaned_data)
    need = need_known(uuid_in(entry.said.get("need")))
    if need is not None and need.door_id == door.pk:
        said["matter"] = need.matter
    times = {"at": moment_of(entry.device_at, clock.now()), "device_at": entry.device_at}
    leave_card(form.card, door, said, by=by, client_id=entry.client_id, **times)
    return told(entry, door, Answered.DONE, number=form.card.number)


TAKES = {Kind.DOOR: take_door, Kind.NEED: take_need, Kind.CARD: take_card}


def told(entry: Entry, door: Door, answer: Answered, words: str = "", *, number: str = "") -> Answer:
    """The answer with the door as it is now."""
    now = Door.objects.get(pk=door.pk)
    return Answer(str(entry.client_id), answer, words, number, now.state, now.version)


def words_of(form: Any) -> str:
    """What is wrong with what was typed, field by field."""
    return "；".join(
        f"{form.fields[name].label}：{error}" if name in form.fields else str(error)
        for name, errors in form.errors.items()
        for error in errors
    )


def uuid_in(value: Any) -> UUID:
    """An id somebody sent; one that is none of ours where it is no id at all."""
    try:
        return UUID(str(value))
    except ValueError:
        return UUID(int=0)


def id_in(sent: Any) -> str:
    """The id of an entry that can't be read, so that the telephone knows which one is meant."""
    return str(sent.get("client_id", ""))[:64] if isinstance(sent, dict) else ""
