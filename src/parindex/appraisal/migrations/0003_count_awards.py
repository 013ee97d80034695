from __future__ import annotations

from django.db import migrations
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce


def count(apps, _schema):
    """Write beside every dossier how many of its components are awarded."""
    awards = apps.get_model("appraisal", "Award").objects.filter(dossier=OuterRef("pk"))
    found = awards.order_by().values("dossier").annotate(found=Count("pk")).values("found")
    apps.get_model("assessments", "Dossier").objects.update(awarded=Coalesce(Subquery(found), 0))


class Migration(migrations.Migration):
    dependencies = [
        ("appraisal", "0002_council_threads_readings"),
        ("assessments", "0003_figures_beside_dossiers"),
    ]
    operations = [migrations.RunPython(count, migrations.RunPython.noop, elidable=True)]
