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
from lianxin.appeals.models.dissatisfied import BadRating, Panel, PanelVote
from lianxin.appeals.models.duty import DutyEdition, DutyLine
from lianxin.appeals.models.pausing import Extension, News, Suspension
from lianxin.appeals.models.proxy import Proxy
from lianxin.appeals.models.returning import Adjudication, DutyProposal, Return
from lianxin.appeals.models.supervision import Instruction, Supervision, UpwardRequest
from lianxin.appeals.models.tag import MatterTag
from lianxin.appeals.models.works import Works

__all__ = [
    "Adjudication",
    "Appeal",
    "AppealClass",
    "Appellant",
    "BadRating",
    "Callback",
    "ClassEdition",
    "ClassMap",
    "Correction",
    "DutyEdition",
    "DutyLine",
    "DutyProposal",
    "Extension",
    "Frozen",
    "Handling",
    "InfoRequest",
    "Instruction",
    "MatterTag",
    "News",
    "Order",
    "Panel",
    "PanelVote",
    "Proxy",
    "Referral",
    "Rejection",
    "Reply",
    "Return",
    "Supervision",
    "Suspension",
    "UpwardRequest",
    "Works",
]
