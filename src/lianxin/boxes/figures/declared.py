"""意见条数、整改率、答复率: each declared once, with its formula in words (BOX-05)."""

from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lianxin.boxes.models import Opening, Slip
from lianxin.boxes.rules import Kind, Outcome, Text
from lianxin.kernel.figures.numbers import Unit
from lianxin.kernel.figures.registry import Asked, Figure, register
from lianxin.matters.queries import visible
from lianxin.places.rules import within

REST = "rest"
"""The part of kinds in which everything stands that was passed on or is open, whatever it was."""


def slips(asked: Asked) -> "QuerySet[Any]":
    """The slips of the openings this actor may know of: accusations count among them, and can't be told apart."""
    openings = visible(asked.by, Opening).filter(asked.spans("opened_at"))
    if asked.area:
        openings = openings.filter(within((asked.area,), "area__code"))
    if asked.scopes is not None:
        openings = openings.filter(within(asked.scopes, "area__code"))
    if asked.unit:
        openings = openings.filter(holder_id=asked.unit)
    return Slip.objects.filter(opening__in=openings)


def rectified(asked: Asked) -> "QuerySet[Any]":
    """Those that were put right."""
    return slips(asked).filter(outcome=Outcome.RECTIFIED)


def ended(asked: Asked) -> "QuerySet[Any]":
    """Those with an outcome."""
    return slips(asked).exclude(outcome="")


def posted(asked: Asked) -> "QuerySet[Any]":
    """Those whose outcome is posted."""
    return ended(asked).filter(opening__published_at__isnull=False)


def of_kind(rows: "QuerySet[Any]", value: str, asked: Asked) -> "QuerySet[Any]":
    """One kind, of what has another outcome than 转办; all else is a part by itself (see `rules.by_kind`)."""
    rest = Q(outcome__in=("", Outcome.REFERRED)) | Q(kind=Kind.ACCUSATION)
    return rows.filter(rest) if value == REST else rows.exclude(rest).filter(kind=value)


def of_outcome(rows: "QuerySet[Any]", value: str, asked: Asked) -> "QuerySet[Any]":
    """One outcome; empty: none yet."""
    return rows.filter(outcome="" if value == "open" else value)


AGES: dict[str, tuple[Text, int, int | None]] = {
    "week": (_("7 天以内"), 0, 7),
    "month": (_("8—30 天"), 7, 30),
    "older": (_("超过 30 天"), 30, None),
}
"""How long a slip without an outcome has waited since it was registered: more than so many days, up to so many."""


def of_age(rows: "QuerySet[Any]", value: str, asked: Asked) -> "QuerySet[Any]":
    """Those without an outcome, by how long they wait."""
    _words, least, most = AGES[value]
    found = rows.filter(outcome="", registered_at__lte=asked.now - timedelta(days=least))
    return found if most is None else found.filter(registered_at__gt=asked.now - timedelta(days=most))


SLICES = {"kind": of_kind, "outcome": of_outcome, "waited": of_age}

SLIPS = register(
    Figure(
        "box_slips",
        _("意见箱意见条"),
        Unit.SUGGESTION,
        _("这段时间里开箱取出的意见条，空白的、看不清的也算；一张算一条。"),
        slips,
        lists="box_slips",
        slices=SLICES,
    )
)
PUT_RIGHT = register(
    Figure(
        "box_put_right",
        _("意见箱整改率"),
        Unit.SUGGESTION,
        _("结果是“整改”的意见条；部分解决的不算。"),
        rectified,
        lists="box_slips",
        denominator=slips,
        below=_("这段时间里开箱取出的全部意见条，还没有结果的也在内。"),
        slices=SLICES,
    )
)
POSTED = register(
    Figure(
        "box_posted",
        _("意见箱公示率"),
        Unit.SUGGESTION,
        _("有了结果、已按编号公示的意见条。"),
        posted,
        lists="box_slips",
        denominator=slips,
        below=_("这段时间里开箱取出的全部意见条。"),
    )
)
