"""The tables of appeals, by noun."""

from lianxin.appeals.models.appeal import (
    Appeal,
    Appellant,
    Callback,
    Frozen,
    Handling,
    InfoRequest,
    Order,
    Referral,
    Rejection,
    Reply,
)
from lianxin.appeals.models.classes import AppealClass, ClassEdition, ClassMap
from lianxin.appeals.models.correction import Correction
from lianxin.appeals.models.duty import DutyEdition, DutyLine
from lianxin.appeals.models.pausing import Extension, News, Suspension
from lianxin.appeals.models.tag import MatterTag

__all__ = [
    "Appeal",
    "AppealClass",
    "Appellant",
    "Callback",
    "ClassEdition",
    "ClassMap",
    "Correction",
    "DutyEdition",
    "DutyLine",
    "Extension",
    "Frozen",
    "Handling",
    "InfoRequest",
    "MatterTag",
    "News",
    "Order",
    "Referral",
    "Rejection",
    "Reply",
    "Suspension",
]
