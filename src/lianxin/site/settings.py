"""Django settings of every installation; what differs is the data folder and the environment."""

import os

from django.utils.translation import gettext_lazy as _

from lianxin.site import engines, moved
from lianxin.site.home import CHECKOUT, read_home

HOME = read_home()
DEMO = HOME.demo
DEBUG = False
COUNTY = HOME.county
COUNTY_HOSTS = HOME.county_hosts
SECRET_KEY = HOME.secret_key
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *HOME.hosts]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "lianxin.kernel",
    "lianxin.web",
    "lianxin.places",
    "lianxin.people",
    "lianxin.wording",
    "lianxin.matters",
    "lianxin.appeals",
    "lianxin.doors",
    "lianxin.reception",
    "lianxin.boxes",
    "lianxin.rounds",
    "lianxin.renovation",
    "lianxin.insight",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "lianxin.web.middleware.headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "lianxin.web.middleware.face",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "lianxin.people.sessions.Sessions",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]

# No script, style, font or picture comes from elsewhere or stands in a page; blob: shows a chosen photo.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
CSRF_FAILURE_VIEW = "lianxin.web.errors.csrf_failure"
FORM_RENDERER = "lianxin.web.forms.FaceRenderer"
OFFICE = HOME.office

ROOT_URLCONF = "lianxin.site.urls"
WSGI_APPLICATION = "lianxin.site.wsgi.application"
AUTH_USER_MODEL = "people.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "lianxin.web.context.face",
            ],
        },
    }
]


DATABASE_URL = os.environ.get("DATABASE_URL", "")
# Whether PgBouncer lends the connections, a transaction at a time: nothing may then be set for longer than one.
DATABASE_POOLED = os.environ.get("DATABASE_POOLED", "") not in {"", "0"}
moved.refuse_the_old(HOME.path, DATABASE_URL)
DATABASES = {
    "default": engines.postgres(DATABASE_URL, pool=engines.pool_size(os.environ.get("DATABASE_POOL", "")))
    if DATABASE_URL
    else engines.sqlite(HOME.path)
}

PASSWORD_HASHERS = [
    "lianxin.people.passwords.Argon2",
]

# The stay's own limits (30 minutes idle, 12 hours) are kept by people.sessions; the cookie outlives neither.
LOGIN_REDIRECT_URL = "today"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = "Lax"
# The address of the proxy that speaks TLS for us; what it says of scheme and sender is believed (site.wsgi).
PROXY = os.environ.get("LIANXIN_PROXY", "")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = bool(PROXY)

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文")), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
PAPER_FONTS = CHECKOUT / "assets" / "vendor" / "paper"
STATICFILES_DIRS = [path for path in [CHECKOUT / "assets"] if path.exists()]
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False
