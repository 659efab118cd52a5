"""A county moves to another installation (县的迁移): one sealed file out, the same county again where it is read.

Each app says in its `relocating` module what of its tables depends on the installation: which numbers name accounts,
which indexes are hashed with its key, what has to be done before leaving and on arrival.
"""
