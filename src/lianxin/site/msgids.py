"""Every sentence the pages may show in another language (msgid), read from the source of modules and templates."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parents[1]
TRANSLATION = "django.utils.translation"
# Which argument is the context, the sentence, the sentence for several.
CALLS: dict[str, tuple[int | None, int, int | None]] = {
    "gettext": (None, 0, None),
    "ngettext": (None, 0, 1),
    "pgettext": (0, 1, None),
    "npgettext": (0, 1, 2),
}
STRING = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
TEMPLATE_CALL = re.compile(rf"\b(_|n?p?gettext)\(({STRING}(?:, {STRING})*)[,)]")


@dataclass(frozen=True)
class Msgid:
    """A sentence as the source has it; `plural` is the one for several, `context` tells two meanings apart."""

    text: str
    context: str | None = None
    plural: str | None = None


def used(package: Path = PACKAGE) -> dict[Msgid, list[str]]:
    """All msgids, each with the files that use it, in the order of the files.

    A sentence used with and without a plural is one with a plural, as the catalogue has it.
    """
    found: dict[tuple[str, str | None], tuple[Msgid, list[str]]] = {}
    for path in sources(package):
        read = in_module if path.suffix == ".py" else in_template
        where = path.relative_to(package.parent).as_posix()
        for msgid in dict.fromkeys(read(path.read_text(encoding="utf-8"))):
            known, files = found.get((msgid.text, msgid.context), (msgid, []))
            found[msgid.text, msgid.context] = (known if known.plural else msgid, [*files, where])
    return dict(found.values())


def sources(package: Path) -> list[Path]:
    """Modules and templates; migrations keep what they were written with."""
    found = [*package.rglob("*.py"), *package.rglob("*.html"), *package.rglob("*.txt")]
    return sorted(path for path in found if "migrations" not in path.parts)


def in_module(source: str) -> Iterator[Msgid]:
    """The msgids of a module, whatever names it imports Django's functions by."""
    tree = ast.parse(source)
    names = imported_names(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (kind := kind_of(node.func, names)):
            words = [text_of(argument) for argument in node.args]
            yield from as_msgid(kind, words)


def imported_names(tree: ast.Module) -> dict[str, str]:
    """Django's functions by the names they have in this module: `_` is mostly gettext_lazy."""
    return {
        alias.asname or alias.name: plain(alias.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == TRANSLATION
        for alias in node.names
        if plain(alias.name) in CALLS
    }


def plain(name: str) -> str:
    """ngettext_lazy → ngettext."""
    return name.removesuffix("_lazy").removesuffix("_noop")


def kind_of(function: ast.expr, names: dict[str, str]) -> str | None:
    """Which of the CALLS is called: `_(…)`, or `translation.gettext(…)`."""
    if isinstance(function, ast.Name):
        return names.get(function.id)
    if isinstance(function, ast.Attribute) and plain(function.attr) in CALLS:
        return plain(function.attr)
    return None


def text_of(argument: ast.expr) -> str | None:
    """A literal; None for what is known only when it runs."""
    return argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else None


def in_template(source: str) -> Iterator[Msgid]:
    """The msgids of a template, by Django's own reading of its tags."""
    for name, words in TEMPLATE_CALL.findall(templatize(source)):
        kind = "gettext" if name == "_" else name
        yield from as_msgid(kind, [str(ast.literal_eval(word)) for word in re.findall(STRING, words)])


def as_msgid(kind: str, words: list[str | None]) -> Iterator[Msgid]:
    """One msgid, or none where the sentence isn't written in the source."""
    context, text, plural = (None if at is None or at >= len(words) else words[at] for at in CALLS[kind])
    if text:
        yield Msgid(text, context, plural)
