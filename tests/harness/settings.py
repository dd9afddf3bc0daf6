"""The settings of the program, on throw-away state and without its deliberate slowness."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path
from typing import cast

_state = Path(tempfile.mkdtemp(prefix="brasdroit-tests-"))
atexit.register(shutil.rmtree, _state, ignore_errors=True)
os.environ["BRASDROIT_DATA_DIR"] = str(_state)  # before the program's settings read it
os.environ["BRASDROIT_KEYS_DIR"] = str(_state / "keys")  # never beside the developer's own
os.environ.pop("BRASDROIT_DEBUG", None)

from config.settings import *  # noqa: E402, F403  (a settings module is its names)
from config.settings import DATABASES  # noqa: E402

# One round instead of a tenth of a second: a thousand sign-ins cost nothing.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": _state / "files"},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True

if DATABASES["default"]["ENGINE"] == "brasdroit.foundation.db.sqlite":
    # A file, not memory: threads and processes of a test then meet as they do in service.
    DATABASES["default"]["TEST"] = {"NAME": str(_state / "test.sqlite3")}
    options = cast("dict[str, str]", DATABASES["default"]["OPTIONS"])
    options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")
