from __future__ import annotations

import pytest
from django.db import connection

from parindex.kernel.statistics import refresh_statistics


@pytest.mark.django_db
def test_sqlite_knows_its_tables_afterwards(world):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL counts its tables by itself")
    refresh_statistics()
    with connection.cursor() as cursor:
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = 'units_unit' LIMIT 1")
        assert int(cursor.fetchone()[0].split()[0]) >= len(world.communes)
