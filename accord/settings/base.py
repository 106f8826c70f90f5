"""What holds everywhere. Every value that a site may change comes from the environment."""

import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import environ

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = BASE_DIR / "var"
VERSION = tomllib.loads((BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))["project"][
    "version"
]

env = environ.Env()

# The rooms, from the ground to the roof: each imports from those before it alone. Addresses, REST
# and contributions are found in this order; the site stands on top.
ROOMS = [
    "accord.web",
    "accord.people",
    "accord.territories",
    "accord.acts",
    "accord.agreement",
    "envelopes",
    "operations",
    "indicators",
    "governance",
]

INSTALLED_APPS = [
    "accord.apps.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
    "django_tasks",
    "django_tasks_db",
    "django_filters",
    "django_htmx",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "knox",
    "rest_framework",
    "simple_history",
    *ROOMS,
    "accord",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "accord.health.HealthMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accord.people.idle.IdleMiddleware",
    "accord.middleware.ReaderMiddleware",
    "accord.middleware.SignInMiddleware",
    "accord.people.second_factor.RequiredFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accord.middleware.ExportMiddleware",
    # Inside what keeps sessions, for nothing may be written in it; around all that reads.
    "accord.middleware.ReadingMiddleware",
    "accord.middleware.ErrorPageMiddleware",
    "accord.middleware.PerimeterMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "accord.urls"
WSGI_APPLICATION = "accord.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "accord.context.site",
            ],
            "builtins": ["accord.web.tags"],
        },
    }
]

# SQLite waits for its turn instead of failing: a transaction that reads first and writes later
# cannot wait in the default mode (600 of 800 writes were lost in a trial with four writers).
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}

_database = env.db_url(
    "DATABASE_URL", default=f"sqlite:///{quote(str(VAR_DIR / 'accord.sqlite3'))}"
)
if _database["ENGINE"].endswith("sqlite3"):
    _database["OPTIONS"] = {**SQLITE_OPTIONS, **_database.get("OPTIONS", {})}
else:
    _database.setdefault("CONN_MAX_AGE", 60)
    _database.setdefault("CONN_HEALTH_CHECKS", True)
DATABASES = {"default": _database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# On PostgreSQL, whoever reads or acts does so in this role, which row-level policies hold.
DATABASE_ROLE = env("DATABASE_ROLE", default="accord_app")
# Locks taken out of order raise where people can mend it, and are logged where they work.
LOCK_ORDER_IS_STRICT = False

AUTH_USER_MODEL = "people.User"
LOGIN_URL = "people:sign-in"
LOGIN_REDIRECT_URL = "accord:home"
LOGOUT_REDIRECT_URL = "people:sign-in"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
    {"NAME": "accord.people.validators.ProlongedPasswordValidator"},
]

# The brake: after so many refusals of one address from one place, so long a pause.
AXES_HANDLER = "accord.people.brake.Brake"
AXES_FAILURE_LIMIT = env.int("SIGN_IN_FAILURES", default=5)
AXES_COOLOFF_TIME = timedelta(minutes=env.int("SIGN_IN_PAUSE_MINUTES", default=15))
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "accord.people.brake.refusal"
AXES_USERNAME_FORM_FIELD = "username"
AXES_USERNAME_CALLABLE = "accord.people.brake.typed_address"
AXES_CLIENT_IP_CALLABLE = "accord.people.brake.client_address"
AXES_RESET_ON_SUCCESS = True
# The end of the pause that one was told is its end.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_SENSITIVE_PARAMETERS = ["username", "kept", "next", "csrfmiddlewaretoken"]
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
# How long names and network addresses of sign-ins are kept (manage.py purge_sign_ins).
SIGN_IN_TRACES_DAYS = env.int("SIGN_IN_TRACES_DAYS", default=90)
# A link to choose a new password serves once, and for so long.
PASSWORD_RESET_TIMEOUT = 3600
# A session ends after so many minutes without use (0: never).
SESSION_IDLE_MINUTES = env.int("SESSION_IDLE_MINUTES", default=60)
# Whether whoever may write has to sign in with a second factor.
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=False)
OTP_TOTP_ISSUER = "Accord"
# Background work waits in the database for the worker (manage.py db_worker).
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
DEFAULT_FROM_EMAIL = env("EMAIL_FROM", default="accord@localhost")
# Proxies of one's own in front of the application, whose word on who asks is taken.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)

LANGUAGE_CODE = "fr"
TIME_ZONE = "Europe/Paris"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = False

# Fields are drawn by the project's own template (templates/django/forms/field.html).
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
DOCUMENTS_DIR = env.path("DOCUMENTS_DIR", default=str(VAR_DIR / "documents"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(DOCUMENTS_DIR), "base_url": None},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

# One dictionary in the shape of Django 6, whose own middleware will read it.
SECURE_CSP = {
    "default-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
}
CONTENT_SECURITY_POLICY = {"DIRECTIVES": SECURE_CSP}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 3600
# The results of a long agenda are one form: twelve fields a point, with what was shown.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
CSRF_FAILURE_VIEW = "accord.people.views.expired_form"

SIMPLE_HISTORY_REVERT_DISABLED = True

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accord.people.authentication.TokenAuthentication",
        "accord.people.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["drf_orjson_renderer.renderers.ORJSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "accord.web.rest.filters.StrictNegotiation",
    "DEFAULT_FILTER_BACKENDS": ["accord.web.rest.filters.StrictFilterBackend"],
    "DEFAULT_METADATA_CLASS": "accord.web.rest.metadata.PlainMetadata",
    "DEFAULT_PAGINATION_CLASS": "accord.web.rest.pagination.StablePagination",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "accord.web.rest.problems.problem_response",
    "COERCE_DECIMAL_TO_STRING": True,
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
REST_KNOX = {
    "SECURE_HASH_ALGORITHM": "hashlib.sha512",
    "AUTH_HEADER_PREFIX": "Token",
    "TOKEN_TTL": None,
    "AUTO_REFRESH": False,
}
KNOX_TOKEN_MODEL = "people.AccessToken"  # noqa: S105 - the name of a model
# It stands for knox's own, whose table would stay empty and in the way of whoever empties accounts.
MIGRATION_MODULES = {"knox": None}
API_TOKEN_DAYS = env.int("API_TOKEN_DAYS", default=365)
SPECTACULAR_SETTINGS = {
    "TITLE": "Accord – pilotage concerté du FSE+ et du FTJ",
    "DESCRIPTION": (
        "Lecture seule. Les montants sont des chaînes à deux décimales, en euros ; les taux sont "
        "des fractions décimales ; les dates sont au format ISO 8601. Tous les totaux viennent du "
        "même registre daté que les pages."
    ),
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "ENUM_GENERATE_CHOICE_DESCRIPTION": True,
    "ENUM_NAME_OVERRIDES": {"CertaintyEnum": "accord.kernel.certainty.Certainty"},
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # They tell each step of each document, and of each sign-in.
    "loggers": {
        "axes": {"level": "ERROR"},
        "fontTools": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
        "weasyprint.progress": {"level": "ERROR"},
    },
}
