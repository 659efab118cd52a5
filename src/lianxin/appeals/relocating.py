"""What of appeals depends on the installation they lie in (迁移登记)."""

from lianxin.appeals.models import (
    Accusation,
    Accused,
    Adjudication,
    Appeal,
    Appellant,
    Attribution,
    BadRating,
    Callback,
    ClassEdition,
    Correction,
    DutyEdition,
    DutyProposal,
    Extension,
    Handling,
    InfoRequest,
    Instruction,
    LeadChange,
    MatterTag,
    News,
    Panel,
    PanelVote,
    Passing,
    Proxy,
    Referral,
    Rejection,
    Return,
    SubOrder,
    Supervision,
    Suspension,
    UpwardRequest,
    Whistle,
    Works,
)
from lianxin.kernel.crypto import blind_index
from lianxin.kernel.relocation.registry import accounts, index
from lianxin.people.queries.residents import PHONE

accounts(Adjudication, "decided_by")
accounts(Accusation, "handed_by")
accounts(Accused, "set_by")
accounts(Passing, "account_id")
accounts(Appeal, "enquiry_agreed_by finished_by")
accounts(Attribution, "account_id")
accounts(Callback, "account_id")
accounts(ClassEdition, "made_by")
accounts(Correction, "proposed_by decided_by")
accounts(DutyEdition, "made_by")
accounts(DutyProposal, "settled_by")
accounts(Extension, "asked_by decided_by")
accounts(Handling, "account_id")
accounts(Works, "account_id")
accounts(InfoRequest, "asked_by")
accounts(LeadChange, "proposed_by decided_by")
accounts(MatterTag, "by")
accounts(News, "account_id")
accounts(Referral, "account_id")
accounts(Rejection, "proposed_by decided_by")
accounts(Instruction, "made_by")
accounts(BadRating, "asked_by mended_by")
accounts(Panel, "asked_by")
accounts(Proxy, "taken_by withdrawn_by")
accounts(PanelVote, "account_id")
accounts(Supervision, "made_by answered_by")
accounts(UpwardRequest, "asked_by replied_by")
accounts(Return, "asked_by submitted_by decided_by")
accounts(Suspension, "asked_by decided_by")
accounts(SubOrder, "asked_by answered_by")
accounts(Whistle, "called_by minuted_by")
index(Appellant, "phone_index", of="phone_sealed", by=lambda plain, row: blind_index(plain, PHONE))
