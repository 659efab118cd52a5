"""Reception points at a site: where and when, and what was brought there, day by day and by theme (现场接待点)."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from lianxin.kernel.actor import Actor
from lianxin.matters.models import Matter
from lianxin.matters.queries import visible
from lianxin.matters.workflow import Text
from lianxin.reception.models import Kind, Visit
from lianxin.renovation.models import Objection, Project
from lianxin.renovation.rules.codes import About

NO_THEME = _("没有立项，或者还没有归类")
MOST_DAYS = 31


def points_of(project: Project) -> list[Kind]:
    """The points of a project, the latest first."""
    keys = project.points.values("kind_id")
    return list(Kind.objects.filter(pk__in=keys).order_by("-since", "-pk"))


def open_points(project: Project, today: date) -> list[Kind]:
    """Those at which somebody sits these days, or will."""
    return [
        kind for kind in points_of(project) if kind.active and (kind.until is None or kind.until >= today)
    ]


@dataclass(frozen=True)
class Day:
    """What was brought to the points of a project on one day: visits (次), persons (人), and visits by theme."""

    day: date
    visits: int
    persons: int
    themes: Sequence[tuple[Text, int]]


def by_day(project: Project, *, by: Actor) -> list[Day]:
    """The daily summary by theme, the latest day first; the themes of a day add up to its visits."""
    kinds = project.points.values("kind_id")
    rows = visible(by, Visit).filter(slot__kind__in=kinds).order_by()
    shown = rows.order_by("-slot__day").values_list("slot__day", flat=True).distinct()[:MOST_DAYS]
    lines = list(rows.filter(slot__day__in=list(shown)).values_list("slot__day", "persons", "matter_id"))
    about = themes_of({matter for *_rest, matter in lines if matter})
    visits: Counter[date] = Counter(day for day, *_rest in lines)
    persons: Counter[date] = Counter()
    themes: dict[date, Counter[str]] = defaultdict(Counter)
    for day, came, matter in lines:
        persons[day] += came
        themes[day][about.get(matter, "")] += 1
    days = sorted(visits, reverse=True)
    return [Day(day, visits[day], persons[day], in_words(themes[day])) for day in days]


def themes_of(matters: set[int]) -> dict[int | None, str]:
    """What each of these appeals objects to, where it was linked to a project."""
    found = Objection.objects.filter(matter__in=matters).values_list("matter_id", "about")
    return dict(found) if matters else {}


def in_words(themes: Counter[str]) -> list[tuple[Text, int]]:
    """Themes with their number, the most first; what has none last."""
    order = sorted(themes.items(), key=lambda line: (not line[0], -line[1], line[0]))
    return [(About(code).label if code else NO_THEME, count) for code, count in order]


def not_linked(project: Project, *, by: Actor) -> list[Matter]:
    """Appeals that were opened at its points and speak of no project yet: somebody should say what they are about."""
    opened = Visit.objects.filter(slot__kind__in=project.points.values("kind_id"), matter__isnull=False)
    linked = Objection.objects.values("matter_id")
    found = visible(by, Matter).filter(pk__in=opened.order_by().values("matter_id")).exclude(pk__in=linked)
    return list(found.order_by("-filed_at", "-pk")[:MOST_DAYS])
