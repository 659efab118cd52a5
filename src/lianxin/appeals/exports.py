"""What appeals add to the list of matters that goes out, and the callback list as a sheet (诉求的导出)."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext as _now, gettext_lazy as _

from lianxin.appeals.columns import APPEAL, OFF_PAPER, TRIED, USUAL
from lianxin.appeals.intake import write_back
from lianxin.appeals.models import Appeal, Appellant, Reply, Works
from lianxin.appeals.queries import may_reveal, only_helped, speaker
from lianxin.appeals.queries.callback_list import Ring, rings
from lianxin.appeals.queries.numbers import put_back_in_list
from lianxin.appeals.queries.satisfaction import satisfaction_of
from lianxin.appeals.queries.shielding import Shield, hide_in, shields
from lianxin.kernel import clock
from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.exports import Ask, ExportLine, ExportList, offer
from lianxin.kernel.policy import holds
from lianxin.kernel.sheets.writing import Cell, Cells
from lianxin.matters import columns
from lianxin.matters.exports import cells_of, offer_list
from lianxin.matters.models import Matter
from lianxin.matters.naming import MATTER

SPEAKING = frozenset({"reporter", "phone"})
BUILT = frozenset({"works_cost", "works_labour", "works_land"})
OF_A_RING = ("number", "title", "area_name", "holder", "urgency", "due_at")


def fill(rows: Sequence[Matter], by: Actor, chosen: frozenset[str]) -> Mapping[int, Cells]:
    """The appeals' cells of these matters: as many queries for five hundred as for one."""
    known = shields(rows, by=by)
    keys, appeals = [row.pk for row in rows], {row.pk: row.appeal for row in rows}
    replies = {
        one.matter_id: one for one in Reply.objects.filter(matter__in=keys).order_by("written_at", "pk")
    }
    helped = only_helped(keys, by=by)  # J13: what was answered is the lead's, not theirs
    replies = {key: reply for key, reply in replies.items() if key not in helped}
    texts = {key: [appeal, *([replies[key]] if key in replies else [])] for key, appeal in appeals.items()}
    whole = {key: parts for key, parts in texts.items() if key not in helped}
    put_back_in_list(whole, known, by=by)
    for key, shield in known.items():
        hide_in(texts[key], shield)
    levels = satisfaction_of(keys)
    built = set(keys) - set(helped) if chosen & BUILT else ()
    works = {one.matter_id: one for one in Works.objects.filter(matter__in=built)} if built else {}
    told = {key: one for key, one in known.items() if key not in helped or helped[key].identity}
    spoken = speakers(told, by) if chosen & SPEAKING else {}
    return {
        key: cells_of_appeal(appeal, replies.get(key), levels.get(key), chosen)
        | spoken.get(key, {})
        | cells_of_works(works.get(key))
        for key, appeal in appeals.items()
    }


def cells_of_appeal(
    appeal: Appeal, reply: Reply | None, level: int | None, chosen: frozenset[str]
) -> dict[str, Cell]:
    """One appeal; words only where their column was chosen."""
    category = appeal.category
    cells: dict[str, Cell] = {
        "type": appeal.type,
        "class_code": category.code if category else "",
        "class": category.name if category else "",
        "outcome": appeal.outcome,
        "satisfaction": str(level) if level else "",
        "callback": appeal.callback_state,
        "source": appeal.source,
        "external_number": appeal.external_number,
        "replied_at": reply.sent_at if reply else None,
    }
    told = {"text": appeal.text, "address": appeal.address, "reply": reply.text if reply else ""}
    return cells | {name: words for name, words in told.items() if name in chosen}


def cells_of_works(works: Works | None) -> dict[str, Cell]:
    """What was built for it, where something was."""
    if works is None:
        return {}
    labour = "" if works.labour is None else str(works.labour)
    return {"works_cost": works.cost, "works_labour": labour, "works_land": works.land}


def speakers(known: Mapping[int, Shield], by: Actor) -> dict[int, dict[str, Cell]]:
    """Who speaks in each: in clear for whom this actor might look up one by one, else as their page masks it."""
    found: dict[int, list[tuple[str, str]]] = {}
    for one in Appellant.objects.filter(matter__in=list(known)).order_by("pk"):
        shield = known[one.matter_id]
        shown = speaker(one, by=by, shield=shield)
        clear = may_reveal(one, by=by, shield=shield)
        pair = (one.name, one.phone) if clear else (shown.name, shown.phone)
        found.setdefault(one.matter_id, []).append(pair)
    return {
        key: {
            "reporter": joined([name for name, _phone in pairs]),
            "phone": joined([p for _name, p in pairs]),
        }
        for key, pairs in found.items()
    }


def joined(words: Sequence[str]) -> str:
    """Several in one cell, each once."""
    return _now("、").join(dict.fromkeys(word for word in words if word))


def all_rings(by: Actor) -> list[Ring]:
    """The whole callback list of this desk, those for now first."""
    found = rings(by=by, now=clock.now(), most=None)
    return [*found.now, *found.later]


def count_rings(by: Actor, ask: Ask) -> int:
    """How many calls wait."""
    return len(all_rings(by))


def ring_lines(by: Actor, ask: Ask) -> Iterator[ExportLine]:
    """The calls of the list."""
    for ring in all_rings(by):
        cells = cells_of(ring.matter)
        shown: dict[str, Cell] = {code: cells[code] for code in OF_A_RING}
        shown |= {"tried": len(ring.tried), "last_tried": max(ring.tried, default=None)}
        yield ExportLine(ring.matter.pk, ring.matter.number, shown | {"from_then": ring.from_then})


RING_COLUMNS = (*(column for column in columns.MATTER if column.code in OF_A_RING), *TRIED)

columns.add(columns.MoreColumns("appeal", APPEAL, USUAL, fill, OFF_PAPER))
offer_list()
offer(
    ExportList(
        "callbacks",
        _("回访清单"),
        lambda by: RING_COLUMNS,
        see=holds(Role.CALLBACK),
        count=count_rings,
        lines=ring_lines,
        usual=frozenset(column.code for column in RING_COLUMNS),
        back="callbacks",
        row_kind=MATTER,
    ),
    ExportList(
        write_back.KIND,
        _("回填上级平台的表"),
        lambda by: (),
        see=write_back.exchange_desk,
        count=write_back.count,
        lines=lambda by, ask: iter(()),
        usual=frozenset(),
        back="write_back_upload",
        row_kind=MATTER,
        words=write_back.words,
        make=write_back.make,
        listed=False,
    ),
)
