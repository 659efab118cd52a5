"""分类建议: the table in use and how good it is; a button that learns a new one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.kernel.ids import uuid7
from lianxin.kernel.routes import Request
from lianxin.people.rules import Refused
from lianxin.wording.actions import training
from lianxin.wording.queries.class_page import page


@require_GET
def show(request: Request) -> HttpResponse:
    """Everything about the class suggestion."""
    context = {"page": page(training.MATTER), "client_id": uuid7()}
    return render(request, "wording/classes.html", context)


@require_POST
def train(request: Request) -> HttpResponse:
    """Have a new table learnt; the one in use stays until it is ready."""
    try:
        training.ask(by=request.actor, client_id=client_id(request))
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("已开始训练，要几分钟；这期间照常用原来的。好了以后这一页会变。"))
    return redirect("suggestions")


def client_id(request: Request) -> UUID:
    """The id the page was made with, so that a double click trains once."""
    try:
        return UUID(request.POST.get("client_id", ""))
    except ValueError:
        return uuid7()
