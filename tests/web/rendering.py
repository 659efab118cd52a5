"""Rendering a piece of a template as a page would, and looking at what came out."""

from html.parser import HTMLParser
from typing import Any

from django.template import Context, Template

LOAD = "{% load face i18n %}"


def render(source: str, **context: Any) -> str:
    """What a template with our components makes of these values."""
    return Template(LOAD + source).render(Context(context))


class Reader(HTMLParser):
    """The start tags and the words of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.words.append(data.strip())


def read(html: str) -> Reader:
    """A page, read."""
    reader = Reader()
    reader.feed(html)
    return reader


def tags(html: str, name: str) -> list[dict[str, str | None]]:
    """The attributes of every tag of this name."""
    return [attrs for tag, attrs in read(html).tags if tag == name]


def words(html: str) -> list[str]:
    """What is written on a page, piece by piece."""
    return read(html).words
