"""The English catalogue (译文): a text file in git, turned into the form Django reads when it has changed.

The source language is Chinese and needs no catalogue: a msgid is the Chinese sentence itself.
"""

import logging
import os
from importlib import import_module
from pathlib import Path

log = logging.getLogger("lianxin.web.catalogue")

ENGLISH = Path(__file__).parent / "locale" / "en" / "LC_MESSAGES" / "django.po"


def compile_if_stale(source: Path = ENGLISH) -> bool:
    """Write `django.mo` beside a `django.po` that is newer or older than it; whether that was needed.

    Two looks at the disk when nothing changed. A checkout that can't be written keeps its Chinese pages,
    and the log says why there are no English ones.
    """
    target = source.with_suffix(".mo")
    written = source.stat()
    if target.exists() and target.stat().st_mtime_ns == written.st_mtime_ns:
        return False
    fresh = target.with_name(f"{target.name}.{os.getpid()}")  # two processes may start at the same moment
    try:
        # Only now: reading the library costs more than a start without changes may take.
        import_module("polib").pofile(str(source)).save_as_mofile(str(fresh))
        os.utime(fresh, ns=(written.st_atime_ns, written.st_mtime_ns))
        fresh.replace(target)
    except OSError as error:
        log.warning("no English pages: %s can't be written (%s)", target, error)
        return False
    finally:
        fresh.unlink(missing_ok=True)
    return True
