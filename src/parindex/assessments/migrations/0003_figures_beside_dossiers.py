from __future__ import annotations

from django.db import migrations, models
from django.db.models import Count, DecimalField, Exists, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce


def count(apps, _schema):
    """Count what stands already; awards are counted by the appraisal app's own migration."""
    entry, link = (
        apps.get_model("assessments", name) for name in ("ComponentEntry", "EvidenceLink")
    )
    entries = entry.objects.filter(dossier=OuterRef("pk")).order_by().values("dossier")
    documents = link.objects.filter(
        dossier=OuterRef("dossier"), code=OuterRef("code"), supplement_number=""
    )
    proven = entries.filter(Exists(documents) | ~Q(explanation=""), not_applicable=False)
    done = entries.filter(Q(self_score__isnull=False) | Q(not_applicable=True))
    apps.get_model("assessments", "Dossier").objects.update(
        finished=Coalesce(Subquery(done.annotate(found=Count("pk")).values("found")), 0),
        counted=Coalesce(
            Subquery(proven.annotate(found=Sum("self_score")).values("found")),
            0,
            output_field=DecimalField(),
        ),
    )


class Migration(migrations.Migration):
    dependencies = [("assessments", "0002_extensions_and_rounds")]
    operations = [
        migrations.AddField("dossier", "finished", models.PositiveIntegerField(default=0)),
        migrations.AddField(
            "dossier",
            "counted",
            models.DecimalField(decimal_places=4, default=0, max_digits=9),
        ),
        migrations.AddField("dossier", "awarded", models.PositiveIntegerField(default=0)),
        migrations.RunPython(count, migrations.RunPython.noop, elidable=True),
    ]
