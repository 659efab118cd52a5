"""Statements taken apart just far enough to see which tables they join and by what (for `lint`)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

TOKEN = re.compile(
    r"""\s+|--[^\n]*|/\*.*?\*/
    |(?P<name>"(?:[^"]|"")*"|`[^`]*`)
    |(?P<value>'(?:[^']|'')*'|%\(\w+\)s|%s|\?|\b\d+(?:\.\d+)?\b)
    |(?P<word>[^\W\d]\w*)
    |(?P<mark><=|>=|<>|!=|::|\|\||.)""",
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """One piece: kind is name (quoted), word, value or mark; words are in small letters."""

    kind: str
    text: str


@dataclass(slots=True)
class Group:
    """What stands between two brackets."""

    items: list["Item"] = field(default_factory=list)


Item = Token | Group


def tokens(sql: str) -> Iterator[Token]:
    """The pieces of a statement without spaces and comments."""
    for match in TOKEN.finditer(sql):
        kind = match.lastgroup
        if kind == "name":
            yield Token("name", match.group()[1:-1])
        elif kind == "word":
            yield Token("word", match.group().lower())
        elif kind:
            yield Token(kind, match.group())


def parse(sql: str) -> list[list[Item]]:
    """The statements of a text, brackets folded into groups."""
    root = Group()
    stack = [root]
    for token in tokens(sql):
        if token.text == "(" and token.kind == "mark":
            inner = Group()
            stack[-1].items.append(inner)
            stack.append(inner)
        elif token.text == ")" and token.kind == "mark":
            if len(stack) > 1:
                stack.pop()
        else:
            stack[-1].items.append(token)
    return split(root.items, ";")


def split(items: list[Item], *marks: str) -> list[list[Item]]:
    """The parts between marks or words of this level; empty parts are left out."""
    parts: list[list[Item]] = [[]]
    for item in items:
        if is_word(item, *marks) or is_mark(item, *marks):
            parts.append([])
        else:
            parts[-1].append(item)
    return [part for part in parts if part]


def is_word(item: Item | None, *words: str) -> bool:
    """Whether an item is one of these unquoted words."""
    return isinstance(item, Token) and item.kind == "word" and item.text in words


def is_mark(item: Item | None, *marks: str) -> bool:
    """Whether an item is one of these signs."""
    return isinstance(item, Token) and item.kind == "mark" and item.text in marks


def is_name(item: Item | None) -> bool:
    """Whether an item can name a table or column."""
    return isinstance(item, Token) and item.kind in {"name", "word"}


def is_query(item: Item | None) -> bool:
    """Whether a group holds a query of its own."""
    return isinstance(item, Group) and bool(item.items) and is_word(item.items[0], "select", "with")


def text(item: Item | None) -> str:
    """The words of a token; "" for a group or nothing."""
    return item.text if isinstance(item, Token) else ""


def inside(item: Item | None) -> list[Item]:
    """What a group holds; nothing for a token."""
    return item.items if isinstance(item, Group) else []


def at(items: list[Item], place: int) -> Item | None:
    """The item at a place, None beyond the ends."""
    return items[place] if 0 <= place < len(items) else None


def column(item: Item | None, items: list[Item], place: int) -> tuple[str, str, int] | None:
    """A column at a place: its table's alias ("" when not said), its name, and the place behind it."""
    if isinstance(item, Group):
        inner = column(at(item.items, 0), item.items, 0)
        return (*inner[:2], place + 1) if inner and inner[2] == len(item.items) else None
    if not isinstance(item, Token) or item.kind not in {"name", "word"}:
        return None
    if is_mark(at(items, place + 1), ".") and is_name(at(items, place + 2)):
        last = items[place + 2]
        return (item.text, last.text, place + 3) if isinstance(last, Token) else None
    return "", item.text, place + 1


def constant(item: Item | None, items: list[Item], place: int) -> bool:
    """Whether a value known before the query runs stands here: a literal, a parameter, a list of them."""
    if isinstance(item, Group):
        return (
            bool(item.items)
            and not is_query(item)
            and all(constant(part[0], part, 0) for part in split(item.items, ","))
        )
    if is_word(item, "any"):
        return constant(at(items, place + 1), items, place + 1)
    return isinstance(item, Token) and item.kind == "value"
