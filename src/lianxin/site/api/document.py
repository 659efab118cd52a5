"""The OpenAPI document: what ninja knows of the operations, what the fence knows of their doors, what forms ask."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext as _

from lianxin.doors.forms.program import ProgramForm
from lianxin.people.rules.tokens import Scope
from lianxin.site.api import moves, shapes, urls
from lianxin.site.api.fence import Door
from lianxin.site.api.service import api, operations
from lianxin.web.problems import INTERFACE, KINDS, MEDIA

REF = "#/components/schemas/{model}"
MOVE = "/matters/{number}/moves/{move}"
OFTEN = (401, 403, 405, 422, 429, 500, 503)
WHEN_WRITING = (400, 409, 413, 415)
Json = dict[str, Any]


def document() -> Json:
    """The whole document, in the language in force; made once, for it depends on the code alone."""
    return in_language(get_language() or "")


@cache
def in_language(language: str) -> Json:
    """The same in this language, which is the one in force."""
    made = dict(api.get_openapi_schema(path_prefix=""))
    made["servers"] = [{"url": INTERFACE.rstrip("/")}]
    made["info"] |= {"description": _("连心桥的接口：和页面同一道门、同一支笔。时间带时区，编码 UTF-8。")}
    paths: Json = {path: dict(methods) for path, methods in made["paths"].items()}
    for (path, method), (_name, door) in doors().items():
        if path in paths and method in paths[path]:
            paths[path][method] = fenced(paths[path][method], path, door)
    parts = made["components"]["schemas"]
    paths["/matters"]["post"] |= {"requestBody": body(ProgramForm, parts)}
    made["paths"] = {**paths, **dict(moves_of(parts))}
    parts |= problem_parts()
    made["components"]["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": uses()}
    }
    spoken: Json = said(made)
    return spoken


def doors() -> dict[tuple[str, str], tuple[str, Door]]:
    """Every operation's door, by path and method."""
    known = {
        (pattern.name, method): door
        for pattern in urls.urlpatterns
        for method, door in getattr(pattern.callback, "doors", {}).items()
    }
    return {
        (str(one.path), method): (name, known[name, method])
        for (name, method), one in operations().items()
        if (name, method) in known
    }


def fenced(operation: Json, path: str, door: Door) -> Json:
    """An operation with what the fence asks of it, and the problems it may answer with."""
    statuses = {*OFTEN, *([404] if "{" in path else []), *(WHEN_WRITING if door.writes else [])}
    if path.startswith("/matters/{number}/moves/"):
        statuses.add(428)
    answers = dict(operation["responses"]) | {status: problem(status) for status in sorted(statuses)}
    parameters = [*operation.get("parameters", []), *headers(path, door)]
    return operation | {
        "security": [{"token": [str(door.scope)]}],
        "parameters": parameters,
        "responses": {str(status): answer for status, answer in answers.items()},
    }


def headers(path: str, door: Door) -> Iterator[Json]:
    """The headers something is written with."""
    if door.writes:
        yield header("Idempotency-Key", _("这一次请求自己的钥匙，重发时不变"), "^[!-~]{1,128}$")
    if path.startswith("/matters/{number}/moves/"):
        yield header("If-Match", _('您看到的 version，例如 "7"'), r'^"?\d{1,9}"?$')


def header(name: str, words: str, pattern: str) -> Json:
    """One header that must be there."""
    schema = {"type": "string", "pattern": pattern}
    return {"in": "header", "name": name, "required": True, "schema": schema, "description": words}


def problem(status: int) -> Json:
    """A problem as an answer."""
    words = "；".join(str(kind.title) for kind in KINDS.values() if kind.status == status)
    answer: Json = {
        "description": words,
        "content": {MEDIA: {"schema": {"$ref": REF.format(model="Problem")}}},
    }
    if status in (429, 503):
        answer["headers"] = {"Retry-After": {"schema": {"type": "string"}, "description": _("过几秒再试")}}
    return answer


def problem_parts() -> Json:
    """The schema of problems, with those it is made of."""
    schema = shapes.ProblemShape.model_json_schema(ref_template=REF, mode="serialization")
    parts: Json = schema.pop("$defs", {})
    schema["properties"]["code"]["enum"] = list(KINDS)
    schema["required"] = ["type", "title", "status", "detail", "code", "instance", "reference"]
    return {**parts, "Problem": schema}


def body(form: type[forms.Form], parts: Json) -> Json:
    """What a form asks, as a body; each schema stands once, under the form's name."""
    model = moves.body_of(form)
    schema = model.model_json_schema(ref_template=REF)
    parts |= schema.pop("$defs", {})
    words = moves.described(form)
    for name, one in schema.get("properties", {}).items():
        one["description"] = words[name]
    parts[model.__name__] = schema
    content = {"application/json": {"schema": {"$ref": REF.format(model=model.__name__)}}}
    return {"required": bool(schema.get("required")), "content": content}


