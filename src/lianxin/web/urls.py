"""Addresses of the face itself."""

from lianxin.kernel.actor import Role
from lianxin.kernel.policy import anyone, holds, staff
from lianxin.kernel.routes import route
from lianxin.web import calendar_pages, notice_pages, pages, settings_pages

administrator = holds(Role.ADMINISTRATOR)
keeper = holds(Role.ADMINISTRATOR, Role.SECURITY)  # which settings each may change is said by their pages

urlpatterns = [
    route("elder/", pages.elder, see=anyone, name="elder"),
    route("language/", pages.language, see=anyone, name="language"),
    route("accessibility/", pages.accessibility, see=anyone, name="accessibility"),
    route("privacy/", pages.privacy, see=anyone, name="privacy"),
    route("notices/", notice_pages.show, see=staff, name="notices"),
    route("notices/<int:notice>/", notice_pages.go, see=staff, name="notice"),
    route("notices/read/", notice_pages.read_all, see=staff, name="notices_read"),
    route("notices/wishes/", notice_pages.wishes, see=staff, name="notice_wishes"),
    route("settings/", settings_pages.index, see=keeper, name="settings"),
    route("settings/calendar/", calendar_pages.years, see=administrator, name="calendar"),
    route("settings/<str:code>/", settings_pages.show, see=keeper, name="setting"),
    route("settings/<str:code>/<int:edition>/undo/", settings_pages.undo, see=keeper, name="setting_undo"),
]
