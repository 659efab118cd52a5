"""Reading the pages of docs: their links, their words, and the steps that a test can take.

A how-to begins with `<!-- from: nothing -->`, `office`, `caddy`, `postgresql`, `outgrown` (an office on SQLite, an
empty PostgreSQL beside it) or `bundle`: what is there before its first step; one with `<!-- deep -->` takes its steps
with --deep only. Its steps are fenced blocks:

- `sh run` is run and must end well; `sh run 1` with that exit code; `sh run any` where the machine decides;
- `sh serve` is started and goes on to the end of the page;
- `<!-- hand: NAME -->` is what a person does in a browser, a function of hands.py.

A block of text after a step shows what it prints: these lines, in this order, … for anything.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOW_TO = sorted((ROOT / "docs" / "how-to").glob("*.md"))
TOLD = [
    ROOT / name for name in ("README.md", "README.zh-CN.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")
]
PAGES = sorted([*TOLD, *(ROOT / "docs").rglob("*.md")])

FENCE = re.compile(
    r"^```(?P<info>[^\n`]*)\n(?P<body>.*?)^```$|^<!-- hand: (?P<hand>.+?) -->$", re.MULTILINE | re.DOTALL
)
DEEP = re.compile(r"^<!-- deep -->$", re.MULTILINE)
FROM = re.compile(r"^<!-- from: (\w+) -->$", re.MULTILINE)


@dataclass
class Step:
    """One thing to do, the exit code it ends with, and the lines it shows."""

    kind: str
    text: str
    line: int
    code: int | None = 0
    shows: list[str] = field(default_factory=list)


def steps(page: Path) -> list[Step]:
    """What a page tells its reader to do, in order. Raises ValueError for what no reader could follow."""
    text, found = page.read_text(encoding="utf-8"), list[Step]()
    for block in FENCE.finditer(text):
        line = text.count("\n", 0, block.start()) + 1
        language, *words = (block["info"] or "").split() or [""]
        if block["hand"]:
            found.append(Step("hand", block["hand"], line))
        elif language == "sh" and words:
            found.append(Step(words[0], block["body"], line, code=exit_code(words)))
        elif language == "text" and found and not found[-1].shows:
            found[-1].shows = [row.strip() for row in block["body"].splitlines() if row.strip()]
    strange = [step for step in found if step.kind not in {"run", "serve", "hand"}]
    if strange:
        raise ValueError(f"{page.name}: {strange}")
    return found


def exit_code(words: list[str]) -> int | None:
    """What `run` is to end with; None where it depends on the machine, as the doctor's findings do."""
    wanted = words[1] if len(words) > 1 else "0"
    return None if wanted == "any" else int(wanted)


def begins_from(page: Path) -> str:
    """What has to be there before the first step. Raises ValueError when the page doesn't say."""
    found = FROM.search(page.read_text(encoding="utf-8"))
    if found is None:
        raise ValueError(f"{page.name} does not say what it begins from")
    return found[1]


def takes_long(page: Path) -> bool:
    """Whether its steps take too long for every run of the suite."""
    return DEEP.search(page.read_text(encoding="utf-8")) is not None


def prose(page: Path) -> str:
    """A page without its blocks and comments."""
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    return re.sub(r"<!--.*?-->|^ {4}[^\n]*$", "", text, flags=re.DOTALL | re.MULTILINE)


def lacking(shows: list[str], said: str) -> str | None:
    """The first line of `shows` that doesn't follow the one before it in what was said; None when all do."""
    rows = [row.strip() for row in said.splitlines()]
    at = 0
    for line in shows:
        pattern = re.compile(".*".join(map(re.escape, line.split("…"))))
        while at < len(rows) and not pattern.fullmatch(rows[at]):
            at += 1
        if at == len(rows):
            return line
        at += 1
    return None
