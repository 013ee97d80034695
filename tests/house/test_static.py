from __future__ import annotations

from django.core.management import call_command


def test_the_static_files_can_be_published(settings, tmp_path):
    """Production's storage hashes every name and fails on a reference to a file that is not there."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    assert (tmp_path / "staticfiles.json").is_file()
