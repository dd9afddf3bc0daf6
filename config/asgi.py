"""One address for pages and live updates.

Pages are plain synchronous Django, run in a fixed pool of threads that keep their database connection;
live updates are Channels consumers. ADR 0003 tells what was measured.
"""

import os
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from config.wsgi import application as wsgi_application

from channels.routing import ProtocolTypeRouter
from django.conf import settings

from brasdroit.web.live.consumers import live_application
from config.pages import Pages

pages: Any = Pages(wsgi_application, threads=settings.THREADS, largest=settings.MAX_REQUEST_BYTES)
application: Any = ProtocolTypeRouter({"http": pages, "websocket": live_application()})
