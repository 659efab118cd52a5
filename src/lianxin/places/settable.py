"""What places have to do with settings: for which areas those may be set that differ by area (设置的区域)."""

from lianxin.kernel import clock
from lianxin.kernel.actor import Actor
from lianxin.places.queries.lookup import of_kinds
from lianxin.places.rules import TOWNSHIPS
from lianxin.web.settings_catalogue import offer_scopes

MOST = 200
"""The largest county of the official table has fewer townships and streets."""


def townships(by: Actor) -> list[tuple[str, str]]:
    """(prefix, name) of the townships and streets this actor looks after."""
    return [(area.prefix, area.name) for area in of_kinds(by.scopes, TOWNSHIPS, on=clock.today())[:MOST]]


offer_scopes(townships)
