"""The catalogue: every component there is. A new one takes a template, a line here, a place in the page `/composants/` and a test."""

from __future__ import annotations

from brasdroit.web.ui.declarations import Component, anything, flag, items, number, text

BUTTON_TONES = ("main", "plain", "quiet", "alert")
TONES = ("plain", "ok", "wait", "alert", "info", "accent")
INPUT_TYPES = ("text", "search", "email", "tel", "number", "password", "date", "time", "hidden", "textarea")

_ALL = (
    Component(
        "button",
        "Does something. One main button per page; the verb is the label.",
        {
            "label": text(), "tone": text("plain", choices=BUTTON_TONES), "icon": text(""),
            "type": text("submit", choices=("submit", "button", "reset")), "name": text(""), "value": text(""),
            "form": text(""), "key": text(""), "disabled": flag(), "small": flag(), "hidden_label": flag(),
        },
        attributes=True,
    ),
    Component(
        "link-button",
        "Goes somewhere, and looks like a button.",
        {
            "label": text(), "href": text(), "tone": text("plain", choices=BUTTON_TONES), "icon": text(""),
            "key": text(""), "small": flag(), "current": flag(), "hidden_label": flag(),
        },
        attributes=True,
    ),
    Component(
        "chip",
        "A state: icon, word and tint, never the tint alone.",
        {"label": text(), "tone": text("plain", choices=TONES), "icon": text(""), "title": text("")},
    ),
    Component(
        "sheet",
        "A sheet of paper: a titled section of the page.",
        {"title": text(), "icon": text(""), "note": text(""), "count": text(""), "flush": flag(), "name": text("")},
        {"body": True, "actions": False, "footer": False},
        attributes=True,
    ),
    Component(
        "page-head",
        "Where I am, in one sentence how it stands, then the actions. Holds the page's only h1.",
        {"title": text(), "state": text(""), "back_href": text(""), "back_label": text("Retour")},
        {"actions": False},
    ),
    Component(
        "field",
        "A field of a Django form: label, control, help, errors beside it, value kept.",
        {"field": anything(), "unit": text(""), "wide": flag(), "hidden_label": flag()},
    ),
    Component(
        "input",
        "A field without a Django form (filters, fragments).",
        {
            "name": text(), "label": text(), "id": text(""), "type": text("text", choices=INPUT_TYPES), "value": text(""),
            "help": text(""), "errors": items(()), "placeholder": text(""), "unit": text(""), "autocomplete": text("off"),
            "inputmode": text(""), "required": flag(), "wide": flag(), "hidden_label": flag(), "autofocus": flag(),
        },
        attributes=True,
    ),
    Component(
        "choice",
        "One of a few: `options` are (value, label) pairs, shown as a list, as radio buttons, or as digits 1 to 9 choose.",
        {
            "name": text(), "label": text(), "id": text(""), "options": items(), "value": text(""), "look": text("select", choices=("select", "radio")),
            "help": text(""), "errors": items(()), "required": flag(), "hidden_label": flag(), "blank": text(""),
        },
        attributes=True,
    ),
    Component("form-errors", "What is wrong with the form as a whole, and where else.", {"form": anything()}),
    Component(
        "empty",
        "What comes here, and how: no list is ever just empty.",
        {"title": text(), "text": text(""), "icon": text("inbox")},
        {"actions": False},
    ),
    Component(
        "table",
        "A list in columns: `columns` are labels; the body holds tr elements; cells name their column by data-label.",
        {"caption": text(), "columns": items(), "visible_caption": flag()},
        {"body": True},
        attributes=True,
    ),
    Component(
        "patient-name",
        "BIRTH NAME in bold capitals, first name; the name used when it differs.",
        {"birth_name": text(), "given_name": text(""), "used_name": text(""), "href": text("")},
    ),
    Component("avatar", "Initials of a person.", {"initials": text(), "size": text("m", choices=("m", "l"))}),
    Component(
        "tabs",
        "Pages of one thing: `items` are mappings with label, href, current, and maybe count.",
        {"label": text(), "items": items()},
    ),
    Component(
        "gauge",
        "A wait that fills up; says the wait in words too.",
        {"label": text(), "value": number(), "maximum": number(100), "tone": text("accent", choices=("accent", "wait", "alert"))},
    ),
    Component(
        "stats",
        "Figures that never stand alone: `items` are mappings with label, value, and maybe unit, note, href.",
        {"label": text(), "items": items()},
    ),
    Component(
        "callout",
        "Something to know before going on.",
        {"title": text(""), "tone": text("info", choices=TONES), "icon": text("")},
        {"body": True, "actions": False},
        attributes=True,
    ),
    Component(
        "dialog",
        "Asks, clearly and once, what cannot be undone. A button with data-dialog=name opens it.",
        {"name": text(), "title": text(), "open": flag()},
        {"body": True, "actions": False},
    ),
    Component(
        "menu",
        "Further actions behind one button; the body holds buttons and links.",
        {"name": text(), "label": text(), "icon": text("ellipsis"), "hidden_label": flag(), "small": flag()},
        {"body": True},
    ),
    Component(
        "steps",
        "Where one stands in a sequence: `items` are mappings with label, href, state (done, current or to_do).",
        {"label": text(), "items": items()},
    ),
    Component(
        "filter-bar",
        "Filters a list while typing; `/` goes there. `target` is the CSS selector of what is replaced.",
        {
            "label": text(), "name": text("q"), "value": text(""), "action": text(""), "target": text(""),
            "placeholder": text(""),
        },
        {"body": False},
    ),
    Component("pagination", "Pages of a list, with what is shown of how many.", {"page": anything()}),
    Component(
        "progress",
        "Work that lasts more than two seconds; without a value, that it goes on.",
        {"label": text(), "value": number(None), "maximum": number(100)},
        attributes=True,
    ),
    Component(
        "event",
        "One entry of a history, inside ol.timeline: when, what, who.",
        {"title": text(), "when": text(""), "iso": text(""), "who": text(""), "icon": text("circle"), "tone": text("plain", choices=TONES)},
        {"body": False},
    ),
    Component(
        "combobox",
        "Finds one among many by typing: `url` answers li elements with role=option and data-value.",
        {
            "name": text(), "label": text(), "url": text(), "id": text(""), "value": text(""), "display": text(""), "help": text(""),
            "errors": items(()), "placeholder": text(""), "required": flag(), "autofocus": flag(),
        },
        attributes=True,
    ),
    Component(
        "dropzone",
        "Files by drag and drop, by choice, or by paste; shows how far each has come.",
        {"name": text("file"), "label": text(), "url": text(), "accept": text(""), "help": text(""), "multiple": flag()},
    ),
)  # fmt: skip

COMPONENTS = {component.name: component for component in _ALL}
