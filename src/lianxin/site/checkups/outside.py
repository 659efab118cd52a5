"""The outside world as far as it was configured; nothing is sent."""

from lianxin.gateways import sms, wechat
from lianxin.gateways.posting import GatewayFault
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


def wechat_messages() -> Finding:
    """Whether whoever asks for it is written to in WeChat."""
    try:
        gateway = wechat.from_environment()
    except GatewayFault as fault:
        return Finding(
            "wechat_messages", "微信网关", State.BROKEN, str(fault), "the gateway's settings are wrong"
        )
    if gateway is None:
        zh = "没有配置，群众选不到微信；要用就设 LIANXIN_WECHAT_URL 和 LIANXIN_WECHAT_SECRET_FILE"
        en = "not configured: WeChat is not offered to residents (LIANXIN_WECHAT_URL)"
        return Finding("wechat_messages", "微信网关", State.NOTE, zh, en)
    return Finding("wechat_messages", "微信网关", State.OK, f"发往 {gateway.url}", f"sends to {gateway.url}")


CHECKS: tuple[Check, ...] = (text_messages, wechat_messages)
