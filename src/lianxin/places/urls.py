"""Addresses of the map: looking at it, changing it, known places."""

from lianxin.kernel.actor import Role
from lianxin.kernel.policy import anyone, holds, staff
from lianxin.kernel.routes import route
from lianxin.places.actions.known import KEEPERS
from lianxin.places.pages import areas, changes, find, known, upload

administrator = holds(Role.ADMINISTRATOR)

urlpatterns = [
    route("areas/", areas.index, see=staff, name="areas"),
    route("areas/find/", find.show, see=anyone, name="areas_find"),
    route("areas/import/", upload.upload, see=administrator, name="areas_import"),
    route("areas/changes/", changes.index, see=staff, name="area_changes"),
    route("areas/changes/<int:change>/undo/", changes.undo, see=administrator, name="area_undo"),
    route("areas/known/<int:address>/forget/", known.forget, see=holds(*KEEPERS), name="known_place_forget"),
    route("areas/<int:area>/", areas.show, see=staff, name="area"),
    route("areas/<int:area>/add/", areas.add, see=administrator, name="area_add"),
    route("areas/<int:area>/reading/", areas.reading, see=administrator, name="area_reading"),
    route("areas/<int:area>/known/", known.show, see=holds(*KEEPERS), name="known_places"),
    route("areas/<int:area>/change/<slug:change>/", changes.make, see=administrator, name="area_change"),
]
