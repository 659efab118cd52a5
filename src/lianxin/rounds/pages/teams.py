"""Teams: who is in them, which days they go out, which numbers they hold (便民服务队)."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.kernel import clock
from lianxin.kernel.ids import uuid7
from lianxin.kernel.routes import Request
from lianxin.rounds.actions import cards as card_acts, teams as acts
from lianxin.rounds.forms.cards import BlockForm
from lianxin.rounds.forms.teams import MemberForm, RotaForm, TeamForm
from lianxin.rounds.pages.finding import found
from lianxin.rounds.prints.rota import rota_paper
from lianxin.rounds.queries import cards, teams
from lianxin.rounds.rules.doors import walks
from lianxin.web.printing import hand_out

if TYPE_CHECKING:
    from lianxin.rounds.models import Team, TeamMember

FORTNIGHT = timedelta(days=13)


@require_GET
def index(request: Request) -> HttpResponse:
    """The teams of the area."""
    return render(request, "rounds/teams.html", {"teams": teams.teams(request.actor)})


def new(request: Request) -> HttpResponse:
    """Found a team."""
    form = TeamForm(request.POST or None, by=request.actor, initial={"client_id": uuid7()})
    if form.is_valid():
        try:
            with transaction.atomic():
                team = acts.found_team(form.cleaned_data)
        except IntegrityError:
            form.add_error("name", _("这个单位已经有叫这个名字的队，请换个队名。"))
        else:
            messages.success(request, _("已建队，请加上队员。"))
            return redirect("team", team=team.pk)
    return render(request, "rounds/team_new.html", {"form": form}, status=422 if form.errors else 200)


def show(request: Request, team: int) -> HttpResponse:
    """One team; each of its three forms comes back with what was typed when it was refused."""
    row = found(teams.team(team, by=request.actor))
    members = teams.members_on(row, clock.today())
    may = walks(request.actor, None)
    asked = request.POST.get("form", "") if may else ""
    forms = forms_of(request, row, members, asked) if may else {}
    if asked in forms and forms[asked].is_valid() and save(request, row, asked, forms[asked]):
        return redirect("team", team=row.pk)
    since = day_in(request.GET.get("since", ""))
    context = {
        "team": row,
        "forms": forms,
        "form": forms.get(asked),
        "members": members,
        "rota": teams.rota(row, since, since + FORTNIGHT),
        "since": since,
        "blocks": cards.blocks(row),
        "may": may,
    }
    return render(request, "rounds/team.html", context, status=422 if asked else 200)


def forms_of(
    request: Request, row: "Team", members: "list[TeamMember]", asked: str
) -> "dict[str, MemberForm | RotaForm | BlockForm]":
    """The three forms; the one that was sent with what was typed."""
    return {
        "member": MemberForm(request.POST if asked == "member" else None, by=request.actor, members=members),
        "rota": RotaForm(
            request.POST if asked == "rota" else None,
            by=request.actor,
            members=members,
            initial={"on": clock.today(), "client_id": uuid7(), "vehicle": row.vehicle},
        ),
        "block": BlockForm(request.POST if asked == "block" else None, initial={"client_id": uuid7()}),
    }


def save(request: Request, row: "Team", asked: str, form: Form) -> bool:
    """What was typed in one of the forms; False where it was refused."""
    said = form.cleaned_data
    if asked == "member":
        acts.join(row, said["person"], said["since"])
        messages.success(request, _("已入队。"))
    elif asked == "block":
        card_acts.issue_block(
            row, count=said["count"], label=said["label"], by=request.actor, client_id=said["client_id"]
        )
        messages.success(request, _("已发号。"))
    else:
        try:
            acts.put_on_rota(row, said)
        except IntegrityError:
            form.add_error("on", _("这一天这个时段已经排了这里，请看下面的排班。"))
            return False
        messages.success(request, _("已排班。"))
    return True


def day_in(typed: str) -> date:
    """The day a list begins with; today where none was asked for."""
    try:
        asked = parse_date(typed)
    except ValueError:
        asked = None
    return asked or clock.today()


@require_POST
def leave(request: Request, team: int, teammember: int) -> HttpResponse:
    """Somebody leaves the team, from today on."""
    row = found(teams.team(team, by=request.actor))
    if acts.leave(row, teammember, clock.today()):
        messages.success(request, _("已离队。"))
    return redirect("team", team=row.pk)


@require_POST
def off(request: Request, team: int, teamday: int) -> HttpResponse:
    """Take a line off the rota."""
    row = found(teams.team(team, by=request.actor))
    if acts.take_off_rota(row, teamday):
        messages.success(request, _("已取消这一班。"))
    return redirect("team", team=row.pk)


@require_POST
def paper(request: Request, team: int) -> HttpResponse:
    """F-17: two weeks of the rota."""
    row = found(teams.team(team, by=request.actor))
    since = day_in(request.POST.get("since", ""))
    return hand_out(request, rota_paper(row, teams.rota(row, since, since + FORTNIGHT), since))
