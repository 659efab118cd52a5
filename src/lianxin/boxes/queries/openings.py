"""What the pages of boxes and openings read: when each was opened, which slips came out, what became of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.utils.translation import gettext as _

from lianxin.boxes.models import Box, BoxFault, Opening, Slip
from lianxin.boxes.queries.gates import HANDS, WAITING
from lianxin.boxes.rules import Kind, Line, Text, by_kind, by_outcome, tellable
from lianxin.kernel.actor import Actor
from lianxin.matters.flows import flow_of
from lianxin.matters.queries import visible

MOST = 60
IN_USE, OPENED = "in_use", Q(opened_at__isnull=False)


def boxes(by: Actor) -> "QuerySet[Box]":
    """The boxes this actor may know of, each with `last_opened`, the moment it was opened last."""
    last = Max("openings__opened_at")
    found = visible(by, Box).select_related("area", "holder", "first_unit").annotate(last_opened=last)
    return found.order_by("state", "code", "pk")


def box_of(key: int, *, by: Actor) -> Box | None:
    """One box."""
    return boxes(by).filter(pk=key).first()


def opening_of(key: int, *, by: Actor) -> Opening | None:
    """One opening."""
    found = visible(by, Opening).select_related("box__area", "box__holder", "opener_unit")
    return found.filter(pk=key).first()


def openings_of(box: Box, *, by: Actor) -> "QuerySet[Any]":
    """The openings of a box, the latest first, each with how many of its slips have an outcome."""
    found = visible(by, Opening).filter(box=box)
    ended = Count("slips", filter=~Q(slips__outcome=""))
    return found.annotate(ended=ended).order_by("-day", "-pk")[:MOST]


def faults_of(box: Box, *, by: Actor) -> list[BoxFault]:
    """What is or was wrong with a box, the latest first."""
    return list(visible(by, BoxFault).filter(box=box).order_by("-found_at", "-pk")[:MOST])


def fault_of(key: int, *, by: Actor) -> BoxFault | None:
    """One of them."""
    return visible(by, BoxFault).select_related("box").filter(pk=key).first()


def last_seal(box: Box) -> str:
    """The number of the seal that was put on when the box was opened last; empty when it never was."""
    sealed = Opening.objects.filter(OPENED, box=box).exclude(seal_after="")
    return sealed.order_by("-opened_at", "-pk").values_list("seal_after", flat=True).first() or ""


def unfinished(box: Box) -> Opening | None:
    """An opening of this box whose slips are not all registered yet."""
    return Opening.objects.filter(box=box, state__in=("opened", "counted")).order_by("pk").first()


@dataclass(frozen=True)
class Row:
    """One slip on the page of its opening: its number, its stub, and what may be said of it here.

    `key` is 0 where the reader may not open it; `carry` is the key of one that somebody has to carry away.
    """

    number: int
    stub: str
    kind: Text
    state: Text
    outcome: Text
    key: int = 0
    carry: int = 0


@dataclass(frozen=True)
class Contents:
    """The slips of an opening and their sums."""

    rows: Sequence[Row]
    outcomes: Sequence[Line]
    kinds: Sequence[Line]
    count: int
    ended: int


def contents(opening: Opening, *, by: Actor) -> Contents:
    """All slips of an opening: of those the reader may not read only number and outcome."""
    slips = list(slips_in(opening))
    open_to = set(visible(by, Slip).filter(opening=opening).values_list("pk", flat=True))
    carries = by.holds(*HANDS)
    pairs = [(one.kind, one.outcome) for one in slips]
    return Contents(
        rows=[row_of(one, readable=one.pk in open_to, carries=carries) for one in slips],
        outcomes=by_outcome(outcome for _kind, outcome in pairs),
        kinds=by_kind(pairs),
        count=len(slips),
        ended=sum(bool(outcome) for _kind, outcome in pairs),
    )


def slips_in(*openings: Opening) -> "QuerySet[Slip]":
    """The slips of these openings by number, without a word of what they say."""
    return Slip.objects.filter(opening__in=openings).select_related("stub").order_by("number")


def row_of(slip: Slip, *, readable: bool, carries: bool) -> Row:
    """One slip as this reader may see it."""
    carried = slip.state in WAITING
    return Row(
        number=slip.number,
        stub=slip.stub.number if slip.stub else "",
        kind=slip.get_kind_display() if readable and tellable(slip.kind, slip.outcome) else "—",
        state=standing(slip, carries=carries),
        outcome=slip.get_outcome_display() or "—",
        key=slip.pk if readable and not carried else 0,
        carry=slip.pk if carried and carries else 0,
    )


def registered_in(opening: Opening) -> int:
    """How many slips of an opening are registered."""
    return Slip.objects.filter(opening=opening).count()


def unsorted_in(opening: Opening) -> int:
    """How many of them nobody has decided about yet, those that wait to be carried away among them."""
    return Slip.objects.filter(opening=opening, state__in=("registered", *WAITING)).count()


def without_outcome(opening: Opening) -> int:
    """How many of them have no outcome yet."""
    return Slip.objects.filter(opening=opening, outcome="").count()


def standing(slip: Slip, *, carries: bool) -> Text:
    """Where a slip stands; that one waits to be carried away is told to who carries it."""
    if slip.state not in WAITING:
        return flow_of(slip).state(slip.state).staff
    return _("密封，等转交") if carries else flow_of(slip).state("registered").staff


def to_receive(by: Actor) -> "QuerySet[Slip]":
    """The accusations that wait sealed for this discipline desk."""
    waiting = visible(by, Slip).filter(kind=Kind.ACCUSATION, state="sealed")
    return waiting.select_related("opening__box").order_by("registered_at", "pk")


@dataclass(frozen=True)
class Posted:
    """One line of the notice board (反馈公示): the number on the stub or within the opening, kind, result."""

    number: str
    kind: Text
    result: Text
    answer: str


@dataclass(frozen=True)
class Board:
    """What is posted of one opening: no name, nothing of what was written (BOX-03, XC-13)."""

    box: str
    opened_at: datetime | None
    count: int
    outcomes: Sequence[Line]
    rows: Sequence[Posted]


def board(opening: Opening) -> Board:
    """The lines of an opening, for everybody."""
    return board_of(opening, list(slips_in(opening)))


def board_of(opening: Opening, slips: Sequence[Slip]) -> Board:
    """The same, of its slips by number."""
    return Board(
        box=f"{opening.box.code} {opening.box.place}",
        opened_at=opening.opened_at,
        count=opening.count or 0,
        outcomes=by_outcome(one.outcome for one in slips),
        rows=[posted(one) for one in slips],
    )


def posted(slip: Slip) -> Posted:
    """One slip as it is posted; what was passed on looks like all else that was."""
    return Posted(
        number=slip.stub.number if slip.stub else _("第 %(n)d 张") % {"n": slip.number},
        kind=slip.get_kind_display() if tellable(slip.kind, slip.outcome) else "—",
        result=slip.get_outcome_display() or _("还在办"),
        answer=slip.answer if slip.answer_public else "",
    )


def boards(*, most: int = 12) -> list[Board]:
    """The openings whose answers are posted, the latest first."""
    found = Opening.objects.filter(published_at__isnull=False).select_related("box")
    shown = found.order_by("-opened_at", "-pk")[:most]
    slips: dict[int, list[Slip]] = {one.pk: [] for one in shown}
    for slip in slips_in(*shown):
        slips[slip.opening_id].append(slip)
    return [board_of(one, slips[one.pk]) for one in shown]


def states_of(openings: Iterable[Opening]) -> list[tuple[Opening, Text]]:
    """Each opening with its state in words."""
    return [(one, flow_of(one).state(one.state).staff) for one in openings]
