"""All settings, read from the environment through three typed readers that fail loudly."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import dj_database_url

PACKAGE = Path(__file__).resolve().parent.parent


def text(name: str, default: str) -> str:
    """Read a variable of the environment, or its default."""
    return os.environ.get(name, default)


def flag(name: str, default: bool) -> bool:
    """Read a yes or no; anything but 1/0/true/false/yes/no stops the start with a sentence."""
    value = os.environ.get(name, "").strip().lower()
    if value in {"", "1", "true", "yes", "0", "false", "no"}:
        return default if value == "" else value in {"1", "true", "yes"}
    raise SystemExit(f"{name} must be yes or no, not {value!r}")


def number(name: str, default: int) -> int:
    """Read a whole number, or stop the start with a sentence."""
    value = os.environ.get(name, "")
    if value and not value.isdigit():
        raise SystemExit(f"{name} must be a whole number, not {value!r}")
    return int(value) if value else default


def default_data_dir() -> Path:
    """Return a folder of the user's own, after the XDG convention."""
    base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "samverkan"


DATA_DIR = Path(text("SAMVERKAN_DATA_DIR", str(default_data_dir()))).expanduser().resolve()


DEMO_LOGINS = DATA_DIR / "demo-logins.json"
"""Where the demo city keeps its logins; the file's existence marks every page as a demo."""


def secret_key() -> str:
    """Return the key from the environment, or one made once and kept in the data directory.

    Several web processes on several machines must share the key, so production sets it.
    """
    if given := os.environ.get("SAMVERKAN_SECRET_KEY"):
        return given
    kept = DATA_DIR / "secret-key"
    if not kept.exists():
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))
    return kept.read_text()


SECRET_KEY = secret_key()
DEBUG = flag("SAMVERKAN_DEBUG", False)
HTTPS = flag("SAMVERKAN_HTTPS", False)
ALLOWED_HOSTS = text("SAMVERKAN_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if HTTPS else []

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "samverkan.ui",
    "samverkan.accounts",
    "samverkan.audit",
    "samverkan.organisation",
    "samverkan.groups",
    "samverkan.notices",
    "samverkan.documents",
    "samverkan.decisions",
    "samverkan.priorities",
    "samverkan.indicators",
    "samverkan.working_groups",
    "samverkan.agreements",
    "samverkan.meetings",
    "samverkan.communication",
    "samverkan.workload",
    "samverkan.places",
    "samverkan.situation",
    "samverkan.checkins",
    "samverkan.consultations",
    "samverkan.scheduling",
    "samverkan.causes",
    "samverkan.workshops",
    "samverkan.measures",
    "samverkan.followup",
    "samverkan.reporting",
    "samverkan.thread",
    "samverkan.mirror",
    "samverkan.overview",
    "samverkan.wheel",
    "samverkan.site",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "samverkan.site.middleware.content_security_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "samverkan.site.middleware.actor",
    "samverkan.site.middleware.refusals",
]

ROOT_URLCONF = "samverkan.site.urls"
WSGI_APPLICATION = "samverkan.site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "samverkan.site.navigation.frame",
            ],
        },
    },
]
FORM_RENDERER = "samverkan.ui.renderer.Renderer"

DATABASE_URL = text("DATABASE_URL", f"sqlite:///{DATA_DIR / 'samverkan.sqlite3'}")
DATABASES = {"default": dj_database_url.parse(DATABASE_URL, conn_max_age=60, conn_health_checks=True)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "overview:my_week"
LOGOUT_REDIRECT_URL = "accounts:login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska"), ("en", "English")]
TIME_ZONE = "Europe/Stockholm"
USE_I18N = True
USE_TZ = True
LOCALE_PATHS = [PACKAGE / name / "locale" for name in ("reading", "guard", "access")]
"""Catalogues of packages that are not Django applications."""

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_ROOT = DATA_DIR / "documents"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024

DOCUMENT_SIZE_LIMIT = number("SAMVERKAN_DOCUMENT_SIZE_LIMIT", 10 * 1024 * 1024)
"""Largest accepted document, in bytes."""

EMAIL_HOST = text("SAMVERKAN_SMTP_HOST", "")
EMAIL_PORT = number("SAMVERKAN_SMTP_PORT", 25)
EMAIL_HOST_USER = text("SAMVERKAN_SMTP_USER", "")
EMAIL_HOST_PASSWORD = text("SAMVERKAN_SMTP_PASSWORD", "")
EMAIL_USE_TLS = flag("SAMVERKAN_SMTP_TLS", False)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = text("SAMVERKAN_MAIL_FROM", "samverkan@localhost")
SITE_ADDRESS = text("SAMVERKAN_SITE_ADDRESS", "http://127.0.0.1:8000")
"""The address people reach the site at, used in letters."""

SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "samverkan.site.views.csrf_failure"
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if flag("SAMVERKAN_BEHIND_PROXY", False) else None
X_FRAME_OPTIONS = "DENY"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
TEST_RUNNER = "django.test.runner.DiscoverRunner"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
