"""By what an appeal is found: the words of search, and what says the same as others (检索、同一诉求)."""

from lianxin.appeals.models import Appeal
from lianxin.appeals.rules import AppealType
from lianxin.matters.workflow import Acting


def found_by(acting: Acting, appeal: Appeal, *words: str) -> None:
    """Have it found by these words, and beside others that say the same: an accusation is never held beside any."""
    sealed = appeal.type == AppealType.REPORT
    alike = "" if sealed else "\n".join([appeal.address, *words]).strip()
    acting.index("\n".join([acting.row.title, *words]), appeal.address, alike)


def kept_apart(acting: Acting) -> None:
    """What has become an accusation is found beside no other any more (举报不参与比对)."""
    acting.alike = ""
