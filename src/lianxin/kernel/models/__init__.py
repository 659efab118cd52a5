"""Imported so that Django finds the tables; import each from its own module."""

from lianxin.kernel.models import (
    attachment as attachment,
    county as county,
    edition as edition,
    erasure as erasure,
    event as event,
    export as export,
    figure as figure,
    imports as imports,
    job as job,
    kept as kept,
    message as message,
    notice as notice,
    number as number,
    piece as piece,
    printing as printing,
    search as search,
    telling as telling,
    throttle as throttle,
)
