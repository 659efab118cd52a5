"""Returned orders and disputes of duty: what stands, what was decided before, and how pages show them (退单、裁定)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.disputes import precedent_months
from lianxin.appeals.models import Adjudication, DutyProposal, Return
from lianxin.appeals.queries import classes
from lianxin.appeals.queries.accused import barred_units
from lianxin.appeals.queries.appeal import conflicting
from lianxin.appeals.queries.duty import area_names, pushed_down
from lianxin.appeals.queries.numbers import put_back, put_back_in_list
from lianxin.appeals.queries.shielding import as_handled, hide_in, shields
from lianxin.appeals.queries.walls import accusing, kept_apart
from lianxin.appeals.rules.duty import Line
from lianxin.appeals.rules.returning import months_back, pair
from lianxin.kernel import notices
from lianxin.kernel.actor import Actor, Role
from lianxin.matters.models import Matter
from lianxin.matters.queries import visible
from lianxin.people.queries import names_of_posts

Text = str | Promise
MOST = 100
SHOWN = 3
RETURN = "return"
DISPUTED = ("return_asked", "adjudicating")


def returns_of(matter: Matter) -> list[Return]:
    """Every time an order of this matter was given back, the first first."""
    return sorted(matter.returns.all(), key=lambda one: one.pk)


def waiting_return(matter: Matter) -> Return | None:
    """The one that nobody has decided yet."""
    return next((one for one in returns_of(matter) if one.decided_at is None), None)


def let_go(matter: Matter) -> Return | None:
    """The return by which a unit was let go before the desk sends it out anew."""
    return next((one for one in reversed(returns_of(matter)) if one.agreed), None)


def refusals(matter: Matter) -> int:
    """How often the desk has said no."""
    return sum(one.agreed is False for one in returns_of(matter))


def given_up(matter: Matter) -> bool:
    """Whether a unit was let go already: a second one that says no is a dispute."""
    return any(one.agreed for one in returns_of(matter))


def adjudicated(matter: Matter) -> bool:
    """Whether it is decided for good whose duty this is: by a decision of its own or by a precedent."""
    followed = any(one.precedent_id is not None for one in returns_of(matter))
    return followed or matter.adjudications.exists()


def parties_of(matter: Matter) -> set[int]:
    """The units that dispute about a matter: the one that has it, all that gave it back, all that were suggested."""
    found = {matter.holder_id}
    for one in returns_of(matter):
        found |= {one.unit_id, one.suggested_id}
    return {key for key in found if key is not None}


def hands_in(matter: Matter) -> set[int]:
    """The accounts that asked for a return of it, answered one or brought it before the adjudicator."""
    found = {account for one in returns_of(matter) for account in (one.asked_by, one.submitted_by)}
    found |= {one.decided_by for one in returns_of(matter)}
    return {key for key in found if key is not None}


def class_of(matter: Matter) -> str:
    """The code of a matter's class in the edition in force; empty while it has none."""
    key = matter.appeal.category_id
    found = classes.as_in_force(key) or (classes.class_row(key) if key is not None else None)
    return found.code if found is not None else ""


def precedent(matter: Matter, unit: int, suggested: int | None, *, at: datetime) -> Adjudication | None:
    """The decision that answers the same dispute again (J8): the same pair and class, within the months set.

    Not one the backstop got because nobody decided, none whose unit is gone, may not lead this one (J9) or is what
    this one is said against (A7), and none of a matter others are kept from.
    """
    one, other = pair(unit, suggested)
    code = class_of(matter)
    if other is None or not code:
        return None
    known = Adjudication.objects.filter(one=one, other=other, class_code=code, backstop=False)
    known = known.exclude(matter__in=Matter.objects.filter(kept_apart()).values("pk"))
    lately = known.filter(decided_at__gte=months_back(at, precedent_months()), decided_at__lte=at)
    found = lately.select_related("unit", "matter").order_by("-decided_at", "-pk").first()
    if found is None or not found.unit.active or pushed_down(matter, found.unit):
        return None
    return None if found.unit_id in barred_units(matter) else found


