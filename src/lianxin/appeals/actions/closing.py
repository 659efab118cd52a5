"""The end of an appeal, by whichever way it comes there (办结)."""

from lianxin.matters.workflow import Acting


def close(acting: Acting) -> str:
    """办结: from now on the matter counts as closed."""
    acting.row.closed_at = acting.now
    return "closed"
