"""One-time WeChat subscription messages through the operator's own gateway (微信一次性订阅消息).

The operator runs the mini program or service account. When a resident taps "允许", it posts us a signed tap; each
tap allows one message of one template, which we post back under `data`: `to` is the subscriber as the tap named
them, `template` the code of our letter, `text` its sentence.
"""

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from lianxin.gateways import signing
from lianxin.gateways.posting import Gateway, Written

LONGEST = 20_000
KIND = "wechat.tap"


@dataclass(frozen=True)
class WechatGateway(Gateway):
    """The gateway of `LIANXIN_WECHAT_URL`."""

    kind = "wechat"


def written(environ: Mapping[str, str] = os.environ) -> Written:
    """The settings of this gateway."""
    return Written(
        "WECHAT",
        url=environ.get("LIANXIN_WECHAT_URL", ""),
        secret=environ.get("LIANXIN_WECHAT_SECRET", ""),
        secret_file=environ.get("LIANXIN_WECHAT_SECRET_FILE", ""),
    )


def wanted(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether the operator named a gateway, be its settings right or wrong."""
    return written(environ).wanted


def from_environment(environ: Mapping[str, str] = os.environ) -> WechatGateway | None:
    """The gateway of `LIANXIN_WECHAT_URL` and `LIANXIN_WECHAT_SECRET`; None when no address is set.

    Raises GatewayFault.
    """
    terms = written(environ).terms()
    return WechatGateway(*terms) if terms else None


@dataclass(frozen=True)
class Tap:
    """One tap: the notice's id, number and query code of the matter, who tapped, for which template."""

    id: str
    number: str
    code: str
    subscriber: str
    template: str


class BadTap(ValueError):
    """A genuine notice that is no tap; the words name the field."""


def read_tap(
    body: bytes,
    headers: Mapping[str, str],
    *,
    now: datetime,
    environ: Mapping[str, str] = os.environ,
    first_time: Callable[[str], bool] = signing.never_seen,
) -> Tap:
    """The tap of a notice that came in. Raises BadSignature, BadTap, and GatewayFault without a secret."""
    secrets = written(environ).secrets()
    if len(body) > LONGEST:
        raise BadTap("body")
    name = signing.verify(body, headers, secrets=secrets, now=now, first_time=first_time)
    try:
        notice = json.loads(body)
        data = notice["data"]
        fields = {key: data[key] for key in ("number", "code", "subscriber", "template")}
    except (ValueError, KeyError, TypeError) as error:
        raise BadTap("data") from error
    if notice.get("type") != KIND:
        raise BadTap("type")
    for key, value in fields.items():
        if not isinstance(value, str) or not 0 < len(value) <= 128:
            raise BadTap(key)
    return Tap(name, **fields)
