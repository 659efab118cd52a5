"""意见箱反馈: what became of each slip, by number, for everybody; and of one's own, by its stub (BOX-03)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from lianxin.boxes.actions.asking import open_with_code
from lianxin.boxes.forms.slips import AskForm
from lianxin.boxes.queries.openings import boards
from lianxin.doors.pages.answers import minutes, wait_a_while
from lianxin.kernel.routes import Request
from lianxin.people.pages.answers import address_of
from lianxin.people.rules import TooMany
from lianxin.people.sessions import keep_from_caches


def show(request: Request) -> HttpResponse:
    """The notice boards of the last openings, and the form for number and code, which never stand in an address."""
    if request.method == "POST":
        return ask(request)
    return page(request, AskForm())


def ask(request: Request) -> HttpResponse:
    """Number and code: the answer, on this one page only."""
    form = AskForm(request.POST)
    if not form.is_valid():
        return page(request, form, status=422)
    given = form.cleaned_data
    try:
        found = open_with_code(given["number"], given["code"], address=address_of(request))
    except TooMany as too_many:
        return wait_a_while(page(request, form, minutes=minutes(too_many)), too_many)
    if found is None:
        form.add_error(None, _("条号或查询码不对。请对照撕条一位一位核对。"))
        return page(request, form, status=422)
    response = render(request, "boxes/answer.html", {"answer": found})
    keep_from_caches(response)
    return response


def page(request: Request, form: AskForm, *, status: int = 200, minutes: int = 0) -> HttpResponse:
    """The page with the form as it stands."""
    context = {"boards": boards(), "form": form, "minutes": minutes}
    return render(request, "boxes/answers.html", context, status=status)
