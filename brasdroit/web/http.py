"""The request as the workspace's views see it: somebody acts."""

from __future__ import annotations

from django.http import HttpRequest

from brasdroit.foundation.actors import Actor


class ActorRequest(HttpRequest):
    """A request behind ``ActorMiddleware``: views that are not public always have an actor."""

    actor: Actor
