"""Weeks, and counting working days backwards."""

from datetime import date, timedelta

from lianxin.calendars.calendar import ONE_DAY, SATURDAY, Calendar


def monday_of(day: date) -> date:
    """The Monday of the day's week; weeks run from Monday to Sunday."""
    return day - timedelta(days=day.weekday())


def weekend(day: date) -> bool:
    """Whether it is a Saturday or a Sunday, worked or not."""
    return day.weekday() >= SATURDAY


def days_since_monday(day: date) -> int:
    """How many days of its week come before it: the empty places before the first of a month in a grid."""
    return (day - monday_of(day)).days


def latest_start(amount: int, today: date, calendar: Calendar) -> date:
    """The latest day after which this many working days have begun up to today."""
    day, counted = today, 0
    while counted < amount:
        counted += calendar.working(day)
        day -= ONE_DAY
    return day
