"""Which county tables a statement reads, joined by what: the walk behind `lint`."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lianxin.kernel.distribution import COUNTY_COLUMN
from lianxin.kernel.sql import (
    Group,
    Item,
    Token,
    at,
    column,
    constant,
    inside,
    is_mark,
    is_name,
    is_query,
    is_word,
    split,
    text,
)

READING = frozenset({"select", "from", "on", "where", "group", "having", "window"})
CLAUSES = READING | {"update", "set", "values", "returning", "using", "order", "limit", "offset", "for"}
SOURCES = frozenset({"from", "update", "using"})
JOINS = ("join", "inner", "left", "right", "full", "cross", "natural")
BETWEEN_TABLES = (*JOINS, "outer", "lateral", "only")
UNIONS = ("union", "intersect", "except")


class IllegalJoin(Exception):
    """A cluster would refuse this statement; the words say why."""


@dataclass(eq=False)
class Node:
    """One county table in one FROM; nodes of one county point at a common root."""

    table: str
    root: "Node | None" = None
    known: bool = False

    def top(self) -> "Node":
        return self if self.root is None else self.root.top()

    def join(self, other: "Node") -> None:
        """Both are of one county."""
        mine, theirs = self.top(), other.top()
        if mine is not theirs:
            theirs.root = mine
            mine.known = mine.known or theirs.known


@dataclass(eq=False)
class Block:
    """One SELECT, UPDATE, DELETE or INSERT with the tables it names."""

    outer: "Block | None" = None
    tables: dict[str, Node | None] = field(default_factory=dict)
    owners: "set[Block]" = field(default_factory=set)
    locks: bool = False

    def find(self, alias: str) -> "tuple[Block, Node | None] | None":
        """The block and node an alias stands for, from the inside out."""
        if alias in self.tables:
            return self, self.tables[alias]
        return self.outer.find(alias) if self.outer else None

    def nodes(self) -> list[Node]:
        return [node for node in self.tables.values() if node is not None]


class Walk:
    """One statement, walked once."""

    def __init__(self, tables: frozenset[str]) -> None:
        self.county_tables = tables
        self.blocks: list[Block] = []
        self.named: dict[str, list[Node]] = {}

    def nodes(self) -> list[Node]:
        return [node for block in self.blocks for node in block.nodes()]

    # Queries

    def query(self, items: list[Item], outer: Block | None) -> list[Node]:
        """A query with its WITH and its unions; gives the nodes it stands on."""
        if is_word(at(items, 0), "with"):
            items = self.common(items, outer)
        before = len(self.blocks)
        for part in split(items, *UNIONS):
            self.block(part[1:] if is_word(part[0], "all") else part, outer)
        return [node for block in self.blocks[before:] for node in block.nodes()]

    def common(self, items: list[Item], outer: Block | None) -> list[Item]:
        """WITH name AS (query), …; gives what follows."""
        recursive = is_word(at(items, 1), "recursive")
        place = 2 if recursive else 1
        while is_name(at(items, place)):
            name = text(items[place])
            body = next(spot for spot in range(place, len(items)) if is_query(items[spot]))
            self.named[name] = self.query(inside(items[body]), outer)
            if recursive and self.named[name]:
                raise IllegalJoin("a recursive query over county tables; keep a path in the row instead")
            if not is_mark(at(items, body + 1), ","):
                return items[body + 1 :]
            place = body + 2
        return items[place:]

    def block(self, items: list[Item], outer: Block | None) -> None:
        """One SELECT, INSERT, UPDATE or DELETE."""
        if len(items) == 1 and isinstance(items[0], Group):
            self.query(items[0].items, outer)
            return
        block = Block(outer)
        self.blocks.append(block)
        if is_word(at(items, 0), "insert", "replace"):
            self.insert(items, block)
            return
        for clause, part in clauses(items):
            if clause in SOURCES:
                self.sources(part, block)
        for clause, part in clauses(items):
            if clause in {"on", "where"}:
                self.conditions(part, block)
            self.clause(clause, part, block)

    def clause(self, clause: str, part: list[Item], block: Block) -> None:
        """What one clause adds or forbids."""
        if clause == "set" and sets_county(part):
            raise IllegalJoin("assigns county_id; a row never changes county")
        if clause == "for" and is_word(at(part, 0), "update", "no", "share", "key"):
            block.locks = True
        totals = clause == "group" and any(is_word(item, "grouping", "rollup", "cube") for item in part)
        if totals and block.nodes():
            raise IllegalJoin("GROUPING SETS over county tables; keep a roll-up table instead")
        if clause not in SOURCES:
            self.subqueries(part, block)

    def insert(self, items: list[Item], block: Block) -> None:
        """INSERT INTO table (columns) …; the county must be among the columns."""
        place = next(spot for spot, item in enumerate(items) if is_word(item, "into")) + 1
        table = text(items[place])
        columns = at(items, place + 1)
        if table in self.county_tables:
            if COUNTY_COLUMN not in [text(item) for item in inside(columns)]:
                raise IllegalJoin(f"inserts into {table} without county_id")
            block.tables[table] = Node(table)
        rest = items[place + 2 :]
        start = next((spot for spot, item in enumerate(rest) if is_word(item, "select", "with")), None)
        found = self.query(rest[start:], block) if start is not None else []
        for node in block.nodes():
            node.known = not found
            for other in found[:1]:
                node.join(other)
        for spot, item in enumerate(rest):
            if is_word(item, "set") and sets_county(rest[spot + 1 :]):
                raise IllegalJoin("assigns county_id; a row never changes county")

    # Tables

    def sources(self, items: list[Item], block: Block) -> None:
        """The tables of a FROM, with their aliases; ON conditions are clauses of their own."""
        for part in split(items, ",", *BETWEEN_TABLES):
            first = part[0]
            if isinstance(first, Group) and not is_query(first):
                self.sources_within(first, block)
            elif isinstance(first, Group):
                self.derived(first, alias_of(part[1:]), block)
            elif is_name(first):
                self.source(part, block)

    def sources_within(self, group: Group, block: Block) -> None:
        """Joins in brackets belong to the same block."""
        for clause, part in clauses([Token("word", "from"), *group.items]):
            if clause == "from":
                self.sources(part, block)
            elif clause == "on":
                self.conditions(part, block)
                self.subqueries(part, block)

    def source(self, part: list[Item], block: Block) -> None:
        """One table; a schema before it is passed over."""
        if is_mark(at(part, 1), "."):
            part = part[2:]
        table = text(part[0])
        alias = alias_of(part[1:]) or table
        if table in self.named:
            block.tables[alias] = standing_for(alias, self.named[table])
        else:
            block.tables[alias] = Node(table) if table in self.county_tables else None

    def derived(self, group: Group, alias: str, block: Block) -> None:
        """A query in FROM: one node that stands for all it reads."""
        block.tables[alias] = standing_for(alias, self.query(group.items, block))

    # Conditions

    def conditions(self, items: list[Item], block: Block) -> None:
        """County equalities that surely hold: joined by AND, not negated."""
        if any(is_word(item, "or") for item in items):
            return
        for part in split(items, "and"):
            if len(part) == 1 and isinstance(part[0], Group) and not is_query(part[0]):
                self.conditions(part[0].items, block)
            else:
                self.equality(part, block)

    def equality(self, part: list[Item], block: Block) -> None:
        """`alias.county_id = …` with a value or another county column."""
        left = column(at(part, 0), part, 0)
        if left is None or text(at(part, left[2])) not in {"=", "in"}:
            self.flipped(part, block)
            return
        node = self.county_node(left[0], left[1], block)
        place = left[2] + 1
        right = column(at(part, place), part, place)
        other = self.county_node(right[0], right[1], block) if right else None
        if node and other:
            node.join(other)
        elif node and constant(at(part, place), part, place):
            node.top().known = True

    def flipped(self, part: list[Item], block: Block) -> None:
        """`value = alias.county_id`."""
        if is_mark(at(part, 1), "=") and constant(at(part, 0), part, 0):
            right = column(at(part, 2), part, 2)
            node = self.county_node(right[0], right[1], block) if right else None
            if node:
                node.top().known = True

    def county_node(self, alias: str, name: str, block: Block) -> Node | None:
        """The county table whose county column this is."""
        if name != COUNTY_COLUMN:
            return None
        if alias:
            found = block.find(alias)
            return found[1] if found else None
        nodes = block.nodes()
        return nodes[0] if len(nodes) == 1 else None

    def subqueries(self, items: list[Item], block: Block) -> None:
        """Queries anywhere in a clause, and the outer tables this block leans on."""
        for place, item in enumerate(items):
            if is_query(item) and isinstance(item, Group):
                self.query(item.items, block)
            elif isinstance(item, Group):
                self.subqueries(item.items, block)
            elif item.kind != "value" and is_mark(at(items, place + 1), "."):
                found = block.find(item.text)
                if found and found[0] is not block:
                    block.owners.add(found[0])

    # Judgement

    def verdict(self) -> str:
        """What the walk found."""
        for block in self.blocks:
            nodes = block.nodes()
            for owner in block.owners if nodes else ():
                nodes = [*nodes, *owner.nodes()]
            loose = [node for node in nodes if not node.top().known]
            if loose and len({node.top() for node in nodes}) > 1:
                names = " and ".join(sorted({node.table for node in nodes}))
                raise IllegalJoin(f"joins {names} without equal counties")
            if loose and block.locks:
                raise IllegalJoin(f"locks rows of {loose[0].table} without naming the county")
        found = self.nodes()
        if not found:
            return "free"
        return "routed" if all(node.top().known for node in found) else "fan_out"


def clauses(items: list[Item]) -> Iterator[tuple[str, list[Item]]]:
    """The clauses of a statement in order; an UPDATE's table is the clause `update`."""
    name, part = "", list[Item]()
    for item in items:
        starts = clause_at(item, name, part)
        if starts:
            yield name, part
            name, part = starts, []
        else:
            part.append(item)
    yield name, part


def clause_at(item: Item, name: str, part: list[Item]) -> str:
    """The clause an item opens, "" when it belongs to the one before."""
    if not isinstance(item, Token) or item.kind != "word" or name == "for":
        return ""
    if name == "on" and item.text in JOINS:
        return "from"
    distinct_from = item.text == "from" and is_word(at(part, len(part) - 1), "distinct")
    return item.text if item.text in CLAUSES and not distinct_from else ""


def alias_of(items: list[Item]) -> str:
    """The alias behind a table, "" when there is none."""
    named = items[1:] if is_word(at(items, 0), "as") else items
    return text(at(named, 0)) if is_name(at(named, 0)) else ""


def standing_for(alias: str, nodes: list[Node]) -> Node | None:
    """A node for a named or bracketed query; None when it reads no county table."""
    if not nodes:
        return None
    node = Node(alias, known=all(other.top().known for other in nodes))
    if len({other.top() for other in nodes}) == 1:
        node.join(nodes[0])
    return node


def sets_county(items: list[Item]) -> bool:
    """Whether a SET assigns the county."""
    parts = [column(part[0], part, 0) for part in split(items, ",")]
    return any(found is not None and found[1] == COUNTY_COLUMN for found in parts)
