"""Settings of parindex. Every PARINDEX_ variable is described in docs/reference/settings.md."""

from __future__ import annotations

from pathlib import Path

from parindex.config.env import (
    envbool,
    envchoice,
    envint,
    envlist,
    envmoment,
    envsecret,
    envstr,
    postgresql_database,
    sqlite_database,
)
from parindex.config.guards import require_safe_production
from parindex.config.mail import site_url, smtp_settings

PACKAGE_DIR = Path(__file__).resolve().parents[1]

# ---------------------------------------------------------------- what kind of start

PRODUCTION = envbool("PARINDEX_PRODUCTION")
DEBUG = envbool("PARINDEX_DEBUG")
HTTPS = envbool("PARINDEX_HTTPS", default=PRODUCTION)

DATA_DIR = Path(envstr("PARINDEX_DATA_DIR", "var")).resolve()
SECRET_KEY = envsecret(
    "PARINDEX_SECRET_KEY", kept_in=None if PRODUCTION else DATA_DIR / "secret-key"
)
ALLOWED_HOSTS = envlist("PARINDEX_ALLOWED_HOSTS", "" if PRODUCTION else "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = envlist("PARINDEX_TRUSTED_ORIGINS")

PARINDEX_NOW = envmoment("PARINDEX_NOW")
PARINDEX_UPLOAD_MAX_MB = envint("PARINDEX_UPLOAD_MAX_MB", 50, least=1)

if PRODUCTION:
    require_safe_production(debug=DEBUG, story_start=PARINDEX_NOW, secret=SECRET_KEY)

# ---------------------------------------------------------------- apps

INSTALLED_APPS = [
    # from the top floor down: the first template found wins
    "parindex.web",
    "parindex.notices",
    "parindex.documents",
    "parindex.reporting",
    "parindex.remedies",
    "parindex.improvement",
    "parindex.crosschecks",
    "parindex.results",
    "parindex.preparation",
    "parindex.exchange",
    "parindex.appraisal",
    "parindex.assessments",
    "parindex.cycles",
    "parindex.evidence",
    "parindex.criteria",
    "parindex.accounts",
    "parindex.units",
    "parindex.kernel",
    "allauth",
    "allauth.account",
    "csp",
    "django_htmx",
    "ninja",  # its static files: API pages without a CDN
    "template_partials",
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # a whole form is some 700 KB of HTML, lines are slow
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "parindex.config.middleware.ChosenLanguage",
    "parindex.web.shell.uploads.upload_guard",  # before anything reads the form
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "parindex.web.shell.middleware.person_middleware",
    "parindex.web.shell.middleware.PersonErrors",
]

ROOT_URLCONF = "parindex.config.urls"
WSGI_APPLICATION = "parindex.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": sorted((PACKAGE_DIR / "web").glob("*/templates")),  # each area keeps its own
        "APP_DIRS": True,  # template_partials puts its loader in front
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# ---------------------------------------------------------------- database

# Operations own the transactions (kernel), not requests.
_url = envstr("PARINDEX_DATABASE_URL")
DATABASES = {
    "default": postgresql_database("PARINDEX_DATABASE_URL", _url)
    if _url
    else sqlite_database(Path(envstr("PARINDEX_DB") or DATA_DIR / "parindex.sqlite3")),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# What is counted (failed sign-ins) counts across processes; ``migrate`` makes the table.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "parindex_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
    if PRODUCTION
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

# ---------------------------------------------------------------- people

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "parindex.accounts.adapter.ClosedSignup"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]  # closed; allauth wants them consistent
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False  # shared office computers
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}

SESSION_COOKIE_AGE = 12 * 3600  # seconds: a working day with its evening
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS

# ---------------------------------------------------------------- security headers

SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Without the count all people behind the proxy share its address, and one lock for wrong passwords.
ALLAUTH_TRUSTED_PROXY_COUNT = envint("PARINDEX_BEHIND_PROXY", 0)
if ALLAUTH_TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# No inline script or style anywhere; data: images are Bootstrap's own icons.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    },
}

# ---------------------------------------------------------------- language and time

LANGUAGE_CODE = "vi"  # Vietnamese is the source language
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [PACKAGE_DIR / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

# ---------------------------------------------------------------- files

STATIC_URL = "static/"
STATICFILES_DIRS = sorted((PACKAGE_DIR / "web").glob("*/static"))
STATIC_ROOT = DATA_DIR / "static" if PRODUCTION else None  # otherwise served from where they lie
MEDIA_ROOT = DATA_DIR / "files"  # never served by URL: evidence goes through a checked view
WHITENOISE_USE_FINDERS = not PRODUCTION  # production runs collectstatic
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage",
    },
}
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # a whole criteria set in one form

# ---------------------------------------------------------------- mail and logs

# Without a mail server a trial writes letters to a folder, and a real server sends none and says so.
_mail = envchoice(
    "PARINDEX_EMAIL", ("off", "file", "console") if PRODUCTION else ("file", "console", "off")
)
_smtp = envstr("PARINDEX_EMAIL_URL")
MAIL_ON = bool(_smtp) or _mail != "off"
PARINDEX_SITE_URL = site_url("PARINDEX_SITE_URL", envstr("PARINDEX_SITE_URL"))
EMAIL_BACKEND = (
    f"django.core.mail.backends.{'console' if _mail == 'console' else 'filebased'}.EmailBackend"
)
EMAIL_FILE_PATH = DATA_DIR / "mail"
if _smtp:
    globals().update(smtp_settings("PARINDEX_EMAIL_URL", _smtp))
DEFAULT_FROM_EMAIL = envstr("PARINDEX_FROM_EMAIL", "parindex@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": envstr("PARINDEX_LOG_LEVEL", "WARNING").upper()},
}
