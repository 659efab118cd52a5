"""What residents are told about their appeal (通知): a code and a sentence, nothing about the matter itself."""

from django.utils.translation import gettext_lazy as _

from lianxin.kernel.letters import Letter, register

register(
    Letter(
        "need_info",
        _(
            "您反映的事项 %(number)s 还缺材料。请凭编号和查询码看缺什么，网上补、打电话或到窗口补都行；补齐后接着办。"
        ),
    ),
    Letter("remind_info", _("您反映的事项 %(number)s 还在等您补充材料。有困难请打电话给我们。")),
    Letter("lapsed", _("您反映的事项 %(number)s 一直没有等到补充材料，先办结了。随时再联系我们，就接着办。")),
    Letter("rejected", _("您反映的事项 %(number)s 不属于我们受理。为什么、该去哪里，请凭编号和查询码查看。")),
    Letter(
        "referred",
        _("您反映的事项 %(number)s 已转给有权处理的单位。转给了谁、怎么联系，请凭编号和查询码查看。"),
    ),
)
