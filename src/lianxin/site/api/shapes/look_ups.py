"""What ids and codes mean (对照)."""

from ninja import Schema

from lianxin.site.api.shapes.basics import ClassShape, Coded, Place, UnitShape, Words


class AreaShape(Place):
    """An area with its kind and what it lies in."""

    kind: Coded
    parent: str | None


class Areas(Schema):
    """Areas in the official order; `next` as in every list."""

    areas: list[AreaShape]
    next: str | None


class UnitLine(UnitShape):
    """A unit; `takes_work`: matters may be sent to it."""

    kind: Coded
    takes_work: bool


class Units(Schema):
    """The units in use."""

    units: list[UnitLine]


class ClassLine(ClassShape):
    """A class of the tree; `open`: a matter can be given it."""

    parent: str | None
    level: int
    open: bool


class Classes(Schema):
    """The list of classes of one edition, from the top."""

    edition: str
    editions: list[str]
    classes: list[ClassLine]


class StateShape(Coded):
    """A state of a table, for staff (`name`) and for residents."""

    for_resident: Words
    paused: bool
    end: bool


class States(Schema):
    """The states of all tables."""

    states: list[StateShape]
