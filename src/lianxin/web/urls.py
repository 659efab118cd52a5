"""Addresses of the face itself."""

from lianxin.kernel.actor import Role
from lianxin.kernel.policy import anyone, holds
from lianxin.kernel.routes import route
from lianxin.web import calendar_pages, pages, settings_pages

setter = holds(Role.ADMINISTRATOR, Role.SECURITY)  # each sees the settings that are theirs

urlpatterns = [
    route("elder/", pages.elder, see=anyone, name="elder"),
    route("language/", pages.language, see=anyone, name="language"),
    route("accessibility/", pages.accessibility, see=anyone, name="accessibility"),
    route("privacy/", pages.privacy, see=anyone, name="privacy"),
    route("settings/", settings_pages.index, see=setter, name="settings"),
    route("settings/calendar/", calendar_pages.years, see=holds(Role.ADMINISTRATOR), name="calendar"),
    route("settings/<str:code>/", settings_pages.show, see=setter, name="setting"),
    route("settings/<str:code>/<int:edition>/undo/", settings_pages.undo, see=setter, name="setting_undo"),
]
