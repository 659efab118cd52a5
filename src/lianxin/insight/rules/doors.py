"""What of an address may be shown among others': the estate, road or crossing, never a door, a name or a telephone."""

import hashlib
import re
import unicodedata

PUBLIC = (
    *(
        "小区",
        "新村",
        "花园",
        "家园",
        "公寓",
        "大厦",
        "广场",
        "市场",
        "公园",
        "学校",
        "小学",
        "中学",
        "幼儿园",
        "医院",
        "卫生院",
    ),
    *(
        "车站",
        "路口",
        "大桥",
        "水库",
        "水井",
        "水渠",
        "泵站",
        "村口",
        "河堤",
        "码头",
        "工业园",
        "产业园",
        "大道",
    ),
    *("路", "街", "巷", "弄", "桥", "河", "渠", "塘", "井", "站", "组", "屯", "坝"),
)
UP_TO_THE_LAST = re.compile(rf".*(?:{'|'.join(PUBLIC)})", re.DOTALL)
PRIVATE = re.compile(r"[家户宅某氏姓]|先生|女士|老板|师傅|门口|隔壁|对面|旁边|楼上|楼下")
NUMBER = r"[0-9零〇一二三四五六七八九十百甲乙丙丁a-zA-Z第-]"
DOOR = re.compile(
    rf"{NUMBER}+\s*(?:号|栋|幢|座|单元|室|楼|层|户|家|排|#).*$|[0-9].*$",
)
BLANK = re.compile(r"[\s,，。.;；:：、（）()·]+")
LONGEST = 16


def door_of(address: str) -> str:
    """An address as it is compared with another: one width, one case, no blanks."""
    return BLANK.sub("", unicodedata.normalize("NFKC", address)).lower()


def place_of(address: str) -> str:
    """The public place an address begins with; nothing where it can't be told from somebody's door.

    What reads like a person's house (…家, 隔壁, 门口) is no public place, whatever stands before it.
    """
    text = DOOR.sub("", door_of(address))
    public = UP_TO_THE_LAST.match(text)
    found = public.group() if public else ""
    plain = found.replace("家园", "")
    return "" if len(found) < 2 or len(found) > LONGEST or PRIVATE.search(plain) else found


def digest_of(place: str) -> str:
    """A place as it stands in an address of the site, which is kept in logs."""
    return hashlib.blake2b(place.encode(), digest_size=6).hexdigest()


LONG_NUMBER = re.compile(r"[0-9]{7,}[xX]?")
DIGITS = re.compile(r"(?<=[0-9])[\s-](?=[0-9])")


def has_number(text: str) -> bool:
    """Whether a telephone or identity number stands in a text, in whatever width it was typed."""
    return bool(LONG_NUMBER.search(DIGITS.sub("", unicodedata.normalize("NFKC", text))))
