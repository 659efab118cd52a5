"""The columns of an appeal in a sheet (诉求表的列): for the template, the mapping and the export alike."""

from django.utils.translation import gettext_lazy as _

from lianxin.appeals.rules import AppealType, Satisfaction
from lianxin.kernel.levels import Level
from lianxin.kernel.sheets.columns import Column, Kind
from lianxin.matters.models import Channel

LEVELS_OF_CONTENT = [(str(level.value), level.label) for level in Satisfaction]

COLUMNS = (
    Column(
        "external_number",
        _("对方编号"),
        Kind.CODE,
        aliases=("工单号", "工单编号", "诉求编号", "来件编号", "编号", "信件编号", "受理编号"),
        note=_("对方系统里的编号。同一个来源、同一个编号只收一次。"),
        width=20,
    ),
    Column("title", _("标题"), aliases=("工单标题", "诉求标题", "主题"), width=24),
    Column(
        "text",
        _("诉求内容"),
        required=True,
        level=Level.PERSONAL,
        aliases=("内容", "工单内容", "诉求描述", "反映内容", "问题描述", "来电内容", "诉求"),
        width=48,
    ),
    Column(
        "type",
        _("诉求类型"),
        Kind.CHOICE,
        choices=AppealType.choices,
        aliases=("类型", "工单类型", "诉求性质", "来电类型"),
    ),
    Column("class", _("事项分类"), aliases=("分类", "类别", "诉求分类", "事项类别", "问题分类")),
    Column(
        "channel",
        _("渠道"),
        Kind.CHOICE,
        choices=Channel.choices,
        aliases=("来源渠道", "诉求渠道", "受理渠道"),
    ),
    Column(
        "area",
        _("所属区域"),
        aliases=("村", "村社区", "村（社区）", "区域", "所在村", "所属村", "所属社区", "属地", "区划"),
        note=_("村、社区的名称或代码。"),
    ),
    Column(
        "address",
        _("地址"),
        level=Level.PERSONAL,
        aliases=("详细地址", "事发地址", "发生地点", "地点"),
        width=28,
    ),
    Column(
        "filed_at",
        _("反映时间"),
        Kind.MOMENT,
        aliases=("来电时间", "诉求时间", "受理时间", "登记时间", "时间", "来件时间", "反映日期"),
        width=18,
    ),
    Column(
        "reporter",
        _("反映人"),
        level=Level.PERSONAL,
        aliases=("来电人", "诉求人", "姓名", "联系人", "来电人姓名"),
    ),
    Column(
        "phone",
        _("联系电话"),
        Kind.PHONE,
        level=Level.RESTRICTED,
        aliases=("电话", "来电号码", "手机", "手机号", "手机号码", "联系方式"),
    ),
    Column(
        "reply",
        _("答复"),
        level=Level.PERSONAL,
        aliases=("答复内容", "回复", "回复内容", "办理结果", "处理结果", "办理情况"),
        note=_("填了答复的按历史补录，直接办结；没填的在派单岗等着。"),
        width=40,
    ),
    Column("replied_at", _("答复时间"), Kind.MOMENT, aliases=("回复时间", "办结时间", "答复日期"), width=18),
    Column(
        "satisfaction",
        _("满意度"),
        Kind.CHOICE,
        choices=LEVELS_OF_CONTENT,
        aliases=("评价", "满意度评价", "回访评价", "满意情况"),
    ),
)
LABELS = {column.code: column.heading for column in COLUMNS}

ASKS = (
    Column(
        "source",
        _("这张表是哪里来的"),
        required=True,
        note=_("例如 12345、县长信箱。同一来源、同一编号只收一次。"),
    ),
    Column("channel", _("没写渠道的算"), Kind.CHOICE, choices=Channel.choices),
    Column("type", _("没写类型的算"), Kind.CHOICE, choices=AppealType.choices),
)
"""Asked once for a whole sheet."""

EXAMPLE = {
    "external_number": "2026030200017",
    "title": "路灯不亮",
    "text": "村口路灯三天不亮了，老人晚上出门不方便。",
    "type": "求助",
    "class": "路灯",
    "channel": "上级平台",
    "area": "樟荫村",
    "address": "村口晒谷场旁",
    "filed_at": "2026-03-02 19:20",
    "reporter": "林小满",
    "phone": "19900001111",
    "reply": "",
    "replied_at": "",
    "satisfaction": "",
}
