"""The columns of sheets about people: one declaration for what goes out and what comes in (表格的列)."""

from django.utils.translation import gettext_lazy as _

from lianxin.kernel.levels import Level
from lianxin.kernel.sheets.columns import Column, Kind
from lianxin.people.rules import UnitKind
from lianxin.people.rules.residents import Kin, Sex

NAME = Column("name", _("姓名"), required=True, level=Level.PERSONAL, width=12)
AREA_CODE = Column("area", _("区域代码"), Kind.CODE, width=16, aliases=("村代码", "区划代码"))
AREA_NAME = Column("area_name", _("村（社区）"), width=14, aliases=("村", "社区", "所属区域"))
PHONE = Column("phone", _("电话"), Kind.PHONE, level=Level.RESTRICTED, width=14, aliases=("手机", "联系电话"))
ADDRESS = Column("address", _("住址"), level=Level.PERSONAL, width=24, aliases=("地址", "家庭住址"))

RESIDENT = (
    Column("file", _("档案号"), Kind.CODE, width=10),
    Column("name_masked", _("姓名（已隐去）"), width=14, note=_("只有姓；要全名请在导出时勾选“姓名”。")),
    NAME,
    Column("sex", _("性别"), Kind.CHOICE, level=Level.PERSONAL, choices=Sex.choices, width=6),
    Column("born", _("出生日期"), Kind.DATE, level=Level.PERSONAL, width=12, aliases=("生日", "出生年月")),
    Column("born_year", _("出生年份"), Kind.CODE, width=10),
    Column(
        "id_number", _("身份证号"), Kind.ID_NUMBER, level=Level.RESTRICTED, width=22, aliases=("证件号码",)
    ),
    Column("phone_masked", _("电话（已隐去）"), width=14),
    PHONE,
    Column("other_phone", _("另一个电话"), Kind.PHONE, level=Level.RESTRICTED, width=14),
    AREA_NAME,
    AREA_CODE,
    ADDRESS,
)
HOUSEHOLD = (
    Column("file", _("户号"), Kind.CODE, width=10),
    Column("head_masked", _("户主（已隐去）"), width=14),
    Column("head", _("户主"), level=Level.PERSONAL, width=12),
    AREA_NAME,
    AREA_CODE,
    Column("address", _("住址"), width=24),
    Column("members", _("人数"), Kind.WHOLE, width=8),
    Column("people", _("成员"), level=Level.PERSONAL, width=40, note=_("姓名和与户主的关系。")),
)
STAFF = (
    Column("name", _("姓名"), required=True, width=12),
    Column("login", _("登录名"), Kind.CODE, required=True, width=16),
    Column("unit", _("单位"), required=True, width=20),
    Column("post", _("岗位"), required=True, width=16),
    Column("does", _("职责"), width=24),
    Column("state", _("账号"), width=12),
    Column("phone_masked", _("电话（已隐去）"), width=14),
    PHONE,
)
UNIT = (
    Column("code", _("单位代码"), Kind.CODE, required=True, width=12),
    Column("name", _("单位"), required=True, width=24),
    Column("kind", _("类别"), Kind.CHOICE, choices=UnitKind.choices, width=14),
    AREA_NAME,
    AREA_CODE,
    Column("phone", _("公开电话"), Kind.PHONE, width=16),
    Column("active", _("在用"), Kind.YES_NO, width=8),
    Column("posts", _("岗位"), width=40, note=_("岗位名称，括号里是职责。")),
)
LOOK = (
    Column("at", _("时间"), Kind.MOMENT, width=20),
    Column("who", _("谁"), width=12),
    Column("post", _("岗位"), width=24),
    Column("what", _("看什么"), width=16),
    Column("row", _("哪一件、哪个人"), width=28),
    Column("reason", _("理由"), width=40),
)
KINS = dict(Kin.choices)
