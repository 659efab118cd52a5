"""The engine named in settings: `ENGINE = "lianxin.kernel.postgres"`."""

from django.db.backends.postgresql import base

from lianxin.kernel.postgres.features import DatabaseFeatures
from lianxin.kernel.postgres.operations import DatabaseOperations
from lianxin.kernel.postgres.schema import DatabaseSchemaEditor


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's PostgreSQL with the county in every key."""

    features_class = DatabaseFeatures
    ops_class = DatabaseOperations
    SchemaEditorClass = DatabaseSchemaEditor
