"""Why a paper was not printed; each message is a sentence for who wanted it."""


class Unprintable(Exception):
    """A paper that can't be printed."""


class MissingGlyph(Unprintable):
    """A character that none of our fonts can draw."""


class NoFonts(Unprintable):
    """The fonts of papers are not on this machine."""
