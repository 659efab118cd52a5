"""What went wrong, as the problem a program is told; nothing here stands on ninja."""

import logging
from collections.abc import Mapping

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, InterfaceError
from django.forms import BaseForm
from django.http import Http404, HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _

from lianxin.kernel.models.event import Event
from lianxin.matters.refusals import Refused
from lianxin.people.rules import TooMany
from lianxin.web.errors import DJANGO_404, FAULTS, RETRY_SECONDS, TOO_MUCH, lost_database
from lianxin.web.problems import Fault, Problem

log = logging.getLogger("lianxin.site.api")
OF_REFUSAL = {"not_allowed": "not_allowed", "reused": "key_reused", "stale": "stale", "guard": "guard"}


def problem_of(request: HttpRequest, fault: Exception) -> Problem:
    """The problem a fault is answered with; what nobody foresaw is logged under the request's reference."""
    if isinstance(fault, Problem):
        return fault
    if isinstance(fault, Refused):
        return refused(fault)
    foreseen = expected(fault)
    if foreseen is not None:
        return foreseen
    log.error("%s %s", getattr(request, "reference", ""), request.path, exc_info=fault)
    if isinstance(fault, DatabaseError | InterfaceError) and lost_database(fault):
        return Problem("away", FAULTS[503].advice, headers={"Retry-After": RETRY_SECONDS})
    return Problem("fault", FAULTS[500].advice)


def expected(fault: Exception) -> Problem | None:
    """What is no fault of ours; None for anything else."""
    match fault:
        case TooMany():
            detail = _("太频繁了，请过 %(seconds)d 秒再试。") % {"seconds": fault.wait}
            return Problem("too_many", detail, headers={"Retry-After": str(fault.wait)})
        case Http404():
            return Problem("not_found", sentence_of(fault) or FAULTS[404].advice)
        case PermissionDenied():
            return Problem("not_allowed", str(fault) or FAULTS[403].advice)
        case ValidationError():
            return invalid([Fault("", sentence) for sentence in fault.messages])
        case MultiPartParserError():
            return Problem("unreadable", _("上传的内容不完整，请重新上传。"))
    return Problem("too_big", FAULTS[413].advice) if isinstance(fault, TOO_MUCH) else None


def sentence_of(fault: Http404) -> str:
    """The sentence of a 404, when it was written for people."""
    said = fault.args[0] if fault.args else ""
    return said if isinstance(said, str) and not said.endswith(DJANGO_404) else ""


def refused(refusal: Refused) -> Problem:
    """What the writer said; for who came too late, who was first, when, with what."""
    more: dict[str, object] = {"latest": told(refusal.latest)} if refusal.latest is not None else {}
    return Problem(OF_REFUSAL.get(refusal.code, "not_in_table"), refusal.message, more=more)


def told(event: Event) -> Mapping[str, object]:
    """The event that was first."""
    return {"seq": event.seq, "move": event.move, "state": event.target, "at": event.at.isoformat()}


def key_reused() -> Problem:
    """The same key with something else in it."""
    detail = _("这个 Idempotency-Key 已用在另一次请求上，那一次已经办成。要另办一件，请换一个新的。")
    return Problem("key_reused", detail)


def invalid(errors: list[Fault]) -> Problem:
    """Fields that can't be taken."""
    detail = errors[0].sentence if len(errors) == 1 else _("有几处要改，见 errors。")
    return Problem("invalid", detail, errors=errors)


def of_form(form: BaseForm) -> Problem:
    """What a form found, each fault with its field."""
    errors = [
        Fault("" if name == "__all__" else name, str(sentence))
        for name, sentences in form.errors.items()
        for sentence in sentences
    ]
    return invalid(errors)
