"""What the office knows of people (人员): staff, their posts and accounts in `staff`, how they pass on in `duties`."""

from lianxin.people.models.duties import Handover, PastPassword, Proposal
from lianxin.people.models.staff import (
    Account,
    AccountManager,
    Appointment,
    LastStep,
    OneTimeLink,
    Person,
    Post,
    RecoveryCode,
    SignIn,
    Unit,
)

__all__ = [
    "Account",
    "AccountManager",
    "Appointment",
    "Handover",
    "LastStep",
    "OneTimeLink",
    "PastPassword",
    "Person",
    "Post",
    "Proposal",
    "RecoveryCode",
    "SignIn",
    "Unit",
]
