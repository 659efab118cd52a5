"""Why something is not erased, in a sentence."""


class Refused(Exception):
    """A sentence for whoever asked, and the field it is about."""

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.message, self.field = message, field
