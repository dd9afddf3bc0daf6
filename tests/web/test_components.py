"""The component tag: strict, isolated, escaping; and every component of the catalogue as it looks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template import Context, RequestContext, Template
from django.template.exceptions import TemplateSyntaxError
from django.test import Client, RequestFactory, override_settings

from brasdroit.practice.members.types import Role
from brasdroit.web.ui.components import COMPONENTS
from brasdroit.web.ui.declarations import Component, WrongProp, flag, items, number, text
from brasdroit.web.ui.icons import icon
from tests.factories.practice import make_member, make_practice

TEMPLATES = Path(__file__).parents[2] / "brasdroit" / "web" / "templates"


def render(source: str, **context: object) -> str:
    """A template with the library loaded, rendered."""
    return Template("{% load ui %}" + source).render(Context(context))


def refusal(source: str) -> str:
    """What the compiler says of a wrong template."""
    with pytest.raises(TemplateSyntaxError) as caught:
        Template("{% load ui %}" + source)
    return str(caught.value)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('{% component "chip" labl="x" %}', "chip: unknown prop labl (declared: label, tone, icon, title)"),
        ('{% component "chip" tone="ok" %}', "chip: missing prop label (declared: label, tone, icon, title)"),
        (
            '{% component "chip" label="x" tone="green" %}',
            "chip: tone is one of plain, ok, wait, alert, info, accent, got 'green'",
        ),
        ('{% component "chip" label="x" label="y" %}', "chip: label is given twice"),
        ('{% component "chip" "x" %}', "chip: '\"x\"' is not of the form name=value"),
        ('{% component "button" label="x" disabled="yes" %}', "button: disabled takes flag, got 'yes'"),
        ('{% component "gauge" label="x" value="ten" %}', "gauge: value takes number, got 'ten'"),
        (
            '{% component "chip" label="x" hx-get="/" %}',
            "chip: unknown prop hx-get (declared: label, tone, icon, title)",
        ),
        ("{% component chip %}", "component takes the name of a component, in quotes, first"),
        (
            '{% component "sheet" title="x" / %}',
            "sheet: empty slot body (declared: title, icon, note, count, flush, name, body, actions, footer)",
        ),
        (
            '{% component "empty" title="x" %}text{% endcomponent %}',
            "empty: unknown slot body (declared: title, text, icon, actions)",
        ),
        (
            '{% component "sheet" title="x" %}a{% slot footer %}b{% endslot %}{% slot footer %}c{% endslot %}{% endcomponent %}',
            "a slot is filled twice",
        ),
        (
            '{% component "sheet" title="x" %}a{% if b %}{% slot footer %}b{% endslot %}{% endif %}{% endcomponent %}',
            "a slot stands directly inside its component: put the condition inside the slot",
        ),
        ('{% icon "no-such-icon" %}', "The icon 'no-such-icon' does not exist."),
        ("{% icon %}", "icon takes the name of one lucide icon"),
    ],
)
def test_a_mistake_is_refused_when_the_template_is_compiled(source: str, said: str) -> None:
    assert refusal(source) == said


def test_an_unknown_component_is_refused_with_those_there_are() -> None:
    assert refusal('{% component "buton" label="x" %}').startswith(
        "no component 'buton'; there are avatar, button, callout"
    )


def test_a_value_known_only_when_rendering_is_checked_then() -> None:
    with pytest.raises(WrongProp, match="chip: tone is one of"):
        render('{% component "chip" label="x" tone=tone %}', tone="green")


def test_none_stands_for_not_given_where_there_is_a_default() -> None:
    assert render('{% component "chip" label="x" tone=tone %}', tone=None) == render('{% component "chip" label="x" %}')


def test_values_are_escaped_in_text_and_in_attributes() -> None:
    html = render('{% component "button" label=label data-x=label %}', label='<b> & "')
    assert html.count("&lt;b&gt; &amp; &quot;") == 2
    assert "<b>" not in html


def test_quotes_of_a_literal_cannot_end_an_attribute() -> None:
    html = render("""{% component "button" label="x" hx-vals='{"a": "b"}' %}""")
    assert 'hx-vals="{&quot;a&quot;: &quot;b&quot;}"' in html


def test_an_attribute_that_is_true_stands_alone_and_a_false_one_goes() -> None:
    html = render('{% component "button" label="x" data-print=True hx-get=off data-key=none %}', off=False, none=None)
    assert " data-print>" in html
    assert "hx-get" not in html


def test_a_component_sees_nothing_of_the_page_but_what_it_is_given() -> None:
    html = render('{% component "chip" label="x" %}', title="of the page", icon="phone")
    assert html == '<span class="chip" data-tone="plain">x</span>'


def test_a_component_sees_the_request() -> None:
    request = RequestFactory().get("/patients/?page=2")
    context = RequestContext(request, {"page": _third_of_five()})
    html = Template('{% load ui %}{% component "pagination" page=page %}').render(context)
    assert re.findall(r'href="([^"]+)"', html) == ["?page=2", "?page=4"]


def _third_of_five() -> object:
    from django.core.paginator import Paginator  # noqa: PLC0415  (beside its only use)

    return Paginator(range(100), 20).get_page(3)


def test_slots_are_rendered_in_the_context_of_the_page() -> None:
    source = (
        '{% component "sheet" title="x" %}{{ word }}{% slot footer %}<i>{{ word }}</i>{% endslot %}{% endcomponent %}'
    )
    html = render(source, word="<ici>", title="other")
    assert '<div class="sheet-body">&lt;ici&gt;</div>' in html
    assert '<footer class="sheet-foot"><i>&lt;ici&gt;</i></footer>' in html


def test_components_nest_and_each_keeps_its_own_slots() -> None:
    inner = '{% component "callout" %}dedans{% slot actions %}agir{% endslot %}{% endcomponent %}'
    html = render('{% component "sheet" title="x" %}' + inner + "{% endcomponent %}")
    assert '<div class="actions">agir</div>' in html
    assert "sheet-side" not in html


def test_an_optional_slot_left_out_leaves_no_trace() -> None:
    assert "sheet-foot" not in render('{% component "sheet" title="x" %}a{% endcomponent %}')


def test_icons_are_hidden_from_screen_readers_and_drawn_once() -> None:
    assert 'aria-hidden="true"' in icon("phone")
    assert icon("phone") is icon("phone")
    assert render("{% icon name %}", name="") == ""


def test_a_declaration_says_what_may_be_left_out() -> None:
    component = Component(
        "x", "", {"a": text(), "b": flag(), "c": number(None), "d": items(())}, {"body": True, "foot": False}
    )
    assert component.defaults() == {"b": False, "c": None, "d": (), "body": "", "foot": ""}


def test_there_are_few_components_and_each_has_its_template() -> None:
    assert sorted(f"{name}.html" for name in COMPONENTS) == sorted(
        path.name for path in (TEMPLATES / "components").glob("*.html")
    )
    assert len(COMPONENTS) <= 26


def test_every_component_is_told_in_the_guide_and_shown_in_the_catalogue() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "ui.md").read_text(encoding="utf-8")
    shown = "".join(path.read_text(encoding="utf-8") for path in (TEMPLATES / "shell").glob("catalogue*.html"))
    assert [name for name in COMPONENTS if f"| `{name}` |" not in guide] == []
    assert [name for name in COMPONENTS if f'"{name}"' not in shown] == []


@pytest.fixture
def installed(db: None) -> None:
    """A practice that is open: before that every address leads to the set-up."""
    make_member(make_practice(), Role.ASSISTANT)


def test_the_catalogue_is_for_demonstrations_only(client: Client, installed: None) -> None:
    assert client.get("/composants/").status_code == 404


@override_settings(DEMO=True)
def test_the_catalogue_renders_with_one_main_title(client: Client, installed: None) -> None:
    html = client.get("/composants/").content.decode()
    assert html.count("<h1") == 1
    identifiers = re.findall(r'\sid="([^"]+)"', html)
    assert sorted(identifiers) == sorted(set(identifiers))
