"""Whether a matter was settled by building, what was written down of it, and what is still missing (工程情况)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from lianxin.appeals.models import Works
from lianxin.appeals.rules import HandlingKind
from lianxin.appeals.rules.works import lacking
from lianxin.kernel.attachments import attached_to
from lianxin.kernel.models.attachment import Attachment
from lianxin.matters.models import Matter

Text = str | Promise
IMAGE = "image/"


@dataclass(frozen=True)
class Built:
    """The record as the page shows it, with its files."""

    works: Works
    before: Sequence[Attachment]
    after: Sequence[Attachment]
    papers: Sequence[Attachment]
    missing: Sequence[Text]


def works_of(matter: Matter) -> Works | None:
    """The record of a matter's works."""
    return next(iter(matter.works.all()), None)


def built(matter: Matter) -> bool:
    """Whether something was built for it."""
    return any(one.kind == HandlingKind.BUILD for one in matter.handlings.all())


def missing_of(matter: Matter) -> list[Text]:
    """What has to be written down before it may be closed; nothing where nothing was built."""
    works = works_of(matter)
    if works is None:
        nothing = lacking(cost=None, labour=None, before=(), after=(), no_photos="", land="")
        return nothing if built(matter) else []
    return lacking(
        cost=works.cost,
        labour=works.labour,
        before=works.before,
        after=works.after,
        no_photos=works.no_photos,
        land=works.land,
    )


def files_of(matter: Matter) -> list[Attachment]:
    """What hangs on the matter, to choose from."""
    return list(attached_to("matter", [matter.pk]))


def shown(matter: Matter) -> Built | None:
    """The record with its files, for the page."""
    works = works_of(matter)
    if works is None:
        return None
    files = {str(one.client_id): one for one in files_of(matter)}
    before, after, papers = (
        [files[key] for key in keys if key in files] for keys in (works.before, works.after, works.papers)
    )
    return Built(works, before=before, after=after, papers=papers, missing=missing_of(matter))
