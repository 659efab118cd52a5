"""Every address of the site."""

from django.urls import URLPattern, URLResolver

from lianxin.appeals.urls import urlpatterns as appeals
from lianxin.boxes.urls import urlpatterns as boxes
from lianxin.doors.urls import urlpatterns as doors
from lianxin.insight.urls import urlpatterns as insight
from lianxin.kernel.attachment_pages import urlpatterns as files
from lianxin.matters.urls import urlpatterns as matters
from lianxin.people.urls import urlpatterns as people
from lianxin.places.urls import urlpatterns as places
from lianxin.reception.urls import urlpatterns as reception
from lianxin.renovation.urls import urlpatterns as renovation
from lianxin.rounds.urls import urlpatterns as rounds
from lianxin.site.api.urls import urlpatterns as api
from lianxin.web.urls import urlpatterns as web
from lianxin.wording.urls import urlpatterns as wording

urlpatterns: list[URLPattern | URLResolver] = [
    *people,
    *places,
    *web,
    *wording,
    *appeals,
    *matters,
    *doors,
    *boxes,
    *rounds,
    *reception,
    *renovation,
    *insight,
    *files,
    *api,
]

handler400 = "lianxin.web.errors.bad_request"
handler403 = "lianxin.web.errors.permission_denied"
handler404 = "lianxin.web.errors.not_found"
handler500 = "lianxin.web.errors.server_error"
