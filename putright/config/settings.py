"""Django's settings, from the environment and one folder; docs/how-to/run-in-production.md.

``PUTRIGHT_HOME`` holds what must be kept: the embedded database, the files, the secret key, which
is made at the first start and never shipped. ``PUTRIGHT_PRODUCTION=1`` asks for everything that a
service for real people needs, and refuses to start without it.
"""

import os
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF

from putright.config import home

PRODUCTION = os.environ.get("PUTRIGHT_PRODUCTION") == "1"
HOME = home.folder()
SECRET_KEY = home.secret(HOME, "django")
SECRET_KEY_FALLBACKS = [key for key in os.environ.get("PUTRIGHT_OLD_SECRETS", "").split(",") if key]
FILES = Path(os.environ.get("PUTRIGHT_FILES", HOME / "files"))
PUBLISHED = HOME / "published.sqlite3"
SCANNER = os.environ.get("PUTRIGHT_SCANNER", "")
CLOCK_FILE = HOME / "clock.json"
HELP_LINE = os.environ.get("PUTRIGHT_HELP_LINE", "")
QUICK_EXIT = os.environ.get("PUTRIGHT_QUICK_EXIT", "https://www.bbc.co.uk/weather")
SENDING = home.sending(HOME)
LISTENING = home.listening()
MAIL_FROM = os.environ.get("PUTRIGHT_MAIL_FROM", "nobody@putright.invalid")

DEBUG = False
ALLOWED_HOSTS = [
    host
    for host in os.environ.get("PUTRIGHT_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
    if host
]
ADDRESS = os.environ.get(
    "PUTRIGHT_ADDRESS", f"https://{ALLOWED_HOSTS[0]}" if PRODUCTION else "http://127.0.0.1:8000"
)
IS_ADDRESS_SET = "PUTRIGHT_ADDRESS" in os.environ
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if PRODUCTION else []

INSTALLED_APPS = [
    "putright.config",
    "putright.kit",
    "putright.stores.accounts",
    "putright.stores.people",
    "putright.stores.record",
    "putright.stores.post",
    "putright.stores.worklist",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "putright.config.middleware.Headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "putright.config.accounts_sessions.SignedInFor",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "putright.config.middleware.LandlordScope",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "putright.config.middleware.ActorOfRequest",
    "putright.config.middleware.Answers",
]

ROOT_URLCONF = "putright.config.urls"
WSGI_APPLICATION = "putright.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [],
        "APP_DIRS": False,
        "NAME": "pages",
        "OPTIONS": {
            "environment": "putright.config.pages.environment",
            "context_processors": ["putright.config.pages.frame"],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "templates"],
        "APP_DIRS": True,
        "NAME": "allauth",
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "putright.config.accounts_pages.door",
            ]
        },
    },
]

# --- The database ------------------------------------------------------------------------------

DATABASE_URL = os.environ.get("DATABASE_URL", "")
DATABASES: dict[str, Any]
if DATABASE_URL:
    DATABASES = {"default": dj_database_url.parse(DATABASE_URL, conn_max_age=600)}
    # What makes tables is done by the role that owns them; the service runs as one that does not.
    if owner := os.environ.get("DATABASE_OWNER_URL", ""):
        DATABASES["owner"] = dj_database_url.parse(owner)
else:
    DATABASES = {"default": home.sqlite(HOME / "putright.sqlite3")}
DATABASE_ROUTERS: list[str] = []

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "putright_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# --- Who signs in ------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["putright.config.accounts_backend.Passwords"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {
        "NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": "putright.config.accounts_passwords.NotOurWords"},
    {"NAME": "putright.config.accounts_passwords.NotTooLong"},
]
PASSWORD_RESET_TIMEOUT = 3600
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
CSRF_FAILURE_VIEW = "putright.config.accounts_views.not_ours"

ACCOUNT_ADAPTER = "putright.config.accounts_adapter.Accounts"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "putright.stores.accounts.accounts.ResetTokens"  # nosec B105
ACCOUNT_RATE_LIMITS = False  # one mechanism: stores/accounts/guesses.py
ACCOUNT_USER_DISPLAY = "putright.config.accounts_pages.name_of"
ACCOUNT_FORMS = {
    "login": "putright.config.accounts_forms.SignIn",
    "reauthenticate": "putright.config.accounts_forms.PasswordAgain",
    "change_password": "putright.config.accounts_forms.NewPassword",  # nosec B105
    "reset_password_from_key": "putright.config.accounts_forms.PasswordByLink",  # nosec B105
    "user_token": "putright.config.accounts_forms.Link",  # nosec B105
}
MFA_ADAPTER = "putright.config.accounts_adapter.Factors"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_RECOVERY_CODE_DIGITS = 10
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "putright.config.accounts_forms.Code",
    "reauthenticate": "putright.config.accounts_forms.CodeAgain",
    "activate_totp": "putright.config.accounts_forms.NewApp",
}
FACTOR_KEYS = home.keys(HOME, "factors")
POST_KEYS = home.keys(HOME, "post")

OIDC = home.work_accounts()
OIDC_NAME = home.issuer_name(OIDC["issuer"]) if OIDC else "none"
SOCIALACCOUNT_ADAPTER = "putright.config.accounts_oidc.WorkAccounts"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": home.work_account_apps(OIDC)}}

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 1800
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_PATH = "/"
SESSION_COOKIE_DOMAIN = None
SESSION_SAVE_EVERY_REQUEST = False
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
DEVICE_COOKIE_NAME = "device"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- What a browser may do ----------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "media-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if PRODUCTION:
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    DEVICE_COOKIE_NAME = "__Host-device"
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
MOST_BYTES_OF_A_FILE = 100 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600

# --- Words, days, pages ---------------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
WHITENOISE_USE_FINDERS = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "putright.config.logs.Lines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "django.request": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "putright": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    },
}
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
SILENCED_SYSTEM_CHECKS = [
    "security.W003",  # CSRF middleware is there, by Django's own name
]
