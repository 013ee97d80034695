from __future__ import annotations

from django.db import migrations

from parindex.units.fields import BodyKeyField


def fill(apps, _schema):
    """Give every unit that is there its keys: saving sets them."""
    units = list(apps.get_model("units", "Unit").objects.all())
    for unit in units:
        for field in ("name_key", "body_key"):
            unit._meta.get_field(field).pre_save(unit, add=False)
    apps.get_model("units", "Unit").objects.bulk_update(
        units, ["name_key", "body_key"], batch_size=500
    )


class Migration(migrations.Migration):
    dependencies = [("units", "0002_successions")]
    operations = [
        migrations.AddField("unit", "name_key", BodyKeyField(of="name")),
        migrations.AddField("unit", "body_key", BodyKeyField(of="body")),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
