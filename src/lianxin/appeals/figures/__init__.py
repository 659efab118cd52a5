"""What is counted about appeals: the balance of what is open, the callbacks, and every figure an office gives out."""

from lianxin.appeals.figures import again, called, declared, joint, pauses
from lianxin.appeals.figures.balance import Balance, balance, term_of
from lianxin.appeals.figures.callbacks import Callbacks, callbacks
from lianxin.appeals.figures.scope import Scope

__all__ = [
    "Balance",
    "Callbacks",
    "Scope",
    "again",
    "balance",
    "callbacks",
    "called",
    "declared",
    "joint",
    "pauses",
    "term_of",
]
