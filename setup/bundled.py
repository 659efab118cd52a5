"""Print a locked list again with the checksums of wheels in a folder: one built from source has its own.

python setup/bundled.py requirements/run.txt bundle/wheels > bundle/run.txt
"""

import hashlib
import re
import sys
from pathlib import Path


def main(locked: Path, wheels: Path) -> int:
    """One line a wheel that the list names."""
    names = {canonical(name) for name in re.findall(r"^([\w.-]+)==", locked.read_text("utf-8"), re.MULTILINE)}
    for wheel in sorted(wheels.glob("*.whl")):
        name, version = wheel.name.split("-")[:2]
        if canonical(name) in names:
            digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
            print(f"{canonical(name)}=={version} --hash=sha256:{digest}")
    return 0


def canonical(name: str) -> str:
    """The one spelling of a package's name."""
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
