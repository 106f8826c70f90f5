"""A machine of one's own: SQLite under var/, a secret key made on first use."""

import secrets

from accord.settings.base import *  # noqa: F403
from accord.settings.base import VAR_DIR, env

DEBUG = env.bool("DEBUG", default=False)
LOCK_ORDER_IS_STRICT = True
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"])
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"


def _own_secret_key() -> str:
    """A key kept between runs, so that sessions survive a restart."""
    VAR_DIR.mkdir(exist_ok=True)
    path = VAR_DIR / "secret-key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50), encoding="ascii")
    return path.read_text(encoding="ascii").strip()


SECRET_KEY = env("SECRET_KEY", default="") or _own_secret_key()
