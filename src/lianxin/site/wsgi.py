"""The WSGI application that waitress and granian serve."""

import os
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from waitress.proxy_headers import proxy_headers_middleware


def behind(proxy: str, served: Any) -> Any:
    """Believe what the proxy of this address says of scheme and sender, and nobody else."""
    told = {"x-forwarded-for", "x-forwarded-proto"}
    return proxy_headers_middleware(served, trusted_proxy=proxy, trusted_proxy_headers=told)


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lianxin.site.settings")
application = get_wsgi_application()
if settings.PROXY:
    application = behind(settings.PROXY, application)
