"""The columns an appeal adds to the list of matters: one declaration for what goes out and comes in (诉求的列)."""

from django.utils.translation import gettext_lazy as _

from lianxin.appeals.rules import AppealType, CallbackState, Outcome, Satisfaction
from lianxin.appeals.rules.works import Land
from lianxin.kernel.levels import Level
from lianxin.kernel.sheets.columns import Column, Kind

RATINGS = tuple((str(level.value), level.label) for level in Satisfaction)

APPEAL = (
    Column("type", _("诉求类型"), Kind.CHOICE, choices=AppealType.choices, width=10, aliases=("类型",)),
    Column("class_code", _("分类代码"), Kind.CODE, width=12),
    Column("class", _("事项分类"), width=20, aliases=("分类", "诉求分类")),
    Column("outcome", _("办理结果"), Kind.CHOICE, choices=Outcome.choices, width=12),
    Column("satisfaction", _("满意度"), Kind.CHOICE, choices=RATINGS, width=12, aliases=("评价",)),
    Column("callback", _("回访情况"), Kind.CHOICE, choices=CallbackState.choices, width=16),
    Column("source", _("来源"), width=16),
    Column("external_number", _("对方编号"), Kind.CODE, width=22, aliases=("工单编号", "工单号", "受理编号")),
    Column("text", _("诉求内容"), level=Level.PERSONAL, width=60, aliases=("内容", "反映内容")),
    Column("address", _("地点"), level=Level.PERSONAL, width=24, aliases=("地址", "事发地址")),
    Column("reply", _("答复"), level=Level.PERSONAL, width=60, aliases=("办理情况", "答复内容")),
    Column("replied_at", _("答复时间"), Kind.MOMENT, width=20),
    Column("works_cost", _("工程花费"), Kind.MONEY, width=14),
    Column("works_labour", _("用工（人·天）"), width=12),
    Column("works_land", _("占地情况"), Kind.CHOICE, choices=Land.choices, width=24),
    Column("reporter", _("反映人"), level=Level.RESTRICTED, width=12, aliases=("诉求人", "姓名")),
    Column(
        "phone", _("反映人电话"), Kind.PHONE, level=Level.RESTRICTED, width=14, aliases=("电话", "联系电话")
    ),
)
USUAL = frozenset(
    {
        "type",
        "class_code",
        "class",
        "outcome",
        "satisfaction",
        "callback",
        "source",
        "external_number",
        "replied_at",
    }
)
OFF_PAPER = frozenset(
    {"works_cost", "works_labour", "works_land", "type", "class_code", "callback", "source", "replied_at"}
)
TRIED = (
    Column("tried", _("打过几次"), Kind.WHOLE, width=8),
    Column("last_tried", _("上次打的时间"), Kind.MOMENT, width=20),
    Column("from_then", _("几时再打"), Kind.MOMENT, width=20),
)
