import django.db.models.deletion
from django.db import migrations, models

import lianxin.kernel.ids
import lianxin.kernel.models.county
import lianxin.kernel.sealed


class Migration(migrations.Migration):
    dependencies = [
        ("kernel", "0009_erasure"),
    ]

    operations = [
        migrations.AddField(
            model_name="chainhead",
            name="closed",
            field=models.CharField(blank=True, default="", max_length=200),
        ),
        migrations.CreateModel(
            name="KeptCode",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("client_id", models.UUIDField(default=lianxin.kernel.ids.uuid7, editable=False)),
                ("row_kind", models.CharField(max_length=24)),
                ("row_id", models.BigIntegerField()),
                ("code_sealed", lianxin.kernel.sealed.SealedField(default=b"")),
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("county", "row_kind", "row_id"), name="kernel_keptcode_row"
                    )
                ],
            },
            bases=(lianxin.kernel.models.county.CountyRow, models.Model),
        ),
    ]
