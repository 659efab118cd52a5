"""Exports as pages read them: mine, those that wait for my word, all of them for the audit hand (导出记录)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from lianxin.kernel import attachments
from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.exports import KIND, Ask, ExportList, list_named
from lianxin.kernel.models.attachment import Attachment
from lianxin.kernel.models.export import Export, ExportStatus
from lianxin.kernel.sheets.columns import Text
from lianxin.people.models import Post
from lianxin.people.queries import names_of_accounts, names_of_posts
from lianxin.people.queries.duties import same_human
from lianxin.people.rules.confidentiality import Ground, audit_hand
from lianxin.people.rules.exports import second_hand

SHOWN = 50


@dataclass(frozen=True)
class Taken:
    """One export in words: which list, who asked, on which post, how many rows, where it stands."""

    export: Export
    label: Text
    who: str
    post: str
    decided_by: str


def in_words(rows: Sequence[Export]) -> list[Taken]:
    """Exports as a list shows them, by a fixed number of queries."""
    accounts = {one for row in rows for one in (row.account_id, row.decided_by) if one is not None}
    people = names_of_accounts(accounts) if accounts else {}
    posts = names_of_posts([row.post_id for row in rows if row.post_id]) if rows else {}
    return [
        Taken(
            row,
            label_of(row),
            people.get(row.account_id, ""),
            posts.get(row.post_id or 0, ""),
            people.get(row.decided_by or 0, ""),
        )
        for row in rows
    ]


def label_of(row: Export) -> Text:
    """What list it was, also when the list is no longer offered."""
    known = list_named(row.sheet)
    return known.label if known else row.sheet


def mine(*, by: Actor) -> list[Taken]:
    """What this actor asked for, the latest first."""
    rows = Export.objects.filter(account_id=by.account or 0).order_by("-asked_at", "-pk")
    return in_words(list(rows[:SHOWN]))


def waiting(*, by: Actor) -> list[Taken]:
    """What waits for this actor's word, the oldest first."""
    if not second_hand(by, None):
        return []
    rows = Export.objects.filter(status=ExportStatus.ASKED).order_by("asked_at", "pk")
    return in_words([row for row in rows[: SHOWN * 4] if in_reach(row, by)][:SHOWN])


def lately(*, by: Actor) -> list[Taken]:
    """Everybody's exports, for the audit hand, the latest first."""
    if not audit_hand(by, None):
        return []
    return in_words(list(Export.objects.order_by("-asked_at", "-pk")[:SHOWN]))


def in_reach(row: Export, by: Actor) -> bool:
    """Whether a second hand may decide about exports of this requester: security all, a leader their own area's."""
    if row.account_id == by.account:
        return False
    return any(
        hand.holds(Role.SECURITY)
        or (hand.holds(Role.LEADER) and all(scope.startswith(hand.scopes) for scope in row.scopes))
        for hand in by.hands()
    )


def may_decide(row: Export, by: Actor) -> bool:
    """Whether this actor can be the second person: another human being, not only another account (A8)."""
    return in_reach(row, by) and not same_human([by.account, row.account_id])


def export(pk: int, *, by: Actor) -> Export | None:
    """One export that is this actor's, or theirs to decide or to audit."""
    row = Export.objects.filter(pk=pk).first()
    if row is None:
        return None
    seen = row.account_id == by.account or audit_hand(by, None) or in_reach(row, by)
    return row if seen else None


def own_export(pk: int, *, by: Actor) -> Export | None:
    """One export of this actor's own."""
    return Export.objects.filter(pk=pk, account_id=by.account or 0).first()


def line_of(row: Export) -> Taken:
    """One export in words."""
    return in_words([row])[0]


def ask_of(row: Export) -> Ask:
    """What was asked for."""
    return Ask(QueryDict(row.asked), frozenset(row.columns))


def facts_of(row: Export, *, by: Actor) -> list[tuple[Text, Text]]:
    """What the second person should know: the filters in words, the columns beyond the screen, the reason."""
    known = list_named(row.sheet)
    if known is None:
        return []
    chosen = [str(one.heading) for one in known.optional(by) if one.code in row.columns]
    facts = list(known.words(by, QueryDict(row.asked)))
    if chosen:
        facts.append((_("另外选的列"), _("、").join(chosen)))
    if row.reason:
        ground = Ground(row.ground).label if row.ground else ""
        facts.append((_("理由"), f"{ground}：{row.reason}" if ground else row.reason))
    return facts


def file_of(row: Export) -> Attachment | None:
    """The file, while it lies ready."""
    return attachments.attached_to(KIND, [row.pk]).last()


def offered(code: str) -> ExportList | None:
    """A list with a button on its page."""
    known = list_named(code)
    return known if known and known.listed else None


def second_posts(scopes: Iterable[str]) -> list[int]:
    """The posts whose holders may be the second person for a requester of these areas."""
    asked = tuple(scopes)
    rows = Post.objects.filter(active=True, unit__active=True).select_related("unit__area")
    return [
        row.pk
        for row in rows
        if Role.SECURITY in row.roles
        or (Role.LEADER in row.roles and all(scope.startswith(row.serves) for scope in asked))
    ]
