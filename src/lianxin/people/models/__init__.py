"""What the office knows of people (人员): staff, their posts and accounts in `staff`."""

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
    "LastStep",
    "OneTimeLink",
    "Person",
    "Post",
    "RecoveryCode",
    "SignIn",
    "Unit",
]
