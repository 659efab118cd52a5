"""The interface for programs (接口): the same gate and the same writer as the pages, over JSON.

`urls` says who may open what, `fence` sees to it; nothing here decides about a matter. Everything that stands on
ninja is imported at the first request: a start doesn't pay for it.
"""
