"""Addresses of the face itself."""

from lianxin.kernel.actor import Role
from lianxin.kernel.policy import anyone, holds
from lianxin.kernel.routes import route
from lianxin.web import calendar_pages, pages, settings_pages

administrator = holds(Role.ADMINISTRATOR)

urlpatterns = [
    route("elder/", pages.elder, see=anyone, name="elder"),
    route("language/", pages.language, see=anyone, name="language"),
    route("accessibility/", pages.accessibility, see=anyone, name="accessibility"),
    route("privacy/", pages.privacy, see=anyone, name="privacy"),
    route("settings/", settings_pages.index, see=administrator, name="settings"),
    route("settings/calendar/", calendar_pages.years, see=administrator, name="calendar"),
    route("settings/<str:code>/", settings_pages.show, see=administrator, name="setting"),
    route(
        "settings/<str:code>/<int:edition>/undo/", settings_pages.undo, see=administrator, name="setting_undo"
    ),
]
