"""What a program is told when something isn't done: RFC 9457, a code to branch on and a sentence to show (问题说明)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MEDIA = "application/problem+json"
INTERFACE = "/api/v1/"
REFERENCE = "/api/"
Text = str | Promise


@dataclass(frozen=True)
class Kind:
    """One kind of problem: its code, its status, its title."""

    code: str
    status: int
    title: Text


KINDS = {
    kind.code: kind
    for kind in (
        Kind("unreadable", 400, _("看不懂这次请求")),
        Kind("key_missing", 400, _("少了 Idempotency-Key")),
        Kind("token_needed", 401, _("要有有效的令牌")),
        Kind("scope", 403, _("令牌没有这个用途")),
        Kind("not_allowed", 403, _("不在岗位职责内")),
        Kind("not_found", 404, _("没有，或者不归您看")),
        Kind("method", 405, _("这个地址不能这样用")),
        Kind("stale", 409, _("别人先办了一步")),
        Kind("not_in_table", 409, _("现在不能做这一步")),
        Kind("guard", 409, _("条件不够，没有办")),
        Kind("too_big", 413, _("内容太大")),
        Kind("media", 415, _("内容的格式不对")),
        Kind("invalid", 422, _("填的内容有问题")),
        Kind("key_reused", 422, _("Idempotency-Key 已用过")),
        Kind("version_missing", 428, _("少了 If-Match")),
        Kind("too_many", 429, _("操作太频繁了")),
        Kind("fault", 500, _("系统出了点问题")),
        Kind("away", 503, _("系统暂时用不了")),
    )
}
BY_STATUS = {kind.status: kind.code for kind in reversed(KINDS.values())}


@dataclass(frozen=True)
class Fault:
    """One field that can't be taken, and the sentence that says why; the empty name for none alone."""

    field: str
    sentence: str


@dataclass(eq=False)
class Problem(Exception):
    """What is answered instead: the kind by its code, what to do next, fields, further members, headers."""

    code: str
    detail: Text
    errors: Sequence[Fault] = ()
    more: Mapping[str, object] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def kind(self) -> Kind:
        """What kind of problem it is."""
        return KINDS[self.code]


def concerns(request: HttpRequest) -> bool:
    """Whether a program asked, who wants no page."""
    return request.path_info.startswith(INTERFACE)


def answer(request: HttpRequest, problem: Problem) -> HttpResponse:
    """The problem as a program reads it; `reference` is what the log calls this request."""
    kind = problem.kind
    said: dict[str, object] = {
        "type": f"{REFERENCE}#{kind.code}",
        "title": str(kind.title),
        "status": kind.status,
        "detail": str(problem.detail),
        "code": kind.code,
        "instance": request.path,
        "reference": getattr(request, "reference", ""),
        **problem.more,
    }
    if problem.errors:
        said["errors"] = [{"field": one.field, "sentence": one.sentence} for one in problem.errors]
    return JsonResponse(
        said,
        status=kind.status,
        content_type=MEDIA,
        headers=dict(problem.headers),
        json_dumps_params={"ensure_ascii": False},
    )


def of_status(status: int, detail: Text) -> Problem:
    """The plainest problem of a status."""
    return Problem(BY_STATUS.get(status, "fault"), detail)
