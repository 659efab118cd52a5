"""What the pages of residents and of the front desk read; papers are fetched by the same gate."""

from collections.abc import Collection, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _now, gettext_lazy as _

from lianxin.appeals.limits import first_contact
from lianxin.appeals.models import Appeal, Appellant
from lianxin.appeals.queries import Notice, notice_of, open_request, opened_by, phone_of
from lianxin.appeals.queries.numbers import put_back
from lianxin.appeals.queries.pauses import Pauses, pauses_of
from lianxin.appeals.queries.shielding import passed_on
from lianxin.appeals.queries.standing import with_phone
from lianxin.appeals.queries.ways import appellants_to_tell, wanted_by
from lianxin.appeals.rules import PAPER, AppealType, HandlingKind, Satisfaction
from lianxin.appeals.rules.pausing import NEWS
from lianxin.appeals.terms import reopen_until
from lianxin.calendars.limits import due, local_day
from lianxin.doors.besides import Besides, said_besides
from lianxin.doors.progress import Told, standing_for, told_to
from lianxin.doors.rules import FROM_RESIDENT
from lianxin.kernel import clock
from lianxin.kernel.actor import Actor
from lianxin.kernel.attachments import attached_to
from lianxin.kernel.models.attachment import Attachment
from lianxin.kernel.models.event import Event
from lianxin.kernel.models.message import Channel
from lianxin.kernel.numbering import parse, query_code_fits
from lianxin.kernel.worktime import calendar_in_force
from lianxin.matters.act import offers
from lianxin.matters.clocks import ticking
from lianxin.matters.flows import flow_of
from lianxin.matters.ledger import history
from lianxin.matters.models import Matter
from lianxin.matters.queries import clocks_of, open_states, resident_state, visible
from lianxin.matters.receipts import code_of
from lianxin.matters.workflow import Move, area_of
from lianxin.people.queries.access import OwnLook, looks_at_identity
from lianxin.places.queries import existing
from lianxin.places.queries.lookup import SELECT_MOST
from lianxin.places.rules import TOWNSHIPS, VILLAGES, within
from lianxin.web.dates import when
from lianxin.web.parts import Step

Text = str | Promise
Choice = tuple[int, str]
MATTER = "matter"
OWN = ("add", "ask_upward", "unmerge", "reopen", "withdraw")  # what is offered as a line of its own
SAID: dict[str, Text] = {
    "rate": _("您做了评价"),
    "supply": _("您补充了情况"),
    "add": _("您补充了说明"),
    "reopen": _("按您说的重新办理"),
    "reach": _("打电话联系了您"),
    "escalate": _("改为特急"),
    "record_result": _("对方单位有了答复"),
    "ask_upward": _("申请上级协调"),
    "answer_upward": _("上级对协调申请有了答复"),
    "put_right": _("按您的评价作了整改"),
    "vote": _("评议有了结论"),
    "extend": _("办理期限延长了"),
    "tell_news": _("告知您办到哪一步"),
}
QUIET = frozenset(
    {
        *("propose_reject", "keep", "remind_info", "relimit"),
        *("urge", "supervise", "answer_supervision", "instruct", "ask_why", "ask_panel"),
        *("name_proxy", "take_back", "come_together"),
    }
)  # no news for the resident


def village_choices(county: int) -> list[Choice | tuple[str, list[Choice]]] | None:
    """The villages and communities of a county for a plain <select>, by township where there are several.

    None when there are more than sixty: nobody finds theirs in so long a list.
    """
    places = existing(clock.today()).filter(within((str(county),)), kind__in=[*TOWNSHIPS, *VILLAGES])
    rows = list(places.order_by("code").values_list("pk", "code", "kind", "name")[: 2 * SELECT_MOST + 1])
    if len(rows) > 2 * SELECT_MOST or sum(row[2] in VILLAGES for row in rows) > SELECT_MOST:
        return None
    townships: dict[str, tuple[str, list[Choice]]] = {}
    for key, code, kind, name in rows:
        group = townships.setdefault(code[:9], (name, []))
        if kind in VILLAGES:
            group[1].append((key, name))
    groups = [group for group in townships.values() if group[1]]
    return [*groups[0][1]] if len(groups) == 1 else [*groups]


def filed_before(client_id: UUID) -> Matter | None:
    """The matter that a form with this id opened before, with what was said then."""
    return (
        Matter.objects.select_related("appeal")
        .prefetch_related("contacts", Prefetch("appellants", Appellant.objects.order_by("pk")))
        .filter(client_id=client_id)
        .first()
    )


def registered_from_paper(number: str, *, but: UUID | None) -> str:
    """The matter that a sheet of paper with this number was registered as, unless by this very form; else empty."""
    return registered_from(PAPER, number, but=but)


def registered_from(source: str, number: str, *, but: UUID | None) -> str:
    """The same of a matter with this number in another system, or on paper."""
    found = Appeal.objects.filter(source=source, external_number=number)
    if but is not None:
        found = found.exclude(matter__client_id=but)
    return found.values_list("matter__number", flat=True).first() or ""


