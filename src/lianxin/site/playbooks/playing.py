"""Playing a method: its office is laid out, its story happens, and its county goes on living from the last moment."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from lianxin.insight.queries.claims import Claimed
from lianxin.kernel import clock
from lianxin.kernel.context import in_county
from lianxin.kernel.distribution import start_ids
from lianxin.kernel.models.county import County
from lianxin.site.demo.cast import gather
from lianxin.site.demo.content import read
from lianxin.site.demo.load import set_clock
from lianxin.site.playbooks import appeals, box, claims, face, receptions, same_day, works
from lianxin.site.playbooks.book import Playbook, Said, playbook, townships
from lianxin.site.playbooks.script import Say, Script

ROOMS = (face, appeals, receptions, box, same_day, works, claims)
"""What of a story is put into its script by whom; each looks whether the playbook tells of it."""


@dataclass(frozen=True)
class Played:
    """A playbook after its story: what its article printed, each number beside the platform's own."""

    book: Playbook
    claims: Sequence[Claimed]

    @property
    def words(self) -> list[Said]:
        """What was printed that is no figure of the platform's, with what the records say to it."""
        return [one for one in self.book.claims["claim"] if not claims.is_figure(one)]


@transaction.atomic
def play(name: str, say: Say = print) -> Played:
    """Lay out the office of a playbook and play its story, whole or not at all.

    Raises LookupError for one there is none of, Slip for a mistake in its files, IntegrityError when it is there
    already, Refused where the story doesn't fit the workflow.
    """
    book = playbook(name)
    say(f"布置{book.town['town']['name']}  Laying out the office")
    county = County.objects.create(code=book.code, name=book.town["county"]["name"])
    with in_county(book.code), clock.shifted(book.last - county.started_at):
        start_ids(book.code)
        script = Script(book, gather(book))
        for room in ROOMS:
            room.write(script)
        script.play(say)
        with clock.standing_at(book.last):
            return Played(book, claims.beside(script, book.last))


def live_on() -> None:
    """Where a playbook's county is there, let this process live on from the end of its story."""
    for path in townships():
        set_clock(read(path))
