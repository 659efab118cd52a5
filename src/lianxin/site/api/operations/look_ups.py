"""What ids and codes mean: areas, units, classes, states (对照)."""

from typing import Annotated
from urllib.parse import urlencode

from django.utils.translation import gettext as _, gettext_noop as words
from ninja import Query, Router, Schema
from pydantic import Field

from lianxin.appeals.queries import classes
from lianxin.kernel import clock
from lianxin.matters.flows import matter_flows
from lianxin.people.queries import units_in_use, units_taking_work
from lianxin.places.queries import lookup
from lianxin.places.rules import AreaKind
from lianxin.site.api import reading, shapes
from lianxin.site.api.faults import invalid
from lianxin.site.api.fence import Call
from lianxin.site.api.operations.matters import Word
from lianxin.web.problems import Fault

router = Router(tags=["look-ups"])
MOST = 200


class Which(Schema):
    """Which areas."""

    q: Word | None = Field(None, description=words("名称、旧名、拼音首字母或代码"))
    after: Annotated[str, Field(pattern=r"^\d{1,24}$")] | None = Field(
        None, description=words("从 next 里来")
    )
    size: int = Field(100, ge=1, le=MOST, description=words("一页几个"))


@router.get(
    "/areas", url_name="api_areas", response=shapes.Areas, summary=words("区域：乡镇、村（社区）、组")
)
def areas(request: Call, asked: Query[Which]) -> shapes.Areas:
    """The areas this post serves, in the official order; with `q` those it may mean."""
    here, today = lookup.of_kinds(request.actor.scopes, AreaKind.values, on=clock.today()), clock.today()
    if asked.q:
        hits, _more = lookup.search(asked.q, scopes=request.actor.scopes, kinds=AreaKind.values, on=today)
        here = here.filter(pk__in=[hit.key for hit in hits])
    rows = list(here.filter(code__gt=asked.after or "").select_related("parent")[: asked.size + 1])
    more = {"q": asked.q} if asked.q else {}
    following = (
        urlencode({**more, "size": asked.size, "after": rows[asked.size - 1].code})
        if rows[asked.size :]
        else ""
    )
    return shapes.Areas(
        areas=[
            shapes.AreaShape(
                id=row.pk,
                code=row.code,
                name=row.name,
                kind=reading.surely(row, "kind"),
                parent=row.parent.code if row.parent else None,
            )
            for row in rows[: asked.size]
        ],
        next=f"{request.path}?{following}" if following else None,
    )


@router.get("/units", url_name="api_units", response=shapes.Units, summary=words("单位，能不能派单给它"))
def units(request: Call) -> shapes.Units:
    """The units in use, by kind and code."""
    taking = {unit.pk for unit in units_taking_work()}
    return shapes.Units(
        units=[
            shapes.UnitLine(
                id=one.pk,
                code=one.code,
                name=one.name,
                kind=reading.surely(one, "kind"),
                takes_work=one.pk in taking,
            )
            for one in units_in_use()
        ]
    )


class WhichEdition(Schema):
    """Which edition of the list."""

    edition: Word | None = Field(None, description=words("分类版次，不写就是现在用的"))


@router.get("/classes", url_name="api_classes", response=shapes.Classes, summary=words("事项分类"))
def classes_of(request: Call, asked: Query[WhichEdition]) -> shapes.Classes:
    """The tree of one edition, from the top; a matter is given one that is `open`."""
    editions = classes.edition_codes()
    if asked.edition and asked.edition not in editions:
        raise invalid([Fault("edition", _("没有这个分类版次，见 editions。"))])
    known = classes.tree(asked.edition)
    leaves = {row.pk for row in known.leaves()}
    return shapes.Classes(
        edition=known.edition,
        editions=list(editions),
        classes=[
            shapes.ClassLine(
                id=row.pk,
                code=row.code,
                name=row.name,
                edition=row.edition,
                parent=row.codes[-2] if len(row.codes) > 1 else None,
                level=row.level,
                open=row.pk in leaves,
            )
            for row in known.rows
        ],
    )


@router.get("/states", url_name="api_states", response=shapes.States, summary=words("状态代码的意思"))
def states(request: Call) -> shapes.States:
    """Every state of the tables in force, in the words for staff and for residents."""
    return shapes.States(
        states=[
            shapes.StateShape(
                code=one.code,
                name=str(one.staff),
                for_resident=str(one.resident),
                paused=one.paused,
                end=one.end,
            )
            for flow in matter_flows()
            for one in flow.states
        ]
    )
