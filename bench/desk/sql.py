"""The statements of the raw floor, the best one finds for these tables; bare Django uses the search condition too.

`{open}` stands for the states that are open, in quotes; parameters are named in the driver's own way.
"""

from lianxin.kernel.bigrams import phrases

OPEN = "registered to_dispatch to_sign working closing callback rework need_info reject_asked".split()
LIST = """
    SELECT m.id, m.number, m.title, m.filed_at, m.due_at, m.state, m.urgency, a.name, u.name
    FROM matters_matter m
    LEFT JOIN places_area a ON a.county_id = m.county_id AND a.id = m.area_id
    LEFT JOIN people_unit u ON u.county_id = m.county_id AND u.id = m.holder_id
    WHERE m.county_id = {p} AND m.due_at IS NOT NULL AND m.state IN ({open})
    ORDER BY m.due_at, m.id LIMIT 26
"""
HEAD = """
    SELECT m.*, p.*, a.name, u.name FROM matters_matter m
    JOIN appeals_appeal p ON p.county_id = m.county_id AND p.matter_id = m.id
    LEFT JOIN places_area a ON a.county_id = m.county_id AND a.id = m.area_id
    LEFT JOIN people_unit u ON u.county_id = m.county_id AND u.id = m.holder_id
    WHERE m.county_id = {p} AND m.number = {p}
"""
PARTS = (
    "SELECT * FROM matters_contact WHERE county_id = {p} AND matter_id = {p} ORDER BY at",
    "SELECT * FROM appeals_appellant WHERE county_id = {p} AND matter_id = {p}",
    "SELECT * FROM appeals_order WHERE county_id = {p} AND matter_id = {p}",
    "SELECT * FROM appeals_handling WHERE county_id = {p} AND matter_id = {p} ORDER BY at",
    "SELECT * FROM appeals_reply WHERE county_id = {p} AND matter_id = {p}",
    "SELECT * FROM appeals_callback WHERE county_id = {p} AND matter_id = {p}",
    "SELECT * FROM matters_clock WHERE county_id = {p} AND row_kind = 'matter' AND row_id = {p}",
    "SELECT * FROM kernel_event WHERE county_id = {p} AND row_kind = 'matter' AND row_id = {p} ORDER BY seq",
)
SEARCH = """
    SELECT m.id, m.number, m.title, m.filed_at, m.due_at, m.state, m.urgency, a.name, u.name
    FROM matters_matter m
    LEFT JOIN places_area a ON a.county_id = m.county_id AND a.id = m.area_id
    LEFT JOIN people_unit u ON u.county_id = m.county_id AND u.id = m.holder_id
    WHERE m.county_id = {p} AND m.id IN (SELECT row_id FROM kernel_searchrow s WHERE s.county_id = {p} AND {says})
    ORDER BY m.filed_at DESC, m.id DESC LIMIT 26
"""
LIVE = """
    SELECT p.category_id, m.state, {month}, count(*) FROM matters_matter m
    JOIN appeals_appeal p ON p.county_id = m.county_id AND p.matter_id = m.id
    WHERE m.county_id = {p} AND m.filed_at >= {p} AND m.kind = 'appeal' AND p.type <> 'report'
    AND m.state NOT IN ('merged', 'voided') GROUP BY 1, 2, 3
"""
KEPT = """
    SELECT c.category, c.state, e.month, c.count FROM insight_monthcount c
    JOIN insight_monthedition e ON e.county_id = c.county_id AND e.id = c.edition_id
    WHERE c.county_id = {p} AND e.number = 1
"""
MONTH = {
    "sqlite": "strftime('%Y-%m', m.filed_at, '+8 hours')",
    "postgresql": "date_trunc('month', m.filed_at AT TIME ZONE 'Asia/Shanghai')",
}
FOUND = "SELECT id, version FROM matters_matter WHERE county_id = {p} AND number = {p}"
FORWARD = "UPDATE matters_matter SET version = version + 1 WHERE county_id = {p} AND id = {p}"
HEAD_OF_CHAIN = "UPDATE kernel_chainhead SET hash = hash WHERE county_id = {p} AND chain = 'events'"
NEXT_NUMBER = "UPDATE kernel_numberseries SET last = last WHERE county_id = {p}"


def says(words: str, vendor: str, mark: str) -> tuple[str, list[str]]:
    """The condition that a search row holds the words, with its parameters."""
    asked = phrases(words)
    if vendor == "sqlite":
        match = " AND ".join(f'"{" ".join(one.tokens)}"{" *" if one.prefix else ""}' for one in asked)
        inner = f"SELECT rowid FROM kernel_searchrow_fts WHERE kernel_searchrow_fts MATCH {mark}"
        return f"s.id IN ({inner})", [f"wording : ({match})"]
    tokens = []
    for one in asked:
        tokens += [*one.tokens[:-1], f"{one.tokens[-1]}:*" if one.prefix else one.tokens[-1]]
    condition, params = f"s.wording::tsvector @@ {mark}::tsquery", [" & ".join(tokens)]
    for one in asked:
        if len(one.tokens) > 1:
            condition += f" AND ' ' || s.wording || ' ' LIKE {mark}"
            params.append(f"% {' '.join(one.tokens)}{'' if one.prefix else ' '}%")
    return condition, params
