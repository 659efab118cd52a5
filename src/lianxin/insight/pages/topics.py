"""每月一题: proposing one, and what the review found."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lianxin.insight.actions import topics as actions
from lianxin.insight.forms.topics import TopicForm, TopicReviewForm
from lianxin.insight.pages.frozen import client_id
from lianxin.insight.queries.topics import topic_of
from lianxin.insight.rules.months import month_of
from lianxin.kernel import clock
from lianxin.kernel.ids import uuid7
from lianxin.kernel.routes import Request


def new(request: Request) -> HttpResponse:
    """One more, filled in with the place that was proposed."""
    proposed = {name: request.GET.get(name, "") for name in ("category", "area")}
    form = TopicForm(request.POST or None, by=request.actor, today=clock.today(), initial=proposed)
    if request.method == "POST" and form.is_valid():
        topic = actions.propose(form.cleaned_data, by=request.actor, client_id=client_id(request))
        messages.success(request, _("已提为每月一题，到复查日期请来写结果。"))
        return redirect("month_analysis", code=month_of(topic.month).code)
    context = {"form": form, "client_id": request.POST.get("client_id") or uuid7()}
    return render(request, "insight/topics/new.html", context, status=422 if form.errors else 200)


def review(request: Request, key: int) -> HttpResponse:
    """What was found on the day of the review."""
    topic = topic_of(key, by=request.actor)
    if topic is None:
        raise Http404(_("没有这个每月一题，或者不归您看。"))
    form = TopicReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if actions.review(topic, form.cleaned_data["result"], by=request.actor):
            messages.success(request, _("复查结果已记下。"))
        else:
            messages.error(request, _("已经有人写过复查结果，没有再记。"))
        return redirect("month_analysis", code=month_of(topic.month).code)
    context = {"form": form, "topic": topic}
    return render(request, "insight/topics/review.html", context, status=422 if form.errors else 200)