def opened_with(number: str, code: str) -> Matter | None:
    """The matter of this county that number and query code open together, however they were typed."""
    read = parse(number)
    matter = Matter.objects.filter(number=str(read)).first() if read else None
    # A number that isn't there is compared too: it must not answer sooner than one that is.
    fits = query_code_fits(code, number=str(read), stored=matter.query_hash if matter else "")
    return matter if fits else None


@dataclass(frozen=True)
class Receipt:
    """F-93 诉求受理回执: number, matter, query code, and by when somebody calls (None: nobody can).

    `channel` and `area` are what the desk keeps for the next one it registers.
    """

    matter: int
    number: str
    code: str
    title: str
    filed_at: datetime
    contact_by: datetime | None
    unsure: bool
    channel: str
    area: int | None
    told_by: str


def receipt_of(number: str, *, held: Collection[int]) -> Receipt | None:
    """The receipt of one of the matters whose receipts this browser holds."""
    matter = Matter.objects.select_related("appeal").filter(number=number, pk__in=held).first()
    if matter is None or not matter.query_hash:
        return None
    promised = contact_by(matter) if phone_of(matter) else None
    # An accusation is not spelled out on a paper that lies about.
    title = _("举报事项") if matter.appeal.type == AppealType.REPORT else matter.title
    return Receipt(
        matter=matter.pk,
        number=matter.number,
        code=code_of(matter),
        title=str(title),
        filed_at=matter.filed_at,
        contact_by=promised,
        unsure=promised is not None and unsure(matter, promised),
        channel=matter.contacts.order_by("at", "pk").values_list("channel", flat=True)[0],
        area=matter.area_id,
        told_by=way_of(matter),
    )


def way_of(matter: Matter) -> str:
    """How the one who opened a matter is told of what happens; empty for who stays unknown."""
    people = appellants_to_tell(matter)
    return str(Channel(wanted_by(people[0])).label) if people else ""


def contact_by(matter: Matter) -> datetime:
    """By when somebody will have called (T3), by the calendar."""
    limit = first_contact(matter.urgency, matter.recorded_at)
    return due(limit.kind, limit.amount, matter.recorded_at, calendar_in_force(area_of(matter)))


def unsure(matter: Matter, until: datetime) -> bool:
    """Whether a promise reaches into a year whose days off are not published yet (暂定)."""
    calendar = calendar_in_force(area_of(matter))
    return calendar.provisional(local_day(matter.recorded_at), local_day(until))


@dataclass(frozen=True)
class Pledge:
    """What the office owes next, and by when."""

    words: Text
    due: datetime
    unsure: bool = False


@dataclass(frozen=True)
class Passed:
    """One time somebody was given more than the facts: which unit, when, what for (quality C9)."""

    at: datetime
    whom: str
    ground: str
    identity: bool


def passed_of(matter: Matter) -> list[Passed]:
    """To whom who speaks was passed on, the latest first; no names of staff, nobody's words."""
    return [
        Passed(one.at, one.unit.name if one.unit else one.body, one.get_ground_display(), one.identity)
        for one in passed_on(matter)
    ]


@dataclass(frozen=True)
class Progress:
    """How a matter stands, for the one who raised it: no staff, no internal words."""

    number: str
    title: str
    words: str
    state: Text
    ended: bool
    pledge: Pledge | None
    steps: list[Step]
    replies: list[Told]
    besides: list[Besides]
    papers: list[Attachment]
    rating: str
    moves: frozenset[str]
    missing: Sequence[str]
    notice: Notice | None
    told_by: str
    looks: list[OwnLook]
    passed: list[Passed]
    joined: str
    pauses: Pauses
    may: list[Move]
    too_old: bool


def own_matter(number: str, *, by: Actor) -> Matter | None:
    """A matter that this resident opened with number and query code."""
    return Matter.objects.select_related("appeal").filter(opened_by(by), number=number).first()


def closed_to(number: str, *, by: Actor) -> bool:
    """Whether this browser opened the matter before its code was taken out of use (撤回委托)."""
    return Matter.objects.filter(number=number, pk__in=by.receipts, query_hash="").exists()


def progress_of(matter: Matter, *, by: Actor) -> Progress:
    """Everything the resident's page of a matter shows."""
    appeal: Appeal = matter.appeal
    worked_on = standing_for(matter)
    merged = worked_on.pk != matter.pk
    log = list(history(matter).order_by("seq"))
    made = frozenset(event.move for event in log)
    offered = offers(matter, by)
    too_old = matter.closed_at is not None and clock.now() > reopen_until(matter.closed_at)
    return Progress(
        number=matter.number,
        title=matter.title,
        words=own_words(matter),
        state=resident_state(worked_on),
        ended=flow_of(worked_on).state(worked_on.state).end,
        pledge=pledge_with_doubt(worked_on, calls=not merged),
        steps=steps_of(matter, worked_on, log),
        replies=told_to(matter, worked_on),
        papers=list(papers_for_resident(matter)),
        besides=said_besides(matter, made),
        rating=str(Satisfaction(appeal.rating).label) if appeal.rating else "",
        moves=frozenset(move.code for move in offered),
        missing=asked_of(matter),
        notice=notice_of(matter, clear=True),
        told_by=way_of(matter),
        looks=looks_at_identity(MATTER, matter.pk),
        passed=passed_of(matter),
        joined=worked_on.number if merged else "",
        pauses=pauses_of(worked_on, by=by, clear=not merged),
        may=[move for move in offered if move.code in OWN and not (too_old and move.code == "reopen")],
        too_old=too_old,
    )


