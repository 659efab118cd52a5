"""Addresses of the face itself."""

from lianxin.kernel.actor import Role
from lianxin.kernel.erasure import hands
from lianxin.kernel.imports.registry import brings_in
from lianxin.kernel.policy import anyone, either, holds, staff
from lianxin.kernel.routes import route
from lianxin.web import (
    backup_pages,
    calendar_pages,
    erasure_pages,
    import_pages,
    notice_pages,
    pages,
    settings_pages,
)

administrator = holds(Role.ADMINISTRATOR)
keeper = holds(Role.ADMINISTRATOR, Role.SECURITY)  # which settings each may change is said by their pages

proposer = either(hands.proposes, hands.proposes_sealed)

urlpatterns = [
    route("elder/", pages.elder, see=anyone, name="elder"),
    route("language/", pages.language, see=anyone, name="language"),
    route("accessibility/", pages.accessibility, see=anyone, name="accessibility"),
    route("privacy/", pages.privacy, see=anyone, name="privacy"),
    route("notices/", notice_pages.show, see=staff, name="notices"),
    route("notices/<int:notice>/", notice_pages.go, see=staff, name="notice"),
    route("notices/read/", notice_pages.read_all, see=staff, name="notices_read"),
    route("notices/wishes/", notice_pages.wishes, see=staff, name="notice_wishes"),
    route("imports/", import_pages.index, see=brings_in, name="imports"),
    route("imports/new/<slug:kind>/", import_pages.upload, see=brings_in, name="import_new"),
    route("imports/new/<slug:kind>/template/", import_pages.template, see=brings_in, name="import_template"),
    route("imports/<int:run>/", import_pages.show, see=brings_in, name="import_run"),
    route("imports/<int:run>/columns/", import_pages.columns, see=brings_in, name="import_columns"),
    route("imports/<int:run>/values/", import_pages.values, see=brings_in, name="import_values"),
    route("imports/<int:run>/do/<slug:step>/", import_pages.step, see=brings_in, name="import_step"),
    route("imports/<int:run>/files/<slug:origin>/", import_pages.file, see=brings_in, name="import_file"),
    route("settings/", settings_pages.index, see=keeper, name="settings"),
    route("settings/calendar/", calendar_pages.years, see=administrator, name="calendar"),
    route("settings/backups/", backup_pages.show, see=administrator, name="backups"),
    route("settings/backups/sheet/", backup_pages.sheet, see=administrator, name="backup_sheet"),
    route("settings/restored/", backup_pages.restored, see=administrator, name="restored"),
    route("settings/restored/settle/", backup_pages.settle, see=administrator, name="restored_settle"),
    route("settings/<str:code>/", settings_pages.show, see=keeper, name="setting"),
    route("settings/<str:code>/<int:edition>/undo/", settings_pages.undo, see=keeper, name="setting_undo"),
    route("erasure/", erasure_pages.index, see=hands.sees, name="erasure"),
    route("erasure/<int:batch>/", erasure_pages.show, see=hands.follows, name="erasure_batch"),
    route("erasure/<int:batch>/propose/", erasure_pages.propose, see=proposer, name="erasure_propose"),
    route("erasure/<int:batch>/approve/", erasure_pages.approve, see=hands.approves, name="erasure_approve"),
    route("erasure/<int:batch>/refuse/", erasure_pages.refuse, see=hands.approves, name="erasure_refuse"),
    route("erasure/holds/", erasure_pages.held, see=hands.may_hold, name="erasure_holds"),
    route("erasure/holds/new/", erasure_pages.hold, see=hands.may_hold, name="erasure_hold"),
    route("erasure/holds/<int:hold>/lift/", erasure_pages.lift, see=hands.may_hold, name="erasure_lift"),
    route("erasure/ask/", erasure_pages.ask, see=hands.asks, name="erasure_ask"),
    route("erasure/register/", erasure_pages.register, see=hands.sees, name="erasure_register"),
    route(
        "erasure/register/file/", erasure_pages.register_file, see=hands.sees, name="erasure_register_file"
    ),
    route(
        "erasure/register/print/", erasure_pages.register_sheet, see=hands.sees, name="erasure_register_print"
    ),
]
