"""What the office knows of people (人员): staff, their posts and accounts; residents, households, consents."""

from lianxin.people.models.confidentiality import (
    Avoidance,
    LooksOfDay,
    ResidentTag,
    SecurityAlarm,
)
from lianxin.people.models.consents import Consent
from lianxin.people.models.duties import Handover, PastPassword, Proposal
from lianxin.people.models.households import Household, Membership
from lianxin.people.models.persons import Merging, Person, PersonName
from lianxin.people.models.staff import (
    Account,
    AccountManager,
    Appointment,
    LastStep,
    OneTimeLink,
    Post,
    RecoveryCode,
    SignIn,
    Unit,
)
from lianxin.people.models.tokens import ApiCall, ApiToken

__all__ = [
    "Account",
    "AccountManager",
    "ApiCall",
    "ApiToken",
    "Appointment",
    "Avoidance",
    "Consent",
    "Handover",
    "Household",
    "LastStep",
    "LooksOfDay",
    "Membership",
    "Merging",
    "OneTimeLink",
    "PastPassword",
    "Person",
    "PersonName",
    "Post",
    "Proposal",
    "RecoveryCode",
    "ResidentTag",
    "SecurityAlarm",
    "SignIn",
    "Unit",
]
