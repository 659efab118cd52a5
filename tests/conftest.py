"""What every test stands on: a data folder of its own, an empty database, one invented county.

DATABASE_URL runs the same tests on PostgreSQL; TEST_DB_SUFFIX keeps two runs on one server apart.
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator

import django
import pytest
from hypothesis import HealthCheck, settings as hypothesis_settings

if os.environ.pop("DJANGO_SETTINGS_MODULE", ""):
    pytest.exit(
        "Unset DJANGO_SETTINGS_MODULE: with it the settings are read before the tests have a data folder."
    )

# Before the settings are read: a test must never touch the data of the one who runs it.
os.environ["LIANXIN_HOME"] = tempfile.mkdtemp(prefix="lianxin-test-")
os.environ["DJANGO_SETTINGS_MODULE"] = "lianxin.site.settings"
atexit.register(shutil.rmtree, os.environ["LIANXIN_HOME"], ignore_errors=True)
from django.conf import settings  # noqa: E402  # read after the data folder was named

settings.INSTALLED_APPS.append("tests.shape")  # tables only the tests have
django.setup()
# The workers of pytest-xdist inherit the environment; each is to come by this way itself.
del os.environ["DJANGO_SETTINGS_MODULE"]

from django.db import connection  # noqa: E402
from pytest_django import DjangoDbBlocker  # noqa: E402

from lianxin.kernel.append_only import unprotect  # noqa: E402
from lianxin.kernel.context import in_county  # noqa: E402
from lianxin.kernel.models.county import County  # noqa: E402
from lianxin.wording.queries.classes import forget  # noqa: E402
from tests.plugins import emptying, engines  # noqa: E402, F401  # emptying takes the place of Django's way
from tests.plugins.query_lint import pytest_fixture_setup, pytest_runtest_call  # noqa: E402, F401
from tests.plugins.unhurried import django_assert_num_queries  # noqa: E402, F401
from tests.township import town  # noqa: E402, F401  # a fixture of every test

COUNTY = 990901  # an invented county: no code of the official table begins so
NAME = "青禾县"

hypothesis_settings.register_profile("usual", max_examples=100, stateful_step_count=30, deadline=None)
hypothesis_settings.register_profile(
    "deep",
    max_examples=2000,
    stateful_step_count=100,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--deep` adds the long properties."""
    parser.addoption("--deep", action="store_true", help="run the tests marked deep too, with more examples")


def pytest_configure(config: pytest.Config) -> None:
    """Cheap passwords, a database name of one's own, and as many examples as asked for."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]
    # Every browser of a test would list all files of all apps anew; a look at the one asked for is enough.
    settings.WHITENOISE_AUTOREFRESH = True
    suffix = os.environ.get("TEST_DB_SUFFIX", "")
    name = f"test_lianxin_{suffix}" if suffix else None
    if not settings.DATABASE_URL:
        # A file: threads that share an in-memory database don't wait for each other's locks.
        name = str(settings.HOME.path / "test.sqlite3")
    settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = name
    hypothesis_settings.load_profile("deep" if config.getoption("--deep") else "usual")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without `--deep` the long tests are left out and counted as such; whatever draws examples is a property."""
    engines.mark(items)
    for item in items:
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker(pytest.mark.property)
    if config.getoption("--deep"):
        return
    long = [item for item in items if item.get_closest_marker("deep")]
    if long:
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if not item.get_closest_marker("deep")]


@pytest.fixture
def county(db: None) -> Iterator[County]:
    """青禾县, made and entered: rows made in the test belong to it."""
    row = County.objects.create(code=COUNTY, name=NAME)
    with in_county(row.code):
        yield row


@pytest.fixture(autouse=True)
def _no_table_of_another_test() -> None:
    """A process keeps the table of classes in use for half a minute; each test begins without one."""
    forget()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """SQLite empties tables between transactional tests by DELETE, which the chains' tables refuse."""
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            unprotect(connection)
