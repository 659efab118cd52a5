"""Refuse a dependency of the running program whose licence would bind those who run or change it.

Looks at what is installed: run it after `./run` has brought packages and assets.
"""

import json
import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LISTS = ("run.txt", "county.txt")
# LGPL is welcome for a library that is used as it comes (psycopg); GPL and AGPL are not.
WELCOME = re.compile(
    r"\b(MIT|HPND|0?BSD|ISC|Apache|PSF|Python Software Foundation|MPL|ZPL|Zope|LGPL|Lesser|OFL|Unlicense)",
    re.IGNORECASE,
)
UNWELCOME = re.compile(
    r"(?<!L)GPL|(?<!Lesser )General Public License|SSPL|BUSL|Commons Clause", re.IGNORECASE
)


def main() -> int:
    """Print what is refused; exit code 1 when anything is."""
    refused = [
        *filter(None, map(refuse_package, package_names())),
        *filter(None, map(refuse_asset, assets())),
    ]
    print("\n".join(refused) or "licences: all welcome")
    return 1 if refused else 0


def package_names() -> list[str]:
    """Every locked package of the running program."""
    texts = [(ROOT / "requirements" / name).read_text(encoding="utf-8") for name in LISTS]
    return sorted(set(re.findall(r"^([\w.-]+)==", "\n".join(texts), re.MULTILINE)))


def refuse_package(name: str) -> str | None:
    """Why a Python package is refused, None when it is welcome or is not for this machine."""
    try:
        said = licence_of(distribution(name))
    except PackageNotFoundError:
        return None
    return None if welcome(said) else f"{name}: {said or 'no licence named'}"


def licence_of(package: Distribution) -> str:
    """The licence as the package's own metadata names it."""
    meta = package.metadata
    if "License-Expression" in meta:
        return meta["License-Expression"]
    classifiers = [
        line.split("::")[-1].strip() for line in meta.get_all("Classifier") or [] if "License ::" in line
    ]
    return "; ".join(classifiers) or " ".join(meta.get_all("License") or []).split("\n")[0].strip()


def assets() -> list[Path]:
    """The npm packages the pages take from."""
    wanted = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["dependencies"]
    return [ROOT / "node_modules" / name / "package.json" for name in wanted]


def refuse_asset(package: Path) -> str | None:
    """Why an npm package is refused."""
    if not package.exists():
        return None
    said = str(json.loads(package.read_text(encoding="utf-8")).get("license", ""))
    return None if welcome(said) else f"{package.parent.name}: {said or 'no licence named'}"


def welcome(licence: str) -> bool:
    """Whether these words name a licence we may build on."""
    return bool(WELCOME.search(licence)) and not UNWELCOME.search(licence)


if __name__ == "__main__":
    sys.exit(main())
