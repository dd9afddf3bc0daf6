"""The `component` and `slot` tags: names and constant values are checked when the template is compiled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.template.base import FilterExpression, Node, NodeList, Parser, TextNode, Token, VariableDoesNotExist
from django.template.context import Context
from django.template.exceptions import TemplateSyntaxError
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from brasdroit.web.ui.components import COMPONENTS
from brasdroit.web.ui.declarations import Component, WrongProp

ARGUMENT = re.compile(r"([A-Za-z_][\w:.-]*)=(.+)", re.DOTALL)
PASSED_THROUGH = ("hx-", "data-", "aria-")
SHARED = ("request", "actor", "csrf_token", "csp_nonce", "demo")
BODY = "body"


@dataclass(frozen=True, slots=True)
class Arguments:
    """The arguments of a tag: declared props, and attributes for the main element."""

    props: dict[str, FilterExpression]
    attributes: dict[str, FilterExpression]


class SlotNode(Node):
    """What fills one slot; it means something directly inside a component only."""

    child_nodelists = ("nodelist",)

    def __init__(self, name: str, nodelist: NodeList) -> None:
        self.name = name
        self.nodelist = nodelist
        self.claimed = False

    def render(self, context: Context) -> SafeString:
        """The slot's content, in the caller's context."""
        return mark_safe(self.nodelist.render(context).strip())  # noqa: S308  (already rendered with escaping)


class ComponentNode(Node):
    """Renders a component in a context of its own: its props, its slots and what every page has."""

    child_nodelists = ("filled",)

    def __init__(self, component: Component, arguments: Arguments, slots: list[SlotNode]) -> None:
        self.component = component
        self.arguments = arguments
        self.filled = NodeList(slots)
        self._defaults = component.defaults()

    def render(self, context: Context) -> SafeString:
        """The component's HTML."""
        values = {**self._defaults, **self._props(context), **self._slots(context)}
        if self.component.attributes:
            values["attributes"] = self._attributes(context)
        values.update({name: context[name] for name in SHARED if name in context})
        assert context.template is not None
        template = context.template.engine.get_template(self.component.template)
        # The file's last newline would be a space before the sign that follows the component.
        return mark_safe(template.render(context.new(values)).rstrip("\n"))  # noqa: S308  (already rendered with escaping)

    def _props(self, context: Context) -> dict[str, Any]:
        resolved = {}
        for name, expression in self.arguments.props.items():
            value = expression.resolve(context)
            self.component.props[name].check(self.component.name, name, value)
            resolved[name] = self.component.props[name].default if value is None else value
        return resolved

    def _slots(self, context: Context) -> dict[str, str]:
        return {slot.name: slot.render(context) for slot in self.filled if isinstance(slot, SlotNode)}

    def _attributes(self, context: Context) -> SafeString:
        pairs = ((name, expression.resolve(context)) for name, expression in self.arguments.attributes.items())
        return mark_safe("".join(_attribute(name, value) for name, value in pairs))  # noqa: S308  (values are escaped)


def _attribute(name: str, value: Any) -> str:
    if value is None or value is False:
        return ""
    # A literal of a template is "safe" for Django, yet its quotes would end the attribute: escape always.
    return f" {name}" if value is True else format_html(' {}="{}"', name, escape(str(value)))


def compile_component(parser: Parser, token: Token) -> ComponentNode:
    """`{% component "name" prop=value %}`; one with slots ends with `endcomponent`, or with ` /` when none is filled."""
    bits = token.split_contents()[1:]
    closed = bool(bits) and bits[-1] == "/"
    component = _declared(bits[0] if bits else "")
    arguments = _arguments(parser, component, bits[1 : -1 if closed else None])
    slots = _parse_slots(parser) if component.slots and not closed else []
    try:
        component.check_names(arguments.props, [slot.name for slot in slots])
        _check_constants(component, arguments)
    except WrongProp as error:
        raise TemplateSyntaxError(str(error)) from None
    return ComponentNode(component, arguments, slots)


def compile_slot(parser: Parser, token: Token) -> SlotNode:
    """`{% slot name %}…{% endslot %}`."""
    bits = token.split_contents()
    if len(bits) != 2:
        raise TemplateSyntaxError("slot takes one bare name")
    nodelist = parser.parse(("endslot",))
    parser.delete_first_token()
    return SlotNode(bits[1], nodelist)


def _declared(bit: str) -> Component:
    name = bit[1:-1] if len(bit) > 2 and bit[0] == bit[-1] and bit[0] in "\"'" else None
    if name is None:
        raise TemplateSyntaxError("component takes the name of a component, in quotes, first")
    if name not in COMPONENTS:
        raise TemplateSyntaxError(f"no component {name!r}; there are {', '.join(sorted(COMPONENTS))}")
    return COMPONENTS[name]


def _arguments(parser: Parser, component: Component, bits: list[str]) -> Arguments:
    arguments = Arguments({}, {})
    for bit in bits:
        match = ARGUMENT.fullmatch(bit)
        if match is None:
            raise TemplateSyntaxError(f"{component.name}: {bit!r} is not of the form name=value")
        name, value = match.groups()
        passed_through = component.attributes and name.startswith(PASSED_THROUGH)
        target = arguments.attributes if passed_through else arguments.props
        if name in target:
            raise TemplateSyntaxError(f"{component.name}: {name} is given twice")
        target[name] = parser.compile_filter(value)
    return arguments


def _parse_slots(parser: Parser) -> list[SlotNode]:
    nodelist = parser.parse(("endcomponent",))
    parser.delete_first_token()
    slots = [node for node in nodelist if isinstance(node, SlotNode)]
    rest = NodeList([node for node in nodelist if not isinstance(node, SlotNode)])
    if any(not (isinstance(node, TextNode) and not node.s.strip()) for node in rest):
        slots.append(SlotNode(BODY, rest))
    _claim(slots, nodelist)
    return slots


def _claim(slots: list[SlotNode], nodelist: NodeList) -> None:
    for slot in slots:
        slot.claimed = True
    if len({slot.name for slot in slots}) != len(slots):
        raise TemplateSyntaxError("a slot is filled twice")
    inside = [node for node in nodelist.get_nodes_by_type(SlotNode) if isinstance(node, SlotNode)]
    if not all(slot.claimed for slot in inside):
        raise TemplateSyntaxError("a slot stands directly inside its component: put the condition inside the slot")


def _check_constants(component: Component, arguments: Arguments) -> None:
    for name, expression in arguments.props.items():
        if expression.filters:
            continue
        try:
            value = expression.resolve(Context()) if _is_constant(expression) else None
        except VariableDoesNotExist:
            continue
        if value is not None:
            component.props[name].check(component.name, name, value)


def _is_constant(expression: FilterExpression) -> bool:
    lookups = getattr(expression.var, "lookups", None)
    return lookups is None or lookups in {("True",), ("False",)}
