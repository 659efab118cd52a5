"""小区改造 for everybody: the plan as it is posted, the board at the site, and a word against it (REN-01)."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lianxin.doors.actions import AlreadySent, admit_filing
from lianxin.doors.forms.claims import claimed, new_claim
from lianxin.doors.pages.answers import keep_receipt, minutes, wait_a_while
from lianxin.kernel.actor import resident
from lianxin.kernel.routes import Request
from lianxin.matters.refusals import Refused
from lianxin.people.pages.answers import address_of
from lianxin.people.rules import TooMany
from lianxin.people.rules.consents import Way
from lianxin.renovation.actions.filing import object_to
from lianxin.renovation.forms.objections import ObjectForm
from lianxin.renovation.queries.pages import public_page
from lianxin.renovation.queries.projects import demolitions_of, project_of, projects, takes_objections

if TYPE_CHECKING:
    from lianxin.renovation.models import Project

MOST = 60


@require_GET
def index(request: Request) -> HttpResponse:
    """The projects that were posted."""
    shown = projects(resident(request.actor.county))[:MOST]
    return render(request, "renovation/list.html", {"projects": shown})


@require_GET
def show(request: Request, project: int) -> HttpResponse:
    """One project."""
    row = find(request, project)
    return render(request, "renovation/show.html", {"page": public_page(row, demolitions_of(row))})


def find(request: Request, key: int) -> "Project":
    """The project as everybody may know of it. Raises Http404."""
    project = project_of(key, by=resident(request.actor.county))
    if project is None:
        raise Http404(_("没有公示过这个项目。请从“小区改造”那一页重新点开。"))
    return project


def object_now(request: Request, project: int) -> HttpResponse:
    """对这个项目提意见: one page; whatever stands in the way keeps all that was typed."""
    row = find(request, project)
    if not takes_objections(row):
        raise Http404(_("这个项目现在停下了。有话请用“反映一件事”。"))
    if request.method != "POST":
        return ask(request, row, ObjectForm(buildings=row.buildings, initial={"client_id": new_claim()}))
    form = ObjectForm(request.POST, request.FILES, buildings=row.buildings)
    claim = claimed(request.POST.get("client_id", ""))
    if not form.is_valid() or claim is None:
        return ask(request, row, form)
    try:
        return redirect("receipt", number=file_now(request, row, form, claim))
    except TooMany as too_many:
        return wait_a_while(ask(request, row, form, minutes=minutes(too_many)), too_many)
    except AlreadySent as sent:
        keep_receipt(request, sent.matter.pk)
        return ask(request, row, form, sent=sent.matter.number)
    except (ValidationError, Refused) as refusal:
        form.refuse(refusal)
        return ask(request, row, form)


def file_now(request: Request, row: "Project", form: ObjectForm, claim: UUID) -> str:
    """The number of the appeal; who is signed in as staff speaks here as a resident."""
    admit_filing(address_of(request))
    said = form.said(name=row.name, area=row.area_id) | {"notice": Way.SHOWN}
    matter = object_to(row, said, form.cleaned_data["photos"], client_id=claim, about=form.cleaned_data)
    keep_receipt(request, matter.pk)
    return matter.number


def ask(request: Request, row: "Project", form: ObjectForm, **more: Any) -> HttpResponse:
    """The form, with what was typed; a form whose first sending stands has a new id for the next."""
    known = claimed(str(form["client_id"].value() or ""))
    claim = new_claim() if known is None or "sent" in more else form["client_id"].value()
    context = {"project": row, "form": form, "client_id": claim, **more}
    return render(request, "renovation/object.html", context, status=422 if form.errors else 200)
