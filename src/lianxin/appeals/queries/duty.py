"""The duty catalogue as it is read: its editions, its lines in words, and what it proposes for a matter (派单目录)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from lianxin.appeals.models.duty import DutyEdition, DutyLine
from lianxin.appeals.queries import classes
from lianxin.appeals.rules import duty
from lianxin.appeals.rules.duty import Asked, Decision, Gap, Line, Shadow
from lianxin.kernel import context
from lianxin.matters.models import Matter
from lianxin.people.models import Unit
from lianxin.people.rules import UnitKind
from lianxin.places.models import Area
from lianxin.places.queries import area_by_code, existing
from lianxin.places.rules import OFFICIAL_LENGTH, SERVED, TOWNSHIPS, AreaKind, prefix

SHELF = "appeals.duties"
INDENT = "\u3000"


def editions() -> list[DutyEdition]:
    """Every edition, the newest first."""
    return list(DutyEdition.objects.order_by("-number"))


def edition(number: int) -> DutyEdition | None:
    """One edition by its number."""
    return DutyEdition.objects.filter(number=number).first()


def published() -> list[DutyEdition]:
    """The editions that hold now, held or will; read once in a piece of work."""
    shelf = context.shelf().setdefault(SHELF, {})
    if "editions" not in shelf:
        shelf["editions"] = list(DutyEdition.objects.exclude(published_at=None).filter(withdrawn_at=None))
    return list(shelf["editions"])


def in_force(on: date | None = None) -> DutyEdition | None:
    """The edition of a day (today): the latest to have begun; None before the first."""
    day = on or classes.today()
    begun = [row for row in published() if row.effective is not None and row.effective <= day]
    return max(begun, key=lambda row: (row.effective, row.number), default=None)


def without(row: DutyEdition) -> DutyEdition | None:
    """The edition that would hold today if this one were taken back."""
    others = [one for one in published() if one.pk != row.pk and one.effective is not None]
    begun = [one for one in others if one.effective is not None and one.effective <= classes.today()]
    return max(begun, key=lambda one: (one.effective, one.number), default=None)


def draft() -> DutyEdition | None:
    """The edition being drafted; there is one at most."""
    return DutyEdition.objects.filter(published_at=None).order_by("-number").first()


def line_count(row: DutyEdition) -> int:
    """How many lines an edition has."""
    return DutyLine.objects.filter(edition=row).count()


def line_row(row: DutyEdition, key: int) -> DutyLine | None:
    """One line of an edition."""
    return DutyLine.objects.filter(edition=row, pk=key).first()


def lines_of(row: DutyEdition) -> list[Line]:
    """An edition's lines in order, with the names of today; those of a published one are read once."""
    shelf = context.shelf().setdefault(SHELF, {})
    if row.draft:
        return read_lines(row)
    if row.pk not in shelf:
        shelf[row.pk] = read_lines(row)
    return list(shelf[row.pk])


def read_lines(row: DutyEdition) -> list[Line]:
    """The lines with the names of their classes, areas and units: three queries, however many lines."""
    rows = list(DutyLine.objects.filter(edition=row).select_related("unit"))
    known = classes.tree()
    areas = area_names({one.area for one in rows if one.area})
    return [
        Line(
            number=number,
            key=one.pk,
            code=one.class_code,
            area=one.area,
            words=tuple(one.words.split()),
            unit=one.unit_id,
            unit_name=one.unit.name,
            basis=one.basis,
            backstop=one.backstop,
            departments=one.departments,
            active=one.unit.active,
            village=one.unit.kind == UnitKind.VILLAGE,
            class_name=known.by_code[one.class_code].name
            if one.class_code in known.by_code
            else one.class_code,
            area_name=areas.get(one.area, one.area),
        )
        for number, one in enumerate(rows, start=1)
    ]


def lines_about(codes: set[str]) -> list[Line]:
    """The lines of the catalogue in force that name one of these classes."""
    row = in_force()
    return [line for line in lines_of(row) if line.code in codes] if row is not None else []


def area_names(prefixes: set[str]) -> dict[str, str]:
    """The name of the area each prefix stands for."""
    codes = [one.ljust(OFFICIAL_LENGTH, "0") for one in prefixes]
    rows = Area.objects.filter(code__in=codes) if codes else Area.objects.none()
    return {row.prefix: row.name for row in rows if row.prefix in prefixes}


def forget() -> None:
    """Read the catalogue anew; a change calls it itself."""
    context.shelf().pop(SHELF, None)


def area_of(prefix: str) -> Area | None:
    """The area that a line's prefix stands for, past ones included."""
    return area_by_code(prefix.ljust(OFFICIAL_LENGTH, "0")) if prefix else None


