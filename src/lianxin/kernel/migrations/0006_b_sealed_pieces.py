import django.db.models.deletion
from django.db import migrations, models

import lianxin.kernel.ids
import lianxin.kernel.models.county
import lianxin.kernel.sealed


class Migration(migrations.Migration):
    dependencies = [
        ("kernel", "0006_a_search_names"),
    ]

    operations = [
        migrations.CreateModel(
            name="SealedPiece",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("client_id", models.UUIDField(default=lianxin.kernel.ids.uuid7, editable=False)),
                ("row_kind", models.CharField(max_length=24)),
                ("row_id", models.BigIntegerField()),
                ("part", models.CharField(max_length=24)),
                ("part_id", models.BigIntegerField()),
                ("field", models.CharField(max_length=24)),
                ("kind", models.CharField(max_length=12)),
                ("ordinal", models.PositiveSmallIntegerField()),
                ("value_sealed", lianxin.kernel.sealed.SealedField(default=b"")),
                ("value_index", models.CharField(max_length=64)),
                (
                    "county",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="kernel.county",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["county", "value_index"], name="kernel_sealedpiece_value")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=(
                            "county",
                            "row_kind",
                            "row_id",
                            "part",
                            "part_id",
                            "field",
                            "kind",
                            "ordinal",
                        ),
                        name="kernel_sealedpiece_place",
                    )
                ],
            },
            bases=(lianxin.kernel.models.county.CountyRow, models.Model),
        ),
    ]
