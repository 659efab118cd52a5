"""Text as search tokens: pairs of neighbours for Chinese, words and numbers for the rest (二元切分).

Engines cut text by their own, differing tables of letters, so every token is spelled in ASCII letters or
digits: a Chinese character becomes four letters a-p (its code point; `q` and five outside the basic plane),
a word begins with `w` (ASCII) or `x` (any other script), a number stays. Engines then cut at spaces only.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

# tsvector keeps no position beyond 16,383; the same bound on both engines keeps their answers equal.
MOST_TOKENS = 16_000
# A tsvector is below 1 MB.
MOST_LETTERS = 600_000
LONGEST_WORD = 64

# Scripts written without spaces: Han with its iteration mark and zero, kana, bopomofo, hangul, Yi.
IDEOGRAPHS = (
    "\u3005\u3007\u3041-\u3096\u30a1-\u30fa\u30fc\u3105-\u312f\u31a0-\u31bf\u3400-\u4dbf\u4e00-\u9fff"
    "\ua000-\ua48c\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
)
RUNS = re.compile(rf"(?P<han>[{IDEOGRAPHS}]+)|(?P<number>[0-9]+)|(?P<word>[^\W\d_{IDEOGRAPHS}]+)")
NIBBLES = str.maketrans("0123456789abcdef", "abcdefghijklmnop")
FULL_WIDTH = str.maketrans({chr(point + 0xFEE0): chr(point) for point in range(0x21, 0x7F)})


@dataclass(frozen=True)
class Phrase:
    """Tokens that must follow each other; with `prefix` the last one may go on."""

    tokens: tuple[str, ...]
    prefix: bool


def code(character: str) -> str:
    """A character in letters a-p: four of them, or `q` and five."""
    point = ord(character)
    return (f"{point:04x}" if point < 0x10000 else f"~{point:05x}").translate(NIBBLES).replace("~", "q")


class Doubled(dict[int, str]):
    """Each character's code twice, a space between: put in a row, neighbours' codes touch and make the pairs."""

    def __missing__(self, point: int) -> str:
        word = code(chr(point))
        self[point] = twice = f"{word} {word}"
        return twice


DOUBLED = Doubled()


def plain(text: str) -> str:
    """One spelling of what people type: full width to half, capitals to small, compatibility forms undone."""
    # NFKC would narrow full-width signs too, but takes three times as long on the usual Chinese text.
    narrow = unicodedata.normalize("NFKC", text.translate(FULL_WIDTH))
    return unicodedata.normalize("NFKC", narrow.casefold())


def index_tokens(text: str) -> str:
    """The tokens of a text to be found, with spaces between; of a very long text the first 16,000."""
    said = plain(text)
    tokens = " ".join(spelled(kind, run) for kind, run in runs(said))
    if len(said) > MOST_TOKENS:
        tokens = " ".join(tokens.split(" ", MOST_TOKENS)[:MOST_TOKENS])
    return tokens if len(tokens) <= MOST_LETTERS else tokens[:MOST_LETTERS].rpartition(" ")[0]


def phrases(query: str) -> list[Phrase]:
    """What a person typed, as phrases that must all be found; spaces part them, punctuation doesn't."""
    found = [phrase(word) for word in plain(query).split()]
    return [one for one in found if one.tokens]


def phrase(word: str) -> Phrase:
    """One phrase. A run of Chinese at its end is open, for in the text more may follow: no token stands alone."""
    cut = list(runs(word))
    tokens = " ".join(spelled(kind, run) for kind, run in cut).split()
    last_kind, last = cut[-1] if cut else ("", "")
    if last_kind == "han" and len(last) > 1:
        tokens.pop()
    return Phrase(tokens=tuple(tokens), prefix=last_kind == "han" and len(last) == 1)


def runs(text: str) -> Iterator[tuple[str, str]]:
    """The runs of one kind in a plain text: han, number or word; everything else only parts them."""
    for match in RUNS.finditer(text):
        yield match.lastgroup or "", match.group()


def spelled(kind: str, run: str) -> str:
    """The tokens of a run, with spaces between.

    Each Chinese character begins a pair with its neighbour, the last stands alone: one character is a prefix.
    """
    if kind == "han":
        return run.translate(DOUBLED).partition(" ")[2]
    short = run[:LONGEST_WORD]
    if kind == "number":
        return short
    return f"w{short}" if run.isascii() else "x" + "".join(map(code, short))
