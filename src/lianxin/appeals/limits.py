"""The time limits of an appeal, edition 2026-11 (D.4): every value is a default with its source."""

from django.utils.translation import gettext_lazy as _

from lianxin.appeals.rules import AppealType
from lianxin.matters.limits import Limit
from lianxin.matters.models import Urgency

EDITION = "2026-11"

TRIAGE = Limit("T2a", _("甄别派单"), "W", 0.5, yellow=2, red=1, edition=EDITION)
SIGN = Limit("T2", _("签收"), "W", 1, yellow=8, red=2, edition=EDITION)
ENQUIRY = Limit("T6a", _("咨询答复"), "W", 2, yellow=16, red=4, edition=EDITION)
HANDLE = Limit("T6b", _("办理答复"), "W", 5, yellow=48, red=8, edition=EDITION)
EMERGENCY = Limit("T6c", _("特急处置"), "H", 24, yellow=12, red=4, edition=EDITION)
REVIEW = Limit("T11", _("办结审核"), "W", 1, yellow=8, red=2, edition=EDITION)
CALLBACK = Limit("T12", _("回访"), "W", 3, yellow=24, red=8, edition=EDITION)
REWORK = Limit("T13", _("重办"), "W", 5, yellow=48, red=8, edition=EDITION)

# What the receipt promises; no clock runs by them yet.
FIRST_CONTACT = Limit("T3", _("首次联系"), "W", 1, yellow=8, red=2, edition=EDITION)
FIRST_CONTACT_EMERGENCY = Limit("T3e", _("特急首次联系"), "H", 2, yellow=1, red=1, edition=EDITION)

LIMITS = (TRIAGE, SIGN, ENQUIRY, HANDLE, EMERGENCY, REVIEW, CALLBACK, REWORK)
HANDLING = (ENQUIRY, HANDLE, EMERGENCY)


def handling_limit(appeal_type: str, urgency: str) -> Limit:
    """Which limit the handling unit gets: emergencies by the hour, enquiries sooner than the rest."""
    if urgency == Urgency.EMERGENCY:
        return EMERGENCY
    return ENQUIRY if appeal_type == AppealType.ENQUIRY else HANDLE
