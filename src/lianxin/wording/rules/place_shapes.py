"""How places are called: the endings of their names, and the words that only look like a name (地名的样子)."""

import re

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


def words(written: str) -> frozenset[str]:
    """The words of a list with blanks between."""
    return frozenset(written.split())


class PlaceKind(TextChoices):
    """What sort of place a text names."""

    DISTRICT = "district", _("县市区")
    TOWN = "town", _("乡镇街道")
    VILLAGE = "village", _("村和社区")
    ESTATE = "estate", _("小区")
    ROAD = "road", _("道路")
    CROSSING = "crossing", _("路口")
    DOOR = "door", _("门牌")
    BUILDING = "building", _("楼栋")
    HOUSE = "house", _("单位和店铺")
    PARK = "park", _("公园、广场")
    STATION = "station", _("车站和线路")


POINTS = frozenset(
    {
        PlaceKind.VILLAGE,
        PlaceKind.ESTATE,
        PlaceKind.ROAD,
        PlaceKind.CROSSING,
        PlaceKind.HOUSE,
        PlaceKind.PARK,
        PlaceKind.STATION,
    }
)
"""Places small enough that two texts that name the same one may mean the same thing."""

ENDINGS: dict[PlaceKind, str] = {
    PlaceKind.DISTRICT: "省 市 县 区 自治县 开发区 高新区 经开区 新区 州",
    PlaceKind.TOWN: "镇 乡 街道 街道办 街道办事处 办事处",
    PlaceKind.VILLAGE: "村 社区 居委会 村委会 村民小组 组",
    PlaceKind.ESTATE: (
        "小区 花园 公寓 家园 新城 新村 山庄 别墅 豪庭 华府 公馆 雅苑 佳苑 名苑 嘉园 名城 国际城 世纪城 之城 "
        "安置区 安置小区 住宅小区 大厦 大楼 宿舍 家属区 家属院 苑 城 府 湾 郡 庭 轩 阁 居 邸 墅 园 世家 明珠 三角洲 "
        "国际 时代 天著 楼盘"
    ),
    PlaceKind.ROAD: "路 大道 街 大街 步行街 巷 胡同 弄 国道 省道 县道 大桥 桥 立交桥 隧道 高架",
    PlaceKind.HOUSE: (
        "小学 中学 大学 学院 学校 实验学校 幼儿园 医院 卫生院 卫生室 诊所 敬老院 养老院 市场 菜市场 农贸市场 大市场 "
        "超市 商场 酒店 宾馆 饭店 餐馆 茶楼 驾校 网吧 厂 搅拌站 加油站 垃圾站 中转站 变电站 有限公司 公司 集团 店 "
        "派出所 图书馆 影城 剧院 殡仪馆"
    ),
    PlaceKind.PARK: "公园 广场 水库 景区 风景区 湖",
    PlaceKind.STATION: "地铁站 公交站 火车站 高铁站 汽车站 收费站 站",
}
KIND_OF = {ending: kind for kind, endings in ENDINGS.items() for ending in endings.split()}
ENDING = re.compile("|".join(sorted(KIND_OF, key=len, reverse=True)))

WEAK = frozenset("苑城府湾郡庭轩阁居邸墅园湖站店厂组区市州街桥弄巷村乡镇路县") | {"国际", "时代", "明珠"}
"""Endings that also end many other words."""

NOT_BEFORE: dict[str, str] = {
    "城": "管 市 乡 区 镇 建 中 北 南 东 西 里 际 铁 投 轨",
    "府": "上 邸",
    "园": "区 林 长 丁 艺 博",
    "居": "民 住 委 然 家 多 于 高",
    "区": "别 域 政 委 间 分 法 住 局 教 内 里 里 书 长",
    "市": "民 场 政 委 区 长 容 里 面 局 值 住 教 交 公 中",
    "县": "城 委 政 里 长 道 级 域 局 住 人",
    "村": "民 里 支 委 上 干 组 部 书 内 镇 口 道 庄",
    "镇": "政 里 上 干 长 委 区 人",
    "乡": "政 里 亲 下 长 镇 村 人",
    "组": "织 成 合 建 长 装 员",
    "州": "长",
    "路": "灯 面 况 基 障 政 费 途 程 线 由 透 牌 径 标 权 过 人 怒 子",
    "街": "道 舞 坊 头 上",
    "桥": "梁 架",
    "站": "在 台 长 着 点 出 立 位 起",
    "店": "面 铺 主 员 家 里 外 内 长 招",
    "厂": "家 房 长 里 区",
    "湖": "边 南 北 水 里 心",
    "国际": "化 性 上 机 航 劳 组 惯 贸",
    "时代": "的 背 变 发",
    "大街": "小",
    "湾": "里",
    "巷": "子",
    "厦": "",
}
"""What follows an ending that is none."""

