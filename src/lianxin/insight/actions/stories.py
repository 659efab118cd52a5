"""Writing a story, naming its people, publishing it: none of it touches a matter (典型案例)."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.insight.models import Story, StoryMatter, StoryName
from lianxin.insight.queries.stories import people_of, told_by_name
from lianxin.kernel import clock, events
from lianxin.kernel.actor import Actor
from lianxin.matters.models import Matter

KIND = "story"


class NotYet(Exception):
    """Why a story isn't published, or a name not taken: a sentence for the page."""


@transaction.atomic
def write(title: str, text: str, matters: Sequence[Matter], *, by: Actor, client_id: UUID) -> Story:
    """A new story about these matters; the same client id again gives the same one."""
    known = Story.objects.filter(client_id=client_id).first()
    if known is not None:
        return known
    story = Story.objects.create(
        client_id=client_id, title=title, text=text, written_at=clock.now(), account_id=by.account
    )
    StoryMatter.objects.bulk_create(StoryMatter(story=story, matter=matter) for matter in matters)
    events.append(
        [events.EventDraft(KIND, story.pk, "story.written", by=by, facts={"matters": len(matters)})]
    )
    return story


@transaction.atomic
def call(story: Story, names: Mapping[int, str]) -> None:
    """Give each person of a story their name in it. Raises NotYet when two would have the same."""
    given = [name for name in names.values() if name]
    twice = next((name for name in given if given.count(name) > 1), None)
    if twice:
        raise NotYet(_("“%(name)s”给了两个人。一个案例里一人一个化名，请改一个。") % {"name": twice})
    known = {one.key for one in people_of(story)}
    StoryName.objects.filter(story=story).delete()
    StoryName.objects.bulk_create(
        StoryName(story=story, appellant_id=key, pseudonym=name)
        for key, name in names.items()
        if name and key in known
    )


@transaction.atomic
def publish(story: Story, *, by: Actor) -> None:
    """刊用: only when everybody has a pseudonym and no real name or telephone stands in it. Raises NotYet."""
    if told_by_name(story):
        raise NotYet(_("案例里写了真名或电话。请改成化名再刊用。"))
    nameless = [one for one in people_of(story) if not one.pseudonym]
    if nameless:
        raise NotYet(_("还有 %(n)d 个人没有化名，请先填上。") % {"n": len(nameless)})
    if story.published_at is None:
        story.published_at = clock.now()
        story.save(update_fields=["published_at"])
        events.append([events.EventDraft(KIND, story.pk, "story.published", by=by)])
