"""What the page about the class suggestion shows: how good the table in use is, how often it is taken (分类建议)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Avg, Count, Q
from django.db.models.functions import TruncMonth

from lianxin.kernel import clock
from lianxin.wording.models import ClassSuggestion, ClassTraining, TrainingStatus
from lianxin.wording.queries.classes import names_of, stock_of
from lianxin.wording.rules.examples import Stock

YEAR = timedelta(days=366)
PAIRS = 12


@dataclass(frozen=True)
class OfClass:
    """One class by what messages that were held out said of it: F1, precision and recall in percent."""

    name: str
    count: int
    f1: float
    precision: float
    recall: float


@dataclass(frozen=True)
class Taken:
    """How often one class was taken for another, of the messages that were held out (混淆)."""

    name: str
    other: str
    times: int


@dataclass(frozen=True)
class Month:
    """What became of the proposals of one month: decided, shown, taken; and how often the desk said the same."""

    month: date
    decided: int
    shown: int
    taken: int
    agreed: int
    sure: float


@dataclass(frozen=True)
class Page:
    """All of it."""

    used: ClassTraining | None
    latest: ClassTraining | None
    stock: Stock
    classes: Sequence[OfClass] = ()
    confused: Sequence[Taken] = ()
    months: Sequence[Month] = ()
    few: Mapping[str, int] = field(default_factory=dict)

    @property
    def right(self) -> float:
        """How many of a hundred held-out messages were told the class they had."""
        return 100 * float(self.used.report["accuracy"]) if self.used is not None else 0.0


def page(row_kind: str) -> Page:
    """The table in use, the latest training, what there is to learn from, and what became of the proposals."""
    rows = ClassTraining.objects.defer("file").order_by("-number")
    used, latest = rows.filter(status=TrainingStatus.READY).first(), rows.first()
    names, stock = names_of(row_kind), stock_of(row_kind)
    report = used.report if used is not None else {}
    return Page(
        used=used,
        latest=latest,
        stock=stock,
        classes=[of_class(names.get(label, label), one) for label, one in report.get("classes", {}).items()],
        confused=pairs(report, names) if report else [],
        months=months(row_kind),
        few={names.get(label, label): times for label, times in sorted(stock.few.items())},
    )


def of_class(name: str, said: Mapping[str, float]) -> OfClass:
    """One line of the table."""
    precision, recall, f1 = (100 * said[one] for one in ("precision", "recall", "f1"))
    return OfClass(name, int(said["count"]), f1, precision, recall)


def pairs(report: Mapping[str, list[list[int]]], names: Mapping[str, str]) -> list[Taken]:
    """What was taken for what, most often first."""
    labels = [names.get(str(label), str(label)) for label in report["labels"]]
    found = [
        Taken(own, other, report["confusion"][row][column])
        for row, own in enumerate(labels)
        for column, other in enumerate(labels)
        if row != column and report["confusion"][row][column]
    ]
    return sorted(found, key=lambda one: -one.times)[:PAIRS]


def months(row_kind: str) -> list[Month]:
    """A year of decisions, the latest month first: a table that no longer fits is seen here (漂移)."""
    rows = ClassSuggestion.objects.filter(row_kind=row_kind, chosen_at__gte=clock.now() - YEAR)
    counted = (
        rows.annotate(month=TruncMonth("chosen_at"))
        .values("month")
        .annotate(
            decided=Count("pk"),
            on_page=Count("pk", filter=Q(shown=True)),
            picked=Count("pk", filter=Q(shown=True, taken=True)),
            agreed=Count("pk", filter=Q(taken=True)),
            sure=Avg("confidence"),
        )
        .order_by("-month")
    )
    return [
        Month(row["month"], row["decided"], row["on_page"], row["picked"], row["agreed"], row["sure"] / 10)
        for row in counted
    ]