NO_NAME = words(
    """
    马 道 公 铁 线 网 电 水 思 出 走 修 迷 半 套 问 主 辅 小 土 大 断头 水泥 柏油 沥青 通组 入户 一条
    这条 那条 此条 条 该条 很多 多条 铁路 高速 高速公 乡村公 村级公 进村 环城 人行 天 过街 人行天 立交
    高架 商业 夜宵 美食 小吃 步行 一 两 三 几 政 地方 当地 人民政 省 市 县 区 全 全省 全市 全县 全区 各
    各级 我 我们 贵 本 该 此 那 这 某 每 一个 几个 两个 多个 整个 很多个 邻 定 安 民 白 居 家 法 校 田
    果 乐 花 菜 进 长 商 古 京 购物 商贸 影视 产业 工业 科技 高科技 创业 软件 住宅 商品 新建 老旧 老 新
    旧 高档 安置 经济适用 廉租 保障 附近 周边 周围 隔壁 旁边 其他 其它 别的 中心 办公 教学 商住 写字
    公共 公办 民办 私立 公立 职业 技工 高等 重点 普通 农村 山 贫困 外 城 中 东 西 南 北 地 社 片 景 辖
    城中 建制 农贸 批发 房地产 劳动力 二手 物业 建筑 房产 开发 保险 电力 供电 自来水 燃气 小额贷款 股份
    上市 国有 总 分 子 地产 公交 出租 车 火车 地铁 汽车 工作 服务 卫生 体育 文化 专 小卖 饭 门面 旗舰 工
    各大 部队 原 互联网 高速收费 一处 大型 一家 产 村民 班 小组 项目 领导 工作小 专案 专项 检查 调查 党
    评审 老年 一些 不少 部分 所有 许多 任何 哪个 什么 同一 国 地区 附属 省级 市级 区级 县级 直属 不同
    三甲 私人 黑 上 下 收费 综合 美丽 幸福 新农 中国 我国 中华 全国 加强 美好 机耕 三岔 岔 丁字 生产 环村 通村
    进组 连组 连户
    """
)
"""What stands before an ending in words that are not names: 马路, 我小区, 贵公司, 很多路."""

UNSPECIFIC = words(
    """
    其他 其它 别的 附近 周边 周围 隔壁 旁边 什么 所有 同一 任何 普通 一些 不少 哪个 各类 各个 不同 部分
    此类 这类 众多 多家 一家 两家 几家 一所 这家 那家 某些 普惠 惠性 公办 民办 公立 私立 原来 配套 优质
    本地 外地 目前 直属 下属 旗下
    """
)
"""What stands before an ending and picks none out: 其他学校."""
WORDS = words(
    """
    道路 马路 公路 铁路 线路 网路 电路 跑路 套路 修路 走路 出路 辆路 台路 米路 面路 土路 院路 条路 迷路
    段路 上路 下路 车路 铺路 通路 毛路 政府 家庭 法庭 一庭 二庭 三庭 开庭 政庭 案庭 事庭 行庭 无庭 人庭
    当庭 校园 果园 田园 乐园 开园 入园 学园 本园 公园 庄园 在园 离园 转园 商城 旧城 融城 进城 省城 县城
    全城 本城 古城 老城 新城 都城 围城 过街 逛街 上街 临街 沿街 当街 整街 满街 地街 门店 分店 书店 开店
    药店 商店 网店 话店 该店 各店 本店 发店 面店 小店 家店 食店 专店 货店 工厂 开厂 建厂 办厂 各站 设站
    网站 到站 本站 每站 全站 停站 中站 城区 小区 地区 社区 片区 天桥 架桥 桥桥 搭桥 邻居 定居 安居 民居
    同居 分居 迁居 移居 群居 现居 港湾 海湾 转弯 体组 小组 项组 导组 班组 城市 都市 门市 超市 上市 股市
    楼市 夜市 集市 开市 农村 本村 全村 我村 该村 各村 乡村 山村 进村 驻村 入村 出村 乡镇 城镇 村镇 集镇
    本镇 老乡 家乡 返乡 下乡 同乡 湖湖 江湖 别墅
    """
)
"""Words that a name's last character makes with an ending, so that it is none."""

