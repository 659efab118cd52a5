"""`python -m lianxin COMMAND`: the command line."""

import sys

from lianxin.site.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
