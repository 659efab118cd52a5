"""The classes and the duty catalogue a new office begins with (事项分类、派单目录): it has proposals on day one.

Both are examples to be corrected: an office that has lists of its own imports them over these.
"""

from lianxin.appeals.rules.class_tree import Entry

EDITION = "2026-11"

BRANCHES = (
    ("01", "交通出行"),
    ("02", "公用设施"),
    ("03", "环境治理"),
    ("04", "邻里和土地"),
    ("05", "民生保障"),
    ("06", "教育文体"),
    ("07", "农业农村"),
    ("08", "平安建设"),
    ("09", "村务政务"),
)

CLASSES = (
    ("0101", "道路交通", "路面 坑洼 桥 通组路 护栏"),
    ("0102", "公共交通", "班车 公交 候车亭"),
    ("0201", "供水", "自来水 停水 水压 水管 漏水"),
    ("0202", "供电", "停电 电压 电线 变压器"),
    ("0203", "路灯", "照明 灯不亮"),
    ("0204", "通信网络", "信号 宽带 手机"),
    ("0301", "环境卫生", "垃圾 保洁 臭"),
    ("0302", "污水厕所", "下水道 化粪池 公厕 污水"),
    ("0303", "噪音扰民", "吵 噪声 音响"),
    ("0401", "邻里纠纷", "邻居 吵架 地界"),
    ("0402", "土地承包", "承包地 流转 确权"),
    ("0403", "宅基地建房", "建房 批地 违建"),
    ("0404", "征地补偿", "征收 拆迁 青苗 补偿款"),
    ("0405", "物业小区", "物业 电梯 停车"),
    ("0501", "低保救助", "低保 特困 临时救助"),
    ("0502", "养老服务", "老人 养老金 高龄"),
    ("0503", "残疾人服务", "残疾证 轮椅"),
    ("0504", "医保社保", "医保 报销 社保卡"),
    ("0601", "教育入学", "上学 学校 校车"),
    ("0602", "文体活动", "广场舞 图书 健身"),
    ("0701", "农技服务", "虫害 种子 技术员"),
    ("0702", "惠农补贴", "补贴 种粮"),
    ("0703", "农田水利", "水渠 灌溉 塘坝"),
    ("0801", "治安防诈", "被偷 诈骗 打架"),
    ("0802", "犬只管理", "狗 咬人"),
    ("0803", "消防安全", "火 消防通道"),
    ("0804", "劳动欠薪", "工资 欠薪 工地"),
    ("0901", "村务公开", "公开栏 账目"),
    ("0902", "作风效能", "态度 推诿"),
    ("0903", "办事指南", "怎么办 材料 证明"),
)

# What the county's or the township's own duties are, never a village's (J9) [DEF]; 请对照当地职责清单核对.
DEPARTMENTS = frozenset({"0202", "0204", "0404", "0501", "0504", "0801", "0803", "0804"})

# What can be answered while the resident is still on the telephone [DEF].
SIMPLE = frozenset({"0903"})

# Class or branch, the code of a standard unit, words that have to be said.
DUTIES = (
    ("0802", "ZZ", ""),
    ("0804", "SF", ""),
    ("0404", "CJ", ""),
    ("0402", "NY", ""),
    ("0401", "SF", ""),
    ("0201", "SD", ""),
    ("0202", "SD", ""),
    ("0203", "SD", ""),
    ("0204", "SD", ""),
    ("0403", "CJ", ""),
    ("0405", "CJ", ""),
    ("01", "CJ", ""),
    ("03", "CJ", ""),
    ("05", "MZ", ""),
    ("06", "MZ", ""),
    ("07", "NY", ""),
    ("08", "ZZ", ""),
    ("09", "DZ", ""),
)
BACKSTOP = "DZ"
BASIS = "系统自带的起始目录，请对照本镇职责清单核对"
BACKSTOP_BASIS = "没有单位认领的由党政综合办公室兜底，请对照本镇职责清单核对"


def entries() -> list[Entry]:
    """The tree: nine branches, thirty classes."""
    tops = [Entry(code, name) for code, name in BRANCHES]
    leaves = [
        Entry(
            code,
            name,
            parent=code[:2],
            keywords=words,
            departments=code in DEPARTMENTS,
            simple=code in SIMPLE,
        )
        for code, name, words in CLASSES
    ]
    return [*tops, *leaves]
