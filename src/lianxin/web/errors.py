"""Pages about faults: what to do next, a reference number, the telephone; never a stack (E14)."""

import logging
import sys
from dataclasses import dataclass

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _now, gettext_lazy as _

from lianxin.web import problems

log = logging.getLogger("lianxin.web.errors")
TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
RETRY_SECONDS = "10"
DJANGO_404 = "matches the given query."


@dataclass(frozen=True)
class Fault:
    """What a status means to the one in front of the screen, and the way on."""

    title: str | Promise
    advice: str | Promise


FAULTS = {
    400: Fault(_("这次提交没有看懂"), _("请返回上一页，刷新后再提交一次。您填的内容还在上一页里。")),
    403: Fault(
        _("这一步不在您的权限内"), _("请核对登录的是不是本人的账号；岗位有变动的，请找本单位管理员。")
    ),
    404: Fault(_("没有找到这一页"), _("请核对编号或网址。也可能是这件事不归您看。")),
    405: Fault(_("这个地址不能这样打开"), _("请从页面上的按钮进入。")),
    409: Fault(_("别人先办了一步"), _("请返回刷新，看过新的情况再办。")),
    413: Fault(
        _("提交的内容太大"), _("请减少照片的张数，或换小一些的照片，再提交。文字已经够用，照片可以不传。")
    ),
    429: Fault(_("操作太频繁了"), _("请过几分钟再试。着急的事请直接打电话。")),
    500: Fault(_("系统出了点问题"), _("请过一会儿再试。问题已经记录下来，反复出现请把下面的编号告诉我们。")),
    503: Fault(_("系统暂时用不了"), _("请过几分钟再试。已经提交成功的内容不会丢。着急的事请直接打电话。")),
}
EXPIRED = _("这一页放得太久，提交凭证过期了。请返回上一页，刷新后再提交；您填的内容还在。")


def page(request: HttpRequest, status: int, advice: str | Promise = "") -> HttpResponse:
    """The page about a status, or the problem a program reads; `advice` replaces the usual sentence."""
    fault = FAULTS.get(status, FAULTS[500])
    if problems.concerns(request):
        return problems.answer(request, problems.of_status(status, advice or fault.advice))
    context = {
        "fault": fault,
        "status": status,
        "advice": advice or fault.advice,
        "reference": getattr(request, "reference", ""),
    }
    return render(request, "web/errors/page.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, 413 when there was simply too much of it, 503 when it was no fault of the request."""
    if lost_database(exception):
        return try_later(page(request, 503))
    return page(request, 413 if isinstance(exception, TOO_MUCH) else 400)


def lost_database(fault: BaseException | None) -> bool:
    """Whether a fault began with the database going away: Django calls that a session that was deleted."""
    while fault is not None:
        if isinstance(fault, OperationalError | InterfaceError):
            return True
        fault = fault.__cause__ or fault.__context__
    return False


def try_later(response: HttpResponse) -> HttpResponse:
    """Say in the headers, too, when to come again."""
    response.headers["Retry-After"] = RETRY_SECONDS
    return response


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403, with the reason the page gave."""
    return page(request, 403, str(exception))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404; only a sentence written for people is shown, never what the resolver tried."""
    said = exception.args[0] if exception.args else ""
    return page(request, 404, said if isinstance(said, str) and not said.endswith(DJANGO_404) else "")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 because the form's token is missing or old."""
    return page(request, 403, EXPIRED)


def server_error(request: HttpRequest) -> HttpResponse:
    """500; 503 when the database can't be reached. The log has the stack under the page's number."""
    cause = sys.exc_info()[1]
    away = isinstance(cause, DatabaseError | InterfaceError)
    log.error("%s %s", getattr(request, "reference", ""), request.path, exc_info=cause)
    try:
        response = page(request, 503 if away else 500)
    except Exception:  # whatever broke the page must not hide the fault
        log.exception("the page about a fault can't be shown")
        response = HttpResponse(_now("系统出了点问题，请过一会儿再试，或直接打电话。"), status=500)
    return try_later(response) if away else response


def dress(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """A bare sentence or empty answer of 400 and above becomes a page; whole pages stay as they are."""
    plain = response.get("Content-Type", "").startswith("text/html")
    if response.status_code not in FAULTS or not plain or b"<html" in response.content[:500]:
        return response
    dressed = page(request, response.status_code, response.content.decode().strip())
    for name, value in response.headers.items():
        if name not in {"Content-Type", "Content-Length"}:
            dressed.headers[name] = value
    dressed.cookies = response.cookies
    return dressed
