"""Two appeals that are one matter: 并案, 撤销并案."""

from collections.abc import Mapping, Sequence
from typing import Any

from lianxin.appeals import letters
from lianxin.appeals.actions.telling import tell_everybody
from lianxin.appeals.actions.words import take_down
from lianxin.appeals.guards.joining import main_of
from lianxin.appeals.queries import standing
from lianxin.kernel.actor import Role
from lianxin.matters.models import RelationKind
from lianxin.matters.relations import merged_into
from lianxin.matters.workflow import Acting


def with_main(row: Any, data: Mapping[str, Any]) -> Sequence[int]:
    """The main is locked together with what is merged into it: two never follow each other."""
    key = data.get("main")
    return (key,) if isinstance(key, int) else ()


def merge(acting: Acting) -> None:
    """并案: it follows the main; everybody who spoke in it is told the main's number."""
    main = main_of(acting)
    acting.relate(RelationKind.DUPLICATE_OF, main)
    acting.facts["main"] = main.pk
    tell_everybody(acting, letters.MERGED_TOLD, main=main.number)
    if acting.row.holder_id is not None:
        unit, roles = acting.row.holder_id, (Role.HANDLER,)
        acting.tell_staff(letters.MERGED, unit=unit, roles=roles, main=main.number)


def leave_main(acting: Acting) -> None:
    """End the relation by which the row follows a main, if it does."""
    standing_relation = merged_into(acting.row.pk)
    if standing_relation is not None:
        acting.unrelate(standing_relation)


def unmerge(acting: Acting) -> str:
    """撤销并案: back to the state before, its clocks go on as they stood; why is on record."""
    take_down(acting)
    leave_main(acting)
    if Role.RESIDENT not in acting.by.roles:
        tell_everybody(acting, letters.UNMERGED_TOLD)
    elif acting.row.holder_id is not None:
        unit, roles = acting.row.holder_id, (Role.HANDLER,)
        acting.tell_staff(letters.OBJECTED, unit=unit, roles=roles)
    return standing.came_from(acting.row, "merge")
