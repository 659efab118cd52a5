"""The way of an opening: 排定、开箱、清点、更正张数 … 归档."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianxin.boxes.models import Box
from lianxin.calendars.days import read_days
from lianxin.matters.act import lock, open_row
from lianxin.matters.workflow import Acting, Workflow


def of_box(box: Box) -> Callable[..., Any]:
    """`open_row` for what belongs to a box, which is held meanwhile: two desks at once open it once."""

    def make(flow: Workflow, *, data: Mapping[str, Any], **how: Any) -> Any:
        with transaction.atomic():
            return open_row(flow, data={**data, "box": lock(box)}, **how)

    return make


def plan(acting: Acting) -> None:
    """排定开箱."""
    belong(acting, acting.data["day"])


def belong(acting: Acting, day: Any) -> None:
    """The box, its area and unit; whether the day is one of its fixed ones."""
    box, row = acting.data["box"], acting.row
    row.box, row.area_id, row.day = box, box.area_id, day
    row.planned = read_days(box.days).falls(day)
    acting.facts |= {"box": box.pk, "planned": row.planned}
    acting.hold(box.holder_id)


def open_now(acting: Acting) -> None:
    """现在开箱: one that wasn't planned, or is written down from paper."""
    opened_at = acting.data.get("opened_at") or acting.now
    belong(acting, timezone.localdate(opened_at))
    open_box(acting)


def open_box(acting: Acting) -> None:
    """开箱: who, with whom, which seal."""
    row, data = acting.row, acting.data
    row.opened_at = data.get("opened_at") or acting.now
    row.opener_unit_id = data["opener_unit"]
    names = ("opener", "outsider", "outsider_kind", "outsider_body", "witness")
    for name in (*names, "seal_before", "seal_whole", "seal_words"):
        setattr(row, name, data.get(name, getattr(row, name)))
    acting.facts |= {"seal_whole": bool(row.seal_whole), "with": str(row.outsider_kind)}


def count(acting: Acting) -> None:
    """清点: what both counted and signed for."""
    row, data = acting.row, acting.data
    row.count, row.agreed, row.seal_after = data["count"], True, data["seal_after"]
    acting.facts["count"] = row.count


def recount(acting: Acting) -> None:
    """更正张数."""
    acting.facts |= {"before": acting.row.count, "count": acting.data["count"]}
    acting.row.count = acting.data["count"]


def publish(acting: Acting) -> None:
    """反馈公示: the numbers and results are posted from now on."""
    acting.row.published_at = acting.now


def archive(acting: Acting) -> None:
    """归档: where the paper lies."""
    acting.row.paper_kept = acting.data["paper_kept"]
