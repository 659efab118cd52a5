"""What urgent words in a message do by themselves (紧急词): raise to 紧急, tell who has it; never 特急, never lower."""

from lianxin.appeals import letters
from lianxin.appeals.actions.telling import tell_in_town, tell_unit
from lianxin.appeals.rules import AppealType
from lianxin.kernel.actor import Role
from lianxin.matters.models import Urgency
from lianxin.matters.workflow import Acting
from lianxin.wording.signs import signs_in


def raise_by_words(acting: Acting, text: str) -> bool:
    """Whether the words of a text raised the matter just now; the event holds the codes of the signs, no word.

    Not to 特急: that promises a call within two hours and starts the limits of emergencies (T2a, T3), which only
    a person can answer for (decision 0034).
    """
    found = signs_in(text)
    if found:
        acting.facts["signs"] = [one.code for one in found]
    if not found or acting.row.urgency != Urgency.ORDINARY:
        return False
    acting.row.urgency = Urgency.URGENT
    acting.facts["raised"] = True
    return True


def tell_who_has_it(acting: Acting) -> None:
    """The unit that works on it, the triage desk while there is none; an accusation's own desk (INV-08)."""
    if acting.row.appeal.type == AppealType.REPORT:
        tell_in_town(acting, letters.RAISED_BY_WORDS, Role.DISCIPLINE)
    elif acting.row.holder_id is not None:
        tell_unit(acting, letters.RAISED_BY_WORDS)
    else:
        tell_in_town(acting, letters.RAISED_BY_WORDS, Role.TRIAGE)