def decided_alike(matter: Matter, *, by: Actor) -> list[Adjudication]:
    """The last decisions about the same class, for who decides now: whatever the units and however long ago.

    Not those of accusations, nor of what this actor may not know of.
    """
    code = class_of(matter)
    known = Adjudication.objects.filter(class_code=code, backstop=False).select_related("unit", "matter")
    known = known.exclude(matter__in=Matter.objects.filter(kept_from(by)).values("pk"))
    return list(known.order_by("-decided_at", "-pk")[:SHOWN]) if code else []


# On pages and papers


@dataclass(frozen=True)
class ReturnLine:
    """One return in words, with the decision on it; of a matter the reader has lost only its number is `open`."""

    key: int
    matter: Matter
    unit: str
    suggested: str
    ground: str
    basis: str
    reason: str
    asked_at: datetime
    asked_by: str
    submitted_at: datetime | None
    lapsed: bool
    answer: str
    decided_at: datetime | None
    decided_by: str
    agreed: bool | None
    precedent: str
    named: str
    decision: str
    decision_basis: str
    backstop: bool
    open: bool = True

    @property
    def adjudicated(self) -> bool:
        """Whether it was decided for good: by an adjudicator, by the backstop or by a precedent."""
        return bool(self.named)

    @property
    def verdict(self) -> Text:
        """What became of it."""
        if self.backstop:
            return _("逾期没有裁定，由兜底单位接")
        if self.precedent:
            return _("照先例办")
        if self.named:
            return _("已裁定")
        if self.decided_at is None:
            return _("等裁定") if self.submitted_at else _("等派单员答复")
        return _("同意退单") if self.agreed else _("不同意退单")


def returns() -> QuerySet[Return]:
    """Returns with what their lines name."""
    return Return.objects.select_related(
        "matter", "unit", "suggested", "precedent__unit", "precedent__matter"
    )


def lines_of(matter: Matter) -> list[ReturnLine]:
    """The returns of one matter, the first first; `folder` has fetched them."""
    return lines(returns_of(matter), list(matter.adjudications.all()))


def line_of(matter: Matter, key: int) -> ReturnLine | None:
    """One return of a matter, for its paper: numbers in its words masked, nothing in them that tells who speaks."""
    rows = list(returns().filter(matter=matter, pk=key))
    rulings = list(matter.adjudications.select_related("unit"))
    put_back(matter, [*rows, *rulings], clear=False)
    hide_in([*rows, *rulings], as_handled(matter))
    return next(iter(lines(rows, rulings)), None)


def lines(rows: Sequence[Return], rulings: Iterable[Adjudication]) -> list[ReturnLine]:
    """Returns in words; the names of posts are read once for all."""
    own = {(ruling.matter_id, ruling.decided_at): ruling for ruling in rulings}
    posts = names_of_posts({key for one in rows for key in (one.made_post, one.decided_post) if key})
    return [
        line(one, one.precedent or own.get((one.matter_id, one.decided_at or one.asked_at)), posts)
        for one in rows
    ]


def line(row: Return, ruling: Adjudication | None, posts: dict[int, str]) -> ReturnLine:
    """One return with the decision it was answered by."""
    return ReturnLine(
        key=row.pk,
        matter=row.matter,
        unit=row.unit.name,
        suggested=row.suggested.name if row.suggested else "",
        ground=row.get_ground_display(),
        basis=row.basis,
        reason=row.reason,
        asked_at=row.asked_at,
        asked_by=posts.get(row.made_post or 0, ""),
        submitted_at=row.submitted_at,
        lapsed=row.submitted_at is not None and row.submitted_by is None,
        answer=row.answer,
        decided_at=row.decided_at,
        decided_by=posts.get(row.decided_post or 0, ""),
        agreed=row.agreed,
        precedent=row.precedent.matter.number if row.precedent else "",
        named=ruling.unit.name if ruling else "",
        # The words of another matter stay with it.
        decision=ruling.decision if ruling and row.precedent is None else "",
        decision_basis=ruling.basis if ruling else "",
        backstop=bool(ruling and ruling.backstop),
    )


