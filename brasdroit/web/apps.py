"""The workspace as a Django application: templates and static files, no model."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Nothing runs at start."""

    name = "brasdroit.web"
    label = "web"
