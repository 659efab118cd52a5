"""What an article printed, written down as any claim is: beside ours, never over it (报来的数)."""

from datetime import datetime

from lianxin.insight.actions.claims import claim
from lianxin.insight.queries.claims import Claimed, claims
from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.figures.numbers import Unit
from lianxin.site.playbooks.book import Said
from lianxin.site.playbooks.script import Script


def write(script: Script) -> None:
    """The printed numbers are written down at the last moment of the story; what is no number is only told."""
    by = leader(script)
    for number, said in enumerate(script.book.claims.get("claim", ())):
        if is_figure(said):
            enter(script, said, by, f"claim/{number}")


def is_figure(said: Said) -> bool:
    """Whether the platform counts in the unit of what was printed; money and kilometres stand in the works' record."""
    return said.get("unit") in Unit.values


def enter(script: Script, said: Said, by: Actor, name: str) -> None:
    """One printed number."""
    book = script.book
    whole = {
        "name": said["name"],
        "numerator": (said["number"], said.get("at_least", False)),
        "denominator": (said["of"], said.get("of_at_least", False)) if "of" in said else None,
        "percent": None,
        "unit": Unit(said["unit"]),
        "code": said.get("figure", ""),
        "scope": by.scopes[0],
        "since": book.claims["since"],
        "until": book.claims["until"],
        "said_by": book.claims["said_by"],
        "document": book.claims["document"],
        "note": said["remark"],
    }
    script.at(book.last, lambda: claim(whole, by=by, client_id=script.key(name)))


def leader(script: Script) -> Actor:
    """Somebody who reads the figures of the whole place."""
    everybody = (actor for actors in script.cast.posts.values() for actor in actors)
    return next(actor for actor in everybody if Role.LEADER in actor.roles)


def beside(script: Script, now: datetime) -> list[Claimed]:
    """Every printed number with what the platform counts, in the order of the list."""
    return claims(leader(script), now=now)[::-1]
