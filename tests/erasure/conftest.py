import shutil

import pytest

from lianxin.kernel import attachments
from lianxin.kernel.erasure import journal
from tests.township import Township


@pytest.fixture(autouse=True)
def empty_folders(town: Township) -> None:
    """No files of other tests: what a rolled-back test wrote stays on the disk."""
    shutil.rmtree(attachments.files_of(town.county), ignore_errors=True)
    journal.journal_path().unlink(missing_ok=True)
