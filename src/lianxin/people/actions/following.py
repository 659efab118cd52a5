"""Posts that list areas of their own follow a change of the map (岗位跟着区划走, XC-09).

Who serves the area that takes over serves what it took over, as with a unit's area. Who serves an area that is
taken over goes on serving the place under its new name; where that brings more than the post had, the second
person is asked as for any other right.
"""

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet

from lianxin.kernel.models.event import Event
from lianxin.people.actions.grants import propose, waits
from lianxin.people.actions.record import record
from lianxin.people.models import Post, Proposal
from lianxin.people.queries.posts import holders_now_or_later
from lianxin.people.rules import Decision, Grant
from lianxin.places.checkpoints import Step
from lianxin.places.rules import ChangeKind, inside

ROW, FOLLOWED = "post", "post_followed"


def follow(step: Step) -> None:
    """Add to the lists of posts what the change makes them serve too."""
    for post in listing():
        taken, heir = gains(post.scopes, step)
        asks = bool(heir) and waits(by=step.by, at=step.at) and bool(holders_now_or_later(post, at=step.at))
        added = taken if asks else taken | heir
        if not taken | heir:
            continue
        widen_lists(post, added)
        facts: dict[str, object] = {"change": step.change.pk, "added": sorted(taken | heir)}
        if asks:
            wanted = {*post.scopes, *heir}
            made = propose(Grant.DUTIES, post, by=step.by, at=step.at, roles=post.roles, scopes=wanted)
            facts["proposal"] = made.pk
        record(ROW, post.pk, FOLLOWED, by=step.by, at=step.at, **facts)


def gains(scopes: Sequence[str], step: Step) -> tuple[set[str], set[str]]:
    """What a post serves too after the change: what follows by itself, and what brings it more than it had."""
    had, taken, heir = tuple(scopes), set[str](), set[str]()
    for old, new in step.pairs:
        serves_old, serves_new = inside(old.code, had), inside(new.code, had)
        if serves_new and not serves_old:
            taken |= set(old.scopes)
        elif old.prefix in had and not serves_new and step.change.kind != ChangeKind.MOVE:
            parts = [one.code for one, goal in step.pairs if goal.pk == new.pk]
            whole = new.valid_from == step.change.on and all(inside(code, had) for code in parts)
            (taken if whole else heir).add(new.prefix)
    return taken, heir - taken


def go_back(step: Step) -> None:
    """Take from the lists what this change had added, and from the second person what is still to be decided."""
    posts = {post.pk: post for post in listing()}
    for event in followed(posts):
        if event.facts["change"] != step.change.pk:
            continue
        post, added = posts[event.row_id], set(event.facts["added"])
        narrow_lists(post, added)
        said = {"decision": Decision.REFUSED, "decided_by": step.by.account, "decided_at": step.at}
        Proposal.objects.filter(pk=event.facts.get("proposal"), decision="").update(**said)
        record(ROW, post.pk, "post_back", by=step.by, at=step.at, change=step.change.pk, taken=sorted(added))


def listing() -> list[Post]:
    """The posts that list areas of their own; most serve what their unit serves."""
    return [post for post in Post.objects.order_by("pk") if post.scopes]


def followed(posts: Iterable[int]) -> "QuerySet[Event]":
    """What these posts have gained by changes of the map, the oldest first."""
    told = Event.objects.filter(row_kind=ROW, row_id__in=list(posts), move=f"people.{FOLLOWED}")
    return told.order_by("seq")


def waiting(post: Post) -> list[Proposal]:
    """Lists that were proposed for this post and not decided; they follow too, or confirming would undo it."""
    rows = Proposal.objects.filter(post=post, grant=Grant.DUTIES, decision="")
    return [one for one in rows if one.scopes]


def widen_lists(post: Post, added: set[str]) -> None:
    """Write the list with what was added."""
    rows: list[Post | Proposal] = [post, *waiting(post)]
    for row in rows:
        row.scopes = sorted({*row.scopes, *added})
        row.save(update_fields=["scopes"])


def narrow_lists(post: Post, added: set[str]) -> None:
    """Write the list without what was added; it never becomes empty, for then it would mean the unit's area."""
    rows: list[Post | Proposal] = [post, *waiting(post)]
    for row in rows:
        row.scopes = sorted({*row.scopes} - added) or row.scopes
        row.save(update_fields=["scopes"])
