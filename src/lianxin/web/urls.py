"""Addresses of the face itself."""

from lianxin.kernel.policy import anyone
from lianxin.kernel.routes import route
from lianxin.web import pages

urlpatterns = [
    route("elder/", pages.elder, see=anyone, name="elder"),
    route("language/", pages.language, see=anyone, name="language"),
    route("accessibility/", pages.accessibility, see=anyone, name="accessibility"),
    route("privacy/", pages.privacy, see=anyone, name="privacy"),
]
