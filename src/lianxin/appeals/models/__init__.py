"""The tables of appeals, by noun."""

from lianxin.appeals.models.accusation import Accusation, Accused
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
from lianxin.appeals.models.attribution import Attribution
from lianxin.appeals.models.classes import AppealClass, ClassEdition, ClassMap
from lianxin.appeals.models.correction import Correction
from lianxin.appeals.models.dissatisfied import BadRating, Panel, PanelVote
from lianxin.appeals.models.duty import DutyEdition, DutyLine
from lianxin.appeals.models.joint import LeadChange, Stage, SubOrder
from lianxin.appeals.models.passing import Passing
from lianxin.appeals.models.pausing import Extension, News, Suspension
from lianxin.appeals.models.proxy import Proxy
from lianxin.appeals.models.returning import Adjudication, DutyProposal, Return
from lianxin.appeals.models.supervision import Instruction, Supervision, UpwardRequest
from lianxin.appeals.models.tag import MatterTag
from lianxin.appeals.models.whistle import TalkOutcome, Whistle, WhistleCall, WhistleKind, WhistleReply
from lianxin.appeals.models.works import Works

__all__ = [
    "Accusation",
    "Accused",
    "Adjudication",
    "Appeal",
    "AppealClass",
    "Appellant",
    "Attribution",
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
    "LeadChange",
    "MatterTag",
    "News",
    "Order",
    "Panel",
    "PanelVote",
    "Passing",
    "Proxy",
    "Referral",
    "Rejection",
    "Reply",
    "Return",
    "Stage",
    "SubOrder",
    "Supervision",
    "Suspension",
    "TalkOutcome",
    "UpwardRequest",
    "Whistle",
    "WhistleCall",
    "WhistleKind",
    "WhistleReply",
    "Works",
]
