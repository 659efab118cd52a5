"""Invented messages of four classes, as many as a test wants, no two alike; nothing of them is anybody's."""

from random import Random

PLACES = (
    "樟荫村",
    "枣林组",
    "水井边",
    "学校后面",
    "老桥头",
    "晒谷场",
    "卫生室旁",
    "三岔路口",
    "竹园",
    "粮站对面",
)
SAID = {
    "供水": ("自来水停了", "水管漏水", "水压太小打不上楼", "水表不走", "自来水发黄有泥"),
    "道路": ("路面坑洼", "通组路塌了半边", "桥栏杆断了", "路肩垮了车过不去", "水泥路起皮坑多"),
    "照明": ("路灯不亮", "路灯白天也亮着", "灯杆歪了", "晚上一片黑要装路灯", "灯泡坏了没人换"),
    "噪音": ("半夜施工吵得睡不着", "音响声音太大", "广场舞扰民", "加工厂机器轰响", "喇叭从早放到晚"),
}
MORE = (
    "已经三天了，老人孩子都不方便。",
    "打过电话没人来，请派人看看。",
    "上个月就反映过，现在还是这样。",
    "周围十几户都是这个情况。",
    "请尽快处理，谢谢。",
)


def messages(
    each: int, *, seed: int = 1, labels: tuple[str, ...] = tuple(SAID)
) -> list[tuple[str, str, str]]:
    """(title, text, label), so many of each class, mixed."""
    draw, found = Random(seed), list[tuple[str, str, str]]()
    for serial in range(each):
        for label in labels:
            place, said = draw.choice(PLACES), draw.choice(SAID[label])
            house, other = draw.randint(2, 999), draw.choice(SAID[label])
            text = f"{place}{house}号{said}，{other}。{draw.choice(MORE)}{draw.choice(MORE)}第{serial}次写。"
            found.append((f"{place}{said}", text, label))
    return found
