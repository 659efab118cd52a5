"""设现场接待点: a kind of reception with a period, linked to the project (RCP-11)."""

from django.utils.translation import gettext as _

from lianxin.matters.workflow import Acting
from lianxin.reception.models import Kind
from lianxin.renovation.models import ProjectPoint


def open_point(acting: Acting) -> None:
    """The kind and its line; who sits there is planned with the rota of reception."""
    row, data = acting.row, acting.data
    kind = Kind(
        code=f"p{acting.client_id.hex[-12:]}",  # nobody types it, and keys may be long
        name=(_("%(name)s现场接待点") % {"name": row.name})[:40],
        unit_id=row.holder_id,
        area_id=row.area_id,
        place=data["place"],
        phone=row.phone[:32],
        starts=data["starts"],
        ends=data["ends"],
        since=data["since"],
        until=data["until"],
        on_rest_days=bool(data.get("on_rest_days")),
    )
    acting.add(kind)
    acting.note_on(kind, "reception.add_kind")  # as one that is set up in reception has it
    acting.add(ProjectPoint(project=row, kind=kind))
