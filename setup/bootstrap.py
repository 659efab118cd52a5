"""Cut Bootstrap down to the classes our pages use, so that a resident's first page stays small.

Standard library only. `cut(css, kept)` keeps every rule whose selectors name kept classes or none at all.
"""

import re
from collections.abc import Iterator

CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
NOT = re.compile(r":not\([^)]*\)")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def cut(css: str, names: str) -> str:
    """The style sheet with only the classes listed in `names`, one pattern a line, `*` for any ending."""
    patterns = [line.split("#")[0].strip() for line in names.splitlines()]
    kept = re.compile("|".join(re.escape(name).replace(r"\*", r"[\w-]*") for name in patterns if name))
    licence = "/*! Bootstrap 5.3, cut to the classes in use; MIT, see licences/bootstrap.txt */\n"
    return licence + "\n".join(rules(COMMENT.sub("", css), kept)) + "\n"


def rules(css: str, kept: re.Pattern[str]) -> Iterator[str]:
    """The rules worth keeping, in order; those inside @media and @supports are cut alike."""
    for head, body in blocks(css):
        if head.startswith(("@media", "@supports")):
            inner = "".join(rules(body, kept))
            if inner:
                yield f"{head}{{{inner}}}"
        elif not head.startswith("@"):
            selectors = [one for one in split(head) if wanted(one, kept)]
            if selectors:
                yield f"{','.join(selectors)}{{{body}}}"


def blocks(css: str) -> Iterator[tuple[str, str]]:
    """Each `head{body}` of one level, statements without a body left out."""
    depth, start, opened = 0, 0, 0
    for place, sign in enumerate(css):
        if sign == "{":
            opened = place if depth == 0 else opened
            depth += 1
        elif sign == "}":
            depth -= 1
            if depth == 0:
                yield css[start:opened].strip(), css[opened + 1 : place]
                start = place + 1
        elif sign == ";" and depth == 0:
            start = place + 1


def split(head: str) -> list[str]:
    """The selectors of a rule; a comma inside brackets divides nothing."""
    return re.split(r",(?![^(]*\))", head)


def wanted(selector: str, kept: re.Pattern[str]) -> bool:
    """Whether every class the selector asks for is kept."""
    return all(kept.fullmatch(name) for name in CLASS.findall(NOT.sub("", selector)))
