import django.db.models.deletion
from django.db import migrations, models

import lianxin.kernel.ids
import lianxin.kernel.models.county
import lianxin.kernel.models.keys
from lianxin.kernel.append_only import ERASURES, protect, unprotect
from lianxin.kernel.migrating import CreateModels


def forwards(apps, editor):
    protect(editor.connection, ERASURES)


def backwards(apps, editor):
    unprotect(editor.connection, ERASURES)


class Migration(migrations.Migration):
    dependencies = [
        ("kernel", "0008_paper"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="ErasureBatch",
                    fields=[
                        ("id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("client_id", models.UUIDField(default=lianxin.kernel.ids.uuid7, editable=False)),
                        (
                            "cause",
                            models.CharField(
                                choices=[("monthly", "保存期满"), ("request", "本人申请")], max_length=8
                            ),
                        ),
                        ("month", models.DateField(blank=True, null=True)),
                        ("sealed", models.BooleanField(default=False)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("listed", "已列出，待提出"),
                                    ("proposed", "已提出，待批准"),
                                    ("approved", "已批准，待删除"),
                                    ("refused", "没有批准"),
                                    ("done", "已删除"),
                                ],
                                default="listed",
                                max_length=8,
                            ),
                        ),
                        ("not_before", models.DateTimeField()),
                        ("made_at", models.DateTimeField()),
                        ("proposed_by", models.BigIntegerField(null=True)),
                        ("proposed_at", models.DateTimeField(null=True)),
                        ("decided_by", models.BigIntegerField(null=True)),
                        ("decided_at", models.DateTimeField(null=True)),
                        ("why", models.CharField(blank=True, max_length=200)),
                        ("done_at", models.DateTimeField(null=True)),
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
                                fields=("county", "client_id"), name="kernel_erasurebatch_client_id"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("month__isnull", False)),
                                fields=("county", "month", "sealed"),
                                name="kernel_erasurebatch_month",
                            ),
                        ],
                    },
                    bases=(lianxin.kernel.models.county.CountyRow, models.Model),
                ),
                migrations.CreateModel(
                    name="ErasureLine",
                    fields=[
                        ("id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("record", models.CharField(max_length=24)),
                        ("row_kind", models.CharField(max_length=24)),
                        ("row_id", models.BigIntegerField()),
                        ("mark", models.CharField(max_length=40)),
                        ("ended_at", models.DateTimeField(null=True)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("waiting", "待删除"),
                                    ("erased", "已删除"),
                                    ("held", "保全中，没有删"),
                                    ("not_due", "又有了新情况，没有删"),
                                ],
                                default="waiting",
                                max_length=8,
                            ),
                        ),
                        (
                            "batch",
                            lianxin.kernel.models.keys.CountyForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="lines",
                                to="kernel.erasurebatch",
                            ),
                        ),
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
                        "indexes": [
                            models.Index(
                                fields=["county", "row_kind", "row_id"], name="kernel_erasureline_of_row"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("county", "batch", "record", "row_id"), name="kernel_erasureline_row"
                            )
                        ],
                    },
                    bases=(lianxin.kernel.models.county.CountyRow, models.Model),
                ),
                migrations.CreateModel(
                    name="Hold",
                    fields=[
                        ("id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("client_id", models.UUIDField(default=lianxin.kernel.ids.uuid7, editable=False)),
                        ("row_kind", models.CharField(max_length=24)),
                        ("row_id", models.BigIntegerField()),
                        ("reason", models.CharField(max_length=200)),
                        ("placed_by", models.BigIntegerField(null=True)),
                        ("placed_at", models.DateTimeField()),
                        ("until", models.DateField(blank=True, null=True)),
                        ("lift_asked_by", models.BigIntegerField(null=True)),
                        ("lift_asked_at", models.DateTimeField(null=True)),
                        ("lifted_by", models.BigIntegerField(null=True)),
                        ("lifted_at", models.DateTimeField(null=True)),
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
                        "indexes": [
                            models.Index(fields=["county", "row_kind", "row_id"], name="kernel_hold_row")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("county", "client_id"), name="kernel_hold_client_id"
                            )
                        ],
                    },
                    bases=(lianxin.kernel.models.county.CountyRow, models.Model),
                ),
                migrations.CreateModel(
                    name="JournalLine",
                    fields=[
                        ("id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("record", models.CharField(max_length=24)),
                        ("row_kind", models.CharField(max_length=24)),
                        ("row_id", models.BigIntegerField()),
                        ("mark", models.CharField(max_length=40)),
                        ("batch_id", models.BigIntegerField()),
                        ("at", models.DateTimeField()),
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
                        "indexes": [
                            models.Index(
                                fields=["county", "row_kind", "row_id"], name="kernel_journalline_row"
                            )
                        ],
                    },
                    bases=(lianxin.kernel.models.county.CountyRow, models.Model),
                ),
                migrations.CreateModel(
                    name="RegisterLine",
                    fields=[
                        ("id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("year", models.PositiveSmallIntegerField()),
                        ("number", models.PositiveIntegerField()),
                        ("batch_id", models.BigIntegerField()),
                        ("record", models.CharField(max_length=24)),
                        (
                            "cause",
                            models.CharField(
                                choices=[("monthly", "保存期满"), ("request", "本人申请")], max_length=8
                            ),
                        ),
                        ("sealed", models.BooleanField(default=False)),
                        ("basis", models.CharField(blank=True, max_length=200)),
                        ("edition", models.CharField(max_length=24)),
                        ("count", models.PositiveIntegerField()),
                        ("proposed_by", models.BigIntegerField(null=True)),
                        ("decided_by", models.BigIntegerField(null=True)),
                        ("at", models.DateTimeField()),
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
                                fields=("county", "year", "number"), name="kernel_registerline_number"
                            )
                        ],
                    },
                    bases=(lianxin.kernel.models.county.CountyRow, models.Model),
                ),
                migrations.CreateModel(
                    name="AccessWords",
                    fields=[
                        ("id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("seq", models.BigIntegerField()),
                        ("row_kind", models.CharField(max_length=24)),
                        ("row_id", models.BigIntegerField()),
                        ("at", models.DateTimeField()),
                        ("salt", models.CharField(max_length=32)),
                        ("words", models.CharField(max_length=200)),
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
                        "indexes": [
                            models.Index(
                                fields=["county", "row_kind", "row_id"], name="kernel_accesswords_row"
                            ),
                            models.Index(fields=["county", "at"], name="kernel_accesswords_at"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("county", "seq"), name="kernel_accesswords_seq")
                        ],
                    },
                    bases=(lianxin.kernel.models.county.CountyRow, models.Model),
                ),
            ]
        ),
        migrations.RunPython(forwards, backwards),
    ]