def asked_of(matter: Matter) -> Sequence[str]:
    """What the resident was asked for and has not brought yet."""
    request = open_request(matter) if matter.state in ("need_info", "closed") else None
    if request is None:
        return ()
    put_back(matter, [request], clear=True)
    items: Sequence[str] = request.items
    return items


def own_words(matter: Matter) -> str:
    """What the resident said when it began, their own numbers in clear."""
    said: Appeal = copy(matter.appeal)
    put_back(matter, [said], clear=True)
    return said.text


def pledge_with_doubt(matter: Matter, *, calls: bool = True) -> Pledge | None:
    """The next promise, marked when its day may still move."""
    pledge = pledge_of(matter, calls=calls)
    return replace(pledge, unsure=unsure(matter, pledge.due)) if pledge else None


def pledge_of(matter: Matter, *, calls: bool = True) -> Pledge | None:
    """The next thing that is promised: a call, an answer, or a question whether it helped.

    Without `calls` only the answer: who goes together with another matter isn't rung for that one.
    """
    running = {one.limit: one.due for one in clocks_of(matter) if ticking(one)}
    answer = [due for code, due in running.items() if code.startswith(("T6", "T13"))]
    call = running.get("T3") if calls else None
    if answer and (call is None or min(answer) <= call):
        return Pledge(_("答复您"), min(answer))
    if answer and call is not None:
        return Pledge(_now("打电话联系您，%(at)s 前答复您") % {"at": when(min(answer))}, call)
    if NEWS in running:
        return Pledge(_("再告诉您进展"), running[NEWS])
    if not calls or not phone_of(matter):
        return None
    if "T12" in running:
        return Pledge(_("打电话问您办得怎么样"), running["T12"])
    return Pledge(_("打电话联系您"), running["T3"]) if "T3" in running else None


def steps_of(matter: Matter, worked_on: Matter, log: Sequence[Event]) -> list[Step]:
    """What happened, the latest first, in words for the resident; of a main only how far it got since."""
    told = [(event, resident_words(matter, event)) for event in log]
    if worked_on.pk != matter.pk and log:
        joined = max(event.seq for event in log if event.move == "merge")
        of_main = history(worked_on).filter(seq__gt=joined).order_by("seq")
        told += [(event, stage_words(worked_on, event)) for event in of_main]
    steps = [Step(title=words, at=event.at) for event, words in told if words]
    steps = [one for before, one in zip([None, *steps], steps, strict=False) if not same(before, one)]
    steps.reverse()
    return [Step(title=steps[0].title, at=steps[0].at, now=True), *steps[1:]] if steps else []


def same(before: Step | None, step: Step) -> bool:
    """Whether a step says what the one before said: within the office it went on, for them it is no news."""
    return before is not None and before.title == step.title and before.title == _("正在确定承办单位")


def resident_words(matter: Matter, event: Event) -> Text | None:
    """One event as the resident should read it; None for what is no news to them."""
    if event.move in QUIET or (event.move == "vote" and not event.facts.get("verdict")):
        return None
    if event.move in SAID:
        return SAID[event.move]
    if event.move == "record":
        return HandlingKind(event.facts.get("kind", HandlingKind.OTHER)).label
    if event.move == "call_back" and not event.facts.get("reached"):
        return _("打电话回访，没有打通")
    return stage_words(matter, event)


def stage_words(matter: Matter, event: Event) -> Text | None:
    """How far it got by this event; None when it stayed where it was."""
    return flow_of(matter).state(event.target).resident if event.source != event.target else None


def papers_for_resident(matter: Matter) -> QuerySet[Attachment]:
    """The papers the resident handed in; what the office adds may speak of others."""
    return attached_to(MATTER, [matter.pk]).filter(origin__in=FROM_RESIDENT)


def open_with_phone(phone: str, *, by: Actor) -> list[Matter]:
    """Open matters of somebody with this number, as far as this actor may know of them; the latest first.

    Of most numbers there are none, and then nobody asks who may know of them.
    """
    if not phone or not with_phone(Matter.objects.filter(state__in=open_states()), phone).exists():
        return []
    found = visible(by, Matter).select_related("area").filter(state__in=open_states())
    return list(with_phone(found, phone).order_by("-filed_at", "-pk")[:5])
