"""What finding the same matter costs in a full index."""

from lianxin.wording.rules.grouping import Message


def measured(messages: list[Message], rows: int) -> list[str]:
    """The lines of the result."""
    return []