BREAKS = frozenset(
    "的我们你您是了不这那该某每个几很也都又让给因但而且并或买购找要请问把被将从对在就去为由没还受"
)
"""Characters at which a name can't go on to the left."""

LEADS = words(
    """
    位于 地处 座落 坐落 关于 反映 反应 投诉 举报 咨询 建议 请求 恳请 希望 强烈 要求 解决 附近 旁边 周边
    隔壁 对面 居住 家住 住在 业主 居民 村民 尊敬 领导 书记 市长 县长 区长 局长 镇长 为何 什么 没有 开发
    公司 物业 期间 目前 近期 最近 现在 由于 以及 对于 再次 坚决 反对 加快 何时 质疑 严查 督促 恢复 请问
    申请 取缔 整治 控诉 控告 曝光 揭露 途经 经过 前往 靠近 紧邻 临近 毗邻 来自 就读 入住 租住 存在 发现
    导致 造成 所在 我是 我家 本人 我市 我县 我区 我镇 我村 我们 他们 你们 小孩 孩子 今年 去年 每天 晚上
    早上 目睹 如何 怎么 增加 增设 开通 修建 建设 建成 新建 拆除 拆迁 安装 连接 通往 往返 地址 地点 名称
    名为 叫做 西侧 东侧 南侧 北侧 以东 以西 以南 以北 交叉 交汇 十字 路段 路口 门口 楼下 楼上 旁的 违规
    违法 非法 一家 一个 两个 有个 座位 整个 各个 通过 位置 负责 成立 收取 强制 拖欠 严重 长期 深夜 夜间
    施工 工地 项目 多次 上次 之前 到底 究竟 严厉 打击 尽快 早日 进一步 加强 取消 支持 保护 优化 完善
    出台 延长 反馈 回复 答复 调整 设置 规划 设立 打通 硬化 改造 拓宽 治理 关注 重视 帮助 谢谢 感谢 称为
    上述 涉及 违建 擅自 私自 私搭 乱建 关停 搬迁 回家 上班 下班 开车 骑车 坐车 步行 走到 开往 驶入 进入
    离开 到达 出入 全体 部分 所有 广大 众多 许多 一些 其中 包括 例如 比如 首先 其次 另外 同时 而且 但是
    因为 所以 如果 虽然 不知 不知道 想问 地铁 上访 打开 转包 占据 工作 想咨询 了解 得知 听说 据说 据悉
    """
)
"""Words that end where a name begins."""

ALSO_NAMES = words("建设 开发")
"""Such words that are names too, where nothing else stands before the ending: 建设路."""

JOINS = "与和及跟同在到至往从向由、经沿住离距是原有这两因号"
"""Characters that join a name to the one before it."""
MEASURES = "栋期号楼层条家个所座米年月日元万多幢区户名人点分层次"
"""What follows a number and belongs to it."""
CORE_ENDS = (
    "股份有限公司",
    "有限责任公司",
    "有限公司",
    "公司",
    "住宅小区",
    "安置小区",
    "街道办事处",
    "办事处",
    "街道办",
    "小区",
    "社区",
    "街道",
    "居委会",
    "村委会",
    "楼盘",
    "镇",
    "乡",
    "村",
)
"""What a name may be said with or without."""
GENERIC = words(
    """
    世纪城 国际城 商业城 新城区 家园 花园 公寓 人民医院 中心小学 中心医院 实验小学 第一中学 人民广场
    商业广场 步行街 商业街 人民公园 汽配城 餐饮店 小餐馆 夜宵店 早餐店 便利店 小吃店 商店 药店 有限公司
    地产公司 开发公司 建设公司 管理公司 物业公司 置业公司 房地产 房地产公司 开发有限公司 物业有限公司
    服务有限公司 公交公司 自来水公司 燃气公司 电力公司 商品房 幼儿园 派出所 搅拌站 加油站 垃圾站 卫生院
    大市场 农贸市场 菜市场 地铁站 公交站 火车站 高铁站 汽车站 收费站
    """
)
"""Names that say too little to tell one place from another."""
