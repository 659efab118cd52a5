"""The first page a resident sees: the ways in."""

from django.http import HttpResponse
from django.shortcuts import render

from lianxin.kernel.routes import Request


def show(request: Request) -> HttpResponse:
    """Say something, ask how it stands, or call."""
    return render(request, "doors/home.html")


def paper(request: Request) -> HttpResponse:
    """The same questions on an empty sheet, for the box, the post and whoever reads it out (XC-03)."""
    return render(request, "doors/paper.html")
