"""One address for pages and live updates.

Pages are plain synchronous Django, run in a fixed pool of threads that keep their database connection;
live updates are Channels consumers. ADR 0003 tells what was measured.
"""

import os
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from config.wsgi import application as wsgi_application

from a2wsgi import WSGIMiddleware
from channels.routing import ProtocolTypeRouter

from brasdroit.web.live.consumers import live_application

pages_application: Any = wsgi_application
application: Any = ProtocolTypeRouter({"http": WSGIMiddleware(pages_application, workers=8), "websocket": live_application()})
