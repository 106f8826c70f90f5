"""The benchmark's server: the suite's settings, plus a static answer to compare with."""

from accord.settings.test import *  # noqa: F403
from accord.settings.test import PASSWORD_HASHERS as PASSWORD_HASHERS

ROOT_URLCONF = "tests.bench.urls"
ALLOWED_HOSTS = ["127.0.0.1"]
