"""Each statement is judged as a cluster would judge it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.models import Count, Exists, F, OuterRef, Subquery
from django.test.utils import CaptureQueriesContext

from lianxin.kernel.context import all_counties, in_county
from lianxin.kernel.lint import BadQuery, county_tables, judge, lasts
from lianxin.kernel.models.county import County
from tests.shape.models import Label, Labelling, Orchard, Plate, Sort, Tree

TABLES = frozenset({"matter", "contact", "area"})
HERE = 990901

ROUTED = [
    'SELECT "matter"."id" FROM "matter" WHERE "matter"."county_id" = %s',
    "select id from matter where county_id = %s and state = 'x'",
    'SELECT 1 FROM "matter" WHERE ("matter"."id" = %s AND ("matter"."county_id" = 990901 AND 1 = 1))',
    'SELECT 1 FROM "matter" WHERE %s = "matter"."county_id"',
    'SELECT 1 FROM "matter" WHERE "matter"."county_id" IN (%s, %s)',
    'SELECT 1 FROM "matter" WHERE "matter"."county_id" = ANY(%s)',
    (
        'SELECT 1 FROM "matter" m JOIN "contact" c ON (c."matter_id" = m."id" AND (c."county_id" = (m."county_id"))) '
        'WHERE m."county_id" = %s'
    ),
    "SELECT 1 FROM matter AS m, contact AS c WHERE m.county_id = c.county_id AND c.county_id = %s",
    (
        "SELECT 1 FROM matter m LEFT OUTER JOIN contact c ON c.county_id = m.county_id LEFT JOIN area a "
        "ON a.county_id = c.county_id WHERE m.county_id = %s ORDER BY m.id LIMIT 5"
    ),
    'SELECT 1 FROM "matter" m INNER JOIN "kernel_county" k ON m."county_id" = k."code" WHERE m."county_id" = %s',
    (
        'SELECT 1 FROM "matter" m WHERE m."county_id" = %s AND NOT EXISTS(SELECT 1 FROM "contact" u '
        'WHERE u."county_id" = (m."county_id") AND u."matter_id" = (m."id"))'
    ),
    'SELECT COUNT(*) FROM (SELECT "matter"."id" FROM "matter" WHERE "matter"."county_id" = %s) subquery',
    "WITH open AS (SELECT id FROM matter WHERE county_id = %s) SELECT * FROM open",
    "WITH RECURSIVE n AS (SELECT 1 UNION ALL SELECT 2) SELECT 1 FROM matter, n WHERE matter.county_id = %s",
    '(SELECT 1 FROM "matter" WHERE county_id = %s) UNION ALL (SELECT 1 FROM "contact" WHERE county_id = %s)',
    "SELECT 1 FROM matter WHERE county_id = %s FOR UPDATE OF matter SKIP LOCKED",
    "SELECT 1 FROM matter WHERE a IS DISTINCT FROM b AND county_id = %s",
    'UPDATE "matter" SET "state" = %s WHERE ("matter"."county_id" = %s AND "matter"."id" = %s)',
    'UPDATE "matter" SET "version" = ("matter"."county_id" + 1) WHERE "matter"."county_id" = %s',
    'DELETE FROM "matter" WHERE ("matter"."id" IN (%s) AND "matter"."county_id" = %s)',
    'INSERT INTO "matter" ("county_id", "state") VALUES (%s, %s), (%s, %s) RETURNING "matter"."id"',
    'INSERT OR IGNORE INTO "matter" ("county_id", "state") VALUES (%s, %s)',
    (
        'INSERT INTO "matter" ("county_id", "a") SELECT * FROM UNNEST((%s)::bigint[], (%s)::text[]) '
        'ON CONFLICT("county_id", "a") DO UPDATE SET "a" = EXCLUDED."a"'
    ),
    "INSERT INTO contact (county_id, n) SELECT county_id, 1 FROM matter WHERE county_id = %s GROUP BY county_id",
    "SELECT 1 -- no county_id\nFROM matter /* nor here */ WHERE county_id = 1",
]

FAN_OUT = [
    'SELECT "matter"."id" FROM "matter"',
    'SELECT 1 FROM "matter" WHERE "matter"."id" = %s',
    'SELECT 1 FROM "matter" WHERE ("matter"."county_id" = %s OR "matter"."id" = %s)',
    'SELECT 1 FROM "matter" WHERE NOT ("matter"."county_id" = %s)',
    'SELECT 1 FROM "matter" WHERE NOT "matter"."county_id" = %s',
    "SELECT 1 FROM matter WHERE title = 'county_id = 1'",
    'SELECT 1 FROM "matter" m JOIN "contact" c ON c."county_id" = m."county_id"',
    'SELECT 1 FROM "matter" m WHERE EXISTS(SELECT 1 FROM "contact" u WHERE u."county_id" = m."county_id")',
    'SELECT 1 FROM "matter" WHERE "matter"."id" IN (SELECT u."matter_id" FROM "contact" u WHERE u.county_id = %s)',
    'UPDATE "matter" SET "state" = %s WHERE "matter"."id" = %s',
    'DELETE FROM "matter"',
    "SELECT county_id, COUNT(*) FROM matter GROUP BY county_id",
    "SELECT 1 FROM matter WHERE county_id = %s UNION SELECT 1 FROM contact",
    "INSERT INTO contact (county_id, n) SELECT county_id, count(*) FROM matter GROUP BY county_id",
    "SELECT COUNT(*) FROM (SELECT m.id FROM matter m) x",
]

ILLEGAL = [
    ('SELECT 1 FROM "matter" m JOIN "contact" c ON c."matter_id" = m."id"', "joins contact and matter"),
    (
        "SELECT 1 FROM matter m JOIN contact c ON c.matter_id = m.id WHERE m.county_id = %s",
        "joins contact and matter",
    ),
    ("SELECT 1 FROM matter, contact", "joins contact and matter"),
    ("SELECT COUNT(*) FROM (SELECT 1 FROM matter, contact) x", "joins contact and matter"),
    (
        "SELECT 1 FROM matter m JOIN contact c ON (c.county_id = m.county_id OR c.id = 1)",
        "joins contact and matter",
    ),
    (
        'SELECT 1 FROM "matter" m WHERE NOT EXISTS(SELECT 1 FROM "contact" u WHERE u."matter_id" = m."id")',
        "joins contact and matter",
    ),
    (
        'SELECT 1 FROM "matter" m WHERE m.county_id = %s AND EXISTS(SELECT 1 FROM contact u WHERE u.matter_id = m.id)',
        "joins contact and matter",
    ),
    (
        "SELECT 1 FROM matter m JOIN (SELECT matter_id FROM contact) c ON c.matter_id = m.id",
        "joins c and matter",
    ),
    ('UPDATE "matter" SET "county_id" = %s WHERE "matter"."county_id" = %s', "assigns county_id"),
    ("UPDATE matter SET state = %s, county_id = %s WHERE county_id = %s", "assigns county_id"),
    (
        "INSERT INTO matter (county_id, a) VALUES (%s, %s) ON CONFLICT (county_id) DO UPDATE SET county_id = 1",
        "assigns county_id",
    ),
    ("SELECT 1 FROM matter LIMIT 5 FOR UPDATE SKIP LOCKED", "locks rows of matter"),
    ("SELECT 1 FROM matter WHERE id = %s FOR NO KEY UPDATE", "locks rows of matter"),
    (
        (
            "WITH RECURSIVE up AS (SELECT id FROM area UNION ALL SELECT a.id FROM area a JOIN up ON up.id = a.parent) "
            "SELECT * FROM up"
        ),
        "recursive",
    ),
    ("SELECT state, COUNT(*) FROM matter WHERE county_id = %s GROUP BY ROLLUP (state)", "GROUPING SETS"),
    ("SELECT state FROM matter WHERE county_id = %s GROUP BY GROUPING SETS ((state), ())", "GROUPING SETS"),
    ('INSERT INTO "matter" ("state") VALUES (%s)', "inserts into matter without county_id"),
    ('INSERT INTO "matter" VALUES (%s)', "inserts into matter without county_id"),
]

FREE = [
    "SELECT 1 FROM kernel_county",
    'CREATE INDEX "a" ON "matter" ("county_id")',
    'TRUNCATE "matter", "contact"',
    "SAVEPOINT matter",
    'INSERT INTO "kernel_county" ("code") VALUES (%s)',
    "",
]


@pytest.mark.parametrize("sql", ROUTED)
def test_routed(sql: str) -> None:
    assert judge(sql, TABLES) == ("routed", "")


@pytest.mark.parametrize("sql", FAN_OUT)
def test_fan_out(sql: str) -> None:
    assert judge(sql, TABLES) == ("fan_out", "")


@pytest.mark.parametrize(("sql", "reason"), ILLEGAL)
def test_illegal(sql: str, reason: str) -> None:
    verdict = judge(sql, TABLES)
    assert verdict.kind == "illegal"
    assert reason in verdict.reason


@pytest.mark.parametrize("sql", FREE)
def test_free(sql: str) -> None:
    assert judge(sql, TABLES) == ("free", "")


def test_the_worst_of_several_statements_counts() -> None:
    sql = "SELECT 1 FROM matter WHERE county_id = 1; DELETE FROM matter; SELECT 1"
    assert judge(sql, TABLES).kind == "fan_out"


@pytest.fixture
def here(db: None) -> Iterator[None]:
    County.objects.create(code=HERE, name="青禾县")
    with in_county(HERE):
        yield


# Every way of asking that the practices use.
QUESTIONS: dict[str, Callable[[], Any]] = {
    "list": lambda: list(Tree.objects.order_by("-height")[:20]),
    "count": lambda: Tree.objects.filter().count(),
    "exists": lambda: Tree.objects.filter().exists(),
    "related": lambda: list(Tree.objects.select_related("orchard__part_of", "sort", "plate")),
    "reverse": lambda: list(Orchard.objects.filter(trees__labels__word="老").distinct()),
    "exclude": lambda: list(Orchard.objects.exclude(trees__height=1)),
    "exclude far": lambda: list(Orchard.objects.exclude(trees__labels__word="老")),
    "exclude twice": lambda: list(Orchard.objects.filter(trees__height=1).exclude(trees__height=2)),
    "exclude forward": lambda: list(Tree.objects.exclude(orchard__name="东坡")),
    "missing": lambda: list(Orchard.objects.filter(keeper=None, trees__plate=None)),
    "exists subquery": lambda: list(
        Orchard.objects.filter(Exists(Tree.objects.filter(orchard=OuterRef("pk"))))
    ),
    "value subquery": lambda: list(
        Orchard.objects.annotate(
            top=Subquery(Tree.objects.filter(orchard=OuterRef("pk")).values("height")[:1])
        )
    ),
    "in subquery": lambda: list(Tree.objects.filter(orchard__in=Orchard.objects.filter(name="东坡"))),
    "group": lambda: list(Orchard.objects.annotate(n=Count("trees")).order_by("-n")),
    "group by value": lambda: list(Tree.objects.values("orchard__name").annotate(n=Count("id"))),
    "aggregate of distinct": lambda: Tree.objects.distinct().aggregate(n=Count("id")),
    "union": lambda: list(Tree.objects.filter(height=1).union(Tree.objects.filter(height=2))),
    "prefetch": lambda: list(Orchard.objects.prefetch_related("trees__labels", "parts", "keeper")),
    "many to many": lambda: list(Label.objects.filter(trees__orchard__name="东坡")),
    "update": lambda: Tree.objects.filter(height=1).update(height=F("height") + 1),
    "update joined": lambda: Tree.objects.filter(orchard__name="东坡").update(height=1),
    "delete joined": lambda: Labelling.objects.filter(tree__orchard__name="东坡").delete(),
    "delete cascading": lambda: Orchard.objects.filter(trees__height=1).delete(),
    "lock": lambda: list(Tree.objects.select_for_update().filter(height=1)),
    "get or create": lambda: Orchard.objects.get_or_create(name="东坡"),
    "update or create": lambda: Orchard.objects.update_or_create(name="东坡", defaults={"part_of": None}),
    "ignore conflicts": lambda: Label.objects.bulk_create([Label(word="老")], ignore_conflicts=True),
    "update conflicts": lambda: Orchard.objects.bulk_create(
        [Orchard(name="东坡")],
        update_conflicts=True,
        update_fields=["part_of"],
        unique_fields=["county", "name"],
    ),
    "latest": lambda: Tree.objects.order_by("height").last(),
    "raw": lambda: list(Tree.objects.raw("SELECT * FROM shape_tree WHERE county_id = %s", [HERE])),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_questions_within_a_county_are_routed(here: None, question: str) -> None:
    orchard = Orchard.objects.create(name="东坡")
    tree = Tree.objects.create(orchard=orchard, sort=Sort.objects.create(name="梨"))
    tree.labels.add(Label.objects.create(word="新"))
    tables = county_tables()
    with CaptureQueriesContext(connection) as queries:
        QUESTIONS[question]()
    asked = [query["sql"] for query in queries if "shape_" in query["sql"]]
    assert asked
    assert [(sql, judge(sql, tables)) for sql in asked if judge(sql, tables).kind != "routed"] == []


def test_the_suite_is_watched(here: None) -> None:
    with connection.cursor() as cursor:
        with pytest.raises(BadQuery, match="say why"):
            cursor.execute("SELECT 1 FROM shape_tree")
        with all_counties("allowed with words"):
            cursor.execute("SELECT 1 FROM shape_tree")
            with pytest.raises(BadQuery, match="joins shape_label and shape_tree"):
                cursor.execute("SELECT 1 FROM shape_tree, shape_label")


LASTING = [
    "SET statement_timeout = 0",
    "set session characteristics as transaction read only",
    "RESET ALL",
    "LISTEN news",
    "PREPARE one AS SELECT 1",
    "CREATE TEMP TABLE t (id int)",
    "CREATE LOCAL TEMPORARY TABLE t (id int)",
    "DECLARE c CURSOR WITH HOLD FOR SELECT 1",
    "SELECT pg_advisory_lock(1)",
    "SELECT pg_try_advisory_lock_shared(1)",
    "SELECT set_config('lianxin.county', %s, false)",
    "SELECT set_config('a', (%s)::text, FALSE), 1",
]
PASSING = [
    "SET LOCAL statement_timeout = 0",
    "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ",
    "SET CONSTRAINTS ALL IMMEDIATE",
    "SELECT pg_advisory_xact_lock(1)",
    "SELECT set_config('lianxin.county', %s, true)",
    "UPDATE t SET listen = 1",
    "DECLARE c NO SCROLL CURSOR FOR SELECT 1",
]


@pytest.mark.parametrize("sql", LASTING)
def test_what_would_meet_the_next_on_the_connection_is_found(sql: str) -> None:
    assert lasts(sql)


@pytest.mark.parametrize("sql", PASSING)
def test_what_ends_with_its_transaction_is_let_pass(sql: str) -> None:
    assert not lasts(sql)


def test_the_suite_is_watched_for_what_lasts(here: None) -> None:
    with connection.cursor() as cursor, pytest.raises(BadQuery, match="say SET LOCAL"):
        cursor.execute("SET work_mem = '64MB'")


def test_a_base_manager_can_not_slip_through(here: None) -> None:
    with pytest.raises(BadQuery, match="say why"):
        Plate._base_manager.count()
