"""Run a command against a throw-away PostgreSQL: ``python -m tests.support.postgres pytest …``.

The cluster lives in a temporary folder, listens on a socket in it and nowhere else, and is gone
afterwards. PostgreSQL refuses to run as root: then everything runs as the user ``postgres``.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

# Durability is for data that anybody wants back.
_SERVER_OPTIONS = (
    "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=50 "
    "-c listen_addresses='' -c unix_socket_directories={folder}"
)


class NoPostgreSQL(RuntimeError):
    """PostgreSQL's server programs are not on this machine."""


def find_program(name: str) -> str:
    """Return the path of initdb, pg_ctl…; Debian keeps them off PATH, one folder per version."""
    versions = Path("/usr/lib/postgresql").glob(f"*/bin/{name}")
    newest_first = sorted(versions, key=lambda path: int(path.parts[-3]), reverse=True)
    found = str(newest_first[0]) if newest_first else shutil.which(name)
    if found is None:
        raise NoPostgreSQL(f"Không tìm thấy {name}: hãy cài gói postgresql.")
    return found


def _as_server_user(command: Sequence[str]) -> list[str]:
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else [*command]


def _run(*command: str, folder: Path) -> None:
    subprocess.run(
        _as_server_user(command), check=True, cwd=folder, stdout=subprocess.DEVNULL, timeout=60
    )


@contextlib.contextmanager
def throw_away_cluster() -> Iterator[str]:
    """Start a cluster and give the URL of its database ``postgres``; stop and delete it at the end."""
    folder = Path(tempfile.mkdtemp(prefix="parindex-pg-"))
    data = str(folder / "data")
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        make = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        _run(find_program("initdb"), "-D", data, *make, folder=folder)
        pg_ctl = find_program("pg_ctl")
        options = _SERVER_OPTIONS.format(folder=folder)
        start = ["-w", "-l", str(folder / "log"), "-o", options, "start"]
        _run(pg_ctl, "-D", data, *start, folder=folder)
        try:
            yield f"postgresql:///postgres?user=postgres&host={folder}"
        finally:
            _run(pg_ctl, "-D", data, "-w", "-m", "immediate", "stop", folder=folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main(command: Sequence[str]) -> int:
    """Run the command with PARINDEX_DATABASE_URL set and return its exit code."""
    with throw_away_cluster() as url:
        env = os.environ | {"PARINDEX_DATABASE_URL": url}
        return subprocess.run(command, env=env, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
