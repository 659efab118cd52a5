"""登记意见条: slip after slip by keyboard, the photo beside the box, what a machine reads only proposed."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.boxes.actions.reading import read_photo, reads
from lianxin.boxes.actions.sorting import take_down
from lianxin.boxes.forms.slips import TypeForm
from lianxin.boxes.naming import words_of
from lianxin.boxes.pages.finding import find_opening
from lianxin.boxes.queries.openings import registered_in
from lianxin.kernel.ids import uuid7
from lianxin.kernel.routes import Request
from lianxin.matters.pages.move import client_id
from lianxin.matters.refusals import Refused

if TYPE_CHECKING:
    from lianxin.boxes.models import Opening, Slip


def new(request: Request, opening: int) -> HttpResponse:
    """The next slip; after saving the one after it."""
    row = find_opening(request, opening)
    if row.state != "counted":
        raise Http404(_("这次开箱现在不登记意见条。请回到这次开箱，看该办哪一步。"))
    if request.method != "POST":
        return ask(request, row, TypeForm(by=request.actor, row=row))
    form = TypeForm(request.POST, request.FILES, by=request.actor, row=row)
    if not form.is_valid():
        return ask(request, row, form, status=422)
    said = form.cleaned_data
    try:
        slip = take_down(row, said, said["photos"], by=request.actor, client_id=client_id(request))
    except Refused as refusal:
        form.add_error(None, refusal.message)
    except ValidationError as fault:
        form.add_error("photos", fault)
    else:
        messages.success(request, told(slip))
        done = registered_in(row) >= (row.count or 0)
        return redirect("opening" if done else "slip_new", opening=row.pk)
    return ask(request, row, form, status=409)


def told(slip: "Slip") -> str:
    """What happened to it, and what is to be done with the paper."""
    words = {"n": slip.number}
    if slip.state == "sealed":
        return (
            _(
                "第 %(n)d 张已密封。这里还没有纪检岗：请把纸条单独装袋，两位开箱人在封口签字，"
                "尽快送县纪检监察机构（电话 12388），再到这次开箱里记“已送纪检监察机构”。"
            )
            % words
        )
    if slip.state == "to_higher":
        return (
            _(
                "第 %(n)d 张已密封。这里的纪检岗都要回避：请把纸条单独装袋，两位开箱人在封口签字，"
                "尽快送上级纪检监察机构（电话 12388），再到这次开箱里记“已送纪检监察机构”。"
            )
            % words
        )
    if slip.state == "answered":
        return (
            _(
                "第 %(n)d 张已转纪检岗，您以后看不到它的内容和照片。请把纸条单独装袋封好，交给纪检岗，不要留复印件。"
            )
            % words
        )
    return _("第 %(n)d 张已登记。") % words


def ask(request: Request, row: "Opening", form: TypeForm, *, status: int = 200) -> HttpResponse:
    """The form, with what was typed and why it was not taken."""
    there = registered_in(row)
    context = {
        "opening": row,
        "title": words_of(row),
        "form": form,
        "next": there + 1,
        "there": there,
        "full": there >= (row.count or 0),
        "reads": reads(),
        "client_id": client_id(request) if status == 422 else uuid7(),
    }
    return render(request, "boxes/typing.html", context, status=status)


@require_POST
def read(request: Request, opening: int) -> HttpResponse:
    """What a machine reads on a photo: a part of the page, a proposal. Nothing of it is kept."""
    find_opening(request, opening)
    photo = request.FILES.get("photo")
    said = read_photo(photo) if photo is not None else None
    return render(request, "boxes/proposal.html", {"said": said}, status=200 if said else 422)
