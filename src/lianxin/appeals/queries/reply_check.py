"""What a reply leaves out, beside the appeal as its reader may see it (答复检查)."""

from lianxin.appeals.models import Appeal, Reply
from lianxin.appeals.queries.case_papers import Folder
from lianxin.appeals.queries.shielding import hide_in, shield_of
from lianxin.kernel.actor import Actor
from lianxin.matters.models import Matter
from lianxin.wording.rules.answers import Remark, check, firm_codes


def remarks_on(matter: Matter, reply: str, *, by: Actor) -> tuple[Remark, ...]:
    """The warnings for who writes or reads a reply; they quote the appeal only as far as this reader sees it."""
    appeal = Appeal.objects.get(pk=matter.pk)  # afresh: a shield changes the words of the row
    hide_in([appeal], shield_of(matter, by=by))
    return check(appeal.text, reply)


def remarks_on_draft(shown: Folder) -> tuple[Remark, ...]:
    """The same of the reply that waits for the reviewer, from the papers as they are shown."""
    drafts = [one for one in shown.replies if one.sent_at is None]
    if not drafts:
        return ()
    return check(shown.appeal.text, whole(drafts[-1].text, drafts[-1].basis))


def warning_codes(matter: Matter, reply: Reply) -> list[str]:
    """The codes alone, for the log."""
    return firm_codes(check(matter.appeal.text, whole(reply.text, reply.basis)))


def whole(text: str, basis: str) -> str:
    """A reply with its grounds, which are printed below it."""
    return f"{text}\n{basis}" if basis else text
