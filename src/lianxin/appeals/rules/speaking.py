"""In what part somebody speaks in an appeal (本人、代为反映、代表、附议), and how many may represent many."""

from django.db import models
from django.utils.translation import gettext_lazy as _

MOST_REPRESENTATIVES = 5
"""信访工作条例 2022 年版第二十条: who come together send at most five; not a setting, it is the law (请核对原文)."""
LONGEST_NAME = 40
MOST_COSIGNERS = 500  # on one form; more than a village has households


class Part(models.TextChoices):
    """Whose matter it is for the one who speaks (反映人身份)."""

    SELF = "self", _("本人")
    PROXY = "proxy", _("代为反映")
    REPRESENTATIVE = "representative", _("代表")
    COSIGNER = "cosigner", _("附议")


class Kin(models.TextChoices):
    """What a proxy is to the one they speak for (与本人关系)."""

    CHILD = "child", _("子女")
    SPOUSE = "spouse", _("配偶")
    PARENT = "parent", _("父母")
    RELATIVE = "relative", _("其他亲属")
    NEIGHBOUR = "neighbour", _("邻居")
    CADRE = "cadre", _("村（社区）干部")
    OTHER = "other", _("其他人")


class Agreed(models.TextChoices):
    """How the one spoken for agreed, or took it back (同意方式)."""

    PHONE = "phone", _("打电话说的")
    VISIT = "visit", _("当面说的")
    PAPER = "paper", _("写了委托书")


def people_of(typed: str) -> list[tuple[str, str]]:
    """Name and telephone of each line like `林小满 19900001111`; the telephone may be missing. Raises ValueError.

    The error names the line that can't be read.
    """
    found = []
    for place, line in enumerate(typed.splitlines(), start=1):
        words = line.replace("，", " ").replace(",", " ").replace("\t", " ").split()
        if not words:
            continue
        name, phone = words[0], "".join(words[1:])
        if len(name) > LONGEST_NAME or name.isdigit() or (phone and not phone.replace("-", "").isdigit()):
            raise ValueError(
                _("第 %(place)d 行“%(line)s”看不懂，请写成：姓名，空一格，电话（可以不写）。")
                % {"place": place, "line": line.strip()}
            )
        found.append((name, phone))
    return found
