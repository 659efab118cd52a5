"""A process of its own that reads what stands on a photo (文字识别); started by `actions.reading`, imported by nobody.

It has no network, keeps nothing, and knows nothing of who wrote: it is never asked whose hand it was (BOX-04).
"""
