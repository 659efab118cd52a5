"""One operation over and over in this process, for a profiler to look at: `one_page.py list 8` takes eight seconds.

On a database that was loaded and signed in to (`load.py 100000`, `load.py sign-in > keys.json`), as the environment
names it. The flame graphs of bench/results/flames were drawn by py-spy, which is no part of the project:

    py-spy record --rate 200 --output list.svg -- .venv/bin/python bench/desk/one_page.py list 8
"""

import json
import os
import sys
import time
from random import Random

os.environ["DJANGO_SETTINGS_MODULE"] = "lianxin.site.settings"
import django

django.setup()

from desk.in_process import InProcess
from desk.operations import OPERATIONS
from lianxin.site.home import home_path


def main(code: str, seconds: float) -> None:
    """Do it until the time is over."""
    keys = json.loads((home_path() / "keys.json").read_text())
    one = next(one for one in OPERATIONS if one.code == code)
    browser, draw = InProcess(keys["sessions"][one.who]), Random(os.getpid())  # each time others register
    end, times = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        one.ask(browser, keys, draw)  # type: ignore[arg-type]  # asks the same
        times += 1
    print(f"{code}: {times} times")


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
