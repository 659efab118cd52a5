"""Makes the database of an installation of this release, for the test that a later one starts with it.

`python -m tests.site.previous` writes `previous/<release>.sqlite3.gz`: what `./run setup` and two appeals leave behind,
with the key, and a backup of it. It is run once for each release; files of earlier releases stay as they are.
"""

import gzip
import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from lianxin import __version__

FOLDER = Path(__file__).parent / "previous"
ROOT = Path(__file__).resolve().parents[2]
SET_UP = ["setup", "--county", "990101", "--county-name", "云汀县", "--township-code", "990101101"]
SET_UP += ["--township-name", "青禾镇", "--admin-name", "方远舟", "--host", "192.0.2.10", "--villages"]
FILED = """
from lianxin.appeals.workflow import APPEAL
from lianxin.kernel.actor import resident
from lianxin.kernel.context import in_county
from lianxin.kernel.ids import uuid7
from lianxin.matters.act import open_row
from lianxin.places.models import Area
with in_county(990101):
    village = Area.objects.get(name="枫岭口村").pk
    said = {"text": "村口路灯三天不亮了。", "type": "help", "channel": "web", "area": village, "address": "村口"}
    said |= {"identity": "named", "name": "林小满", "phone": "19900001111"}
    for _ in range(2):
        open_row(APPEAL, by=resident(990101), data=said, client_id=uuid7())
"""


def main() -> None:
    """Set an office up, file two appeals, write down its tables."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name) / "office"
        villages = Path(name) / "villages.csv"
        villages.write_text("枫岭口村\n桐坑垄村\n", encoding="utf-8")
        known = os.environ | {"LIANXIN_HOME": str(home), "DATABASE_URL": "", "PYTHONPATH": str(ROOT / "src")}
        for words in ([*SET_UP, str(villages)], ["shell", "-v", "0", "-c", FILED]):
            subprocess.run([sys.executable, "-m", "lianxin", *words], env=known, check=True)
        FOLDER.mkdir(exist_ok=True)
        small = Path(name) / "small.sqlite3"
        with closing(sqlite3.connect(home / "lianxin.sqlite3")) as file:
            file.execute("VACUUM INTO ?", [str(small)])
        (FOLDER / f"{__version__}.sqlite3.gz").write_bytes(gzip.compress(small.read_bytes(), mtime=0))
        ending = ["backup", "--to", str(Path(name) / "stick")]
        subprocess.run([sys.executable, "-m", "lianxin", *ending], env=known, check=True)
        (made,) = (Path(name) / "stick").iterdir()
        (FOLDER / f"{__version__}.backup").write_bytes(made.read_bytes())
        (FOLDER / f"{__version__}.key").write_bytes((home / "keys" / "field.key").read_bytes())


if __name__ == "__main__":
    main()
