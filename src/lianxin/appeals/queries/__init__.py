"""What the pages about an appeal read, by noun; what is asked of the appeal itself is here by name."""

from lianxin.appeals.queries.appeal import (
    Folder,
    Speaker,
    attempts,
    contacted,
    current_order,
    folder,
    gate,
    last_reply,
    phone_of,
    reveal,
)

__all__ = [
    "Folder",
    "Speaker",
    "attempts",
    "contacted",
    "current_order",
    "folder",
    "gate",
    "last_reply",
    "phone_of",
    "reveal",
]
