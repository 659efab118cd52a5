"""A resident's tags, for those they exist for; each look and each change is on record (标签)."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.kernel.routes import Request
from lianxin.people.actions import tags as acts
from lianxin.people.forms.confidentiality import TagForm
from lianxin.people.forms.residents import ReasonForm
from lianxin.people.pages.answers import add_refusal, found, show_form
from lianxin.people.queries import residents
from lianxin.people.queries.tags import kinds_for
from lianxin.people.rules import Refused
from lianxin.people.rules.residents import TAGS


def show(request: Request, person: int) -> HttpResponse:
    """The tags somebody has, and a form to add one; 404 for whoever is in no circle."""
    kinds = kinds_for(request.actor)
    if not kinds:
        raise Http404(_("没有这一页。"))
    row = found(residents.resident(person, by=request.actor))
    form = TagForm(request.POST or None, kinds=kinds)
    if form.is_valid():
        try:
            acts.set_tag(row, **form.cleaned_data, by=request.actor, at=timezone.now())
            messages.success(request, _("已加上标签。"))
            return redirect("resident_tags", person=row.pk)
        except Refused as refusal:
            add_refusal(form, refusal)
    own = residents.group_of(row.pk)
    held = acts.look_at_tags(row, persons=own, by=request.actor, on=timezone.localdate())
    tags = [(tag, TAGS.kind(tag.kind)) for tag in held]
    context = {"person": row, "tags": tags, "ending": ReasonForm(auto_id="end_%s")}
    return show_form(request, "people/residents/tags.html", form, **context)


@require_POST
def end(request: Request, person: int, tag: int) -> HttpResponse:
    """Take a tag off, for a reason."""
    row = found(residents.resident(person, by=request.actor))
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请写清理由，至少四个字。"))
        return redirect("resident_tags", person=row.pk)
    own, reason = residents.group_of(row.pk), form.cleaned_data["reason"]
    try:
        acts.end_tag(tag, persons=own, reason=reason, by=request.actor, at=timezone.now())
        messages.success(request, _("已去掉标签。"))
    except Refused as refusal:
        messages.error(request, refusal.message)
    return redirect("resident_tags", person=row.pk)
