"""The field telephone: a page that opens without signal, and what it sends when there is one again (手机走访)."""

import hashlib
import json

from django.contrib.staticfiles import finders
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.kernel.routes import Request
from lianxin.rounds.intake.sync import take_all
from lianxin.rounds.queries.field import field_list
from lianxin.rounds.rules.doors import Result
from lianxin.rounds.rules.entries import read_batch

LARGEST = 1024 * 1024
SHELL = (
    "vendor/bootstrap-part.css",
    "web/css/tokens.css",
    "web/css/base.css",
    "web/css/forms.css",
    "web/css/parts.css",
    "web/css/elder.css",
    "web/css/print.css",
    "web/css/lists.css",
    "web/css/desk.css",
    "web/img/mark.svg",
    "web/js/once.js",
    "rounds/rounds.css",
    "rounds/store.js",
    "rounds/device.js",
    "rounds/ids.js",
    "rounds/office.js",
    "rounds/queue.js",
    "rounds/doors.js",
    "rounds/door.js",
    "rounds/entries.js",
    "rounds/waiting.js",
    "rounds/writing.js",
    "rounds/screen.js",
    "rounds/field.js",
)
"""What the page is made of; the worker keeps these and nothing else."""


@require_GET
def show(request: Request) -> HttpResponse:
    """The page: the same for everybody, it holds nothing of anybody."""
    return render(request, "rounds/field.html", {"results": Result.choices})


@require_GET
def worker(request: Request) -> HttpResponse:
    """The worker that opens the page without signal; another edition of it whenever the page changes."""
    page = render_to_string("rounds/field.html", {"results": Result.choices}, request=request)
    files = [reverse("field"), *(static(name) for name in SHELL)]
    context = {"files": json.dumps(files), "edition": edition(page)}
    script = render_to_string("rounds/worker.js", context)
    return HttpResponse(script, content_type="text/javascript", headers={"Cache-Control": "no-cache"})


def edition(page: str) -> str:
    """A word that changes with the page and its files."""
    told = hashlib.sha256(f"{get_language()}{page}".encode())
    for name in SHELL:
        path = finders.find(name)
        if isinstance(path, str):
            with open(path, "rb") as file:  # noqa: PTH123  # a found file
                told.update(file.read())
    return told.hexdigest()[:16]


@require_GET
def listed(request: Request) -> HttpResponse:
    """The doors of one's own rounds, with the token the next message needs."""
    return JsonResponse({**field_list(request.actor), "token": get_token(request)})


@require_POST
def sync(request: Request) -> HttpResponse:
    """An answer for each entry; whatever goes wrong, the telephone keeps what was not answered."""
    try:
        if len(request.body) > LARGEST:
            raise ValueError(_("一次送的太多，没有保存，都还在手机里。请分几次送。"))
        entries = read_batch(json.loads(request.body))
    except ValueError as error:
        words = (
            str(error)
            if not isinstance(error, json.JSONDecodeError)
            else _("送来的内容看不懂，没有保存，都还在手机里。")
        )
        return JsonResponse({"words": words}, status=400)
    answers = take_all(entries, by=request.actor)
    return JsonResponse({"answers": [answer.plain() for answer in answers]})


def turn_away(request: Request) -> HttpResponse:
    """A telephone gets no page to sign in: it says so itself, and keeps what it has."""
    if request.actor.account is None:
        return JsonResponse({"words": _("请登录，没送出的都还在手机里。")}, status=401)
    return JsonResponse({"words": _("您的岗位不走访，送不出去。请找本单位管理员核对岗位。")}, status=403)
