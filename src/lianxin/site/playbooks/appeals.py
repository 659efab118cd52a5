"""Appeals of a story: those that came by other doors from their first word on, all of them to their end (诉求)."""

from collections.abc import Sequence
from functools import partial

from lianxin.kernel.worktime import calendar_in_force
from lianxin.site.demo.content import CONTENT, Story, read
from lianxin.site.demo.load import Playing
from lianxin.site.demo.timeline import Step, chance_of, steps
from lianxin.site.playbooks.script import Script


def write(script: Script) -> None:
    """Everything that happens to the appeals of `appeals.toml`, from their filing on."""
    for story in script.book.stories:
        follow(script, story, course(story))


def course(story: Story) -> Sequence[Step]:
    """The steps of an appeal, its filing first."""
    return steps(story, calendar_in_force(), read(CONTENT / "first_words.toml"))


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
