"""F-28 公开展示同意书, F-29 个人信息处理告知书 / 敏感信息单独同意书: read out, then signed."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.paper.days import day_words
from lianxin.kernel.paper.layout import (
    Boxes,
    Field,
    Fields,
    Form,
    Lines,
    Signatures,
    Variable,
    Wording,
)
from lianxin.kernel.paper.printing import Paper
from lianxin.kernel.paper.shelf import register
from lianxin.people.models import Consent
from lianxin.people.rules.consents import Consented, ConsentText, Way, current_text, text_of

CONSENT, PERSON = "consent", "person"
SIGNED = (
    Signatures(("本人", "监护人"), reader="reader", witness="witness"),
    Signatures(("经办人",), fingerprint=False),
)
ABOUT = (
    Variable("who", _("本人"), "林小满"),
    Variable("guardian", _("监护人")),
    Variable("way", _("同意的方式"), "纸质签字"),
    Variable("day", _("日期"), "2026年12月1日"),
    Variable("reader", _("代读人")),
    Variable("witness", _("见证人")),
)
ON_F29 = tuple(purpose for purpose in Consented if purpose != Consented.PHOTO)
WHO = (Field("本人", "{who}"), Field("未满 14 岁的监护人", "{guardian}", by_hand=True))
HOW = (Field("同意的方式和日期", "{way}　{day}", by_hand=True), Field("文本版次", "{text_edition}"))


def read_out(*purposes: Consented) -> tuple[Variable, Variable]:
    """What is read out, and its edition; a blank form has the texts in force for all its purposes."""
    texts = [current_text(purpose) for purpose in purposes]
    lines = tuple(format_lazy("{label}：{text}", label=text.label, text=text.text) for text in texts)
    editions = tuple(dict.fromkeys(text.edition for text in texts))
    return (
        Variable("text", _("告知的内容"), blank=lines),
        Variable("text_edition", _("文本版次"), "2026-11", blank=editions),
    )


F28 = register(
    Form(
        "F-28",
        _("公开展示同意书"),
        "2026-12",
        blocks=(
            Fields(
                (
                    *WHO,
                    Field("公开什么", "{what}", room=3, by_hand=True),
                    Field("公开在哪里", "{where}", room=2, by_hand=True),
                    Field("公开多久", "{until}", by_hand=True),
                    *HOW,
                )
            ),
            Lines("{text}", indent=True),
            Lines(wording="withdraw", indent=True),
            *SIGNED,
        ),
        variables=(
            *ABOUT,
            *read_out(Consented.PHOTO),
            Variable("what", _("公开什么")),
            Variable("where", _("公开在哪里")),
            Variable("until", _("公开多久")),
        ),
        wordings=(
            Wording(
                "withdraw",
                _("怎么撤回"),
                "我已看过（听过）以上内容，同意公开。我随时可以打电话或到窗口要求撤下，不用说理由，撤下不影响我办事。",
            ),
        ),
    )
)

F29 = register(
    Form(
        "F-29",
        _("个人信息处理告知书 / 敏感信息单独同意书"),
        "2026-12",
        blocks=(
            Fields((*WHO, *HOW)),
            Boxes(
                "用来做什么",
                tuple((purpose.value, purpose.label) for purpose in ON_F29),
                "purpose",
            ),
            Lines("{text}", indent=True),
            Lines(wording="rights", indent=True),
            Boxes(
                "敏感个人信息（单独同意）",
                (("sensitive", "我单独同意处理上面写明的敏感个人信息"),),
                "sensitive",
            ),
            *SIGNED,
        ),
        variables=(
            *ABOUT,
            *read_out(*ON_F29),
            Variable("purpose", _("用途")),
            Variable("sensitive", _("单独同意")),
        ),
        wordings=(
            Wording(
                "rights",
                _("您的权利"),
                "处理您的个人信息，只为上面打勾的用途，只给办这件事的人看，谁看过都有记录；办完并过了保存期就删除或匿名化。\n"
                "您有权查阅、复制、更正、删除，也可以随时撤回同意；撤回以前已经做的仍然有效。"
                "（个人信息保护法 2021 版第 13 至 17、28 至 31、44 至 47 条，请核对原文。）",
            ),
        ),
    )
)


def form_of(purpose: str) -> Form:
    """The form a purpose is agreed to on."""
    return F28 if purpose == Consented.PHOTO else F29


def to_sign(text: ConsentText, who: str, person: int) -> Paper:
    """A form for somebody to sign: who and what for are on it, the rest is written by hand."""
    data = {"who": who, "text": str(text.text), "text_edition": text.edition, "purpose": [text.purpose]}
    return Paper(
        form_of(text.purpose), data, row_kind=PERSON, row_id=person, restricted=sensitive(text.purpose)
    )


def consent_paper(consent: Consent, who: str) -> Paper:
    """A consent that was given, by the text it was given to; the wording around is that of then."""
    form, text = form_of(consent.purpose), text_of(consent.purpose, consent.edition)
    data = {
        "who": who,
        "guardian": consent.guardian,
        "text": str(text.text),
        "text_edition": text.edition,
        "purpose": [consent.purpose],
        "way": str(Way(consent.way).label),
        "day": day_words(consent.at),
    }
    number = f"{form.code[2:]}-{consent.pk:06d}"
    shadowed = sensitive(consent.purpose)
    return Paper(form, data, number, CONSENT, consent.pk, restricted=shadowed, said_at=consent.at)


def sensitive(purpose: str) -> bool:
    """Whether the paper tells of a household in need: then it carries the watermark of who printed it."""
    return purpose == Consented.ASSISTANCE
