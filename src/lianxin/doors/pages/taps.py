"""Taps of "允许" in WeChat, posted by the operator's own gateway, signed (微信一次性订阅).

The gateway knows the subscriber, the resident shows it number and query code; each genuine tap is kept once and
allows one message. Answers: 200 kept (or kept before) · 401 not genuine · 404 no such matter · 422 no tap.
"""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from lianxin.doors.actions import keep_tap
from lianxin.gateways import wechat
from lianxin.gateways.posting import GatewayFault
from lianxin.gateways.signing import BadSignature


@csrf_exempt
@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """Keep one tap."""
    headers = {name.lower(): value for name, value in request.headers.items()}
    try:
        tap = wechat.read_tap(request.body, headers, now=timezone.now())
    except (BadSignature, GatewayFault):
        return HttpResponse(status=401)
    except wechat.BadTap as fault:
        return HttpResponse(str(fault), status=422)
    return HttpResponse(status=keep_tap(tap))
