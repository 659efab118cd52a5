"""The columns of residents, households and staff in a sheet (居民、户、人员表的列)."""

from django.utils.translation import gettext_lazy as _

from lianxin.kernel.levels import Level
from lianxin.kernel.sheets.columns import Column, Kind
from lianxin.people.rules.residents import Kin, Sex

NAME = Column(
    "name", _("姓名"), required=True, level=Level.PERSONAL, aliases=("居民姓名", "成员姓名"), width=14
)
ID_NUMBER = Column(
    "id_number",
    _("身份证号"),
    Kind.ID_NUMBER,
    level=Level.RESTRICTED,
    aliases=("身份证", "身份证号码", "公民身份号码", "证件号码", "证件号"),
    note=_("可以不填。加密保存，任何名单上都不显示。"),
    width=22,
)
RESIDENTS = (
    NAME,
    Column(
        "former",
        _("曾用名"),
        level=Level.PERSONAL,
        aliases=("小名", "曾用名、小名"),
        note=_("有几个就用顿号隔开。"),
    ),
    ID_NUMBER,
    Column("sex", _("性别"), Kind.CHOICE, level=Level.PERSONAL, choices=Sex.choices, width=8),
    Column("born", _("出生日期"), Kind.DATE, level=Level.PERSONAL, aliases=("出生年月日", "生日"), width=14),
    Column(
        "phone",
        _("电话"),
        Kind.PHONE,
        level=Level.RESTRICTED,
        aliases=("联系电话", "手机", "手机号", "手机号码", "联系方式"),
        width=16,
    ),
    Column(
        "other_phone", _("另一个电话"), Kind.PHONE, level=Level.RESTRICTED, aliases=("备用电话",), width=16
    ),
    Column(
        "area",
        _("所在村（社区）、组"),
        aliases=("村", "村社区", "村（社区）", "社区", "所在村", "组", "村组", "所属区域", "区域", "村居"),
        note=_("村、社区、组的名称或代码。"),
        width=20,
    ),
    Column(
        "address",
        _("住址"),
        level=Level.PERSONAL,
        aliases=("地址", "家庭住址", "现住址", "详细地址"),
        width=30,
    ),
)
HOUSEHOLDS = (
    Column(
        "household",
        _("户编号"),
        Kind.CODE,
        required=True,
        aliases=("户号", "户口编号", "户序号", "家庭编号"),
        note=_("同一户的各行写同一个编号，只用来把一家人放在一起。"),
        width=12,
    ),
    Column(
        "kin",
        _("与户主关系"),
        Kind.CHOICE,
        required=True,
        level=Level.PERSONAL,
        choices=Kin.choices,
        aliases=("关系", "家庭关系", "与户主的关系"),
        note=_("每一户要有一个户主。"),
        width=12,
    ),
    *RESIDENTS,
)
SINCE = Column(
    "since",
    _("从哪天起住在一起"),
    Kind.DATE,
    required=True,
    note=_("写成 2026-01-31；没有更确切的，写今天。"),
)
STAFF = (
    Column("姓名", _("姓名"), required=True, level=Level.PERSONAL, width=14),
    Column(
        "登录名",
        _("登录名"),
        Kind.CODE,
        required=True,
        level=Level.PERSONAL,
        aliases=("账号", "用户名"),
        width=16,
    ),
    Column("单位", _("单位"), required=True, aliases=("所在单位", "部门"), width=22),
    Column("岗位", _("岗位"), required=True, aliases=("职务", "岗位名称"), width=16),
    Column(
        "电话",
        _("电话"),
        Kind.PHONE,
        level=Level.RESTRICTED,
        aliases=("手机", "手机号", "联系电话"),
        width=16,
    ),
)
"""Their codes are the headings `./run account import` asks for."""

PERSON_EXAMPLE = {
    "name": "林小满",
    "former": "满满",
    "id_number": "",
    "sex": "女",
    "born": "1990-03-07",
    "phone": "19900001111",
    "area": "樟荫村",
    "address": "水井边第二家",
}
