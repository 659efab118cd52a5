"""The households' list as a sheet: whose it is masked, who lives there only by choice."""

from collections.abc import Iterator, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _now, gettext_lazy as _

from lianxin.kernel.actor import Actor
from lianxin.kernel.exports import Ask, ExportLine, ExportList, offer, slices
from lianxin.kernel.ids import ids_in
from lianxin.kernel.masking import mask_name
from lianxin.kernel.sheets.writing import Cell
from lianxin.people.columns import HOUSEHOLD, KINS
from lianxin.people.models import Household, Membership
from lianxin.people.queries.households import HOUSEHOLD as KIND, at_day, visible_households
from lianxin.people.rules.residents import Kin, residents_desk


def count(by: Actor, ask: Ask) -> int:
    """How many the list has."""
    return visible_households(by).count()


def lines(by: Actor, ask: Ask) -> Iterator[ExportLine]:
    """The households of the list, the latest first, with who lives there today."""
    for keys in slices(list(visible_households(by).order_by("-pk").values_list("pk", flat=True))):
        rows = visible_households(by).filter(pk__in=keys).select_related("area").order_by("-pk")
        members = members_of(keys)
        for row in rows:
            yield line(row, members.get(row.pk, []))


def by_keys(by: Actor, keys: Sequence[str]) -> Iterator[ExportLine]:
    """The households a sheet names by its hidden keys."""
    rows = list(visible_households(by).filter(client_id__in=ids_in(keys)).select_related("area"))
    members = members_of([row.pk for row in rows])
    for row in rows:
        yield line(row, members.get(row.pk, []))


def members_of(keys: Sequence[int]) -> dict[int, list[Membership]]:
    """Who lives in these households today, the head first."""
    held = Membership.objects.filter(household__in=keys).select_related("person")
    found: dict[int, list[Membership]] = {}
    for one in at_day(held, timezone.localdate()).order_by("since", "pk"):
        found.setdefault(one.household_id, []).append(one)
    return {key: sorted(some, key=lambda one: one.kin != Kin.HEAD) for key, some in found.items()}


def line(row: Household, members: list[Membership]) -> ExportLine:
    """One household."""
    head = next((one.person.name for one in members if one.kin == Kin.HEAD), "")
    people = [
        _now("%(name)s（%(kin)s）") % {"name": one.person.name, "kin": KINS[one.kin]} for one in members
    ]
    cells: dict[str, Cell] = {
        "file": str(row.pk),
        "head_masked": mask_name(head),
        "head": head,
        "area_name": row.area.name,
        "area": row.area.code,
        "address": row.address,
        "members": len(members),
        "people": _now("、").join(people),
    }
    return ExportLine(row.pk, str(row.client_id), cells)


offer(
    ExportList(
        "households",
        _("户"),
        lambda by: HOUSEHOLD,
        see=residents_desk,
        count=count,
        lines=lines,
        usual=frozenset({"file", "head_masked", "area_name", "area", "address", "members"}),
        off_paper=frozenset({"area"}),
        back="households",
        row_kind=KIND,
        comes_in="households",
        by_keys=by_keys,
        masks={"head_masked": "head"},
    )
)
