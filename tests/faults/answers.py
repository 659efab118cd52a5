"""What somebody types at any move of the random walks: one number is cheaper to draw than ten answers."""

from decimal import Decimal
from math import prod
from typing import Any

from hypothesis import strategies as st

TYPES = ("enquiry", "help", "complaint", "suggestion", "report")

ANSWERS: dict[str, tuple[Any, ...]] = {
    "type": TYPES,
    "urgency": ("ordinary", "urgent", "emergency"),
    "unit": ("water", "roads", "hall"),
    "kind": ("contact", "site", "build"),
    "outcome": ("resolved", "explained"),
    "reached": (True, False),
    "resolved": ("no", "partly", "yes", "accepted"),
    "rating": (1, 2, 3, 4, 5),
    "how": ("phone", "office", "", "phone"),
    "field": ("area", "urgency", "text", "phone"),
    "main": (0, 1, 2, 3),
    "decides": ("void", "area", "urgency", "text", "phone"),
    "reason": ("court", "court", "没有写清谁办的。"),
    "items": (["水表号"], ["水表号", "照片"], []),
    "simple": (True, False),
    "confirmed": (True, False),
    "remind": (10, 10, 0),
    "event": ("court", "court", ""),
    "until": (5, 12, 0),
    "land": ("none", "none", ""),
    "amount": (1, 99),
    "level": ("yellow", "red"),
    "representatives": ([], [("白露", "")], [("白露", ""), ("秋分", ""), ("冬至", "")]),
}
VALUES = {"urgency": "urgent", "text": "水管又漏了。", "phone": "19900003333"}


def spelled(roll: int) -> dict[str, Any]:
    """The answers of one roll."""
    said: dict[str, Any] = {
        "basis": "职责清单第 3 条",
        "text": "到现场看过，接头裂了。",
        "reply": "供水站王师傅当天换了接头，村镇建设办、便民服务中心看过，已不漏水。",
        "demand": "请看一看路面。",
        "answer": "看过了，路面没有问题。",
        "body": "县水务局",
        "words": "自己修好了。",
        "who": "林小满",
        "why": "登记错了。",
        "ground": "duty",
        "decision": "管子归供水站，沟归建设办。",
        "cause": "slow",
        "said": "等了一个星期。",
        "mended": "当天又去看过，已经修好。",
        "name": "林大山",
        "kin": "child",
        "agreed": "phone",
        "cosigners": [],
        "cost": Decimal(300),
        "labour": Decimal(1),
        "no_photos": "夜里抢修，没有拍。",
    }
    for name, answers in ANSWERS.items():
        roll, place = divmod(roll, len(answers))
        said[name] = answers[place]
    return said


typed = st.integers(0, prod(map(len, ANSWERS.values())) - 1).map(spelled)
