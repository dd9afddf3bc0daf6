"""Settings: one file, read from the environment by typed helpers."""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONCE, NONE, SELF

from config.env import allowed_hosts, database, env_bool, env_int, env_list, env_text, keys_dir, secret_file

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env_text("BRASDROIT_DATA_DIR", str(BASE_DIR / "data"))).resolve()
DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)

DEBUG = env_bool("BRASDROIT_DEBUG")
DEMO = env_bool("BRASDROIT_DEMO") or (DATA_DIR / "demo").exists()
SECRET_KEY = env_text("BRASDROIT_SECRET_KEY") or secret_file(DATA_DIR / "secret.key")
FILES_KEY = env_text("BRASDROIT_FILES_KEY")  # empty: drawn and kept in the data directory (foundation/keys)
KEYS_DIR = keys_dir()
HTTPS = env_bool("BRASDROIT_HTTPS")
ALLOWED_HOSTS = allowed_hosts(exposed=HTTPS or bool(env_text("EMAIL_HOST")))
CSRF_TRUSTED_ORIGINS = env_list("BRASDROIT_TRUSTED_ORIGINS", [])

INSTALLED_APPS = [
    "brasdroit.web",  # first: its templates replace those of the sign-in library
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "template_partials",
    "lucide",
    "channels",
    "brasdroit.foundation",
    "brasdroit.practice",
    "brasdroit.record",
    "brasdroit.reception",
    "brasdroit.pathway",
    "brasdroit.assistance",
    "config.apps.ConfigConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "brasdroit.web.middleware.policy.PolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "brasdroit.web.middleware.actor.ActorMiddleware",
    "brasdroit.web.middleware.errors.DomainErrorMiddleware",
    "brasdroit.web.middleware.readonly.ReadOnlyRequestMiddleware",
]

if env_bool("BRASDROIT_BENCH"):  # set by `brasdroit bench` for the server it measures
    MIDDLEWARE = ["brasdroit.web.middleware.counting.CountingMiddleware", *MIDDLEWARE]

ROOT_URLCONF = "config.urls"
ASGI_APPLICATION = "config.asgi.application"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "brasdroit.web.context.shell",
            ],
        },
    }
]

DATABASES = {"default": database(env_text("DATABASE_URL"), DATA_DIR)}
# Attempts are counted where every process sees them, and counting them must be atomic: the database does both, embedded
# or not (`brasdroit migrate` makes the table).
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "foundation.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
# CNIL, deliberation 2022-100: with attempts limited, 50 bits at least; twelve free characters hold them.
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
ACCOUNT_ADAPTER = "brasdroit.web.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "5/m/ip,3/h/key",
    "reauthenticate": "10/5m/user",
    "pin": "60/5m/ip",
    "invitation": "20/m/ip",
}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_TOTP_ISSUER = "Brasdroit"
LOGIN_URL = "/comptes/login/"
LOGIN_REDIRECT_URL = "/"

SESSION_ENGINE = "brasdroit.foundation.accounts.session_store"
SESSION_COOKIE_NAME = "brasdroit_session"
SESSION_COOKIE_AGE = env_int("BRASDROIT_SESSION_SECONDS", 12 * 3600)
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "brasdroit.web.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
MAX_REQUEST_BYTES = env_int("BRASDROIT_MAX_REQUEST_BYTES", 100_000_000)
THREADS = env_int("BRASDROIT_THREADS", 4)  # pages answered at once by each web process, each with its connection
MAX_DOCUMENT_BYTES = env_int("BRASDROIT_MAX_DOCUMENT_BYTES", 25_000_000)

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "fr"
TIME_ZONE = env_text("BRASDROIT_TIME_ZONE", "Europe/Paris")
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(env_text("BRASDROIT_STATIC_ROOT", str(BASE_DIR / "staticfiles")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DATA_DIR / "files"}},
    "staticfiles": {"BACKEND": "brasdroit.web.assets.StaticStorage"},
}

REDIS_URL = env_text("REDIS_URL")
# The layer waits for words by readings of five seconds: the client must not give up sooner, nor wait for ever.
_BROKER = {"address": REDIS_URL, "socket_timeout": 30, "socket_keepalive": True}
CHANNEL_LAYERS = {
    "default": {"BACKEND": "channels_redis.core.RedisChannelLayer", "CONFIG": {"hosts": [_BROKER]}}
    if REDIS_URL
    else {"BACKEND": "channels.layers.InMemoryChannelLayer"}
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if env_text("EMAIL_HOST")
    else ("django.core.mail.backends.filebased.EmailBackend")
)
EMAIL_FILE_PATH = DATA_DIR / "outbox"
EMAIL_HOST = env_text("EMAIL_HOST")
EMAIL_PORT = env_int("EMAIL_PORT", 587)
EMAIL_HOST_USER = env_text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env_text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = env_bool("EMAIL_USE_TLS", default=True)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env_text("BRASDROIT_LOG_LEVEL", "WARNING")},
}
