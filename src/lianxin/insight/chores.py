"""What the worker does about figures: doubtful rates before the auditor, each finished quarter before the public,
the counts of each finished month in the book.
"""

from lianxin.insight.actions.months import close_months
from lianxin.insight.actions.publish import is_public, make_public
from lianxin.insight.actions.quality import note
from lianxin.insight.figures.public import public_content
from lianxin.insight.figures.quality import Extreme, extremes
from lianxin.insight.figures.weeks import last_week
from lianxin.insight.rules.quarters import Quarter, finished
from lianxin.insight.terms import TERMS
from lianxin.kernel import clock
from lianxin.kernel.actor import system
from lianxin.kernel.context import current_county
from lianxin.kernel.editions import value_of
from lianxin.kernel.jobs import every
from lianxin.places.queries import existing
from lianxin.places.rules import TOWNSHIPS

DAILY = 24 * 60
QUARTERS = 4
WHOLE_COUNTY = ""


@every(DAILY, "insight.quality")
def look_for_extremes() -> None:
    """Every rate of the county and of each township, over the last three weeks (CNT-08)."""
    now, last, by = clock.now(), last_week(clock.today()), system(current_county())
    townships = existing(clock.today()).filter(kind__in=TOWNSHIPS).order_by("code")
    for area in (str(current_county()), *(row.prefix for row in townships)):
        for found in extremes(last, area=area, by=by, now=now):
            note(found.figure.code, found.area, last.sunday, weeks_of(found))


def weeks_of(found: Extreme) -> list[dict[str, object]]:
    """The three weeks as they stood."""
    return [
        {
            "since": told.query.since.isoformat(),
            "until": told.query.until.isoformat(),
            "n": told.n,
            "d": told.d,
        }
        for told in found.weeks
    ]


@every(DAILY, "insight.public")
def publish_quarters() -> None:
    """The quarters that are over and not public yet (XC-13)."""
    for quarter in finished(clock.today(), QUARTERS):
        if not is_public(WHOLE_COUNTY, quarter.since):
            publish(quarter)


@every(DAILY, "insight.months")
def write_months() -> None:
    """The months whose first days after are over (月报)."""
    close_months()


def publish(quarter: Quarter) -> None:
    """The county's page, and one for each township that has a line of its own on it."""
    by, k = system(current_county()), value_of(TERMS).cell
    content = public_content(quarter, WHOLE_COUNTY, by=by, k=k)
    for area in content["areas"]:
        if not is_public(area, quarter.since):
            make_public(area, quarter.since, quarter.until, public_content(quarter, area, by=by, k=k))
    make_public(WHOLE_COUNTY, quarter.since, quarter.until, content)
