"""The legal basis of a demolition (拆除的法律依据): what is still missing before work, and when it may be done.

行政强制法 2012 版第 44 条、行政复议法 2023 版第 20 条、行政诉讼法 2017 版第 46 条: 请核对原文.
"""

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


def lacking(
    *,
    body: str,
    decision: str,
    law: str,
    decided_on: date | None,
    served_on: date | None,
    remedy: str,
    remedy_until: date | None,
    papers: int,
) -> list[Text]:
    """What a demolition still lacks, in words: who decided what, by which law, and what was told to whom it hits."""
    asked = (
        (not body, _("作决定的机关")),
        (not decision, _("决定书文号")),
        (not law, _("依据的法律条文")),
        (decided_on is None, _("决定日期")),
        (served_on is None, _("送达日期")),
        (not remedy, _("告知了哪些救济途径")),
        (remedy_until is None, _("救济期限到哪天")),
        (not papers, _("决定书原件的扫描或照片")),
    )
    return [words for missing, words in asked if missing]


def may_fall(*, agreed: bool, remedy_until: date | None, today: date) -> bool:
    """Whether a structure may come down: its owner agreed, or the term told for review and suit has passed unused."""
    return agreed or (remedy_until is not None and today > remedy_until)