def moves_of(parts: Json) -> Iterator[tuple[str, Json]]:
    """An address for each move of the tables, with what its form asks."""
    door = doors()[MOVE, "post"][1]
    parts["Done"] = shapes.Done.model_json_schema(ref_template=REF, mode="serialization")
    done = {"application/json": {"schema": {"$ref": REF.format(model="Done")}}}
    for move, form in moves.documented():
        path = MOVE.replace("{move}", move.code)
        operation = {
            "operationId": f"move_{move.code}",
            "summary": str(move.label),
            "tags": ["moves"],
            "parameters": [
                {"in": "path", "name": "number", "required": True, "schema": {"type": "string"}},
            ],
            "requestBody": body(form, parts),
            "responses": {200: {"description": "OK", "content": done}},
        }
        yield path, {"post": fenced(operation, path, door)}


def uses() -> str:
    """What tokens may be made for."""
    return "\n".join(f"{scope.value}: {scope.label}" for scope in Scope)


def said(part: Any) -> Any:
    """The same with its summaries and descriptions in the language in force."""
    if isinstance(part, dict):
        return {
            name: _(one) if name in ("summary", "description") and isinstance(one, str) and one else said(one)
            for name, one in part.items()
        }
    return [said(one) for one in part] if isinstance(part, list) else part


@dataclass(frozen=True)
class Row:
    """One field or parameter as the page lists it."""

    name: str
    type: str
    required: bool
    words: str


@dataclass(frozen=True)
class Entry:
    """One operation as the page shows it."""

    method: str
    path: str
    summary: str
    words: str
    scope: str
    rows: list[Row]
    answer: str


@dataclass
class Chapter:
    """What belongs together on the page."""

    code: str
    title: str
    entries: list[Entry] = field(default_factory=list)


@dataclass(frozen=True)
class Shape:
    """One kind of answer with its fields."""

    name: str
    rows: list[Row]


def chapters() -> list[Chapter]:
    """The operations as the page shows them, chapter by chapter."""
    titles = {
        "matters": _("事项"),
        "moves": _("办理的每一步"),
        "files": _("材料"),
        "figures": _("数字"),
        "look-ups": _("对照"),
    }
    found, whole = {code: Chapter(code, title) for code, title in titles.items()}, document()
    for path, methods in whole["paths"].items():
        for method, one in methods.items():
            found[one["tags"][0]].entries.append(entry(method, path, one, whole))
    return list(found.values())


def shown_shapes() -> list[Shape]:
    """Every kind of answer."""
    parts = document()["components"]["schemas"]
    used = {form.__name__.removesuffix("Form") for _move, form in moves.documented()} | {"Program"}
    return [Shape(name, rows_of(part)) for name, part in sorted(parts.items()) if name not in used]


def entry(method: str, path: str, one: Json, whole: Json) -> Entry:
    """One operation as the page shows it."""
    asked = [
        Row(row["name"], type_words(row["schema"]), row["required"], row.get("description", ""))
        for row in one["parameters"]
    ]
    content = one.get("requestBody", {}).get("content", {})
    for body_schema in content.values():
        asked += rows_of(resolved(body_schema["schema"], whole))
    return Entry(
        method=method.upper(),
        path=INTERFACE.rstrip("/") + path,
        summary=one["summary"],
        words=one.get("description", ""),
        scope=one["security"][0]["token"][0],
        rows=asked,
        answer=answer_of(one),
    )


def answer_of(one: Json) -> str:
    """The kind of answer when all goes well."""
    good = next(answer for status, answer in one["responses"].items() if status.startswith("2"))
    schemas = [part["schema"] for part in good.get("content", {}).values()]
    return type_words(schemas[0]) if schemas else ""


def resolved(schema: Json, whole: Json) -> Json:
    """A schema, or the one it names."""
    name = schema.get("$ref", "").rpartition("/")[2]
    found: Json = whole["components"]["schemas"][name] if name else schema
    return found


def rows_of(schema: Json) -> list[Row]:
    """The fields of an object."""
    must = schema.get("required", [])
    return [
        Row(name, type_words(one), name in must, one.get("description", ""))
        for name, one in schema.get("properties", {}).items()
    ]


def type_words(schema: Json) -> str:
    """The type of a value in a few words: `string`, `integer`, `Line[]`, `date-time | null`."""
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if "anyOf" in schema:
        return " | ".join(type_words(one) for one in schema["anyOf"])
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    if schema.get("type") == "array":
        return f"{type_words(schema['items'])}[]"
    return str(schema.get("const") or schema.get("format") or schema.get("type", "object"))
