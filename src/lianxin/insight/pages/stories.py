"""典型案例: stories that point to matters and change no count (CNT-05)."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.insight.actions import stories as actions
from lianxin.insight.forms.stories import NamesForm, StoryForm
from lianxin.insight.pages.frozen import client_id
from lianxin.insight.queries import stories as queries
from lianxin.kernel.ids import uuid7
from lianxin.kernel.routes import Request

MOST = 100


def index(request: Request) -> HttpResponse:
    """The stories this actor may know of."""
    return render(request, "insight/stories/list.html", {"stories": queries.stories(request.actor)[:MOST]})


def new(request: Request) -> HttpResponse:
    """One more."""
    form = StoryForm(request.POST or None, by=request.actor)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        story = actions.write(
            said["title"], said["text"], said["numbers"], by=request.actor, client_id=client_id(request)
        )
        return redirect("story", key=story.pk)
    context = {"form": form, "client_id": request.POST.get("client_id") or uuid7()}
    return render(request, "insight/stories/new.html", context, status=422 if form.errors else 200)


def show(request: Request, key: int) -> HttpResponse:
    """One story, its matters, and what its people are called."""
    story = queries.story_of(key, by=request.actor)
    if story is None:
        raise Http404(_("没有这个案例，或者不归您看。"))
    form = NamesForm(request.POST or None, people=queries.people_of(story))
    if request.method == "POST" and form.is_valid():
        try:
            actions.call(story, form.names())
            messages.success(request, _("化名已记下。"))
            return redirect("story", key=key)
        except actions.NotYet as refusal:
            form.add_error(None, str(refusal))
    context = {"story": story, "form": form, "matters": queries.matters_of(story)}
    return render(request, "insight/stories/show.html", context, status=422 if form.errors else 200)


@require_POST
def publish(request: Request, key: int) -> HttpResponse:
    """刊用."""
    story = queries.story_of(key, by=request.actor)
    if story is None:
        raise Http404(_("没有这个案例，或者不归您看。"))
    try:
        actions.publish(story, by=request.actor)
        messages.success(request, _("已标为刊用。统计不因此改变。"))
    except actions.NotYet as refusal:
        messages.error(request, str(refusal))
    return redirect("story", key=key)