def area_choices() -> list[tuple[str, str]]:
    """(prefix, name) of what a line may be about: county, townships, villages."""
    rows = existing(classes.today()).filter(kind__in=SERVED).order_by("code")
    return [(row.prefix, INDENT * (len(row.prefix) // 3 - 2) + row.name) for row in rows]


def branch_choices() -> list[tuple[str, str]]:
    """(code, name) of every class and branch in use, pushed in by level."""
    known = classes.tree()
    return [
        (row.code, f"{INDENT * (row.level - 1)}{row.name} · {row.code}")
        for row in known.rows
        if known.in_use(row)
    ]


# What it says of one matter


@dataclass(frozen=True)
class Proposal:
    """What the catalogue proposes for a matter, under which edition."""

    edition: DutyEdition
    decision: Decision

    @property
    def line(self) -> Line | None:
        return self.decision.line


def asked_of(matter: Matter) -> Asked:
    """A matter as the catalogue sees it; a class of an older edition by what it became."""
    appeal = matter.appeal
    row = classes.as_in_force(appeal.category_id)
    if row is None and appeal.category_id is not None:
        row = classes.class_row(appeal.category_id)
    codes = row.codes if row is not None else ()
    return Asked(
        codes=codes,
        area=matter.area.code if matter.area_id and matter.area else "",
        text=f"{matter.title}\n{appeal.text}",
        departments=classes.tree().on_departments_list(codes),
    )


def proposal(matter: Matter) -> Proposal | None:
    """What the catalogue in force says of this matter; None where there is no catalogue."""
    row = in_force()
    if row is None:
        return None
    return Proposal(row, duty.decide(lines_of(row), asked_of(matter)))


def pushed_down(matter: Matter, unit: Unit) -> bool:
    """Whether a village or community would lead what is on the departments' list (J9)."""
    return unit.kind == UnitKind.VILLAGE and asked_of(matter).departments


def backstop_line(matter: Matter) -> Line | None:
    """The line of last resort for this matter in the catalogue in force (兜底, J10); None where there is none."""
    row = in_force()
    lines = [line for line in lines_of(row) if line.backstop] if row is not None else []
    return duty.decide(lines, asked_of(matter)).line


def tried(row: DutyEdition, *, category: int | None, area: int | None, text: str) -> Decision:
    """What an edition would say of a class, a place and some words: the try-it box."""
    found = classes.as_in_force(category)
    codes = found.codes if found else ()
    place = Area.objects.filter(pk=area).first() if area else None
    departments = classes.tree().on_departments_list(codes)
    asked = Asked(codes=codes, area=place.code if place else "", text=text, departments=departments)
    return duty.decide(lines_of(row), asked)


# What is wrong with it


@dataclass(frozen=True)
class Findings:
    """Everything somebody should look at before an edition is published."""

    gaps: Sequence[Gap]
    shadows: Sequence[Shadow]
    closed: Sequence[Line]
    strange: Sequence[Line]
    pushed: Sequence[Line]
    backstop: bool

    @property
    def stops(self) -> bool:
        """Whether it can't be published so."""
        return bool(self.closed or self.pushed)

    @property
    def clean(self) -> bool:
        """Whether nothing was found."""
        return self.backstop and not (self.stops or self.gaps or self.shadows or self.strange)


def findings(row: DutyEdition) -> Findings:
    """Classes without a unit, lines that can never match, units out of use, classes no longer there, J9."""
    lines, known = lines_of(row), classes.tree()
    leaves = [(one.codes, one.name) for one in known.leaves()]
    return Findings(
        gaps=duty.gaps(lines, leaves, whole_area()),
        shadows=duty.shadows(lines, known.paths()),
        closed=[line for line in lines if not line.active],
        strange=[line for line in lines if line.code and line.code not in known.by_code],
        pushed=[line for line in lines if line.village and pushes_down(line.code, line.departments)],
        backstop=any(line.backstop and line.active for line in lines),
    )


def whole_area() -> str:
    """The prefix of all that the office serves: its township, or the county where there are several."""
    rows = list(Area.objects.filter(kind__in=TOWNSHIPS).order_by("code")[:2])
    if len(rows) == 1:
        return rows[0].prefix
    return prefix(rows[0].code, AreaKind.COUNTY) if rows else ""


def pushes_down(code: str, departments: bool) -> bool:
    """Whether a line of this class, given to a village, could reach something on the departments' list (J9)."""
    return departments or bool(on_list_within(code))


def on_list_within(code: str) -> list[str]:
    """The names of the departments' classes that a line of this class could reach; all for an empty code."""
    known = classes.tree()
    own = known.by_code[code].codes if code in known.by_code else ()
    return [
        row.name
        for row in known.rows
        if row.departments and (not code or code in row.codes or row.code in own)
    ]


@dataclass(frozen=True)
class Step:
    """How one edition differs from another, in lines of words."""

    added: list[str]
    gone: list[str]


def difference(row: DutyEdition, other: DutyEdition | None) -> Step:
    """The lines that come and go between an edition and the one it follows."""
    new, old = words_of(row), words_of(other) if other is not None else []
    return Step([one for one in new if one not in set(old)], [one for one in old if one not in set(new)])


def words_of(row: DutyEdition) -> list[str]:
    """Each line as a sentence, without its number."""
    return [
        _("%(condition)s → %(unit)s，依据：%(basis)s")
        % {"condition": line.condition, "unit": line.unit_name, "basis": line.basis}
        for line in lines_of(row)
    ]
