"""Projects as an actor may know of them, their files, and what still stands in their way (改造项目)."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q, QuerySet

from lianxin.kernel import context
from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.attachments import attached_to
from lianxin.kernel.models.attachment import Attachment
from lianxin.kernel.policy import Rule, holds
from lianxin.matters.ledger import history
from lianxin.matters.queries import visible
from lianxin.people.queries import units_in_use
from lianxin.places.rules import inside, within
from lianxin.renovation.models import Demolition, Project, SitePromise
from lianxin.renovation.rules.basis import Text, lacking
from lianxin.renovation.rules.codes import DRAWN, FileKind

PROJECT, DEMOLITION = "project", "demolition"
SHOWN = ("posted", "working", "accepted", "handed_over")
KEEPERS = (Role.CLERK, Role.TRIAGE, Role.HANDLER)
DECIDERS = (Role.REVIEWER, Role.LEADER)


def gate(by: Actor) -> Q:
    """Everybody knows of what was posted; who works here also of what is planned in their area or unit."""
    if Role.SYSTEM in by.roles:
        return Q()
    shown = Q(state__in=SHOWN) | Q(state="stopped", posted_from__isnull=False)
    if by.account is None:
        return shown
    return shown | own(by)


def own(by: Actor) -> Q:
    """What lies in the actor's area or unit."""
    return within(by.scopes, "area__code") | Q(holder__in=by.every_unit)


def in_charge(by: Actor, row: Project | None) -> bool:
    """Who keeps a project: the unit in charge, or the desk of its area (责任单位)."""
    if by.account is None or not by.holds(*KEEPERS):
        return False
    if row is None or not row.pk or row.holder_id in by.units:
        return True
    return by.holds(Role.CLERK, Role.TRIAGE) and in_area(by, row)


def kept_projects(by: Actor) -> QuerySet[Project]:
    """The projects this actor keeps: the same asked of all at once."""
    if by.account is None or not by.holds(*KEEPERS):
        return projects(by).none()
    kept = Q(holder__in=by.units)
    if by.holds(Role.CLERK, Role.TRIAGE):
        kept |= within(by.scopes, "area__code")
    return projects(by).filter(kept)


def decides(by: Actor, row: Project | None) -> bool:
    """Who lets work begin, be accepted or stop: a reviewer or leader of the area, never who planned it (INV-07)."""
    if by.account is None or not by.holds(*DECIDERS):
        return False
    return row is None or (in_area(by, row) and planned_by(row) != by.account)


def in_area(by: Actor, row: Project) -> bool:
    """Whether a project lies in the actor's area."""
    return row.area is not None and inside(row.area.code, by.scopes)


def planned_by(row: Project) -> int | None:
    """The account that wrote the project down; kept for the piece of work, as each move asks again."""
    kept: dict[int, int | None] = context.shelf().setdefault("renovation.planners", {})
    if row.pk not in kept:
        kept[row.pk] = history(row).filter(move="plan").values_list("actor_id", flat=True).first()
    return kept[row.pk]


sees_projects: Rule = holds(*KEEPERS, *DECIDERS, Role.AUDITOR)


def projects(by: Actor) -> QuerySet[Project]:
    """The projects an actor may know of, the latest first."""
    return visible(by, Project).select_related("area", "holder").order_by("-pk")


def project_of(key: int, *, by: Actor) -> Project | None:
    """One of them."""
    return projects(by).filter(pk=key).first()


def own_projects(by: Actor) -> QuerySet[Project]:
    """Those in the actor's area or unit: the list of who works here."""
    return projects(by).filter(own(by))


def is_public(row: Project) -> bool:
    """Whether everybody may open it."""
    return row.state in SHOWN or (row.state == "stopped" and row.posted_from is not None)


def takes_objections(row: Project) -> bool:
    """Whether a word against it is taken on its page: from the posting on, but not while it is stopped."""
    return row.state in SHOWN


def files_of(row: Project) -> list[Attachment]:
    """Plan, drawings and photographs, oldest first."""
    return list(attached_to(PROJECT, [row.pk]))


def files_by_kind(row: Project) -> list[tuple[str, Sequence[Attachment]]]:
    """The same under the words of their kind, in the order of the kinds."""
    found = files_of(row)
    lines = ((kind, [one for one in found if one.origin == kind]) for kind in FileKind)
    return [(str(kind.label), files) for kind, files in lines if files]


def has_plan(row: Project) -> bool:
    """Whether a plan or a drawing was handed in."""
    return attached_to(PROJECT, [row.pk]).filter(origin__in=[str(kind) for kind in DRAWN]).exists()


def demolitions_of(row: Project) -> list[Demolition]:
    """What is to come down, in the order it was written down."""
    return list(row.demolitions.order_by("pk"))


def standing(rows: Sequence[Demolition]) -> list[Demolition]:
    """Of these what is still to come down."""
    return [one for one in rows if one.done_on is None and not one.dropped_why]


def without_object(rows: Sequence[Demolition], promises: Sequence[SitePromise]) -> set[str]:
    """The moves for which there is nothing to choose from: none of these stands, no promise is open."""
    idle = set() if standing(rows) else {"complete", "fell", "drop"}
    return idle if promises else idle | {"settle"}


def papers_by_demolition(rows: Sequence[Demolition]) -> dict[int, list[Attachment]]:
    """The papers of each."""
    found: dict[int, list[Attachment]] = {one.pk: [] for one in rows}
    for paper in attached_to(DEMOLITION, list(found)) if found else ():
        found[paper.row_id].append(paper)
    return found


def missing_of(one: Demolition, papers: int) -> list[Text]:
    """What a demolition's legal basis still lacks."""
    if one.dropped_why:
        return []
    return lacking(
        body=one.body,
        decision=one.decision,
        law=one.law,
        decided_on=one.decided_on,
        served_on=one.served_on,
        remedy=one.remedy,
        remedy_until=one.remedy_until,
        papers=papers,
    )


def without_basis(row: Project) -> list[tuple[Demolition, list[Text]]]:
    """The demolitions that lack something, each with what."""
    rows = demolitions_of(row)
    papers = papers_by_demolition(rows)
    lines = ((one, missing_of(one, len(papers[one.pk]))) for one in rows)
    return [(one, missing) for one, missing in lines if missing]


def days_left(row: Project, today: date) -> int:
    """How many days of the posting are still to come, the last one included."""
    return max(0, (row.posted_until - today).days + 1) if row.posted_until else 0


def unit_choices(by: Actor) -> list[tuple[int, str]]:
    """The units that may be put in charge: one's own first."""
    units = [(unit.pk, unit.name) for unit in units_in_use()]
    return sorted(units, key=lambda line: line[0] not in by.every_unit)
