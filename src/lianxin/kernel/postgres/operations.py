"""How this shape of PostgreSQL writes its statements."""

from django.db.backends.postgresql import operations


class DatabaseOperations(operations.DatabaseOperations):
    """Keys are checked with the statement: deferred ones fail at COMMIT, on a cluster as an InternalError."""

    def deferrable_sql(self) -> str:
        return ""
