import hashlib

import pytest

from setup.bundled import main as print_bundled
from setup.licences import welcome

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    "licence",
    [
        "MIT",
        "BSD-3-Clause",
        "Apache Software License; BSD License",
        "LGPL-3.0-only",
        "GNU Lesser General Public License v3 (LGPLv3)",
        "ZPL-2.1",
        "MPL-2.0",
        "OFL-1.1",
        "0BSD",
        "MIT-CMU",
        "PSF-2.0",
    ],
)
def test_a_licence_we_may_build_on_is_welcome(licence):
    assert welcome(licence)


@pytest.mark.parametrize(
    "licence",
    [
        "GPL-3.0-or-later",
        "AGPL-3.0",
        "GNU General Public License v3 (GPLv3)",
        "MIT AND GPL-2.0-only",
        "SSPL-1.0",
        "BUSL-1.1",
        "Proprietary",
        "",
    ],
)
def test_a_licence_that_binds_others_is_refused(licence):
    assert not welcome(licence)


def test_a_bundle_lists_its_wheels_with_their_own_checksums(tmp_path, capsys):
    """A wheel built from source differs from any other of its kind, so the lock's sum can't be meant."""
    (tmp_path / "run.txt").write_text("lunar-python==1.4.8 \\\n    --hash=sha256:00\n")
    (tmp_path / "lunar_python-1.4.8-py3-none-any.whl").write_bytes(b"built here")
    (tmp_path / "other-1.0-py3-none-any.whl").write_bytes(b"of another list")
    assert print_bundled(tmp_path / "run.txt", tmp_path) == 0
    digest = hashlib.sha256(b"built here").hexdigest()
    assert capsys.readouterr().out == f"lunar-python==1.4.8 --hash=sha256:{digest}\n"
