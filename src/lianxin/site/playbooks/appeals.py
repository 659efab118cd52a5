"""Appeals of a story: those that came by other doors from their first word on, all of them to their end (诉求)."""

from collections.abc import Sequence
from functools import partial

from lianxin.site.demo.content import Story
from lianxin.site.demo.load import Playing
from lianxin.site.demo.timeline import Step, chance_of, steps
from lianxin.site.playbooks.script import Script


def write(script: Script) -> None:
    """Everything that happens to the appeals of `appeals.toml`, from their filing on."""
    for story in script.book.stories:
        follow(script, story, course(script, story))


def course(script: Script, story: Story) -> Sequence[Step]:
    """The steps of an appeal, its filing first."""
    return steps(story, script.calendar, script.book.words)


def follow(script: Script, story: Story, told: Sequence[Step]) -> Playing:
    """Put these steps into the script; the appeal may be there already when the first is made."""
    playing = script.playing[story.title] = Playing(story, chance_of(story), script.cast)
    for step in told:
        script.at(step.at, partial(make, playing, step))
    return playing


def make(playing: Playing, step: Step) -> None:
    """One step, on the appeal as it stands: somebody else may have added to it."""
    if playing.row is not None:
        playing.row.refresh_from_db()
        playing.done = playing.row.version
    playing.step(step)
