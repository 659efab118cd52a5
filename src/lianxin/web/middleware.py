"""What every response gets: language, elder mode, a reference number, headers, a face for bare errors."""

import secrets
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers

from lianxin.web import errors

Next = Callable[[HttpRequest], HttpResponseBase]

ELDER_COOKIE = "elder"
UNMISTAKABLE = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no 0 O, 1 I L, U V: read out over the telephone
HEADERS = {
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}

# For the pages of a form that goes on over several: Back shows them again as they were.
FOR_BACK = "private, no-cache"


def headers(get_response: Next) -> Next:
    """Headers beside the Content-Security-Policy; what didn't say otherwise is kept by no cache."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if response.headers["Cache-Control"] == FOR_BACK:
            # Only this browser keeps it. With Vary, Back after any new cookie asks to send the form again.
            response.headers.pop("Vary", None)
        return response

    return middleware


def face(get_response: Next) -> Next:
    """Sets `request.elder` and `request.reference`, speaks the chosen language, dresses bare errors.

    The language is the one switched to on the page, else the office's: a browser bought with English
    settings says nothing about who sits before it.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        request.elder = request.COOKIES.get(ELDER_COOKIE) == "1"  # type: ignore[attr-defined]  # read by templates
        request.reference = new_reference()  # type: ignore[attr-defined]  # printed on pages about faults
        language = chosen_language(request)
        with translation.override(language):
            response = get_response(request)
            if isinstance(response, HttpResponse):
                response = errors.dress(request, response)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Cookie",))
        return response

    return middleware


def new_reference() -> str:
    """Eight signs that are easy to say and hard to confuse."""
    return "".join(secrets.choice(UNMISTAKABLE) for _ in range(8))


def chosen_language(request: HttpRequest) -> str:
    """The language of the cookie when it is one of ours, else the office's."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
