"""Text as search tokens: pairs of neighbouring characters, whatever the script (二元切分).

What stands between two blanks is one run, and every part of a run is found: 路灯, "Fi" in WiFi, 12 in 123, 号楼 in
3号楼. Engines cut text by their own, differing tables of letters, so a token is spelled in ASCII letters and digits,
each character by a code none of which begins another: a digit is itself, a letter r and itself, another ASCII sign s
and two letters, any other character four letters a-p (its code point) or, outside the basic plane, q and five.
"""

import unicodedata
from dataclasses import dataclass

# A tsvector is below 1 MB; the same bound on both engines keeps their answers equal. Some 60,000 characters.
MOST_LETTERS = 600_000

NIBBLES = str.maketrans("0123456789abcdef", "abcdefghijklmnop")
FULL_WIDTH = {point + 0xFEE0: point for point in range(0x21, 0x7F)}
DOTS = dict.fromkeys(map(ord, "•・‧∙⋅･"), ord("·"))  # how keyboards write the dot of 阿依古丽·买买提
ONE_SPELLING = FULL_WIDTH | DOTS


@dataclass(frozen=True)
class Phrase:
    """Tokens that must follow each other; with `prefix` the last one may go on."""

    tokens: tuple[str, ...]
    prefix: bool


def code(character: str) -> str:
    """A character in ASCII letters and digits; no code is the beginning of another."""
    point = ord(character)
    if character.isascii() and character.isalnum():
        return character if character.isdigit() else f"r{character}"
    if point < 0x80:
        return "s" + f"{point:02x}".translate(NIBBLES)
    return f"{point:04x}".translate(NIBBLES) if point < 0x10000 else "q" + f"{point:05x}".translate(NIBBLES)


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
    narrow = unicodedata.normalize("NFKC", text.translate(ONE_SPELLING))
    return unicodedata.normalize("NFKC", narrow.casefold())


def index_tokens(text: str) -> str:
    """The tokens of a text to be found, with spaces between; of a very long text the first 600,000 letters."""
    tokens = " ".join(map(spelled, plain(text).split()))
    return tokens if len(tokens) <= MOST_LETTERS else tokens[:MOST_LETTERS].rpartition(" ")[0]


def phrases(query: str) -> list[Phrase]:
    """What a person typed, as phrases that must all be found; only blanks part them."""
    return [phrase(word) for word in plain(query).split()]


def phrase(word: str) -> Phrase:
    """One phrase. Its end is open, for in the text more may follow: the last character stands not alone."""
    tokens = spelled(word).split()
    return Phrase(tokens=tuple(tokens[:-1] or tokens), prefix=len(tokens) == 1)


def spelled(run: str) -> str:
    """The tokens of a run: each character begins a pair with its neighbour, the last stands alone.

    So one character alone is the beginning of a token.
    """
    return run.translate(DOUBLED).partition(" ")[2]
