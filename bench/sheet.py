"""Three invented years of appeals up to yesterday as a sheet, the same words each time."""

import csv
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

LETTERS = 240  # of a text; an answer has half
DAYS = 3 * 365
PLACES = ["枫岭口村", "桐坑垄村", "集镇路", "老车站", "新桥头", "粮站旁"]
WORDS = """
    路灯 夜里 不亮 老人 走路 看不见 已经 半个月 自来水 浑浊 有泥沙 停水 三天 垃圾 没人清运 气味
    很大 桥面 破损 车辆 颠簸 邻居 装修 噪音 凌晨 施工 井盖 松动 村道 塌方 补贴 没有发放
    名单 公示 看不懂 学校 门口 堵车 公交 班次 太少 排水沟 堵塞 污水 倒灌 反映 多次 没有答复
    希望 尽快 处理 谢谢 请问 怎么 办理 手续 需要 哪些 材料
""".split()
MAPPING = '[columns]\n"标题" = "title"\n"内容" = "text"\n"时间" = "filed_at"\n"答复" = "reply"\n'


def write_sheet(folder: Path, rows: int) -> None:
    """sheet.csv and its map.toml; every second row is answered."""
    draw, last = random.Random(20260101), datetime.now(tz=UTC).date() - timedelta(days=1)
    (folder / "map.toml").write_text(MAPPING, encoding="utf-8")
    with (folder / "sheet.csv").open("w", encoding="utf-8-sig", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow(["标题", "内容", "时间", "答复"])
        for row in range(rows):
            at = f"{last - timedelta(days=row % DAYS)} {row % 10 + 8:02}:00"
            answer = said(draw, LETTERS // 2) if row % 2 else ""
            sheet.writerow([said(draw, 12), said(draw, LETTERS), at, answer])


def said(draw: random.Random, letters: int) -> str:
    """Words of about this many letters; every third is followed by a rare one, as names are in real texts."""
    words = [draw.choice(PLACES)]
    while sum(map(len, words)) < letters:
        words.append(draw.choice(WORDS) + draw.choice(["", "", "", "，", "。"]))
        if draw.random() < 0.3:
            words.append(chr(draw.randrange(0x4E00, 0x9000)))
    return "".join(words)
