"""The first page a resident sees: the ways in."""

from django.http import HttpResponse
from django.shortcuts import render

from lianxin.doors.forms.fields import ways
from lianxin.kernel import clock
from lianxin.kernel.routes import Request
from lianxin.people.demo import demo_open

BY_HAND = "_" * 18  # the number is written in when the sheet is registered


def show(request: Request) -> HttpResponse:
    """Say something, ask how it stands, or call; in the demo also the way to its invented staff."""
    return render(request, "doors/home.html", {"demo": demo_open(request)})


def paper(request: Request) -> HttpResponse:
    """The same questions on an empty sheet, for the box, the post and whoever reads it out (XC-03)."""
    context = {"number": BY_HAND, "printed_at": clock.now(), "ways": ways()[1:]}
    return render(request, "doors/paper.html", context)


def paper_again(request: Request) -> HttpResponse:
    """What a resident may do later, on one empty sheet: add, rate, withdraw, object, be told another way (XC-03)."""
    context = {"number": BY_HAND, "printed_at": clock.now(), "ways": ways()[1:]}
    return render(request, "doors/paper_again.html", context)
