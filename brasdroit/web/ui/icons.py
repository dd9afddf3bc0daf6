"""Drawings inside the page: lucide icons, hidden from screen readers since a word always stands beside them; symbols."""

from __future__ import annotations

import re
from functools import lru_cache

import lucide
from django.template.base import Node, Parser, Token
from django.template.context import Context
from django.template.exceptions import TemplateSyntaxError
from django.utils.safestring import SafeString, mark_safe

_SIZE = re.compile(r'width="(\d+)" height="(\d+)"')


@lru_cache(maxsize=512)
def icon(name: str) -> SafeString:
    """The drawing of a lucide icon; raises `lucide.IconDoesNotExist`."""
    drawing = lucide._render_icon(name, 24, aria_hidden="true", focusable="false", **{"class": "icon"})  # noqa: SLF001
    return mark_safe(" ".join(drawing.split()))  # noqa: S308  (drawn by the library)


def inline_svg(drawing: str) -> SafeString:
    """An SVG document of our own making as part of the page: it takes the width of what holds it."""
    body = drawing[drawing.index("<svg") :]
    return mark_safe(_SIZE.sub(r'viewBox="0 0 \1 \2"', body, count=1).replace(' id="barcode"', ""))  # noqa: S308  (ours)


class IconNode(Node):
    """`{% icon "phone" %}` or `{% icon name %}`."""

    def __init__(self, parser: Parser, argument: str) -> None:
        self.expression = parser.compile_filter(argument)
        if argument[0] in "\"'":
            self._draw_once(argument[1:-1])

    @staticmethod
    def _draw_once(name: str) -> None:
        try:
            icon(name)
        except lucide.IconDoesNotExist as error:
            raise TemplateSyntaxError(str(error)) from None

    def render(self, context: Context) -> SafeString:
        """The drawing, or nothing for an empty name."""
        name = self.expression.resolve(context)
        return icon(str(name)) if name else SafeString("")


def compile_icon(parser: Parser, token: Token) -> IconNode:
    """`{% icon "name" %}`; a name lucide does not know is an error when the template is compiled."""
    bits = token.split_contents()
    if len(bits) != 2:
        raise TemplateSyntaxError("icon takes the name of one lucide icon")
    return IconNode(parser, bits[1])
