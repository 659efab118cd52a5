"""What stands behind the fence: ninja reads parameters and writes answers, by the types of `shapes`."""

from functools import cache
from typing import Any, NoReturn, cast

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.operation import Operation
from ninja.renderers import JSONRenderer

from lianxin.site.api.faults import invalid
from lianxin.site.api.moves import sentence
from lianxin.site.api.operations import figures, files, look_ups, matters
from lianxin.web.problems import Fault, Problem


class Utf8(JSONRenderer):
    """JSON that reads as it is written."""

    json_dumps_params = {"ensure_ascii": False}


def again(request: HttpRequest, fault: Exception | type[Exception]) -> NoReturn:
    """Faults go on to the fence, which answers all of them alike."""
    raise fault


api = NinjaAPI(title="连心桥", version="1", docs_url=None, openapi_url=None, renderer=Utf8())
for one in (matters, files, figures, look_ups):
    api.add_router("", one.router)
api.add_exception_handler(Exception, again)
for kind in list(api._exception_handlers):
    api.add_exception_handler(cast("type[Exception]", kind), again)


@cache
def operations() -> dict[tuple[str, str], Operation]:
    """Every operation by the name of its route and its method."""
    return {
        (one.url_name, method.lower()): one
        for router in api._get_bound_routers()
        for view in router.path_operations.values()
        for one in view.operations
        for method in one.methods
    }


def operate(name: str, request: HttpRequest, parts: dict[str, Any]) -> HttpResponse:
    """The answer of one operation. Raises Problem and whatever it raises."""
    one = operations()[name, str(request.method).lower()]
    refuse_unknown(request, one)
    try:
        return cast("HttpResponse", one.run(request, **parts))
    except ValidationError as wrong:
        raise invalid(
            [Fault(name_of(found["loc"]), sentence(found["type"])) for found in wrong.errors]
        ) from wrong
    except HttpError as wrong:
        raise Problem("unreadable", _("看不懂这次请求，请对照接口说明。")) from wrong


def name_of(place: tuple[Any, ...]) -> str:
    """A parameter by its own name."""
    return str(place[-1])


def refuse_unknown(request: HttpRequest, one: Operation) -> None:
    """A filter that is misspelled would give everything, one given twice not what is meant: refused. Raises Problem."""
    known = {
        name for model in one.models if model.__ninja_param_source__ == "query" for name in names_in(model)
    }
    unknown = sorted(set(request.GET) - known)
    if unknown:
        raise invalid([Fault(name, sentence("extra_forbidden")) for name in unknown])
    twice = [name for name, values in request.GET.lists() if len(values) > 1]
    if twice:
        raise invalid([Fault(name, _("这个参数给了不止一次，请只给一次。")) for name in twice])


def names_in(model: Any) -> set[str]:
    """The parameters of one of ninja's models, as an address spells them."""
    return set(getattr(model, "__ninja_flatten_map__", None) or model.model_fields)
