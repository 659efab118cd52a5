import django.db.models.deletion
from django.db import migrations, models

import lianxin.kernel.ids
import lianxin.kernel.models.county
import lianxin.kernel.models.keys


class Migration(migrations.Migration):
    dependencies = [
        ("matters", "0001_tables"),
        ("people", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="SavedView",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("client_id", models.UUIDField(default=lianxin.kernel.ids.uuid7, editable=False)),
                ("name", models.CharField(max_length=30)),
                ("query", models.TextField()),
                (
                    "circle",
                    models.CharField(
                        choices=[("own", "只有我自己"), ("post", "这个岗位上的人"), ("unit", "本单位的人")],
                        max_length=8,
                    ),
                ),
                ("account_id", models.BigIntegerField()),
                ("made_at", models.DateTimeField()),
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
                (
                    "post",
                    lianxin.kernel.models.keys.CountyForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.post",
                    ),
                ),
                (
                    "unit",
                    lianxin.kernel.models.keys.CountyForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["county", "account_id"], name="matters_savedview_account"),
                    models.Index(fields=["county", "post"], name="matters_savedview_post"),
                    models.Index(fields=["county", "unit"], name="matters_savedview_unit"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("county", "client_id"), name="matters_savedview_client_id"
                    )
                ],
            },
            bases=(lianxin.kernel.models.county.CountyRow, models.Model),
        ),
    ]
