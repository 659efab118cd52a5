"""`serve.py PORT SESSIONS.json`: bare Django behind waitress with eight threads; leaves a session key a part."""

import json
import os
import sys
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "desk.bare.settings"
import django

django.setup()

import waitress
from django.contrib.sessions.backends.db import SessionStore
from django.core.wsgi import get_wsgi_application


def sessions(accounts: dict[str, int]) -> dict[str, str]:
    """A session of each account."""
    keys = {}
    for part, account in accounts.items():
        session = SessionStore()
        session["account"] = account
        session.save()
        keys[part] = str(session.session_key)
    return keys


if __name__ == "__main__":
    port, file = int(sys.argv[1]), Path(sys.argv[2])
    file.write_text(json.dumps(sessions(json.loads(file.read_text()))))
    waitress.serve(get_wsgi_application(), listen=f"127.0.0.1:{port}", threads=8, _quiet=True)
