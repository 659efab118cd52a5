"""The interface (接口): the OpenAPI document, as the site serves it."""

import json

from lianxin.site.api.pages import described


def page() -> str:
    """docs/reference/openapi.json."""
    return json.dumps(described(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
