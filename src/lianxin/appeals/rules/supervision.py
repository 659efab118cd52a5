"""The words of supervision as codes (督办的要素)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """How grave a notice is (督办等级); a red one goes to the head of the unit too."""

    YELLOW = "yellow", _("黄色督办")
    RED = "red", _("红色督办")


class Why(models.TextChoices):
    """Why a matter is supervised (督办原因)."""

    OVERDUE = "overdue", _("超过办理时限")
    REWORKED = "reworked", _("多次重办没有解决")
    DANGER = "danger", _("涉及安全")
    MANY = "many", _("多人反映")
    TOLD = "told", _("上级或领导交办")
    OTHER = "other", _("其他")
