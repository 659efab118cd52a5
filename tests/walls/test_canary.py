"""Whatever somebody opens, no word of another county is in the answer, and its rows answer as if they never were.

On SQLite the program's own filter is the wall; on PostgreSQL the filter is taken away and the policies stand alone.
"""

import gzip
import io
import zipfile
from collections.abc import Iterator

import pytest
import typst
from django.db import models, transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from lianxin.kernel import worker
from lianxin.kernel.context import in_county
from lianxin.kernel.exports import lists
from lianxin.kernel.models.job import Job
from lianxin.kernel.models.rows import CountyManager
from lianxin.kernel.paper import fonts
from lianxin.people.actions.exports import MAKE
from tests.plugins.query_lint import watched
from tests.walls.reading import unpacked
from tests.walls.served import ON_POSTGRES, behind_the_wall, postgres_only, roles  # noqa: F401
from tests.walls.sowing import Sown, mine, sealed_in, sow, sown_fields, tables
from tests.walls.walking import HOST, WHY, Found, Visitor, Walk

HERE, THERE = 990902, 990901
SEARCHED = {"wording", "place", "who"}  # the index keeps parts of words and hashes
HOSTS = {HOST: HERE, "there.example": THERE}

pytestmark = [pytest.mark.django_db, pytest.mark.req("A2", "A3")]


@pytest.fixture(scope="module")
def counties(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[tuple[Sown, Sown]]:
    """The visitor's county, and another that was there first: a query that takes any row takes the other's."""
    hosts = override_settings(COUNTY_HOSTS=HOSTS, ALLOWED_HOSTS=[*HOSTS, "testserver"])
    with django_db_blocker.unblock(), hosts, transaction.atomic():
        there = sow(THERE, "zqthere", series="102")
        here = sow(HERE, "zqhere", series="101")
        yield here, there
        transaction.set_rollback(True)


@pytest.fixture
def without_the_filter(monkeypatch: pytest.MonkeyPatch) -> None:
    """The managers of all county tables forget the county."""

    def everything(self: CountyManager[models.Model]) -> models.QuerySet[models.Model]:
        return super(CountyManager, self).get_queryset()

    monkeypatch.setattr(CountyManager, "get_queryset", everything)


def is_clean(found: Found) -> bool:
    """Nothing leaked, fell over or differed; and the walk went somewhere: it met its own county's words."""
    assert found.faults == []
    assert found.leaks == []
    assert found.differing == []
    return len(found.own) > 40 and found.answers > 100


def test_every_text_of_every_table_says_the_word(counties: tuple[Sown, Sown]) -> None:
    here, _ = counties
    bare = []
    with in_county(HERE), watched(now=False):
        for model in tables():
            rows = list(mine(model).order_by("pk"))
            for name in [*(field.name for field in sown_fields(model)), *sealed_in(model)]:
                if name in SEARCHED:
                    continue
                said = [str(getattr(row, name)) for row in rows if here.word in str(getattr(row, name))]
                longest = 1000 if name in sealed_in(model) else model._meta.get_field(name).max_length
                if not said or max(map(len, said)) > (longest or 1000):
                    bare.append(f"{model._meta.label}.{name}")
    assert bare == []  # a text that can't hold the word is a code: say so in CODES


@pytest.mark.skipif(ON_POSTGRES, reason="there the policies are asked, below")
def test_nothing_of_another_county_is_in_any_answer(counties: tuple[Sown, Sown]) -> None:
    with watched(now=False):  # each page's own tests have judged its queries
        assert is_clean(Walk(alone=0).through(*counties))


@postgres_only
@pytest.mark.req("A4")
@pytest.mark.usefixtures("roles", "without_the_filter")
def test_the_policies_alone_let_nothing_into_any_list(counties: tuple[Sown, Sown]) -> None:
    with behind_the_wall():
        assert is_clean(Walk(rows=False).through(*counties))


@postgres_only
@pytest.mark.deep
@pytest.mark.req("A4")
@pytest.mark.usefixtures("roles", "without_the_filter")
def test_the_policies_alone_let_no_single_row_through_either(counties: tuple[Sown, Sown]) -> None:
    with behind_the_wall():
        assert is_clean(Walk(compared=False).through(*counties))


@postgres_only
@pytest.mark.deep
@pytest.mark.req("A4")
@pytest.mark.usefixtures("roles")
def test_both_walls_together_let_nothing_through(counties: tuple[Sown, Sown]) -> None:
    with behind_the_wall():
        assert is_clean(Walk(everybody=True, alone=2).through(*counties))


@pytest.mark.deep
def test_nothing_is_let_through_whoever_asks_from_either_side(counties: tuple[Sown, Sown]) -> None:
    here, there = counties
    assert is_clean(Walk(everybody=True, alone=2).through(here, there))
    with override_settings(COUNTY_HOSTS={HOST: THERE}):
        assert is_clean(Walk(everybody=True, alone=2).through(there, here))


def test_what_is_taken_out_holds_nothing_of_another_county(counties: tuple[Sown, Sown]) -> None:
    visitors = [Visitor(*counties, name) for name in ("triage", "administrator", "auditor", "caller")]
    taken = set()
    for known in lists():
        visitor = next(one for one in visitors if known.see(one.by, None))
        with in_county(HERE), transaction.atomic():
            taken |= {known.code} if take_out(visitor, known.code) else set()
            transaction.set_rollback(True)
    assert [one.found.leaks + one.found.faults for one in visitors] == [[]] * 4
    # The one has a page of its own, of the other nothing is frozen here.
    assert {known.code for known in lists()} - taken == {"write_back", "frozen"}


def take_out(visitor: Visitor, sheet: str) -> bool:
    """Ask for a list, have it made, fetch it as every kind of file; whether there was one."""
    browser = visitor.browser()
    asked = browser.post(f"/exports/new/{sheet}/", WHY)
    visitor.look(sheet, asked)
    if asked.status_code != 302:
        return False
    Job.objects.exclude(kind=MAKE).delete()
    worker.run_due()
    for kind in ("", "file/", "csv/"):
        visitor.look(sheet, browser.get(f"{asked['Location']}{kind}"))
    visitor.look(sheet, browser.post(f"{asked['Location']}print/"))
    return True


def test_a_stay_of_another_county_is_nobodys_here(counties: tuple[Sown, Sown]) -> None:
    here, there = counties
    visitor = Visitor(here, there, "triage")
    with override_settings(COUNTY_HOSTS={HOST: THERE}):
        assert visitor.open("/desk/").status_code == 302
    assert visitor.open("/desk/").status_code == 200


@pytest.mark.once
def test_a_word_is_found_wherever_it_is_packed(counties: tuple[Sown, Sown]) -> None:
    _, there = counties
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inside.gz", gzip.compress(b"zqthere7"))
    assert not there.leak.search(packed.getvalue())
    assert there.leak.search(b"".join(unpacked(packed.getvalue())))
    printed = typst.Compiler(b"zqthere8", font_paths=[str(fonts.folder())]).compile(format="pdf")
    assert isinstance(printed, bytes)
    assert not there.leak.search(printed)
    assert there.leak.search(b"".join(unpacked(printed)))
