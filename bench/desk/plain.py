"""The product with what is sought when somebody files taken out: no places, no marks, no others who said the same."""

import os
import sys

os.environ["DJANGO_SETTINGS_MODULE"] = "lianxin.site.settings"
import django

django.setup()

from lianxin.doors.pages import receipt
from lianxin.matters import ledger
from lianxin.site.cli import main

if __name__ == "__main__":
    ledger.mark = lambda actings: None
    receipt.others_near = lambda number: 0
    sys.exit(main(sys.argv[1:]))