@dataclass(frozen=True)
class Piles:
    """What waits for an answer or a decision, the oldest first, and what was decided, the latest first."""

    waiting: Sequence[ReturnLine]
    decided: Sequence[ReturnLine]


def piles_of(by: Actor) -> Piles:
    """The returns of the matters an actor may see, and for a handler all that their own unit gave back."""
    may_open = visible(by, Matter)
    known = returns().filter(Q(matter__in=may_open.values("pk")) | of_own_units(by))
    waiting = known.filter(decided_at=None, matter__state__in=DISPUTED).order_by("asked_at", "pk")[:MOST]
    decided = known.exclude(decided_at=None).order_by("-decided_at", "-pk")[:MOST]
    rows = [*waiting, *decided]
    keys = {one.matter_id for one in rows}
    opened = set(may_open.filter(pk__in=keys).values_list("pk", flat=True))
    rulings = list(Adjudication.objects.filter(matter__in=keys).select_related("unit"))
    texts: list[Return | Adjudication] = [*rows, *rulings]
    by_matter = {key: [one for one in texts if one.matter_id == key] for key in keys}
    kept = shields(list({one.matter_id: one.matter for one in rows}.values()), by=by)
    put_back_in_list(by_matter, kept, by=by)
    for key, shield in kept.items():
        hide_in(by_matter[key], shield)
    found = [replace(one, open=one.matter.pk in opened) for one in lines(rows, rulings)]
    return Piles(
        [one for one in found if one.decided_at is None], [one for one in found if one.decided_at is not None]
    )


def seen(by: Actor) -> QuerySet[Return]:
    """The returns a notice may be about: those of one's own units, whoever has the matter now."""
    return Return.objects.filter(of_own_units(by))


def links(keys: Iterable[int]) -> dict[int, str]:
    """Where such a notice leads: the list of all, for the matter itself may be closed to its reader."""
    return dict.fromkeys(keys, reverse("returns"))


notices.about(RETURN, seen=seen, links=links)


def of_own_units(by: Actor) -> Q:
    """What the units gave back for which this actor handles; accusations and what they shun stay walled."""
    units = {unit for hand in by.hands() if hand.holds(Role.HANDLER) for unit in hand.units}
    walled = Matter.objects.filter(kept_from(by))
    return Q(unit__in=units) & ~Q(matter__in=walled.values("pk")) if units else Q(pk__in=[])


def kept_from(by: Actor) -> Q:
    """The matters of which no list beside the matters' own names so much as the number to this actor."""
    return accusing() | conflicting(by)


@dataclass(frozen=True)
class Proposed:
    """A line that an adjudication proposes for the catalogue, as its keeper sees it; `said` is the number of it."""

    key: int
    line: Line
    said: str
    at: datetime


def open_proposals(by: Actor) -> QuerySet[DutyProposal]:
    """What adjudications propose and nobody has settled; each names its matter, so none of what this actor shuns."""
    kept = Matter.objects.filter(kept_from(by)).values("pk")
    found = DutyProposal.objects.filter(taken=None).exclude(adjudication__matter__in=kept)
    return found.select_related("unit", "adjudication__matter")


def proposals_waiting(by: Actor) -> list[Proposed]:
    """What adjudications propose for the catalogue and its keeper has not settled, the oldest first."""
    rows = list(open_proposals(by).order_by("made_at", "pk")[:MOST])
    known = classes.tree().by_code if rows else {}
    areas = area_names({row.area for row in rows if row.area})
    return [
        Proposed(
            row.pk,
            Line(
                number=0,
                key=row.pk,
                code=row.class_code,
                area=row.area,
                words=tuple(row.words.split()),
                unit=row.unit_id,
                unit_name=row.unit.name,
                basis=row.basis,
                class_name=known[row.class_code].name if row.class_code in known else row.class_code,
                area_name=areas.get(row.area, row.area),
            ),
            row.adjudication.matter.number,
            row.made_at,
        )
        for row in rows
    ]


def proposal_waiting(key: int, by: Actor) -> DutyProposal | None:
    """One of them."""
    return open_proposals(by).filter(pk=key).first()
