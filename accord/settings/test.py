"""The suite: SQLite in a file so that several processes share it, or what DATABASE_URL names."""

import os

from accord.settings.base import *  # noqa: F403
from accord.settings.base import DATABASES, STORAGES, TEMPLATES, VAR_DIR

SECRET_KEY = "only-for-tests-" + "x" * 50
DEBUG = False
LOCK_ORDER_IS_STRICT = True
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# Tasks run at once; one test goes through the worker.
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
# Hashing is deliberately slow; tests sign in hundreds of times.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **STORAGES,
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(VAR_DIR / "test-documents"), "base_url": None},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    VAR_DIR.mkdir(exist_ok=True)
    DATABASES["default"]["NAME"] = str(VAR_DIR / "test-source.sqlite3")
    # Two suites at once have each their own.
    suite = os.environ.get("ACCORD_TEST_NAME", "test")
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / f"{suite}.sqlite3")}
# A typing error in a template is an error here, never an empty page.
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = "⟦undefined: %s⟧"
