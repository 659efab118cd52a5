"""设箱、修改、停用; 报箱体问题、已处理."""

from lianxin.boxes.forms.boxes import PLAIN
from lianxin.boxes.models import Box
from lianxin.matters.workflow import Acting


def set_up(acting: Acting) -> None:
    """设箱、修改: what stands in its book."""
    box, data = acting.row, acting.data
    for name in PLAIN:
        setattr(box, name, data[name])
    box.area_id, box.first_unit_id = data["area"], data["first_unit"]
    acting.hold(data["unit"])


def report_fault(acting: Acting) -> None:
    """报箱体问题."""
    box: Box = acting.data["box"]
    fault = acting.row
    fault.box, fault.area_id = box, box.area_id
    fault.kind, fault.words, fault.found_at = acting.data["kind"], acting.data["words"], acting.now
    acting.facts |= {"box": box.pk, "kind": str(fault.kind)}
    acting.hold(box.holder_id)


def mend(acting: Acting) -> None:
    """已处理."""
    acting.row.mended, acting.row.mended_at = acting.data["mended"], acting.now
