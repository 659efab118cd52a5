"""What every answer is made of: moments with their zone, codes beside words, problems (接口的数据)."""

from datetime import datetime
from typing import Annotated, Any

from django.utils import timezone
from django.utils.functional import Promise
from ninja import Schema
from pydantic import BeforeValidator, Field


def local(moment: Any) -> Any:
    """A moment by the office's clock, so that what is read is what hangs on its wall."""
    return timezone.localtime(moment) if isinstance(moment, datetime) else moment


def plain(words: Any) -> Any:
    """Words that wait for their language, said in it."""
    return str(words) if isinstance(words, Promise) else words


Moment = Annotated[datetime, BeforeValidator(local)]
Words = Annotated[str, BeforeValidator(plain)]


class Coded(Schema):
    """A code to branch on, and its words."""

    code: str
    name: Words


class Place(Schema):
    """An area: `id` is what filters and forms take, `code` the official one."""

    id: int
    code: str
    name: str


class UnitShape(Schema):
    """A unit."""

    id: int
    code: str
    name: str


class ClassShape(Schema):
    """A class of the list of one edition."""

    id: int
    code: str
    name: str
    edition: str


class FaultShape(Schema):
    """One field that can't be taken, and why."""

    field: str
    sentence: str


class ProblemShape(Schema):
    """Why something was not done (RFC 9457): `code` to branch on, `detail` to show to a person."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    instance: str
    reference: str
    errors: list[FaultShape] = Field(default_factory=list)
    latest: dict[str, Any] | None = None
    scope: str | None = None
