"""The outside world as far as it was configured; nothing is sent."""

from lianxin.gateways import sms
from lianxin.gateways.sms import GatewayFault
from lianxin.site.checkups.finding import Check, Finding, State


def text_messages() -> Finding:
    """Whether messages leave by a gateway or wait for somebody to call."""
    try:
        gateway = sms.from_environment()
    except GatewayFault as fault:
        return Finding(
            "text_messages", "短信网关", State.BROKEN, str(fault), "the gateway's settings are wrong"
        )
    if gateway is None:
        zh = "没有配置，要告知的人列入“待电话告知”；配置方法：LIANXIN_SMS_URL 和 LIANXIN_SMS_SECRET_FILE"
        en = "not configured: people to be told are on the list of calls (LIANXIN_SMS_URL)"
        return Finding("text_messages", "短信网关", State.NOTE, zh, en)
    return Finding("text_messages", "短信网关", State.OK, f"发往 {gateway.url}", f"sends to {gateway.url}")


CHECKS: tuple[Check, ...] = (text_messages,)
