"""Settings of the tests: the real ones with fast passwords, and files in a throw-away folder."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_data = Path(tempfile.mkdtemp(prefix="parindex-tests-"))
atexit.register(shutil.rmtree, _data, ignore_errors=True)

for _name in [name for name in os.environ if name.startswith("PARINDEX_")]:
    if _name != "PARINDEX_DATABASE_URL":
        del os.environ[_name]  # a developer's own start must not colour the tests
os.environ |= {"PARINDEX_DATA_DIR": str(_data), "PARINDEX_SECRET_KEY": "tests"}

from parindex.config.settings import *  # noqa: E402, F403 - after the environment is clean

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file, as in real life: the browser's requests come on connections of their own.
    DATABASES["default"]["TEST"] = {"NAME": str(_data / "test.sqlite3")}  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
