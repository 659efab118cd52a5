"""Corrections as pages and papers show them: what stood there, what is right, who proposed, who decided (更正)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.models import AppealClass, Correction
from lianxin.appeals.queries.shielding import shields
from lianxin.appeals.rules import AppealType, Correctable
from lianxin.appeals.rules.selfwords import LEFT_OUT
from lianxin.kernel.actor import Actor
from lianxin.kernel.masking import mask_name, mask_phone
from lianxin.kernel.pieces import masked
from lianxin.matters.models import Matter, Urgency
from lianxin.matters.queries import visible
from lianxin.people.queries import names_of_posts
from lianxin.places.queries import names_of_areas

Text = str | Promise
MOST = 100


@dataclass(frozen=True)
class CorrectionLine:
    """One correction in words; names and telephones stay masked, on paper too."""

    key: int
    matter: Matter
    field: str
    void: bool
    old: str
    new: str
    why: str
    proposed_at: datetime
    proposed_by: str
    own: bool
    decided_at: datetime | None
    decided_by: str
    approved: bool | None

    @property
    def verdict(self) -> Text:
        """What became of it."""
        if self.decided_at is None:
            return _("等着批")
        return _("已批准") if self.approved else _("没有批准")


def corrections_of(matter: Matter, *, by: Actor) -> list[CorrectionLine]:
    """All corrections of a matter the actor may see, the latest first."""
    return lines(matter.corrections.select_related("matter").order_by("-proposed_at", "-pk"), by=by)


def waiting_for(by: Actor) -> list[CorrectionLine]:
    """What somebody has to decide, the oldest first: only of matters this actor may see."""
    asked = Correction.objects.filter(decided_at=None, matter_id__in=visible(by, Matter).values("pk"))
    return lines(asked.select_related("matter").order_by("proposed_at", "pk")[:MOST], by=by)


def lines(rows: Iterable[Correction], *, by: Actor) -> list[CorrectionLine]:
    """Corrections in words; the names of posts, classes and areas are read once for all."""
    found = list(rows)
    posts = names_of_posts(
        {post for row in found for post in (row.proposed_post, row.decided_post) if post is not None}
    )
    words, kept = Words.of(found), kept_from(found, by=by)
    return [
        CorrectionLine(
            key=row.pk,
            matter=row.matter,
            field=row.get_field_display(),
            void=row.field == Correctable.VOID,
            old=LEFT_OUT if row.pk in kept and row.old else words.say(row.field, row.old),
            new=LEFT_OUT if row.pk in kept and row.new else words.say(row.field, row.new),
            why=row.why,
            proposed_at=row.proposed_at,
            proposed_by=posts.get(row.proposed_post or 0, ""),
            own=row.proposed_by == by.account,
            decided_at=row.decided_at,
            decided_by=posts.get(row.decided_post or 0, ""),
            approved=row.approved,
        )
        for row in found
    ]


def kept_from(rows: list[Correction], *, by: Actor) -> set[int]:
    """Which of these the reader isn't shown the words of: they may tell who speaks in a shielded matter."""
    personal = {Correctable.NAME, Correctable.PHONE, Correctable.TEXT, Correctable.TITLE}
    telling = [row for row in rows if row.field in personal]
    known = shields(list({row.matter_id: row.matter for row in telling}.values()), by=by)
    return {row.pk for row in telling if known[row.matter_id].as_unit and not known[row.matter_id].passed}


@dataclass(frozen=True)
class Words:
    """What codes and keys stand for."""

    classes: dict[str, str]
    areas: dict[str, str]

    @classmethod
    def of(cls, rows: list[Correction]) -> "Words":
        """The names that these corrections need."""
        keys = {
            field: {int(value) for row in rows if row.field == field for value in (row.old, row.new) if value}
            for field in (Correctable.CATEGORY, Correctable.AREA)
        }
        classes = AppealClass.objects.filter(pk__in=keys[Correctable.CATEGORY]).values_list("pk", "name")
        areas = names_of_areas(keys[Correctable.AREA])
        return cls(
            {str(key): name for key, name in classes} if keys[Correctable.CATEGORY] else {},
            {str(key): name for key, name in areas.items()},
        )

    def say(self, field: str, value: str) -> str:
        """One value in words; empty stays empty."""
        reads: dict[str, Callable[[str], str]] = {
            Correctable.TYPE: lambda code: str(AppealType(code).label),
            Correctable.URGENCY: lambda code: str(Urgency(code).label),
            Correctable.CATEGORY: lambda key: self.classes.get(key, key),
            Correctable.AREA: lambda key: self.areas.get(key, key),
            Correctable.FILED_AT: lambda at: (
                f"{timezone.localtime(datetime.fromisoformat(at)):%Y-%m-%d %H:%M}"
            ),
            Correctable.TEXT: masked,
            Correctable.TITLE: masked,
            Correctable.NAME: mask_name,
            Correctable.PHONE: mask_phone,
        }
        return reads.get(field, str)(value) if value else ""
