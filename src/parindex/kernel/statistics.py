"""What the database knows of its own tables; without it SQLite reads a round where it could read a row."""

from __future__ import annotations

from django.db import connection

ROWS_LOOKED_AT = 1000  # of each index: enough to choose by, and done in a blink


def refresh_statistics() -> None:
    """Let SQLite count its tables anew; PostgreSQL does so by itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA analysis_limit={ROWS_LOOKED_AT}")
            cursor.execute("ANALYZE")
