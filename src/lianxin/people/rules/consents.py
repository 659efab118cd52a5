"""What somebody agreed to: purposes, texts with their editions, the ways to say yes (同意)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lianxin.people.rules.residents import age_on

GUARDED_BELOW = 14
"""Below this age a guardian agrees (个人信息保护法 2021 版第 31 条，请核对原文)."""


class Consented(TextChoices):
    """What for (用途)."""

    APPEAL = "appeal", _("办理诉求，使用姓名和电话")
    RECORDING = "recording", _("通话录音")
    PHOTO = "photo", _("公开照片或事迹")
    ASSISTANCE = "assistance", _("登记家庭情况，用于帮扶")


class Way(TextChoices):
    """How it was said, or taken back (方式)."""

    PAPER = "paper", _("纸质签字")
    SPOKEN = "spoken", _("口头，有录音")
    ONLINE = "online", _("网上勾选")
    AGENT = "agent", _("代办")
    SHOWN = "shown", _("登记时已告知")


@dataclass(frozen=True)
class ConsentText:
    """One edition of what is read out or shown."""

    purpose: str
    edition: str
    text: str | Promise

    @property
    def label(self) -> str | Promise:
        """What it is for, in words."""
        return Consented(self.purpose).label


TEXTS: tuple[ConsentText, ...] = (
    ConsentText(
        Consented.APPEAL,
        "2026-11",
        _("您留下的姓名和电话只用来核实和回访这件事，加密保存，谁看过都有记录。您可以随时要求删除。"),
    ),
    ConsentText(
        Consented.RECORDING,
        "2026-11",
        _("这次通话会录音，只用来核对您说的话和回访结果，保存到这件事归档。您可以要求不录音。"),
    ),
    ConsentText(
        Consented.PHOTO,
        "2026-11",
        _("照片和事迹会在村务公开栏或公众号上公开。您可以随时要求撤下，撤下不影响您办事。"),
    ),
    ConsentText(
        Consented.ASSISTANCE,
        "2026-11",
        _("您家的情况会登记下来，只给负责帮扶的人看，用来安排走访和救助。您可以随时要求删除。"),
    ),
)


def current_text(purpose: str) -> ConsentText:
    """The newest edition for a purpose. Raises LookupError for a purpose without a text."""
    editions = [text for text in TEXTS if text.purpose == purpose]
    if not editions:
        raise LookupError(f"no consent text for {purpose!r}")
    return max(editions, key=lambda text: text.edition)


def text_of(purpose: str, edition: str) -> ConsentText:
    """The edition somebody agreed to; the newest where that one is not ours (records taken over from elsewhere)."""
    return next(
        (text for text in TEXTS if (text.purpose, text.edition) == (purpose, edition)), current_text(purpose)
    )


def needs_guardian(born: date | None, *, on: date) -> bool:
    """Whether a guardian has to agree; of whom no birth date is known, nobody has to."""
    return born is not None and age_on(born, on) < GUARDED_BELOW
