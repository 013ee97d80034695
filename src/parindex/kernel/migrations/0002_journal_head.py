"""The head of the journal is there from the start and is never made again."""

from django.db import migrations

GENESIS = "0" * 64


def place_head(apps, _schema_editor):
    """Place the head before the first entry; entries without a head are a break, not repaired here."""
    head = apps.get_model("kernel", "JournalHead").objects
    entries = apps.get_model("kernel", "JournalEntry").objects
    if not head.exists() and not entries.exists():
        head.create(pk=1, number=0, hash=GENESIS)


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_initial")]

    operations = [migrations.RunPython(place_head, migrations.RunPython.noop)]
