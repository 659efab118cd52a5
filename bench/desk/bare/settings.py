"""The product's tables and data folder; nothing else of it: stock engine, stock middleware, own pages."""

from pathlib import Path

from lianxin.site.settings import *  # noqa: F403
from lianxin.site.settings import DATABASES

if "postgres" in str(DATABASES["default"]["ENGINE"]):
    DATABASES["default"]["ENGINE"] = "django.db.backends.postgresql"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "desk.bare.views.signed_in",
]
ROOT_URLCONF = "desk.bare.urls"
CSRF_FAILURE_VIEW = "django.views.csrf.csrf_failure"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).resolve().parent / "templates"],
    }
]
