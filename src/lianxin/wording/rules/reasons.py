"""Why two texts are held to say the same, in the words of the one that is at hand (理由)."""

from collections.abc import Collection, Mapping

from lianxin.wording.rules.sketches import RUN, plain

MOST_WORDS, LONGEST = 6, 8


def spoken(text: str, said: Mapping[str, float], grams: Collection[int]) -> list[str]:
    """What a text says that another one says too, those said most first: 搅拌站, 噪音, 粉尘."""
    shared = {gram for gram in said if plain(gram) in grams}
    found: dict[str, float] = {}
    for match in RUN.finditer(text):
        run, start = match[0], -1
        for at in range(len(run)):
            on = run[at : at + 2] in shared
            if on and start < 0:
                start = at
            if not on and start >= 0:
                word = run[start : at + 1]
                if len(word) <= LONGEST:
                    found[word] = found.get(word, 0.0) + len(word)
                start = -1
    return sorted(found, key=lambda word: (-found[word], word))[:MOST_WORDS]
