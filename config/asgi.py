"""One address for pages and live updates.

Pages are plain synchronous Django, run in a fixed pool of threads that keep their database connection;
live updates are Channels consumers. ADR 0003 tells what was measured.
"""

import os
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from config.wsgi import application as pages  # noqa: E402  (sets Django up before the rest is imported)

from a2wsgi import WSGIMiddleware  # noqa: E402
from channels.routing import ProtocolTypeRouter  # noqa: E402

from brasdroit.web.live.consumers import live_application  # noqa: E402

application: Any = ProtocolTypeRouter({"http": WSGIMiddleware(pages, workers=8), "websocket": live_application()})
