"""`{% load ui %}`: components and their slots, icons, French formats."""

from __future__ import annotations

from django.template import Library

from brasdroit.web.ui.demonstration import demo_team
from brasdroit.web.ui.formats import FILTERS
from brasdroit.web.ui.icons import compile_icon, inline_svg
from brasdroit.web.ui.nodes import compile_component, compile_slot

register = Library()
register.tag("component", compile_component)
register.tag("slot", compile_slot)
register.tag("icon", compile_icon)
register.simple_tag(demo_team)
register.filter("inline_svg", inline_svg)
for function in FILTERS:
    register.filter(function.__name__, function)
