"""A checkout of one's own for tests of ./run: its scripts and locks, a bench of programs, no network."""

import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOOLS = (
    """sh cat cksum cp date dirname grep head kill ls mkdir mktemp mv printf pwd rm sed sleep tail uname"""
)


def checkout(folder: Path) -> Path:
    """The parts ./run needs, without .venv, assets or source."""
    for name in ("run", "test", "package-lock.json", "package.json"):
        shutil.copy(ROOT / name, folder / name)
    for name in ("requirements", "setup"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def bench(folder: Path, **programs: str) -> Path:
    """A folder for PATH with the plain tools, and `programs` as shell scripts by name (`_` for a dot)."""
    folder.mkdir()
    for tool in TOOLS.split():
        found = shutil.which(tool)
        if found:
            (folder / tool).symlink_to(found)
    for name, script in programs.items():
        program = folder / name.replace("_", ".")
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
    return folder


def run(place: Path, *words: str, path: Path | str, user: int | None = None, **environ: str) -> str:
    """What ./run says on the error stream; it must fail, in any case without waiting for anybody."""
    known = {
        "PATH": str(path),
        "HOME": str(place),
        "LANG": "C.UTF-8",
        "PIP_CONFIG_FILE": os.devnull,
        **environ,
    }
    as_user = {} if user is None else {"user": user, "group": user, "extra_groups": []}
    done = subprocess.run(
        [str(place / "run"), *words],
        env=known,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        **as_user,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    return done.stderr
