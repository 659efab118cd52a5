"""The engine named in settings: `ENGINE = "lianxin.kernel.postgres"`."""

from typing import Any

from django.db.backends.postgresql import base

from lianxin.kernel.postgres.arrays import QuotingListDumper
from lianxin.kernel.postgres.features import DatabaseFeatures
from lianxin.kernel.postgres.operations import DatabaseOperations
from lianxin.kernel.postgres.schema import DatabaseSchemaEditor
from lianxin.kernel.postgres.wall import CountyCursor, Wall, found, wall_of


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's PostgreSQL with the county in every key, and with every statement where policies ask for it."""

    features_class = DatabaseFeatures
    ops_class = DatabaseOperations
    SchemaEditorClass = DatabaseSchemaEditor

    @property
    def wall(self) -> Wall | None:
        """The second wall of this connection; None where it holds nobody up."""
        self.ensure_connection()
        return wall_of(self.connection)

    def get_connection_params(self) -> dict[str, Any]:
        """As Django's, with the cursor that brings the county along."""
        return {**super().get_connection_params(), "cursor_factory": CountyCursor}

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """As Django's, with a quicker way to write lists."""
        connection = super().get_new_connection(conn_params)
        connection.adapters.register_dumper(list, QuotingListDumper)
        return connection

    def init_connection_state(self) -> None:
        """As Django's; then the connection learns whether it stands behind the wall."""
        super().init_connection_state()
        if not hasattr(self.connection, "wall"):  # one out of a pool knows already
            self.connection.wall = found(self.connection)

    def create_cursor(self, name: str | None = None) -> Any:
        """As Django's; a cursor kept by the server is told the county before it is declared."""
        if name and wall_of(self.connection):
            if self.connection.autocommit:
                # Nothing that is said outlives the declaration: the rows are read at once.
                return super().create_cursor()
            with super().create_cursor() as cursor, cursor.told():
                pass
        return super().create_cursor(name)

    def _savepoint_rollback(self, sid: str) -> None:
        super()._savepoint_rollback(sid)  # type: ignore[misc]  # the stubs leave it out
        wall = wall_of(self.connection)
        if wall is not None:
            wall.spoken = None
