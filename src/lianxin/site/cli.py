"""The command line: our own words first, Django's after."""

import os
import sys

from django.core.management import execute_from_command_line


def main(words: list[str]) -> int:
    """Run one command; the exit code is the process's."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lianxin.site.settings")
    execute_from_command_line(["lianxin", *words])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
