"""Making a move with its files, and filing an objection with its line, whole or not at all (附件、异议)."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from lianxin.doors.actions import file_appeal
from lianxin.doors.rules import WEB
from lianxin.kernel import clock
from lianxin.kernel.actor import resident
from lianxin.kernel.attachments import Received, Upload, attach
from lianxin.kernel.models.event import Event
from lianxin.matters.carrying import act_with_files
from lianxin.matters.models import Matter
from lianxin.renovation.actions.projects import objection
from lianxin.renovation.models import Demolition, Project
from lianxin.renovation.queries.projects import DEMOLITION, PROJECT
from lianxin.renovation.rules.codes import FileKind

SHOWS = {
    "post": FileKind.POSTED,
    "take_down": FileKind.TAKEN_DOWN,
    "advance": FileKind.PROGRESS,
    "hand_over": FileKind.HANDOVER,
}


def make_with_files(row: Any, move: str, *, data: Mapping[str, Any], **how: Any) -> Event:
    """`act` with the files of the form. Raises FileRefused or ValidationError for one of them, Refused."""
    files = [*(data.get("papers") or ()), *(data.get("photos") or ())]
    return act_with_files(row, move, files, hang=partial(hang, data), data=data, **how)


def hang(data: Mapping[str, Any], row: Any, event: Event, found: Sequence[Received]) -> None:
    """Files hang on the project, papers and pictures of a demolition on it: those are not for everybody."""
    kind, key, origin = PROJECT, row.pk, str(SHOWS.get(event.move) or data.get("kind") or "")
    if found and event.move == "demolish":
        kind, key = DEMOLITION, Demolition.objects.get(client_id=event.client_id).pk
    elif event.move in ("complete", "fell"):
        kind, key = DEMOLITION, data["demolition"]
    for paper in found:
        attach(paper, row_kind=kind, row_id=key, origin=origin, at=event.at)


def object_to(
    project: Project,
    said: Mapping[str, Any],
    photos: Sequence[Upload],
    *,
    client_id: UUID,
    about: Mapping[str, Any],
) -> Matter:
    """对项目提意见: an appeal as any other, linked to the project. Raises what `file_appeal` raises."""

    def line(matter: Matter) -> None:
        objection(project.pk, matter.pk, about, at=clock.now()).save()

    speaker = resident(project.county_id)
    return file_appeal(said, photos, by=speaker, client_id=client_id, origin=WEB, also=line)
