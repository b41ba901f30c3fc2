"""Settings of the one Django project. Secrets and addresses come from the state directory
(`naast.launch.state`)."""

from __future__ import annotations

import os
from pathlib import Path

from csp.constants import NONE, SELF

from naast.launch import mail, paths, state

PACKAGE = Path(__file__).resolve().parent.parent
STATE = state.load()
STATE_DIR = paths.state_dir()

DEBUG = os.environ.get("NAAST_DEBUG") == "1"
SECRET_KEY = STATE["secrets"]["secret_key"]
ALLOWED_HOSTS = os.environ.get("NAAST_HOSTS", "127.0.0.1,localhost,[::1]").split(",")

NAAST_KEYS = {
    "field": STATE["secrets"]["bsn_encryption_key"],
    "hash": STATE["secrets"]["bsn_hash_key"],
    "audit": STATE["secrets"]["audit_signing_key"],
    "folder": STATE["secrets"]["folder_signing_key"],
}
NAAST_AUDIT_HEADS = str(STATE_DIR / "audit-heads")
# A neutral page that a resident reaches with the quick way out.
NAAST_QUICK_EXIT_URL = os.environ.get("NAAST_QUICK_EXIT_URL", "https://www.buienradar.nl/")
NAAST_DEMO = os.environ.get("NAAST_DEMO", "1") == "1"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_rls_tenants",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "csp",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "naast.kernel",
    "naast.people",
    "naast.listen",
    "naast.plan",
    "naast.weigh",
    "naast.decide",
    "naast.follow",
    "naast.learn",
    "naast.insight",
    "naast.folder",
    "naast.connect",
    "naast.demo",
    "naast.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # What follows asks the database: one request of a process at a time.
    "naast.kernel.turns.TurnsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "naast.web.language.SessionLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "naast.kernel.middleware.AuditMiddleware",
    "axes.middleware.AxesMiddleware",
    "naast.kernel.middleware.ActorMiddleware",
]

ROOT_URLCONF = "naast.web.urls"
WSGI_APPLICATION = "naast.web.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "naast.web.context.page",
            ],
            "builtins": ["django_cotton.templatetags.cotton"],
        },
    }
]
COTTON_DIR = "cotton"


def _database(login: state.Login) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": STATE["host"],
        "PORT": STATE["port"],
        "NAME": STATE["name"],
        "USER": login["user"],
        "PASSWORD": login["password"],
        # Only what asks for it keeps its plan (`kernel/waiting.py`); without a number nothing can.
        "OPTIONS": {"prepare_threshold": 5, **STATE["options"]},
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "TEST": {"NAME": f"test_naast_{os.environ.get('NAAST_TEST_NAME', os.getpid())}"},
    }


NAAST_APP_ROLE = STATE["app"]["user"]
# `default` is the application's role: neither owner nor superuser. `owner` migrates, `eraser` erases.
DATABASES = {
    "default": _database(STATE["app"]),
    "owner": _database(STATE["owner"]),
    "eraser": _database(STATE["eraser"]),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SILENCED_SYSTEM_CHECKS = ["django_rls_tenants.W001"]

RLS_TENANTS = {
    "TENANT_MODEL": "kernel.Municipality",
    "TENANT_FK_FIELD": "municipality",
    "TENANT_PK_TYPE": "bigint",
    "USE_LOCAL_SET": True,
    "STRICT_MODE": True,
}

AUTH_USER_MODEL = "kernel.Account"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "people:login"
PASSWORD_RESET_TIMEOUT = 60 * 60 * 24  # a link for a new password, in seconds
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_USERNAME_FORM_FIELD = "login"
# Its tables keep neither what was carried along nor who logged in when.
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "carried", "next", "csrfmiddlewaretoken"]
AXES_DISABLE_ACCESS_LOG = True
OTP_TOTP_ISSUER = "Naast"

SESSION_COOKIE_AGE = 60 * 60 * 8
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_USE_SESSIONS = True  # no cookie but the session's
CSRF_FAILURE_VIEW = "naast.people.views.door.lost_session"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if os.environ.get("NAAST_HTTPS") == "1":
    SESSION_COOKIE_SECURE = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "media-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "web" / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [PACKAGE / "web" / "assets", PACKAGE / "web" / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
# What is larger goes to a temporary file that is sealed: never in clear text on a disk.
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "naast.kernel.uploads.SealedFileUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000

# How messages leave: docs/recipes/send-messages.md. Empty: they are written to files in the state directory.
NAAST_SMTP_URL = os.environ.get("NAAST_SMTP_URL", "")
NAAST_SMS_GATEWAY = os.environ.get("NAAST_SMS_GATEWAY", "")
NAAST_MESSAGES = str(STATE_DIR / "messages")
# Where law texts are fetched, and from nowhere else: docs/recipes/change-a-rule.md.
NAAST_LAW_REPOSITORY = os.environ.get(
    "NAAST_LAW_REPOSITORY", "https://repository.officiele-overheidspublicaties.nl"
)
NAAST_ADDRESS = os.environ.get("NAAST_ADDRESS", "http://127.0.0.1:8000").rstrip("/")
_MAIL = mail.server(NAAST_SMTP_URL)
EMAIL_HOST, EMAIL_PORT = _MAIL.host, _MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL.user, _MAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL.starttls, _MAIL.tls
DEFAULT_FROM_EMAIL = os.environ.get("NAAST_MAIL_FROM", "naast@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Django's own lines name the address of a page; ours hold no personal data, but a search term could be
    # one.
    "loggers": {"django.request": {"level": "ERROR"}, "axes": {"level": "ERROR"}},
}
