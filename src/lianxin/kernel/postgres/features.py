"""What this shape of PostgreSQL can't do."""

from django.db.backends.postgresql import features
from django.utils.functional import cached_property

from lianxin.kernel.postgres.cluster import citus_here


class DatabaseFeatures(features.DatabaseFeatures):
    """A row is named by two columns and its keys are checked at once."""

    # The key is (county_id, id): grouping by id alone doesn't settle the other columns.
    allows_group_by_selected_pks = False
    # Keys are never deferred: parents first, and rows that point at each other are loosened before deletion.
    supports_forward_references = False
    can_defer_constraint_checks = False

    @cached_property
    def citus(self) -> bool:
        """Whether tables are spread over several machines."""
        with self.connection.cursor() as cursor:
            return citus_here(cursor)
