"""What is claimed beside what the records give (报来的和算出的): the difference is named, neither is overwritten."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from lianxin.kernel.figures.numbers import Count, Rate, in_percent
from lianxin.kernel.models.figure import ClaimedFigure

TEN = 10


@dataclass(frozen=True)
class Beside:
    """One claim held against one reckoning: both in words, and what lies between them (empty: they agree)."""

    claimed: str
    reckoned: str
    difference: str = ""


def claimed_words(claim: ClaimedFigure) -> str:
    """78 %, 120余件, 28件."""
    if claim.percent is not None:
        return percent_words(claim)
    return str(claim.number)


def percent_words(claim: ClaimedFigure) -> str:
    """The percentage with as many decimals as it was claimed with."""
    assert claim.percent is not None  # noqa: S101  # asked for by who has one
    return in_percent(claim.percent) if claim.percent_places else f"{claim.percent // TEN} %"


def own_parts(claim: ClaimedFigure) -> Beside | None:
    """The percentage a claim gives against what its own two numbers give; None where it names no two numbers."""
    rate = claim.rate
    if rate is None:
        return None
    if claim.percent is None:
        return Beside(str(claim.number), str(rate))
    return Beside(percent_words(claim), str(rate), percent_difference(claim, rate))


def against(claim: ClaimedFigure, number: Count, rate: Rate | None) -> list[Beside]:
    """A claim against what our records give: the count, and where there is one the percentage.

    Raises MixedUnits when they aren't counted in the same unit.
    """
    found = []
    if claim.number is not None:
        found.append(Beside(str(claim.number), str(number), count_difference(claim.number, number)))
    if claim.percent is not None and rate is not None:
        found.append(Beside(percent_words(claim), str(rate), percent_difference(claim, rate)))
    return found


def count_difference(claimed: Count, number: Count) -> str:
    """How far a claimed count is from the reckoned one; 余 is satisfied by anything that isn't less."""
    number.must_match(claimed)
    apart = claimed.value - number.value
    if apart == 0 or (claimed.at_least and apart < 0):
        return ""
    sentence = _("报的比算的多 %(n)d%(unit)s") if apart > 0 else _("报的比算的少 %(n)d%(unit)s")
    return sentence % {"n": abs(apart), "unit": claimed.unit.label}


def percent_difference(claim: ClaimedFigure, rate: Rate) -> str:
    """How far a claimed percentage is from the reckoned one, at the decimals it was claimed with."""
    assert claim.percent is not None  # noqa: S101  # asked for by who has one
    if rate.tenths is None:
        return _("分母是 0 或者都只是“以上”，算不出比例，报的 %(said)s 没有依据") % {
            "said": percent_words(claim)
        }
    if agrees(claim, rate):
        return ""
    values = {"said": percent_words(claim), "got": rate.percent, "apart": points(claim.percent - rate.tenths)}
    return _("报的是 %(said)s，按 %(counts)s 算是 %(got)s，差 %(apart)s 个百分点") % {
        **values,
        "counts": rate.counts,
    }


def agrees(claim: ClaimedFigure, rate: Rate) -> bool:
    """Whether a claimed percentage is the reckoned one, rounded as it was claimed; a bound must not be passed."""
    assert claim.percent is not None and rate.tenths is not None  # noqa: S101, PT018  # both asked before
    reckoned = rate.tenths
    if not claim.percent_places:
        reckoned = TEN * ((200 * rate.n + rate.d) // (2 * rate.d))
    if rate.bound == "≤":
        return claim.percent <= reckoned
    return claim.percent >= reckoned if rate.bound == "≥" else claim.percent == reckoned


def points(tenths: int) -> str:
    """10 → 1.0."""
    return f"{abs(tenths) // TEN}.{abs(tenths) % TEN}"
