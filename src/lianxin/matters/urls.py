"""Addresses of the desk and of every matter."""

from django.utils.translation import gettext_lazy as _

from lianxin.kernel.actor import Role
from lianxin.kernel.policy import holds, staff
from lianxin.kernel.routes import route
from lianxin.matters.naming import OVERSEERS, reader
from lianxin.matters.pages import (
    desk,
    listing,
    looks,
    matter,
    morning_sheet,
    move,
    papers,
    scanning,
    telling,
    views,
)
from lianxin.web.nav import Entry, Heading, register

overseer = holds(*OVERSEERS)
telephone = holds(Role.CLERK, Role.TRIAGE, Role.CALLBACK, Role.DISCIPLINE)
filer = holds(Role.CLERK, Role.TRIAGE, Role.HANDLER, Role.REVIEWER, Role.CALLBACK, Role.DISCIPLINE)

urlpatterns = [
    route("desk/", desk.show, see=staff, name="today"),
    route("desk/morning/", morning_sheet.show, see=staff, name="morning"),
    route("desk/tell/", telling.show, see=telephone, name="telling"),
    route("desk/tell/<int:key>/", telling.one, see=telephone, name="tell"),
    route("desk/tell/<int:key>/sheet/", telling.sheet, see=telephone, name="tell_sheet"),
    route("matters/", listing.show, see=reader, name="matters"),
    route("matters/views/new/", views.new, see=reader, name="view_new"),
    route("matters/views/<int:key>/", views.change, see=reader, name="view"),
    route("matters/<str:number>/", matter.show, see=reader, name="matter"),
    route("matters/<str:number>/looks/", looks.show, see=overseer, name="matter_looks"),
    route("matters/<str:number>/do/<slug:move>/", move.make, see=reader, name="move"),
    route("papers/", papers.show, see=staff, name="papers"),
    route("papers/log/", papers.log, see=holds(*papers.OVERSEERS), name="print_log"),
    route("papers/scan/", scanning.show, see=filer, name="scan"),
    route("papers/scan/<uuid:client_id>/", scanning.by_hand, see=filer, name="scan_by_hand"),
    route("papers/<str:code>/blank/", papers.blank, see=staff, name="paper_blank"),
]

register(
    Entry(_("今天我要办的"), "today", staff, icon="house", order=10),
    Entry(_("全部事项"), "matters", reader, icon="list-ul", order=30, under=Heading.APPEALS),
    Entry(_("待电话告知"), "telling", telephone, icon="telephone", order=40, under=Heading.APPEALS),
    Entry(_("表格"), "papers", staff, icon="printer", order=50, under=Heading.APPEALS),
)
