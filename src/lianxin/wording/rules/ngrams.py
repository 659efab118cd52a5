"""A message as the character n-grams it holds, with how often; no dictionary, no segmentation (字符片段)."""

import re
import unicodedata
from collections import Counter

LONGEST = 2000
"""So many signs of a message are read: what it is about stands well before, and a page costs no more than a line."""
UPTO = 3
TITLE = "\x01"
"""Stands before a piece of the title: the same words weigh more there than in the account below."""
NUMBERS, BLANKS = re.compile(r"\d+"), re.compile(r"\s+")


def plain(text: str) -> str:
    """One spelling for what means the same: full width, capitals, every number a 0, one blank."""
    spelled = unicodedata.normalize("NFKC", text[: 2 * LONGEST]).lower()
    return BLANKS.sub(" ", NUMBERS.sub("0", spelled)).strip()[:LONGEST]


def pieces(text: str) -> Counter[str]:
    """Every run of one to three signs of a plain text, counted."""
    found = list(text)
    for size in range(2, UPTO + 1):
        found += [text[at : at + size] for at in range(len(text) - size + 1)]
    return Counter(found)


def features(title: str, text: str) -> tuple[dict[str, int], dict[str, int]]:
    """What a model reads of a message: the pieces of its text, and those of its title, marked as such."""
    of_title = {TITLE + piece: times for piece, times in pieces(plain(title)).items()}
    return pieces(plain(text)), of_title
