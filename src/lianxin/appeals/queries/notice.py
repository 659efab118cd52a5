"""What a resident is told who is sent elsewhere: 不予受理告知书, 转送告知书 (F-99)."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _now, gettext_lazy as _

from lianxin.appeals.choices import REPEATED
from lianxin.appeals.queries.appeal import last_referral
from lianxin.appeals.queries.numbers import put_back
from lianxin.appeals.queries.repeated import earlier_of
from lianxin.matters.models import Matter

Text = str | Promise


@dataclass(frozen=True)
class Notice:
    """What a resident is told who is sent elsewhere (F-99 不予受理/转送告知书): why, and where to go."""

    title: Text
    at: datetime
    reason: str
    words: str
    body: str
    reference: str
    address: str
    phone: str
    result: str
    result_at: datetime | None
    edition: str


def notice_of(matter: Matter, *, clear: bool = False) -> Notice | None:
    """The notice of a matter that was not accepted or handed on; None for any other.

    Numbers in its words are masked, but `clear` for the one it is for.
    """
    if matter.state == "rejected":
        return notice_of_rejection(matter, clear=clear)
    referral = last_referral(matter) if matter.state == "referred" else None
    if referral is None:
        return None
    put_back(matter, [referral], clear=clear)
    return Notice(
        title=_("转送告知书"),
        at=referral.referred_at,
        reason=referral.basis,
        words="",
        body=referral.body,
        reference=referral.reference,
        address=referral.address,
        phone=referral.phone,
        result=referral.result,
        result_at=referral.result_at,
        edition=referral.form_edition,
    )


def notice_of_rejection(matter: Matter, *, clear: bool) -> Notice | None:
    """The notice of a rejection that two persons agreed on."""
    rejection = matter.rejections.filter(agreed=True).order_by("-pk").first()
    if rejection is None:
        return None
    put_back(matter, [rejection], clear=clear)
    return Notice(
        title=_("不予受理告知书"),
        at=rejection.decided_at or rejection.proposed_at,
        reason=_now(rejection.reason_text),
        words=rejection.words,
        body=_now(rejection.body),
        reference=before.number if (before := earlier_of(matter)) and rejection.reason == REPEATED else "",
        address=rejection.address,
        phone=rejection.phone,
        result="",
        result_at=None,
        edition=rejection.form_edition,
    )
