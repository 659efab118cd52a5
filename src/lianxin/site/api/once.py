"""Once and no more (幂等): a key sent again gives the first answer again, and nothing is done twice."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from lianxin.kernel import clock
from lianxin.kernel.crypto import blind_index
from lianxin.people.actions.tokens import client_id_of, keep_call
from lianxin.people.models import ApiCall, ApiToken
from lianxin.people.queries.tokens import call_made
from lianxin.site.api.faults import key_reused
from lianxin.site.api.fence import Call
from lianxin.web.problems import Problem

Effect = TypeVar("Effect")
KEY = re.compile(r"[\x21-\x7e]{1,128}")
VERSION = re.compile(r'(?:W/)?"?(\d{1,9})"?')


@dataclass
class Once:
    """One request under its key: the client id of what it does, and what the key did before, if anything."""

    token: ApiToken
    client_id: UUID
    content: str
    earlier: ApiCall | None

    def do(self, effect: Callable[[], Effect], *, row_id: int | None = None) -> Effect | None:
        """Keep the key and have the effect, both or neither; None when the same request was first meanwhile."""
        try:
            with transaction.atomic():
                # The key first: the head of the chain, which the effect takes last, is held no longer for it.
                keep_call(self.token, self.client_id, content=self.content, row_id=row_id, at=clock.now())
                return effect()
        except IntegrityError:
            self.earlier = known(self.client_id, self.content)
            if self.earlier is None:
                raise
            return None


def once(request: Call, *said: object) -> Once:
    """The request under its Idempotency-Key. Raises Problem: no key, or one that was used for something else."""
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        raise Problem("key_missing", _("请给每次登记和办理一个自己的 Idempotency-Key，重发时不变。"))
    if not KEY.fullmatch(key):
        raise Problem("key_missing", _("Idempotency-Key 是 1 到 128 个字母、数字或符号，不能有空格和中文。"))
    assert request.bearer is not None  # noqa: S101  # the fence let nobody else through
    token = request.bearer.token
    client_id = client_id_of(token, key)
    spelled = json.dumps([request.path, *said], ensure_ascii=False, sort_keys=True)
    content = blind_index(spelled, "api")
    return Once(token, client_id, content, known(client_id, content))


def known(client_id: UUID, content: str) -> ApiCall | None:
    """What the key did before. Raises Problem when that was something else."""
    earlier = call_made(client_id)
    if earlier is not None and earlier.content != content:
        raise key_reused()
    return earlier


def version_of(request: Call) -> int:
    """The version the program has seen, from If-Match. Raises Problem."""
    shown = VERSION.fullmatch(request.headers.get("If-Match", "").strip())
    if shown is None:
        raise Problem("version_missing", _("请在 If-Match 里写您看到的 version，免得盖过别人刚办的。"))
    return int(shown[1])


def json_of(request: Call) -> object:
    """The body as JSON; empty is an empty object. Raises Problem."""
    if request.body and request.content_type != "application/json":
        raise Problem("media", _("请用 Content-Type: application/json 发送 JSON。"))
    try:
        return json.loads(request.body or b"{}")
    except ValueError as wrong:
        raise Problem("unreadable", _("内容不是有效的 JSON，请按 UTF-8 编码发送。")) from wrong
