"""Text messages through the operator's own gateway (短信网关); a few lines there turn them into a carrier's call."""

import os
from collections.abc import Mapping
from dataclasses import dataclass

from lianxin.gateways.posting import Gateway, GatewayFault, Refused, Result, Sent, TryAgain, Written

__all__ = [
    "GatewayFault",
    "Refused",
    "Result",
    "Sent",
    "SmsGateway",
    "TryAgain",
    "from_environment",
    "wanted",
]


@dataclass(frozen=True)
class SmsGateway(Gateway):
    """The gateway of `LIANXIN_SMS_URL`."""

    kind = "sms"


def written(environ: Mapping[str, str] = os.environ) -> Written:
    """The settings of this gateway."""
    return Written(
        "SMS",
        url=environ.get("LIANXIN_SMS_URL", ""),
        secret=environ.get("LIANXIN_SMS_SECRET", ""),
        secret_file=environ.get("LIANXIN_SMS_SECRET_FILE", ""),
    )


def wanted(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether the operator named a gateway, be its settings right or wrong."""
    return written(environ).wanted


def from_environment(environ: Mapping[str, str] = os.environ) -> SmsGateway | None:
    """The gateway of `LIANXIN_SMS_URL` and `LIANXIN_SMS_SECRET`; None when no address is set.

    Raises GatewayFault.
    """
    terms = written(environ).terms()
    return SmsGateway(*terms) if terms else None
