"""What is said about who speaks for whom: codes and sentences only (代为反映的通知)."""

from django.utils.translation import gettext_lazy as _

from lianxin.kernel.letters import Letter, register

TAKEN_BACK_TOLD = "taken_back"

register(
    Letter(
        TAKEN_BACK_TOLD,
        _("事项 %(number)s 的本人已撤回委托，以后由我们直接和本人联系。"),
        label=_("本人撤回委托以后"),
    )
)
