"""What the appeal adds to the pages of matters: its own part of the matter page, and filters of the list."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.queries import REVEALS, classes, folder
from lianxin.appeals.queries.dissatisfied import LAWFUL, open_task, panel_of
from lianxin.appeals.queries.joined import joined
from lianxin.appeals.queries.pauses import pauses_of
from lianxin.appeals.queries.returning import lines_of
from lianxin.appeals.queries.speakers import spoken_by
from lianxin.appeals.queries.standing import missing_from_file, voided_because, waiting_corrections
from lianxin.appeals.queries.supervision import waiting_notice, waiting_request
from lianxin.appeals.queries.tags import names_on, tag_choices, tagged
from lianxin.kernel.actor import Actor
from lianxin.kernel.policy import holds
from lianxin.matters.act import may
from lianxin.matters.filters import Choices, Filter, offer
from lianxin.matters.models import Matter
from lianxin.matters.panels import show_with
from lianxin.matters.persons import find_with
from lianxin.matters.workflow import flow_of
from lianxin.places.queries import INDENT

PLACED = frozenset({"take_back"})  # moves that the part itself leads to, from where they belong


def fill(matter: Matter, by: Actor) -> dict[str, Any]:
    """The context of `appeals/panel.html`."""
    return {
        "folder": folder(matter, by=by),
        "tags": names_on(matter),
        "joined": joined(matter, by=by),
        "corrections": len(waiting_corrections(matter)),
        "missing": missing_from_file(matter) if matter.closed_at and by.account is not None else [],
        "void_reason": voided_because(matter),
        "answers": answers(matter, by),
        "returns": lines_of(matter),
        "given_up": {one.order_id for one in matter.returns.all() if one.agreed},
        "pauses": pauses_of(matter, by=by),
        "placed": PLACED,
    }


def answers(matter: Matter, by: Actor) -> set[str]:
    """Which of what stands open, asked from above or below, a bad rating, a consent, this actor may see to here."""
    task, panel = open_task(matter), panel_of(matter)
    asked = {
        "answer_supervision": waiting_notice(matter) is not None,
        "answer_upward": waiting_request(matter) is not None,
        "ask_why": task is not None and task.asked_at is None,
        "put_right": task is not None and task.asked_at is not None,
        "ask_panel": bool(matter.bad_ratings.all()) and panel is None and matter.appeal.outcome in LAWFUL,
        "vote": panel is not None and panel.decided_at is None,
        "take_back": any(one.withdrawn_at is None for one in matter.proxies.all()),
    }
    moves = flow_of(matter)
    made = {code: moves.move(code) for code, waits in asked.items() if waits}
    return {code for code, move in made.items() if move is not None and may(by, move, matter) is None}


show_with("appeal", "appeals/panel.html", fill)


def class_filter(by: Actor, asked: Mapping[str, str]) -> Choices:
    """Classes and branches of the edition that is read by, the one in force by default."""
    known = classes.tree(asked.get("edition") or None)
    return [(row.pk, INDENT * (row.level - 1) + row.name) for row in known.rows]


def edition_filter(by: Actor, asked: Mapping[str, str]) -> Choices:
    """By which edition of the classes the list is read, once there are two."""
    codes = classes.edition_codes()
    return [(code, code) for code in reversed(codes)] if len(codes) > 1 else []


def of_class(value: str) -> Q:
    """The matters that count under a class, whatever edition theirs is of; or that count under none."""
    if value == classes.UNSET:
        return Q(appeal__category=None)
    if value.startswith(classes.NOWHERE):
        nowhere = classes.counted_nowhere(value.removeprefix(classes.NOWHERE))
        return Q(appeal__category__in=nowhere)
    key = int(value) if value.isascii() and value.isdigit() and len(value) < 19 else 0
    return Q(appeal__category__in=classes.counted_as(key))


find_with("appeal", holds(*REVEALS), spoken_by)
offer(
    Filter("edition", _("分类版次"), edition_filter, lambda value: Q(), order=10),
    Filter("class", _("事项分类"), class_filter, of_class, order=20),
    Filter("tag", _("标签"), lambda by, asked: list(tag_choices()), tagged, order=30),
)
