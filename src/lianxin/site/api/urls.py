"""Addresses of the interface, each method with who may use it and which use its token must have."""

from lianxin.kernel.actor import Role
from lianxin.kernel.policy import anyone, holds
from lianxin.kernel.routes import route
from lianxin.matters.naming import reader
from lianxin.people.rules.tokens import Scope
from lianxin.site.api import pages
from lianxin.site.api.fence import BASE, Door, endpoint

read = Door(Scope.READ, reader)
register = Door(Scope.CREATE, holds(Role.CLERK, Role.TRIAGE))
act = Door(Scope.ACT, reader)
count = Door(Scope.FIGURES, holds(Role.LEADER, Role.AUDITOR))

urlpatterns = [
    route("api/", pages.show, see=anyone, name="api"),
    route(f"{BASE}openapi.json", pages.document, see=anyone, name="api_document"),
    endpoint("matters", "api_matters", get=read, post=register),
    endpoint("matters/<str:number>", "api_matter", get=read),
    endpoint("matters/<str:number>/events", "api_events", get=read),
    endpoint("matters/<str:number>/moves/<slug:move>", "api_move", post=act),
    endpoint("matters/<str:number>/attachments", "api_attachments", post=act),
    endpoint("attachments/<uuid:client_id>", "api_attachment", get=read),
    endpoint("figures", "api_figures", get=count),
    endpoint("figures/<str:code>", "api_figure", get=count),
    endpoint("areas", "api_areas", get=read),
    endpoint("units", "api_units", get=read),
    endpoint("classes", "api_classes", get=read),
    endpoint("states", "api_states", get=read),
]
